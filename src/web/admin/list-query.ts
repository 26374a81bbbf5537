import type { Counted } from '../../domain/counted.ts';
import type { Context } from '../context.ts';

/** Rows of a page of a list. */
export const PAGE_SIZE = 50;

const TEXT_MAX = 200;
const CONTROL = /\p{Cc}/gu;

/** The filters that an address names; what is absent is undefined, so that an address can be made of them again. */
export type Filters = Readonly<Record<string, string | undefined>>;

/** A text from the address, tidied; undefined when it is absent or empty. */
export function textFrom(ctx: Context, name: string): string | undefined {
  const given = ctx.query[name];
  const text = typeof given === 'string' ? given.replace(CONTROL, ' ').trim().slice(0, TEXT_MAX) : '';
  return text === '' ? undefined : text;
}

/** One of some values from the address; undefined for anything else. */
export function choiceFrom<One extends string>(
  ctx: Context,
  name: string,
  allowed: readonly One[],
): One | undefined {
  return allowed.find((each) => each === ctx.query[name]);
}

/** The address of a list with these filters. */
export function listAddress(path: string, filters: Filters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Whether a total is that many, about as many, or more. */
export type Precision = 'exact' | 'about' | 'more';

/** Where a page of a list lies among all of its rows, and the addresses of its neighbours. */
export interface PagingView {
  from: number;
  to: number;
  total: number;
  precision: Precision;
  previous: string | null;
  next: string | null;
}

/** Which page of a list an address asks for. The place is for show: who edits it sees another number, no other rows. */
export interface AskedPage {
  /** The id of the row after which the page begins … */
  cursor: string | undefined;
  /** … or before which it ends. */
  before: string | undefined;
  /** The number of the row at that end. */
  place: number;
}

/** Reads `after`, `before` and `place` from an address. */
export function pageFrom(ctx: Context): AskedPage {
  const before = textFrom(ctx, 'before');
  const place = /^\d{1,7}$/.test(String(ctx.query.place)) ? Number(ctx.query.place) : 0;
  return { cursor: before === undefined ? textFrom(ctx, 'after') : undefined, before, place };
}

/**
 * The page that was asked for of a list that is read whole; the first one when its edge is gone.
 * @returns its rows, and whether more lies in the direction that was asked for, as `pagingOf` takes it
 */
export function cutPage<Row extends { id: string }>(
  rows: readonly Row[],
  { cursor, before }: AskedPage,
): { rows: Row[]; next: string | null } {
  const edge = rows.findIndex(({ id }) => id === (before ?? cursor));
  if (before !== undefined && edge !== -1) {
    const shown = rows.slice(Math.max(0, edge - PAGE_SIZE), edge);
    return { rows: shown, next: edge > PAGE_SIZE ? (shown[0]?.id ?? null) : null };
  }
  const shown = rows.slice(edge + 1, edge + 1 + PAGE_SIZE);
  return { rows: shown, next: edge + 1 + PAGE_SIZE < rows.length ? (shown.at(-1)?.id ?? null) : null };
}

/**
 * Lays out a page.
 * @param ids of the rows shown, in their order
 * @param next of the list: whether more lies in the direction that was asked for
 */
export function pagingOf(
  { cursor, before, place }: AskedPage,
  {
    ids,
    next,
    total,
    isAbout = false,
  }: { ids: readonly string[]; next: string | null; total: number | Counted; isAbout?: boolean },
  address: (edge: Filters) => string,
): PagingView {
  const counted = typeof total === 'number' ? { number: total, isMore: false } : total;
  const isBack = before !== undefined;
  const from = isBack
    ? next === null
      ? 1
      : Math.max(1, place - ids.length)
    : cursor === undefined
      ? 1
      : place + 1;
  const to = from + ids.length - 1;
  const hasNext = isBack ? ids.length > 0 : next !== null;
  const hasPrevious = isBack ? next !== null : cursor !== undefined && ids.length > 0;
  const isWhole = !hasPrevious && !hasNext;
  return {
    from: ids.length === 0 ? 0 : from,
    to,
    // Who sees all rows has counted them; otherwise what was counted apart may lag behind what is shown.
    total: isWhole ? ids.length : Math.max(counted.number, to),
    precision: hasNext && counted.isMore ? 'more' : isAbout && !isWhole ? 'about' : 'exact',
    previous: hasPrevious ? address({ before: ids[0], place: String(from) }) : null,
    next: hasNext ? address({ after: ids.at(-1), place: String(to) }) : null,
  };
}
