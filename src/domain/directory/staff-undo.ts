import { groupBy } from '../group-by.ts';
import type { Appointment } from './appointment.ts';
import type { Directory } from './directory-store.ts';
import { differingFields } from './staff-change.ts';
import { type StaffDraft, type StaffPlanOptions, startDraft } from './staff-draft.ts';
import { concludePlan, type StaffPlan } from './staff-plan.ts';
import { leave } from './staff-plan-people.ts';
import type { RowChange, StaffPlanRecord } from './staff-plan-record.ts';
import { type EndedUnits, endUnit, isUnitOver, refuseUnitsInUse } from './staff-plan-units.ts';
import { refuseProtected } from './staff-protection.ts';
import { type RowPlace, refusalAt } from './staff-refusal.ts';
import { codeKeysOf } from './unit-code-history.ts';

/**
 * Plans the way back from an applied plan. What it did not touch, and what others changed since elsewhere,
 * stays; a field that it changed and that is no longer as it left it is refused as `changed_since`. People and
 * units that it added are never deleted, because ids are never reused: the people leave, the units end.
 * @param name the plan's name, for reports
 */
export function undoStaff(
  directory: Directory,
  name: string,
  record: StaffPlanRecord,
  options: StaffPlanOptions,
): StaffPlan {
  const draft = startDraft(directory, options, []);
  const place: RowPlace = { file: name, line: 0, columns: new Map() };
  const refuse: Refuse = (column, value) =>
    draft.refused.push(refusalAt(place, column, value, 'changed_since'));
  undoAppointments(draft, record.appointments, refuse);
  undoPeople(draft, record.people, refuse);
  const ended = undoUnits(draft, record.units, place, refuse);
  undoMailboxes(draft, record.mailboxes, refuse);
  refuseUnitsInUse(draft, ended);
  refuseShared(draft, refuse);
  refuseProtected(draft, directory, () => place);
  return concludePlan(directory, draft);
}

type Refuse = (column: string, value: string) => void;

function undoAppointments(
  draft: StaffDraft,
  changes: readonly RowChange<Appointment>[],
  refuse: Refuse,
): void {
  const rows = new Map([...draft.appointments.values()].flat().map((each) => [each.id, each]));
  for (const change of changes) {
    const row = rows.get(change.id);
    if (change.kind === 'removed') {
      if (draft.people.has(change.row.personId)) rows.set(change.id, change.row);
      else refuse('kiem_nhiem', change.id);
    } else if (row === undefined) refuse('kiem_nhiem', nameOf(draft, change));
    else if (change.kind === 'added') rows.delete(change.id);
    else
      rows.set(
        change.id,
        turnedBack(row, change, (field) => refuse(field, nameOf(draft, row))),
      );
  }
  draft.appointments.clear();
  for (const [personId, list] of groupBy(rows.values(), (row) => row.personId)) {
    draft.appointments.set(personId, list);
  }
}

function nameOf(draft: StaffDraft, row: { id: string } & Partial<Appointment>): string {
  const person = row.personId === undefined ? undefined : draft.people.get(row.personId);
  return person?.employeeNo ?? person?.email ?? row.id;
}

function undoPeople(draft: StaffDraft, changes: StaffPlanRecord['people'], refuse: Refuse): void {
  for (const change of changes) {
    const person = draft.people.get(change.id);
    if (person === undefined || change.kind === 'removed') continue;
    if (change.kind === 'added') leave(draft, person);
    else {
      const back = turnedBack(person, change, (field) =>
        refuse(field, person.employeeNo ?? person.email ?? person.id),
      );
      draft.people.set(change.id, back);
    }
  }
}

function undoUnits(
  draft: StaffDraft,
  changes: StaffPlanRecord['units'],
  place: RowPlace,
  refuse: Refuse,
): EndedUnits {
  const { today } = draft.options;
  const ended: EndedUnits = new Map();
  for (const change of changes) {
    const unit = draft.units.get(change.id);
    if (unit === undefined || change.kind === 'removed') continue;
    const back =
      change.kind === 'added'
        ? endUnit(unit, today)
        : turnedBack(unit, change, (field) => refuse(field, unit.code));
    draft.units.set(unit.id, back);
    if (isUnitOver(back, today)) ended.set(unit.id, place);
  }
  return ended;
}

function undoMailboxes(draft: StaffDraft, changes: StaffPlanRecord['mailboxes'], refuse: Refuse): void {
  const rows = new Map([...draft.mailboxes.values()].map((each) => [each.id, each]));
  for (const change of changes) {
    const row = rows.get(change.id);
    if (change.kind === 'removed') {
      if (draft.mailboxes.has(change.row.address)) refuse('thu_dien_tu', change.row.address);
      else rows.set(change.id, change.row);
    } else if (row === undefined) refuse('thu_dien_tu', change.id);
    else if (change.kind === 'added') rows.delete(change.id);
    else
      rows.set(
        change.id,
        turnedBack(row, change, (field) => refuse(field, row.address)),
      );
  }
  draft.mailboxes.clear();
  for (const row of rows.values()) draft.mailboxes.set(row.address, row);
}

/** The row with its changed fields as they were; a field that somebody changed since is told and stays. */
function turnedBack<Row extends object>(
  row: Row,
  { before, after }: { before: Partial<Row>; after: Partial<Row> },
  onConflict: (field: string) => void,
): Row {
  const since = new Set<string>(differingFields(row, { ...row, ...after }));
  for (const field of since) onConflict(field);
  const kept = Object.entries(before).filter(([field]) => !since.has(field));
  return { ...row, ...Object.fromEntries(kept) };
}

/** Another may have got an e-mail, number or code meanwhile that would come back; one main post is enough. */
function refuseShared(draft: StaffDraft, refuse: Refuse): void {
  for (const field of ['email', 'citizenId'] as const) {
    const holders = new Set<string>();
    for (const person of draft.people.values()) {
      const value = person[field];
      if (value === null) continue;
      if (holders.has(value)) refuse(field === 'email' ? 'thu_dien_tu' : 'so_dinh_danh', value);
      holders.add(value);
    }
  }
  const codes = new Set<string>();
  for (const unit of draft.units.values()) {
    for (const key of codeKeysOf(unit)) {
      if (codes.has(key)) refuse('ma_don_vi', unit.code);
      codes.add(key);
    }
  }
  for (const list of draft.appointments.values()) {
    const mains = list.filter(
      ({ isMain, until }) => isMain && (until === null || until >= draft.options.today),
    );
    if (mains.length > 1) refuse('ma_don_vi', nameOf(draft, mains[0] ?? { id: '' }));
  }
}
