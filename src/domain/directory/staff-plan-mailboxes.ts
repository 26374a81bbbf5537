import { type Mailbox, NO_STEWARDS } from './mailbox.ts';
import { isActive, type Person } from './person.ts';
import { splitName } from './person-name.ts';
import { type StaffDraft, valueOr } from './staff-draft.ts';
import { type RefusalCode, type RowPlace, refusalAt } from './staff-refusal.ts';
import type { MailboxRow } from './staff-rows.ts';

/**
 * Writes the rows of mailboxes files into the draft, with the accounts that exist by their mailbox alone.
 * Unless the import is partial, mailboxes without a row go, except the one an active person signs in with.
 */
export function planMailboxes(draft: StaffDraft, rows: readonly MailboxRow[]): void {
  const listed = new Set<string>();
  for (const row of rows) {
    if (listed.has(row.address)) refuse(draft, row, 'thu_dien_tu', row.address, 'duplicate');
    else if (row.kind !== undefined) planMailbox(draft, row, row.kind);
    listed.add(row.address);
  }
  if (draft.options.partial) return;
  for (const mailbox of draft.mailboxes.values()) {
    if (!listed.has(mailbox.address) && !isInUse(draft, mailbox)) draft.mailboxes.delete(mailbox.address);
  }
}

function planMailbox(draft: StaffDraft, row: MailboxRow, kind: Mailbox['kind']): void {
  const old = draft.mailboxes.get(row.address);
  const name = valueOr(row.name, old?.name ?? null);
  const id = old?.id ?? draft.options.newId();
  if (kind === 'ca_nhan') {
    if (row.stewardNos?.length)
      refuse(draft, row, 'nguoi_quan_ly', row.stewardNos.join(';'), 'stewards_of_personal');
    const personId = holderOf(draft, row);
    if (personId !== undefined)
      draft.mailboxes.set(row.address, {
        id,
        address: row.address,
        kind,
        personId,
        stewardIds: NO_STEWARDS,
        name,
      });
    return;
  }
  if (draft.emails.has(row.address)) refuse(draft, row, 'thu_dien_tu', row.address, 'mailbox_taken');
  const owner = row.employeeNo ? findByNumber(draft, row, row.employeeNo, 'so_hieu') : undefined;
  const personId = row.employeeNo === undefined ? (old?.personId ?? null) : (owner?.id ?? null);
  const stewardIds = stewardsOf(draft, row, old);
  draft.mailboxes.set(row.address, { id, address: row.address, kind, personId, stewardIds, name });
}

/** Somebody who has left stays a steward until HR's file says otherwise, as an owner does. */
function stewardsOf(draft: StaffDraft, row: MailboxRow, old: Mailbox | undefined): readonly string[] {
  if (row.stewardNos === undefined) return old?.stewardIds ?? NO_STEWARDS;
  if (row.stewardNos === null) return NO_STEWARDS;
  const people = row.stewardNos.flatMap((number) => findByNumber(draft, row, number, 'nguoi_quan_ly') ?? []);
  return people.map(({ id }) => id).sort();
}

/** The holder of a personal mailbox; undefined after a refusal. */
function holderOf(draft: StaffDraft, row: MailboxRow): string | undefined {
  const emailHolder = draft.emails.get(row.address);
  if (!row.employeeNo) return accountOf(draft, row, emailHolder);
  const person = findByNumber(draft, row, row.employeeNo, 'so_hieu');
  if (person === undefined) return undefined;
  if (emailHolder !== undefined && emailHolder !== person.id) {
    refuse(draft, row, 'thu_dien_tu', row.address, 'mailbox_taken');
    return undefined;
  }
  if (person.email !== null && person.email !== row.address) {
    refuse(draft, row, 'thu_dien_tu', row.address, 'second_mailbox');
    return undefined;
  }
  if (person.email === null) draft.people.set(person.id, { ...person, email: row.address });
  draft.emails.set(row.address, person.id);
  return person.id;
}

