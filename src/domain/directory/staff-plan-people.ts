import type { Person } from './person.ts';
import { splitName } from './person-name.ts';
import { differingFields } from './staff-change.ts';
import { dayBefore, hasLeft, type StaffDraft, valueOr } from './staff-draft.ts';
import { planAppointments } from './staff-plan-appointments.ts';
import { refusalAt } from './staff-refusal.ts';
import type { PersonRow } from './staff-rows.ts';

/** What a source says of a person; one that is known by her address alone has no number. */
export type StaffRow = Omit<PersonRow, 'employeeNo'> & { employeeNo: string | null };

/**
 * Writes the rows of people files into the draft. Unless the import is partial, people with an employee number
 * and without a row leave. Accounts without an employee number are never touched. Returns each row by person id.
 */
export function planPeople(draft: StaffDraft, rows: readonly PersonRow[]): ReadonlyMap<string, PersonRow> {
  const rowOf = new Map<string, PersonRow>();
  for (const row of rows) {
    const id = draft.personIds.get(row.employeeNo) ?? draft.options.newId();
    if (rowOf.has(id)) {
      draft.refused.push(refusalAt(row.place, 'so_hieu', row.employeeNo, 'duplicate'));
      continue;
    }
    rowOf.set(id, row);
    refuseReuse(draft, id, row);
    draft.personIds.set(row.employeeNo, id);
    writeRow(draft, id, row);
  }
  if (!draft.options.partial) {
    for (const person of draft.people.values()) {
      if (person.employeeNo !== null && !rowOf.has(person.id) && !hasLeft(person)) leave(draft, person);
    }
  }
  claimEmails(draft, rowOf);
  claimCitizenIds(draft, rowOf);
  return rowOf;
}

/** Writes one row into the draft: the person, and where she stands. */
export function writeRow(draft: StaffDraft, id: string, row: StaffRow): void {
  setPerson(draft, withRow(draft, id, row));
  planAppointments(draft, id, row);
}

/** A person's id is his `sub` for ever, so a number that passed to somebody else may not carry it along. */
function refuseReuse(draft: StaffDraft, id: string, row: PersonRow): void {
  const old = draft.people.get(id);
  if (old === undefined) return;
  const differences = [
    differs(old.birthDate, row.birthDate),
    // A CMND of 9 digits gives way to a số định danh of 12.
    old.citizenId?.length === row.citizenId?.length && differs(old.citizenId, row.citizenId),
  ].filter(Boolean).length;
  // HR corrects one value of somebody who works here; both at once, or any of one who had left, is another person.
  if (differences === 2 || (differences === 1 && hasLeft(old)))
    draft.refused.push(refusalAt(row.place, 'so_hieu', row.employeeNo, 'employee_no_reused'));
}

function differs(before: string | null, after: string | null | undefined): boolean {
  return before !== null && after !== null && after !== undefined && before !== after;
}

/** A person whose record stays as it was stays the same object: most do, and comparing them later costs nothing. */
function setPerson(draft: StaffDraft, person: Person): void {
  const old = draft.people.get(person.id);
  if (old === undefined || differingFields(old, person).length > 0) draft.people.set(person.id, person);
}

function withRow(draft: StaffDraft, id: string, row: StaffRow): Person {
  const old = draft.people.get(id);
  const fullName = row.fullName ?? old?.fullName ?? '';
  return {
    id,
    employeeNo: row.employeeNo,
    fullName,
    ...splitName(fullName),
    birthDate: valueOr(row.birthDate, old?.birthDate ?? null),
    gender: valueOr(row.gender, old?.gender ?? null),
    citizenId: valueOr(row.citizenId, old?.citizenId ?? null),
    email: emailOf(draft, row, old),
    phone: valueOr(row.phone, old?.phone ?? null),
    category: valueOr(row.category, old?.category ?? null),
    status: row.status ?? statusWithoutColumn(old),
    title: valueOr(row.title, old?.title ?? null),
    rankCode: valueOr(row.rankCode, old?.rankCode ?? null),
    disabledAt: old?.disabledAt ?? null,
  };
}

/** Without a status column a row says that the person works here, as a missing row says that he left. */
function statusWithoutColumn(old: Person | undefined): Person['status'] {
  return old === undefined || old.status === 'thoi_viec' ? 'dang_cong_tac' : old.status;
}

/** An empty cell keeps an e-mail that the mailboxes file gave, or the two files would undo each other. */
function emailOf(draft: StaffDraft, row: StaffRow, old: Person | undefined): string | null {
  if (row.email === null) return old !== undefined && isPersonalMailboxOf(draft, old) ? old.email : null;
  return valueOr(row.email, old?.email ?? null);
}

function isPersonalMailboxOf(draft: StaffDraft, { id, email }: Person): boolean {
  const mailbox = email === null ? undefined : draft.mailboxes.get(email);
  return mailbox?.kind === 'ca_nhan' && mailbox.personId === id;
}

/**
 * Takes the e-mail from people whose row has none and whose personal mailbox a mailboxes file removed; to be
 * called after mailboxes.
 */
export function dropLostEmails(draft: StaffDraft, rowOf: ReadonlyMap<string, PersonRow>): void {
  for (const [id, row] of rowOf) {
    const person = draft.people.get(id);
    if (row.email !== null || !person?.email || isPersonalMailboxOf(draft, person)) continue;
    draft.emails.delete(person.email);
    draft.people.set(id, { ...person, email: null });
  }
}

/** Makes a person leave: the last day of every appointment that goes on is yesterday. */
export function leave(draft: StaffDraft, person: Person): void {
  const { today } = draft.options;
  const yesterday = dayBefore(today);
  draft.people.set(person.id, { ...person, status: 'thoi_viec' });
  const kept = (draft.appointments.get(person.id) ?? [])
    .filter(({ from }) => from === null || from <= yesterday)
    .map((each) => (each.until === null || each.until > yesterday ? { ...each, until: yesterday } : each));
  draft.appointments.set(person.id, kept);
}

/** Each e-mail has one person. All rows are written before, so that two people may swap theirs. */
export function claimEmails(draft: StaffDraft, rowOf: ReadonlyMap<string, StaffRow>): void {
  const holders = claim(draft, rowOf, 'email', (row, value) => {
    draft.refused.push(refusalAt(row.place, 'thu_dien_tu', value, 'email_taken'));
  });
  draft.emails.clear();
  for (const [email, id] of holders) draft.emails.set(email, id);
}

function claimCitizenIds(draft: StaffDraft, rowOf: ReadonlyMap<string, PersonRow>): void {
  claim(draft, rowOf, 'citizenId', (row, value) => {
    draft.refused.push(refusalAt(row.place, 'so_dinh_danh', value, 'citizen_id_taken'));
  });
}

/** Gives each value to one person, those without a row first; tells of every row that comes too late. */
function claim(
  draft: StaffDraft,
  rowOf: ReadonlyMap<string, StaffRow>,
  key: 'email' | 'citizenId',
  refuse: (row: StaffRow, value: string) => void,
): ReadonlyMap<string, string> {
  const holders = new Map<string, string>();
  for (const person of draft.people.values()) {
    if (!rowOf.has(person.id) && person[key] !== null) holders.set(person[key], person.id);
  }
  for (const [id, row] of rowOf) {
    const value = draft.people.get(id)?.[key] ?? null;
    if (value === null) continue;
    if (holders.has(value)) refuse(row, value);
    else holders.set(value, id);
  }
  return holders;
}
