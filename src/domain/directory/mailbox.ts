import type { Directory } from './directory-store.ts';
import { isActive } from './person.ts';

/** Kinds of mailbox: only a personal one belongs to a person who signs in. */
export const MAILBOX_KINDS = ['ca_nhan', 'chuc_nang', 'ky_thuat', 'dich_vu'] as const;
export type MailboxKind = (typeof MAILBOX_KINDS)[number];

export interface Mailbox {
  id: string;
  /** Lower case, unique. */
  address: string;
  kind: MailboxKind;
  /** The holder of a personal mailbox, the owner of any other. */
  personId: string | null;
  /** Ids of the people who manage it beside its owner, sorted; none of a personal mailbox. */
  stewardIds: readonly string[];
  name: string | null;
}

/** Most mailboxes have none, so they share this list. */
export const NO_STEWARDS: readonly string[] = Object.freeze([]);

/** Addresses of functional, technical and service mailboxes that had an active owner before, and have none after. */
export function orphanedMailboxes(before: Directory, after: Directory): string[] {
  const ownedBefore = new Set(owned(before));
  const ownedAfter = new Set(owned(after));
  return after.mailboxes
    .filter(({ id }) => ownedBefore.has(id) && !ownedAfter.has(id))
    .map(({ address }) => address)
    .sort();
}

/** Ids of the shared mailboxes that somebody answers for. */
function owned({ people, mailboxes }: Directory): string[] {
  const active = new Set(people.filter(isActive).map(({ id }) => id));
  return mailboxes
    .filter(({ kind, personId }) => kind !== 'ca_nhan' && personId !== null && active.has(personId))
    .map(({ id }) => id);
}
