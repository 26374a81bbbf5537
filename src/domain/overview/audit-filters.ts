import type { AuditType } from '../audit/audit-event.ts';
import { AUDIT_GROUPS, AUDIT_TYPES, typesOf } from '../audit/audit-groups.ts';
import type { AuditQuery } from '../audit/audit-store.ts';
import { supportCodeOf } from '../authentication/request-origin.ts';
import type { Day } from '../clock.ts';
import type { DirectoryStore } from '../directory/directory-store.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { searchStaff } from '../directory/staff-search.ts';
import { DomainError } from '../errors.ts';
import { parsePeriod } from '../roles/parse-period.ts';

/** What narrows the audit log, as somebody types it. */
export const AUDIT_FILTERS = [
  'type',
  'person',
  'actor',
  'client',
  'network',
  'code',
  'from',
  'until',
] as const;
export type AuditFilters = Partial<Record<(typeof AUDIT_FILTERS)[number], string | undefined>>;

/** People that a word may stand for; who means somebody among more has to say more. */
const PEOPLE_MAX = 20;

type Directory = Pick<DirectoryStore, 'searchPeople' | 'listUnits' | 'listStandings'>;

/**
 * The query that filters ask for: `type` is a kind of act or a group of them, `person` and `actor` an id or whatever
 * people are searched by, `from` and `until` days, both included, or instants (RFC 3339).
 * @throws bad_request for an unknown type, period_invalid
 */
export async function auditQueryOf(
  directory: Directory,
  { type, person, actor, client, network, code, from, until }: AuditFilters,
  today: Day,
): Promise<AuditQuery> {
  const period = parsePeriod(from, until);
  return {
    types: type === undefined ? undefined : typesFor(type),
    personIds: person === undefined ? undefined : await peopleFor(directory, person, today),
    actors: actor === undefined ? undefined : await actorsFor(directory, actor, today),
    clientId: client,
    network,
    supportCode: code === undefined ? undefined : supportCodeOf(code),
    from: period.from ?? undefined,
    until: period.until ?? undefined,
  };
}

function typesFor(text: string): AuditType[] {
  const group = AUDIT_GROUPS.find((each) => each === text);
  if (group !== undefined) return typesOf(group);
  const type = AUDIT_TYPES.find((each) => each === text.replace(':', '.'));
  if (type === undefined) throw new DomainError('bad_request', { reason: 'type' });
  return [type];
}

async function peopleFor(directory: Directory, text: string, today: Day): Promise<string[]> {
  if (isRowId(text)) return [text];
  const { people } = await searchStaff(directory, { text, limit: PEOPLE_MAX }, today);
  return people.map(({ id }) => id);
}

/** Not everybody who acts is a person: the text may be the name of an operator, of a client, or `system`. */
async function actorsFor(directory: Directory, text: string, today: Day): Promise<string[]> {
  const people = await peopleFor(directory, text, today);
  const others = text === 'system' ? ['system'] : [`operator:${text}`, `client:${text}`];
  return [...people.map((id) => `person:${id}`), ...others];
}
