import { DomainError } from '../errors.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { Mailbox, MailboxKind } from './mailbox.ts';
import type { Person } from './person.ts';
import { isRowId } from './person-lookup.ts';
import { foldedWords } from './person-search.ts';
import { PAGE, PAGE_MAX } from './staff-search.ts';

/** A page of mailboxes, asked of the store. */
export interface MailboxSearch {
  /** Each of them stands in the address or in the folded name. */
  parts: string[];
  kind: MailboxKind | null;
  /** The mailbox after which the page begins; an unknown one ends the list. */
  after: string | null;
  limit: number;
}

type Keeper = Pick<Person, 'id' | 'employeeNo' | 'fullName'>;

export interface FoundMailbox extends Omit<Mailbox, 'stewardIds'> {
  owner: Keeper | null;
  /** By employee number. */
  stewards: Keeper[];
}

export interface MailboxPage {
  /** By address. */
  mailboxes: FoundMailbox[];
  /** Whether one stands after the last of them. */
  hasMore: boolean;
}

/** What an officer asks for; nothing asked means all. */
export interface MailboxQuery {
  text?: string | undefined;
  kind?: MailboxKind | undefined;
  limit?: number | undefined;
  /** `next` of the page before, for the same question. */
  cursor?: string | undefined;
}

/** One page of mailboxes, by address. The cursor is an id. @throws bad_request */
export async function searchMailboxes(
  directory: Pick<DirectoryStore, 'searchMailboxes'>,
  { text = '', kind, limit = PAGE, cursor }: MailboxQuery,
): Promise<{ mailboxes: FoundMailbox[]; next: string | null }> {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX)
    throw new DomainError('bad_request', { reason: 'limit' });
  if (cursor !== undefined && !isRowId(cursor)) throw new DomainError('bad_request', { reason: 'cursor' });
  const { mailboxes, hasMore } = await directory.searchMailboxes({
    parts: foldedWords(text),
    kind: kind ?? null,
    after: cursor ?? null,
    limit,
  });
  return { mailboxes, next: hasMore ? (mailboxes.at(-1)?.id ?? null) : null };
}
