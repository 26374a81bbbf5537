import type { Day } from '../clock.ts';
import type { Appointment } from './appointment.ts';
import { carryOn, hasEnded, type WantedAppointment } from './appointment-history.ts';
import { asciiCode } from './person-name.ts';
import type { Position } from './position.ts';
import { dayBefore, findUnit, hasLeft, type StaffDraft, valueOr } from './staff-draft.ts';
import { refusalAt } from './staff-refusal.ts';
import type { PersonRow } from './staff-rows.ts';
import type { Unit } from './unit.ts';

/**
 * Carries a person's appointments on to his row: the main one if the file has unit and position columns, the
 * concurrent ones if it has theirs.
 */
export function planAppointments(draft: StaffDraft, personId: string, row: PersonRow): void {
  const old = draft.appointments.get(personId) ?? [];
  const oldMain = old.filter((each) => each.isMain);
  const oldConcurrent = old.filter((each) => !each.isMain);
  const main = wantedMain(draft, personId, row, oldMain);
  const concurrent = wantedConcurrent(draft, personId, row);
  const refuseEnded = (each: WantedAppointment) => refuseEndedUnit(draft, row, each);
  const list = [
    ...(main === undefined ? oldMain : carryOn(oldMain, main, draft.options, refuseEnded)),
    ...(concurrent === undefined
      ? oldConcurrent
      : carryOn(oldConcurrent, concurrent, draft.options, refuseEnded)),
  ];
  if (list.length !== old.length || list.some((each) => !old.includes(each)))
    draft.appointments.set(personId, list);
}

/** The main appointment, none, or undefined where the file cannot say. */
function wantedMain(
  draft: StaffDraft,
  personId: string,
  row: PersonRow,
  old: Appointment[],
): WantedAppointment[] | undefined {
  if (row.unitCode === undefined || row.position === undefined) return undefined;
  if (row.unitCode === null) return [];
  const name = row.position ?? row.title;
  const unit = unitOf(draft, row, row.unitCode, 'ma_don_vi');
  if (unit === undefined || !name) return undefined;
  const unitId = unit.id;
  const positionId = positionOf(draft, name).id;
  const samePost = old.filter((each) => each.unitId === unitId && each.positionId === positionId);
  const { today } = draft.options;
  const same =
    samePost.find((each) => !hasEnded(each, today)) ??
    samePost.find((each) => each.until === dayBefore(today));
  // Without a day in the file a move counts from today; the first post, from ever.
  const from = row.from ?? (same === undefined ? firstDay(old, today) : same.from);
  const isCutShort = old.some((each) => each !== same && !hasEnded(each, today));
  const until = valueOr(row.until, same === undefined || isCutShort ? null : openEnd(same, today));
  return [{ personId, unitId, positionId, isMain: true, from, until }];
}

function firstDay(old: readonly Appointment[], today: Day): Day | null {
  return old.length === 0 ? null : today;
}

/** An end that a plan wrote yesterday does not outlive the row that is back. */
function openEnd(appointment: Appointment, today: Day): Day | null {
  return hasEnded(appointment, today) ? null : appointment.until;
}

function wantedConcurrent(
  draft: StaffDraft,
  personId: string,
  row: PersonRow,
): WantedAppointment[] | undefined {
  if (row.concurrent === undefined) return undefined;
  const wanted = new Map<string, WantedAppointment>();
  for (const post of row.concurrent ?? []) {
    const unit = unitOf(draft, row, post.unitCode, 'kiem_nhiem');
    if (unit === undefined) continue;
    const positionId = positionOf(draft, post.position).id;
    const each = { personId, unitId: unit.id, positionId, isMain: false, from: post.from, until: post.until };
    if (wanted.has(meaning(each))) {
      draft.refused.push(
        refusalAt(row.place, 'kiem_nhiem', `${post.unitCode}|${post.position}`, 'duplicate'),
      );
    }
    wanted.set(meaning(each), each);
  }
  return [...wanted.values()];
}

function refuseEndedUnit(
  draft: StaffDraft,
  row: PersonRow,
  { unitId, until, isMain }: WantedAppointment,
): void {
  const { today } = draft.options;
  const unit = draft.units.get(unitId);
  if (!unit?.validUntil || unit.validUntil >= today || (until !== null && until < today)) return;
  const person = draft.people.get(draft.personIds.get(row.employeeNo) ?? '');
  if (person === undefined || hasLeft(person)) return;
  draft.refused.push(refusalAt(row.place, isMain ? 'ma_don_vi' : 'kiem_nhiem', unit.code, 'unit_ended'));
}

function meaning(each: WantedAppointment): string {
  return [each.unitId, each.positionId, each.isMain, each.from, each.until].join('|');
}

function unitOf(draft: StaffDraft, row: PersonRow, code: string, column: string): Unit | undefined {
  const unit = findUnit(draft, code);
  if (unit === undefined) draft.refused.push(refusalAt(row.place, column, code, 'unknown_unit'));
  return unit;
}

/** The catalogue's position of this name, added to it when it is new. */
function positionOf(draft: StaffDraft, name: string): Position {
  const known = draft.positionsByName.get(name);
  if (known) return known;
  const code = asciiCode(name);
  const position = draft.positions.get(code) ?? { id: draft.options.newId(), code, name };
  draft.positions.set(code, position);
  draft.positionsByName.set(name, position);
  return position;
}
