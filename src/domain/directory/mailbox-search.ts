import type { Day } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { Mailbox, MailboxKind } from './mailbox.ts';
import type { Person } from './person.ts';
import { isRowId } from './person-lookup.ts';
import { foldedWords } from './person-search.ts';
import type { ReadableExtent } from './readable-extent.ts';
import { PAGE, PAGE_MAX } from './staff-search.ts';

/** A page of mailboxes, asked of the store. */
export interface MailboxSearch {
  /** Each of them stands in the address or in the folded name. */
  parts: string[];
  kind: MailboxKind | null;
  /** Only those that nobody owns and nobody manages. */
  isUnkept?: boolean;
  /**
   * Only mailboxes of people who hold a post in some units on a day, or where they have no owner, that such people
   * manage; nobody else is named as a steward.
   */
  within: { unitIds: readonly string[]; today: Day } | null;
  /** The mailbox after which the page begins; an unknown one ends the list. */
  after: string | null;
  /** The mailbox before which it ends, for the way back; only one of both is named. */
  before?: string | null;
  limit: number;
}

/** Which mailboxes are meant, on whatever page. */
export type SearchedMailboxes = Pick<MailboxSearch, 'parts' | 'kind' | 'isUnkept' | 'within'>;

type Keeper = Pick<Person, 'id' | 'employeeNo' | 'fullName'>;

export interface FoundMailbox extends Omit<Mailbox, 'stewardIds'> {
  owner: Keeper | null;
  /** By employee number. */
  stewards: Keeper[];
}

export interface MailboxPage {
  /** By address. */
  mailboxes: FoundMailbox[];
  /** Whether one stands after the last of them; before the first, on the way back. */
  hasMore: boolean;
}

/** What an officer asks for; nothing asked means all. */
export interface MailboxQuery {
  text?: string | undefined;
  kind?: MailboxKind | undefined;
  isUnkept?: boolean | undefined;
  limit?: number | undefined;
  /** `next` of the page before, for the same question. */
  cursor?: string | undefined;
  /** The mailbox before which the page ends, for the way back. */
  before?: string | undefined;
}

/** One page of mailboxes, by address. The cursor is an id. @throws bad_request */
export async function searchMailboxes(
  directory: Pick<DirectoryStore, 'searchMailboxes'>,
  query: MailboxQuery,
  extent: ReadableExtent = 'whole',
): Promise<{ mailboxes: FoundMailbox[]; next: string | null }> {
  const { limit = PAGE, cursor, before } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX)
    throw new DomainError('bad_request', { reason: 'limit' });
  if (![cursor, before].every((edge) => edge === undefined || isRowId(edge)))
    throw new DomainError('bad_request', { reason: 'cursor' });
  const { mailboxes, hasMore } = await directory.searchMailboxes({
    ...searchOf(query, extent),
    after: cursor ?? null,
    before: before ?? null,
    limit,
  });
  return { mailboxes, next: hasMore ? (mailboxes.at(-1)?.id ?? null) : null };
}

/** How many mailboxes a search finds on all its pages. */
export function countMailboxes(
  directory: Pick<DirectoryStore, 'countMailboxes'>,
  query: MailboxQuery,
  extent: ReadableExtent = 'whole',
): Promise<number> {
  return directory.countMailboxes(searchOf(query, extent));
}

function searchOf(
  { text = '', kind, isUnkept = false }: MailboxQuery,
  extent: ReadableExtent,
): SearchedMailboxes {
  return {
    parts: foldedWords(text),
    kind: kind ?? null,
    isUnkept,
    within: extent === 'whole' ? null : extent,
  };
}
