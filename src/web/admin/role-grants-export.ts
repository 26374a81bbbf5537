import { dayOf } from '../../domain/clock.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { RoleGrantFacts } from '../../domain/overview/role-grant-overview.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import { type MessageKey, type Translate, translator } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page, whole } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { lastMomentOf, roleGrantWords } from './role-grant-words.ts';
import { stateOf } from './role-grants.ts';
import { grantFiltersFrom, grantQuestionOf } from './role-grants-question.ts';
import { formatFrom, sendTable } from './table-export.ts';

type Parts = Pick<WebParts, 'roleGrantOverview' | 'stores' | 'clock' | 'writeTable'>;

interface Words {
  t: Translate;
  facts: RoleGrantFacts;
  now: Date;
  author(label: string): string;
}

type Cell = (roleGrant: RoleGrant, words: Words) => string | null | undefined;

/** A cell about the person who holds the role grant; empty for a rule. */
function ofPerson(say: (person: Person) => string | null): Cell {
  return ({ personId }, { facts }) => {
    const person = facts.people.get(personId ?? '');
    return person && say(person);
  };
}

const unitCode = (id: string | null, { facts }: Words) => facts.units.get(id ?? '')?.code;

/**
 * Head and cell of each column. The heads of the first ones are those of a file of role grants, so that what was taken
 * out can be changed and taken in again; `role-file-columns` reads them, and leaves out the others.
 */
export const GRANT_COLUMNS: readonly [head: MessageKey, cell: Cell][] = [
  ['grants.column.client', ({ roleId }, { facts }) => facts.roles.get(roleId)?.clientId],
  ['grants.column.role', ({ roleId }, { facts }) => facts.roles.get(roleId)?.code],
  ['grants.column.employeeNo', ofPerson(({ employeeNo }) => employeeNo)],
  // A row names its holder once.
  ['grants.column.email', ofPerson(({ employeeNo, email }) => (employeeNo === null ? email : null))],
  ['grants.column.unit', ({ unitId }, words) => unitCode(unitId, words)],
  [
    'grants.column.subtree',
    ({ unitId, includesSubtree }, { t }) =>
      unitId === null ? null : t(includesSubtree ? 'grants.column.yes' : 'grants.column.no'),
  ],
  ['grants.column.position', ({ positionId }, { facts }) => facts.positions.get(positionId ?? '')?.name],
  ['grants.column.category', ({ category }) => category],
  ['grants.column.extent', ({ extentUnitId }, words) => unitCode(extentUnitId, words)],
  ['grants.column.from', ({ from }) => from && dayOf(from)],
  ['grants.column.until', ({ until }) => until && dayOf(lastMomentOf(until))],
  ['grants.column.decision', ({ decision }) => decision],
  ['grants.column.reason', ({ reason }) => reason],
  ['grants.column.name', ofPerson(({ fullName }) => fullName)],
  ['grants.state', (roleGrant, { t, now }) => t(`grants.is.${stateOf(roleGrant, now).state}`)],
  ['grants.author', ({ grantedBy }, { author }) => author(grantedBy)],
  ['grants.column.createdAt', ({ createdAt }) => createdAt.toISOString()],
  ['grants.column.revokedAt', ({ revokedAt }) => revokedAt?.toISOString()],
];

/** `/admin/role-grants/export`: the list as it is filtered, whole, as a file, for who reads the whole ministry. */
export function grantExportPage(parts: Parts): ConsolePage {
  return whole(page('/role-grants/export', 'roles:read', (visit, ctx) => exportGrants(parts, visit, ctx)));
}

async function exportGrants(
  parts: Parts,
  { extent, actor, lang }: ConsoleVisit,
  ctx: Context,
): Promise<void> {
  const { roleGrantOverview, stores, clock } = parts;
  const format = formatFrom(ctx);
  const { question } = await grantQuestionOf(grantFiltersFrom(ctx), { stores, extent });
  const taken = await roleGrantOverview.takeOut(question, extent, { format, actor });
  const t = translator(lang);
  async function* rows() {
    for await (const { roleGrants, facts } of taken) {
      const words = { t, facts, now: clock.now(), author: roleGrantWords(facts, lang).author };
      yield roleGrants.map((each) => GRANT_COLUMNS.map(([, cell]) => cell(each, words) ?? ''));
    }
  }
  const header = GRANT_COLUMNS.map(([head]) => t(head));
  sendTable(ctx, parts, { format, subject: 'role-grants', name: t('grants.title'), header, batches: rows() });
}