/** The account behind a personal mailbox without an employee number: known by its e-mail, or new. */
function accountOf(draft: StaffDraft, row: MailboxRow, holderId: string | undefined): string | undefined {
  const holder = holderId === undefined ? undefined : draft.people.get(holderId);
  // HR's record is the authority on a person who has one; the row then only links the mailbox.
  if (holder && holder.employeeNo !== null) return holder.id;
  const fullName = row.name ?? holder?.fullName;
  if (fullName === undefined) {
    if (row.name === null || !row.place.columns.has('ten')) refuse(draft, row, 'ten', '', 'required');
    return undefined;
  }
  const account = {
    ...(holder ?? emptyAccount(draft.options.newId(), row.address)),
    fullName,
    ...splitName(fullName),
  };
  draft.people.set(account.id, { ...account, status: 'dang_cong_tac' });
  draft.emails.set(row.address, account.id);
  return account.id;
}

function emptyAccount(
  id: string,
  email: string,
): Omit<Person, 'fullName' | 'familyName' | 'middleName' | 'givenName'> {
  return {
    id,
    employeeNo: null,
    birthDate: null,
    gender: null,
    citizenId: null,
    email,
    phone: null,
    category: null,
    status: 'dang_cong_tac',
    title: null,
    rankCode: null,
    disabledAt: null,
  };
}

function findByNumber(
  draft: StaffDraft,
  row: MailboxRow,
  employeeNo: string,
  column: 'so_hieu' | 'nguoi_quan_ly',
): Person | undefined {
  const person = draft.people.get(draft.personIds.get(employeeNo) ?? '');
  if (person === undefined) refuse(draft, row, column, employeeNo, 'unknown_person');
  return person;
}

function isInUse(draft: StaffDraft, mailbox: Mailbox): boolean {
  const owner = mailbox.personId === null ? undefined : draft.people.get(mailbox.personId);
  return (
    mailbox.kind === 'ca_nhan' && owner !== undefined && isActive(owner) && owner.email === mailbox.address
  );
}

/**
 * One record, one mailbox: when a people row gives somebody another e-mail, her personal mailbox is the one at that
 * address, and the old one goes, or passes to whoever has its address now; to be called after mailboxes.
 */
export function followEmails(draft: StaffDraft, rowOf: ReadonlyMap<string, unknown>): void {
  for (const mailbox of [...draft.mailboxes.values()]) {
    const { kind, personId, address } = mailbox;
    if (kind !== 'ca_nhan' || personId === null || !rowOf.has(personId)) continue;
    const email = draft.people.get(personId)?.email ?? null;
    if (email === null || email === address) continue;
    const heir = draft.emails.get(address);
    if (heir === undefined) draft.mailboxes.delete(address);
    else draft.mailboxes.set(address, { ...mailbox, personId: heir });
    const own = draft.mailboxes.get(email) ?? { ...mailbox, id: draft.options.newId(), address: email };
    if (own.kind === 'ca_nhan') draft.mailboxes.set(email, { ...own, personId });
  }
}

/**
 * Refuses people rows whose e-mail is a functional, technical or service mailbox in the result; to be called after
 * mailboxes. Mailbox rows in the same position were refused on their own line.
 */
export function refuseSharedSignIns(
  draft: StaffDraft,
  rowOf: ReadonlyMap<string, { place: RowPlace }>,
): void {
  for (const mailbox of draft.mailboxes.values()) {
    if (mailbox.kind === 'ca_nhan') continue;
    const row = rowOf.get(draft.emails.get(mailbox.address) ?? '');
    if (row) draft.refused.push(refusalAt(row.place, 'thu_dien_tu', mailbox.address, 'email_taken'));
  }
}

function refuse(
  draft: StaffDraft,
  { place }: { place: RowPlace },
  ...cell: [column: string, value: string, code: RefusalCode]
): void {
  draft.refused.push(refusalAt(place, ...cell));
}
