import type { Day } from '../clock.ts';
import { dayBefore, findUnit, hasLeft, type StaffDraft, valueOr } from './staff-draft.ts';
import { type RowPlace, refusalAt } from './staff-refusal.ts';
import type { UnitRow } from './staff-rows.ts';
import type { Unit } from './unit.ts';
import { unitCodeKey } from './unit-code.ts';
import { unitsOnCycle } from './unit-tree.ts';

/** Units that existed until now and that the files end before today, with the place to report that against. */
export type EndedUnits = Map<string, RowPlace>;

/**
 * Writes the rows of units files into the draft. Unless the import is partial, units without a row end the day
 * before today; `file` names the file they are missing from. Returns the units that end.
 */
export function planUnits(draft: StaffDraft, rows: readonly UnitRow[], file: string): EndedUnits {
  const before = new Map(draft.units);
  const rowOf = new Map<string, UnitRow>();
  for (const row of rows) {
    const id = draft.unitIds.get(unitCodeKey(row.code)) ?? draft.options.newId();
    if (rowOf.has(id)) {
      draft.refused.push(refusalAt(row.place, 'ma_don_vi', row.code, 'duplicate'));
      continue;
    }
    rowOf.set(id, row);
    draft.unitIds.set(unitCodeKey(row.code), id);
    draft.units.set(id, withRow(draft, id, row));
  }
  // Parents may stand further down than their children, so references wait until all units are known.
  for (const [id, row] of rowOf) linkUnit(draft, id, row, rowOf);
  refuseCycles(draft, rowOf);
  endAbsentUnits(draft, rowOf);
  return endedUnits(draft, before, rowOf, file);
}

function withRow(draft: StaffDraft, id: string, row: UnitRow): Unit {
  const old = draft.units.get(id);
  const { today, partial } = draft.options;
  // A full file without an end column lists the units that exist: one that had ended is back.
  const isBack = row.validUntil === undefined && !partial && old !== undefined && isUnitOver(old, today);
  const previousEnd = isBack ? null : (old?.validUntil ?? null);
  return {
    id,
    // The spelling stays, whatever style a later file uses: others hold the code.
    code: old?.code ?? row.code,
    name: row.name ?? old?.name ?? '',
    shortName: valueOr(row.shortName, old?.shortName ?? null),
    parentId: old?.parentId ?? null,
    kind: valueOr(row.kind, old?.kind ?? null),
    validFrom: valueOr(row.validFrom, old?.validFrom ?? null),
    validUntil: valueOr(row.validUntil, previousEnd),
    replacedBy: old?.replacedBy ?? null,
  };
}

function linkUnit(draft: StaffDraft, id: string, row: UnitRow, rowOf: ReadonlyMap<string, UnitRow>): void {
  const unit = draft.units.get(id);
  if (unit === undefined) return;
  const linked = { ...unit };
  if (row.parentCode !== undefined) linked.parentId = null;
  if (row.parentCode) {
    const parent = findUnit(draft, row.parentCode);
    // A full file that leaves a parent out ends it, and nothing can hang below an ended unit.
    if (parent && (draft.options.partial || rowOf.has(parent.id))) linked.parentId = parent.id;
    else draft.refused.push(refusalAt(row.place, 'ma_don_vi_cha', row.parentCode, 'unknown_parent'));
  }
  if (row.replacedBy !== undefined) linked.replacedBy = null;
  if (row.replacedBy) {
    const successor = findUnit(draft, row.replacedBy);
    if (successor) linked.replacedBy = successor.code;
    else draft.refused.push(refusalAt(row.place, 'thay_the_boi', row.replacedBy, 'unknown_unit'));
  }
  draft.units.set(id, linked);
}

function refuseCycles(draft: StaffDraft, rowOf: ReadonlyMap<string, UnitRow>): void {
  const onCycle = unitsOnCycle(new Map([...draft.units.values()].map((unit) => [unit.id, unit.parentId])));
  for (const [id, row] of rowOf) {
    if (onCycle.has(id))
      draft.refused.push(refusalAt(row.place, 'ma_don_vi_cha', row.parentCode ?? '', 'unit_cycle'));
  }
}

function endAbsentUnits(draft: StaffDraft, rowOf: ReadonlyMap<string, UnitRow>): void {
  const { today, partial } = draft.options;
  if (partial) return;
  for (const unit of draft.units.values()) {
    if (!rowOf.has(unit.id) && !isUnitOver(unit, today)) draft.units.set(unit.id, endUnit(unit, today));
  }
}

/** The unit with yesterday as its last day. */
export function endUnit(unit: Unit, today: Day): Unit {
  const yesterday = dayBefore(today);
  const validFrom = unit.validFrom !== null && unit.validFrom > yesterday ? yesterday : unit.validFrom;
  return { ...unit, validFrom, validUntil: yesterday };
}

function endedUnits(
  draft: StaffDraft,
  before: ReadonlyMap<string, Unit>,
  rowOf: ReadonlyMap<string, UnitRow>,
  file: string,
): EndedUnits {
  const { today } = draft.options;
  const missing: RowPlace = { file, line: 1, columns: new Map() };
  const ended: EndedUnits = new Map();
  for (const unit of draft.units.values()) {
    const old = before.get(unit.id);
    if (old && !isUnitOver(old, today) && isUnitOver(unit, today))
      ended.set(unit.id, rowOf.get(unit.id)?.place ?? missing);
  }
  return ended;
}

/** Whether the unit's last day has passed. */
export function isUnitOver(unit: Pick<Unit, 'validUntil'>, today: Day): boolean {
  return unit.validUntil !== null && unit.validUntil < today;
}

/** Refuses to end units in which somebody holds an appointment today or later; to be called after people. */
export function refuseUnitsInUse(draft: StaffDraft, ended: EndedUnits): void {
  const inUse = new Set<string>();
  for (const [personId, list] of draft.appointments) {
    const person = draft.people.get(personId);
    if (person === undefined || hasLeft(person)) continue;
    for (const { unitId, until } of list) {
      if (until === null || until >= draft.options.today) inUse.add(unitId);
    }
  }
  for (const [id, place] of ended) {
    if (!inUse.has(id)) continue;
    const code = draft.units.get(id)?.code ?? '';
    draft.refused.push(refusalAt(place, 'ma_don_vi', code, 'unit_in_use'));
  }
}
