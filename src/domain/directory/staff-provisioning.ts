import { DomainError } from '../errors.ts';
import { isOpen, type Standing } from './account-state.ts';
import type { Directory } from './directory-store.ts';
import type { StaffColumn, StaffFileKind, StaffSheet } from './staff-columns.ts';
import { hasLeft, type StaffDraft, type StaffPlanOptions, startDraft } from './staff-draft.ts';
import { concludePlan, type StaffPlan } from './staff-plan.ts';
import { followEmails, refuseSharedSignIns } from './staff-plan-mailboxes.ts';
import { claimEmails, leave, writeRow } from './staff-plan-people.ts';
import { endUnit, isUnitOver, planUnits, refuseUnitsInUse } from './staff-plan-units.ts';
import { refuseProtected } from './staff-protection.ts';
import { type Refusal, type RowPlace, refusalAt } from './staff-refusal.ts';
import { RowReader } from './staff-row-reader.ts';
import { readPersonCells, readUnit } from './staff-rows.ts';
import { parseEmployeeNo } from './staff-values.ts';
import type { Unit } from './unit.ts';
import { unitCodeKey } from './unit-code.ts';

/**
 * Changes of one person or one unit, asked for by a protocol. What it says is written as cells of a staff file with
 * one row, so that every rule of an import holds here too.
 */

/** A column's cell, and the name under which the protocol knows it; an empty cell takes the value away. */
export type StaffCells = Partial<Record<StaffColumn, { name: string; text: string }>>;

export interface PersonWish {
  /** `ho_va_ten` is required; what is left out stays. */
  cells: StaffCells;
  /** Sets or lifts the officer's block; null for no block. Undefined leaves it. */
  disabledAt: Date | null | undefined;
  /** Refuse unless the account is open afterwards. */
  mustOpen: boolean;
}

/**
 * Plans what becomes of one person.
 * @param id of a person of the directory, or a fresh one for somebody new
 * @throws account_stays_closed; every other fault is in `refused`
 */
export function planPerson(
  directory: Directory,
  id: string,
  wish: PersonWish,
  options: StaffPlanOptions,
): StaffPlan {
  const refused: Refusal[] = [];
  const reader = readerOf('people', wish.cells, refused);
  const draft = startDraft(directory, options, refused);
  const old = draft.people.get(id);
  const wanted = reader.read('so_hieu', parseEmployeeNo) ?? null;
  if (old?.employeeNo == null && wanted !== null) refuseNumberTaken(draft, wanted, reader.place);
  // A number is never taken away or exchanged: it is what HR knows the person by.
  const row = { ...readPersonCells(reader, options.today), employeeNo: old?.employeeNo ?? wanted };
  writeRow(draft, id, row);
  if (wish.disabledAt !== undefined) block(draft, id, wish.disabledAt);
  const rowOf = new Map([[id, row]]);
  claimEmails(draft, rowOf);
  followEmails(draft, rowOf);
  refuseSharedSignIns(draft, rowOf);
  refuseProtected(draft, directory, () => reader.place);
  if (wish.mustOpen && refused.length === 0 && !isOpen(standingIn(draft, id), options.today))
    throw new DomainError('account_stays_closed', { person: id });
  return concludePlan(directory, draft);
}

/** Plans that a person leaves; the row stays, because ids are never used again. */
export function planLeaver(directory: Directory, id: string, options: StaffPlanOptions): StaffPlan {
  const draft = startDraft(directory, options, []);
  const person = draft.people.get(id);
  if (person === undefined) throw new DomainError('person_not_found', { person: id });
  // Whoever has left already keeps the status by which HR let them go.
  if (!hasLeft(person)) leave(draft, person);
  refuseProtected(draft, directory, () => placeOf({}));
  return concludePlan(directory, draft);
}

/** Plans what becomes of one unit. @param unit undefined for a new one */
export function planUnit(
  directory: Directory,
  unit: Unit | undefined,
  cells: StaffCells,
  options: StaffPlanOptions,
): StaffPlan {
  const refused: Refusal[] = [];
  const row = readUnit(readerOf('units', cells, refused));
  const draft = startDraft(directory, options, refused);
  if (row !== undefined) {
    const known = draft.unitIds.get(unitCodeKey(row.code));
    if (known !== unit?.id) refused.push(refusalAt(row.place, 'ma_don_vi', row.code, 'unit_code_taken'));
    refuseUnitsInUse(draft, planUnits(draft, [row], row.place.file));
  }
  return concludePlan(directory, draft);
}

/** Plans that a unit ends yesterday; refused while somebody holds a post in it, or a unit lies below. */
export function planUnitEnd(directory: Directory, unit: Unit, options: StaffPlanOptions): StaffPlan {
  const draft = startDraft(directory, options, []);
  draft.units.set(unit.id, endUnit(unit, options.today));
  refuseUnitsInUse(draft, new Map([[unit.id, placeOf({})]]));
  const isBelow = (each: Unit) => each.parentId === unit.id && !isUnitOver(each, options.today);
  if (directory.units.some(isBelow))
    draft.refused.push(refusalAt(placeOf({}), 'ma_don_vi', unit.code, 'unit_above_others'));
  return concludePlan(directory, draft);
}

function readerOf(kind: StaffFileKind, cells: StaffCells, refused: Refusal[]): RowReader {
  const columns = Object.keys(cells) as StaffColumn[];
  const texts = columns.map((column) => cells[column]?.text ?? '');
  const place = placeOf(cells);
  const sheet: StaffSheet = {
    kind,
    table: { file: place.file, header: columns, rows: [] },
    indexes: new Map(columns.map((column, index) => [column, index])),
    columns: place.columns,
    refused,
  };
  return new RowReader(sheet, { line: place.line, cells: texts }, refused);
}

function placeOf(cells: StaffCells): RowPlace {
  const columns = Object.entries(cells).map(([column, { name }]): [string, string] => [column, name]);
  return { file: '', line: 1, columns: new Map(columns) };
}

/** Numbers are typed in any case at sign-in, so two may not differ by case alone. */
function refuseNumberTaken(draft: StaffDraft, wanted: string, place: RowPlace): void {
  const key = wanted.toLowerCase();
  for (const known of draft.personIds.keys()) {
    if (known.toLowerCase() === key)
      draft.refused.push(refusalAt(place, 'so_hieu', wanted, 'employee_no_taken'));
  }
}

function block(draft: StaffDraft, id: string, disabledAt: Date | null): void {
  const person = draft.people.get(id);
  if (person !== undefined) draft.people.set(id, { ...person, disabledAt });
}

function standingIn(draft: StaffDraft, id: string): Standing {
  const person = draft.people.get(id);
  if (person === undefined) throw new DomainError('person_not_found', { person: id });
  return { person, appointments: draft.appointments.get(id) ?? [] };
}
