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
  name: string | null;
}
