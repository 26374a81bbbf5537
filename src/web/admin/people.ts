import type { Clock } from '../../domain/clock.ts';
import { dayOf } from '../../domain/clock.ts';
import { STAFF_STATUSES } from '../../domain/directory/person.ts';
import { parseSearchText, type SearchedText } from '../../domain/directory/person-search.ts';
import { namedUnits, type ReadableExtent } from '../../domain/directory/readable-extent.ts';
import { piecesOf } from '../../domain/directory/search-hits.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import type { ListedPerson } from '../../domain/overview/people-overview.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { type Filters, PAGE_SIZE, pageFrom, pagingOf } from './list-query.ts';
import { batchActions, batchNotice, batchPages } from './people-batch.ts';
import { exportPage } from './people-export.ts';
import {
  ACCOUNT_QUESTIONS,
  LARGE_PAGE,
  PEOPLE_PATH,
  type PeopleFilters,
  peopleAddress,
  peopleFiltersFrom,
  questionOf,
} from './people-question.ts';
import type { PeopleView, PersonRowView } from './people-view.ts';
import { stateOf } from './person-state.ts';
import { exportViews } from './table-export.ts';
import { unitTreeView } from './unit-tree-view.ts';

type Parts = Pick<
  WebParts,
  'peopleOverview' | 'accountBatches' | 'stores' | 'pages' | 'clock' | 'writeTable'
>;

/** `/admin/people`: who is in the ministry, where, and in which state. */
export function peoplePages(parts: Parts): ConsolePage[] {
  return [
    page('/people', 'directory:read', (visit, ctx) => showPeople(parts, visit, ctx)),
    exportPage(parts),
    ...batchPages(parts),
  ];
}

async function showPeople(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { peopleOverview, stores, pages, clock } = parts;
  const filters = peopleFiltersFrom(ctx);
  const address = (changes: Filters) => peopleAddress(filters, changes);
  const units = namedUnits(await stores.directory.listUnits(), visit.extent);
  const chosen = filters.unit === undefined ? undefined : getUnit(units, filters.unit);
  const asked = pageFrom(ctx);
  const question = { ...questionOf({ ...filters, unit: chosen?.code }), ...asked };
  const today = dayOf(clock.now());
  const [listed, counts] = await Promise.all([
    peopleOverview.list(question, visit.extent),
    stores.overview.countByUnit(today),
  ]);
  const words = parseSearchText(filters.q ?? '', { isMarked: filters.marks !== undefined });
  const model: PeopleView = {
    ...visit.frame,
    notice: batchNotice(ctx),
    units: unitTreeView(units, {
      counts,
      chosen,
      today,
      address: ({ code }) => address({ unit: code }),
    }),
    everywhere: address({ unit: undefined }),
    ...searchView(filters, address),
    positions: (await stores.directory.listPositions()).map(({ code, name }) => ({
      value: code,
      text: name,
    })),
    chosen: chosen === undefined ? [] : [{ name: chosen.name, without: address({ unit: undefined }) }],
    exports: exportsOf(filters, visit.extent),
    address: ctx.path + ctx.search,
    actions: batchActions(visit.rights.permissions),
    people: listed.people.map((each) => rowOf(each, words, clock)),
    paging: pagingOf(
      asked,
      { ...listed, ids: listed.people.map(({ person }) => person.id), isAbout: filters.q !== undefined },
      address,
    ),
    otherRows: otherRowsOf(filters, listed.total.number, address),
  };
  pages.show(ctx, 'admin/people', model, { csrf: visit.csrfToken });
}

function searchView(
  filters: PeopleFilters,
  address: (changes: Filters) => string,
): Pick<PeopleView, 'search' | 'otherMarks' | 'statuses' | 'accounts'> {
  const text = filters.q ?? '';
  const isExact = filters.marks === 'exact';
  return {
    search: {
      text,
      isExact,
      unit: filters.unit ?? '',
      status: filters.status ?? '',
      position: filters.position ?? '',
      account: filters.account ?? '',
      rows: filters.rows ?? '',
    },
    otherMarks: /\p{L}/u.test(text) ? address({ marks: isExact ? undefined : 'exact' }) : null,
    statuses: STAFF_STATUSES.map((value) => ({ value, text: `people.hr.${value}` as const })),
    accounts: ACCOUNT_QUESTIONS.map((value) => ({ value, text: `people.account.${value}` as const })),
  };
}

/** Where names alone can be read, there is nothing to take out. */
function exportsOf(filters: PeopleFilters, extent: ReadableExtent): PeopleView['exports'] {
  if (extent !== 'whole' && extent.unitIds.length === 0) return [];
  return exportViews((format) =>
    peopleAddress(filters, { format, rows: undefined }, `${PEOPLE_PATH}/export`),
  );
}

function otherRowsOf(
  { rows }: PeopleFilters,
  total: number,
  address: (changes: Filters) => string,
): PeopleView['otherRows'] {
  if (rows !== undefined) return { rows: PAGE_SIZE, url: address({ rows: undefined }) };
  return total > PAGE_SIZE ? { rows: LARGE_PAGE, url: address({ rows: '100' }) } : null;
}

function rowOf({ person, account, post }: ListedPerson, words: SearchedText, clock: Clock): PersonRowView {
  const { id, fullName, familyName, middleName, givenName, email, employeeNo } = person;
  return {
    id,
    fullName,
    familyAndMiddle: piecesOf([familyName, middleName].filter(Boolean).join(' '), words),
    given: piecesOf(givenName, words),
    login: piecesOf(email ?? employeeNo ?? '', words),
    post,
    account: account && {
      factors: account.factors,
      lastSignInAt: account.lastSignInAt,
      state: stateOf(person, account, clock.now()),
    },
  };
}
