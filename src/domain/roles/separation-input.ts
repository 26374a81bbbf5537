import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { daysAfter } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { parsePeriod } from './parse-period.ts';
import type { RoleStore } from './role-store.ts';
import type { Separation, SeparationException } from './separation-of-duties.ts';

export interface SeparationRequest {
  /** Of any clients. */
  roles: { clientId: string; code: string }[];
  name?: string | undefined;
  /** How many of the roles one person may hold at a time; 1 when absent. */
  most?: number | undefined;
}

export interface ExceptionRequest {
  /** Id of the separation. */
  separation: string;
  /** Official e-mail, employee number or id. */
  person: string;
  decision: string;
  /** Days of Asia/Ho_Chi_Minh, both included, or RFC 3339 times; from now on when absent. */
  from?: string | undefined;
  until: string;
  reason?: string | undefined;
}

const NAME_LIMIT = 200;
const TEXT_LIMIT = 1000;
const ROLES_LIMIT = 50;
/** A year, whatever its length and the hour at which it begins. */
const EXCEPTION_DAYS = 367;

/**
 * Reads what is to be kept apart. Throws `role_not_found`, and `separation_invalid` with `reason`: `too_few_roles`,
 * `too_many_roles`, `most_out_of_range`, `name`.
 */
export async function readSeparation(
  roles: Pick<RoleStore, 'findRole'>,
  { roles: names, name, most = 1 }: SeparationRequest,
  { id, actor, at }: { id: string; actor: Actor; at: Date },
): Promise<Separation> {
  if (names.length > ROLES_LIMIT) throw new DomainError('separation_invalid', { reason: 'too_many_roles' });
  const found = new Set<string>();
  for (const { clientId, code } of names) {
    const role = await roles.findRole(clientId, code);
    if (role === undefined) throw new DomainError('role_not_found', { client: clientId, role: code });
    found.add(role.id);
  }
  if (found.size < 2) throw new DomainError('separation_invalid', { reason: 'too_few_roles' });
  if (!Number.isInteger(most) || most < 1 || most >= found.size)
    throw new DomainError('separation_invalid', { reason: 'most_out_of_range' });
  const clean = textOf(name);
  if (clean !== null && (clean.length > NAME_LIMIT || /\p{Cc}/u.test(clean)))
    throw new DomainError('separation_invalid', { reason: 'name' });
  const createdBy = actorLabel(actor);
  return {
    id,
    name: clean,
    roleIds: [...found].sort(),
    most,
    createdBy,
    createdAt: at,
    endedAt: null,
    endedBy: null,
  };
}

/**
 * Reads an exception. Throws `period_invalid`, and `separation_exception_invalid` with `reason`: `decision_missing`,
 * `text_too_long`, `longer_than_a_year`, `over`.
 */
export function readException(
  { separation: separationId, decision, from: firstDay, until: lastDay, reason }: ExceptionRequest,
  { id, personId, actor, at }: { id: string; personId: string; actor: Actor; at: Date },
): SeparationException {
  const period = parsePeriod(firstDay, lastDay);
  const from = period.from ?? at;
  const until = period.until ?? at;
  const texts = { decision: textOf(decision), reason: textOf(reason) };
  const refuse = (fault: string) => new DomainError('separation_exception_invalid', { reason: fault });
  if (texts.decision === null) throw refuse('decision_missing');
  if (texts.decision.length > TEXT_LIMIT || (texts.reason?.length ?? 0) > TEXT_LIMIT)
    throw refuse('text_too_long');
  if (until <= at) throw refuse('over');
  if (until > daysAfter(from, EXCEPTION_DAYS)) throw refuse('longer_than_a_year');
  const allowedBy = actorLabel(actor);
  return {
    id,
    separationId,
    personId,
    decision: texts.decision,
    reason: texts.reason,
    from,
    until,
    allowedBy,
    createdAt: at,
  };
}

function textOf(text: string | undefined): string | null {
  const clean = text?.normalize('NFC').trim() ?? '';
  return clean === '' ? null : clean;
}
