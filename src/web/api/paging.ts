import { problemAt, refuseRequest } from './request-refusal.ts';
import type { Page } from './route.ts';

const PAGE = 50;

/**
 * A page of a list that is short enough to be read whole. The cursor is the id of the last item shown.
 * @throws request_invalid for a cursor of another list
 */
export function pageThrough<Item extends { id: string }>(
  items: readonly Item[],
  { limit = PAGE, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  toJson: (item: Item) => unknown,
): Page<unknown> {
  const last = items.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && last === -1) throw refuseRequest(problemAt('cursor', 'cursor'));
  const shown = items.slice(last + 1, last + 1 + limit);
  const hasMore = items.length > last + 1 + limit;
  return { items: shown.map(toJson), next_cursor: hasMore ? (shown.at(-1)?.id ?? null) : null };
}
