import { STAFF_STATUSES } from '../../domain/directory/person.ts';
import type { AccountQuestion, PeopleQuestion } from '../../domain/overview/people-overview.ts';
import type { Context } from '../context.ts';
import { choiceFrom, type Filters, listAddress, PAGE_SIZE, textFrom } from './list-query.ts';

export const PEOPLE_PATH = '/admin/people';

/** In the order in which the page offers them. */
export const ACCOUNT_QUESTIONS = [
  'no_factor',
  'inactivated',
  'locked',
  'dormant',
  'disabled',
] as const satisfies readonly AccountQuestion[];

/** As many rows as one form may tick. */
export const LARGE_PAGE = 100;

/** What narrows the list of people, as its address says it. */
export interface PeopleFilters extends Filters {
  q: string | undefined;
  /** `exact`: the diacritics count. */
  marks: 'exact' | undefined;
  unit: string | undefined;
  status: (typeof STAFF_STATUSES)[number] | undefined;
  position: string | undefined;
  account: AccountQuestion | undefined;
  /** Rows of a page, when more are wanted. */
  rows: '100' | undefined;
}

export function peopleFiltersFrom(ctx: Context): PeopleFilters {
  return {
    q: textFrom(ctx, 'q'),
    marks: choiceFrom(ctx, 'marks', ['exact']),
    unit: textFrom(ctx, 'unit'),
    status: choiceFrom(ctx, 'status', STAFF_STATUSES),
    position: textFrom(ctx, 'position'),
    account: choiceFrom(ctx, 'account', ACCOUNT_QUESTIONS),
    rows: choiceFrom(ctx, 'rows', ['100']),
  };
}

/** The question that filters ask. */
export function questionOf({
  q,
  marks,
  unit,
  status,
  position,
  account,
  rows,
}: PeopleFilters): PeopleQuestion {
  return {
    text: q,
    isMarked: marks === 'exact',
    unit,
    status,
    position,
    account,
    limit: rows === undefined ? PAGE_SIZE : LARGE_PAGE,
  };
}

/** The address of the list with these filters, some of them changed. */
export function peopleAddress(filters: PeopleFilters, changes: Filters = {}, path = PEOPLE_PATH): string {
  return listAddress(path, { ...filters, ...changes });
}
