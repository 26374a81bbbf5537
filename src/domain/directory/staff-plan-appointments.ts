import type { Day } from '../clock.ts';
import { readPosition } from './acting-position.ts';
import { type Appointment, isSamePost } from './appointment.ts';
import { carryOn, hasEnded, type WantedAppointment } from './appointment-history.ts';
import { currentOf, goingOnFrom, heldSince } from './appointment-start.ts';
import { asciiCode } from './person-name.ts';
import { findUnit, type HeldPosition, hasLeft, type StaffDraft, valueOr } from './staff-draft.ts';
import type { StaffRow } from './staff-plan-people.ts';
import { refusalAt } from './staff-refusal.ts';
import type { Unit } from './unit.ts';

/**
 * Carries a person's appointments on to his row: the main one if the file has unit and position columns, the
 * concurrent ones if it has theirs.
 */
export function planAppointments(draft: StaffDraft, personId: string, row: StaffRow): void {
  const recorded = draft.appointments.get(personId) ?? [];
  const old = recorded.map((each) => readAnew(draft, each));
  const oldMain = old.filter((each) => each.isMain);
  const oldConcurrent = old.filter((each) => !each.isMain);
  const main = wantedMain(draft, personId, row, oldMain);
  const concurrent = wantedConcurrent(draft, personId, row, oldConcurrent);
  const refuseEnded = (each: WantedAppointment) => refuseEndedUnit(draft, row, each);
  const list = [
    ...(main === undefined ? oldMain : carryOn(oldMain, main, draft.options, refuseEnded)),
    ...(concurrent === undefined
      ? oldConcurrent
      : carryOn(oldConcurrent, concurrent, draft.options, refuseEnded)),
  ];
  if (list.length !== recorded.length || list.some((each) => !recorded.includes(each)))
    draft.appointments.set(personId, list);
}

/** An appointment that an earlier import took for one to a position called "Phó Cục trưởng phụ trách". */
function readAnew(draft: StaffDraft, each: Appointment): Appointment {
  const name = draft.actingNames.get(each.positionId);
  if (name === undefined) return each;
  const held = heldPosition(draft, name);
  return held.positionId === each.positionId && each.isActing ? each : { ...each, ...held };
}

/** The main appointment, none, or undefined where the file cannot say. */
function wantedMain(
  draft: StaffDraft,
  personId: string,
  row: StaffRow,
  old: Appointment[],
): WantedAppointment[] | undefined {
  if (row.unitCode === undefined || row.position === undefined) return undefined;
  if (row.unitCode === null) return [];
  const name = row.position ?? row.title;
  const unit = unitOf(draft, row, row.unitCode, 'ma_don_vi');
  if (unit === undefined || !name) return undefined;
  const post = { unitId: unit.id, ...heldPosition(draft, name) };
  const { today } = draft.options;
  const current = currentOf(post, old, today);
  // Without a day in the file a move counts from today; the first post, from ever.
  const carried = current === undefined ? firstDay(old, today) : goingOnFrom(current, post, today);
  const isDayOfPosition = current !== undefined && row.from === heldSince(current, old);
  const from = row.from && !isDayOfPosition ? row.from : carried;
  const isCutShort = old.some((each) => each !== current && !hasEnded(each, today));
  const until = valueOr(row.until, current === undefined || isCutShort ? null : openEnd(current, today));
  return [{ personId, ...post, isMain: true, from, until }];
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
  row: StaffRow,
  old: readonly Appointment[],
): WantedAppointment[] | undefined {
  if (row.concurrent === undefined) return undefined;
  const wanted = new Map<string, WantedAppointment>();
  for (const { unitCode, position, from, until } of row.concurrent ?? []) {
    const unit = unitOf(draft, row, unitCode, 'kiem_nhiem');
    if (unit === undefined) continue;
    const held = heldPosition(draft, position);
    const each = { personId, unitId: unit.id, ...held, isMain: false, from, until };
    if (wanted.has(meaning(each)))
      draft.refused.push(refusalAt(row.place, 'kiem_nhiem', `${unitCode}|${position}`, 'duplicate'));
    wanted.set(meaning(each), each);
  }
  return goingOn([...wanted.values()], old, draft.options.today);
}

/** Concurrent posts with the first days that follow from what is on record. */
function goingOn(wanted: WantedAppointment[], old: readonly Appointment[], today: Day): WantedAppointment[] {
  const listed = wanted.filter((each) => !hasEnded(each, today));
  return wanted.map((each) => {
    // What the file lists in its own right does not turn into another post.
    const held = old.filter((one) => isSamePost(one, each) || !listed.some((post) => isSamePost(one, post)));
    const current = hasEnded(each, today) ? undefined : currentOf(each, held, today);
    if (current === undefined || each.from !== heldSince(current, old)) return each;
    return { ...each, from: goingOnFrom(current, each, today) };
  });
}

function refuseEndedUnit(
  draft: StaffDraft,
  row: StaffRow,
  { personId, unitId, until, isMain }: WantedAppointment,
): void {
  const { today } = draft.options;
  const unit = draft.units.get(unitId);
  if (!unit?.validUntil || unit.validUntil >= today || (until !== null && until < today)) return;
  const person = draft.people.get(personId);
  if (person === undefined || hasLeft(person)) return;
  draft.refused.push(refusalAt(row.place, isMain ? 'ma_don_vi' : 'kiem_nhiem', unit.code, 'unit_ended'));
}

function meaning(each: WantedAppointment): string {
  return [each.unitId, each.positionId, each.isActing, each.from, each.until].join('|');
}

function unitOf(draft: StaffDraft, row: StaffRow, code: string, column: string): Unit | undefined {
  const unit = findUnit(draft, code);
  if (unit === undefined) draft.refused.push(refusalAt(row.place, column, code, 'unknown_unit'));
  return unit;
}

/** What a text of a file says is held: a position of the catalogue, added to it when it is new. */
function heldPosition(draft: StaffDraft, text: string): HeldPosition {
  const known = draft.heldPositions.get(text);
  if (known) return known;
  const { name, isActing } = readPosition(text);
  const code = asciiCode(name);
  const position = draft.positions.get(code) ?? { id: draft.options.newId(), code, name };
  // Another spelling of what an earlier import took for a position of its own is read as that is.
  const isReadAnew = !isActing && draft.actingNames.has(position.id);
  const held = isReadAnew ? heldPosition(draft, position.name) : { positionId: position.id, isActing };
  draft.positions.set(code, position);
  draft.heldPositions.set(text, held);
  return held;
}
