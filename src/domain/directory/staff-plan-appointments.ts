import type { Appointment } from './appointment.ts';
import { asciiCode } from './person-name.ts';
import type { Position } from './position.ts';
import { findUnit, hasLeft, type StaffDraft, valueOr } from './staff-draft.ts';
import { refusalAt } from './staff-refusal.ts';
import type { PersonRow } from './staff-rows.ts';
import type { Unit } from './unit.ts';

type Wanted = Omit<Appointment, 'id'>;

/**
 * Recomputes a person's appointments from his row: the main one if the file has unit and position columns, the
 * concurrent ones if it has theirs. An appointment that stays as it was keeps its id.
 */
export function planAppointments(draft: StaffDraft, personId: string, row: PersonRow): void {
  const old = draft.appointments.get(personId) ?? [];
  const oldMain = old.filter((each) => each.isMain);
  const oldConcurrent = old.filter((each) => !each.isMain);
  const main = wantedMain(draft, personId, row, oldMain);
  const concurrent = wantedConcurrent(draft, personId, row);
  draft.appointments.set(personId, [
    ...(main === undefined ? oldMain : reuse(draft, row, oldMain, main)),
    ...(concurrent === undefined ? oldConcurrent : reuse(draft, row, oldConcurrent, concurrent)),
  ]);
}

/** The main appointment, none, or undefined where the file cannot say. */
function wantedMain(
  draft: StaffDraft,
  personId: string,
  row: PersonRow,
  old: Appointment[],
): Wanted[] | undefined {
  if (row.unitCode === undefined || row.position === undefined) return undefined;
  if (row.unitCode === null) return [];
  const name = row.position ?? row.title;
  const unit = unitOf(draft, row, row.unitCode, 'ma_don_vi');
  if (unit === undefined || !name) return undefined;
  const unitId = unit.id;
  const positionId = positionOf(draft, name).id;
  const same = old.find((each) => each.unitId === unitId && each.positionId === positionId);
  const from = valueOr(row.from, same?.from ?? null);
  const until = valueOr(row.until, same?.until ?? null);
  return [{ personId, unitId, positionId, isMain: true, from, until }];
}

function wantedConcurrent(draft: StaffDraft, personId: string, row: PersonRow): Wanted[] | undefined {
  if (row.concurrent === undefined) return undefined;
  const wanted = new Map<string, Wanted>();
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

function reuse(draft: StaffDraft, row: PersonRow, old: Appointment[], wanted: Wanted[]): Appointment[] {
  const byMeaning = new Map(old.map((each) => [meaning(each), each]));
  return wanted.map((each) => {
    const kept = byMeaning.get(meaning(each));
    if (kept === undefined) refuseEndedUnit(draft, row, each);
    return kept ?? { ...each, id: draft.options.newId() };
  });
}

function refuseEndedUnit(draft: StaffDraft, row: PersonRow, { unitId, until, isMain }: Wanted): void {
  const { today } = draft.options;
  const unit = draft.units.get(unitId);
  if (!unit?.validUntil || unit.validUntil >= today || (until !== null && until < today)) return;
  const person = draft.people.get(draft.personIds.get(row.employeeNo) ?? '');
  if (person === undefined || hasLeft(person)) return;
  draft.refused.push(refusalAt(row.place, isMain ? 'ma_don_vi' : 'kiem_nhiem', unit.code, 'unit_ended'));
}

function meaning(each: Wanted): string {
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
