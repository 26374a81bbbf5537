import type { Clock } from '../../domain/clock.ts';
import { namedUnits } from '../../domain/directory/readable-extent.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import type { ListedPerson } from '../../domain/overview/people-overview.ts';
import { type MessageKey, type Translate, translator } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { peopleFiltersFrom, questionOf } from './people-question.ts';
import { stateOf } from './person-state.ts';
import { formatFrom, sendTable } from './table-export.ts';

type Parts = Pick<WebParts, 'peopleOverview' | 'stores' | 'clock' | 'writeTable'>;

type Cell = (listed: ListedPerson, words: { t: Translate; clock: Clock }) => string;

/** Head and cell of each column; days and moments are ISO 8601, which every program sorts. */
const COLUMNS: readonly [head: MessageKey, cell: Cell][] = [
  ['people.column.employeeNo', ({ person }) => person.employeeNo ?? ''],
  ['people.name', ({ person }) => person.fullName],
  ['people.column.email', ({ person }) => person.email ?? ''],
  ['people.column.position', ({ post }) => post?.position ?? ''],
  ['people.column.unit', ({ post }) => post?.unit ?? ''],
  ['people.column.hr', ({ person, account }, { t }) => (account ? t(`people.hr.${person.status}`) : '')],
  [
    'people.column.account',
    ({ person, account }, { t, clock }) => (account ? t(stateOf(person, account, clock.now()).text) : ''),
  ],
  [
    'people.factors',
    ({ account }, { t }) => account?.factors.map((factor) => t(`people.factor.${factor}`)).join('; ') ?? '',
  ],
  ['people.column.lastSignIn', ({ account }) => account?.lastSignInAt?.toISOString() ?? ''],
];

/** `/admin/people/export`: the list as it is filtered, whole, as a file. */
export function exportPage(parts: Parts): ConsolePage {
  return page('/people/export', 'directory:read', (visit, ctx) => exportPeople(parts, visit, ctx));
}

async function exportPeople(
  parts: Parts,
  { extent, actor, lang }: ConsoleVisit,
  ctx: Context,
): Promise<void> {
  const { peopleOverview, stores, clock } = parts;
  const format = formatFrom(ctx);
  const filters = peopleFiltersFrom(ctx);
  const units = namedUnits(await stores.directory.listUnits(), extent);
  const unit = filters.unit === undefined ? undefined : getUnit(units, filters.unit).code;
  const taken = await peopleOverview.takeOut(questionOf({ ...filters, unit }), extent, { format, actor });
  const words = { t: translator(lang), clock };
  const header = COLUMNS.map(([head]) => words.t(head));
  const name = words.t('people.title');
  sendTable(ctx, parts, { format, subject: 'people', name, header, batches: rowsOf(taken, words) });
}

async function* rowsOf(pages: AsyncIterable<ListedPerson[]>, words: Parameters<Cell>[1]) {
  for await (const people of pages) yield people.map((each) => COLUMNS.map(([, cell]) => cell(each, words)));
}
