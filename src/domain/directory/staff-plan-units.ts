import type { Day } from '../clock.ts';
import { dayBefore, findUnit, hasLeft, type StaffDraft, valueOr } from './staff-draft.ts';
import { codesOf, unitOf } from './staff-plan-unit-codes.ts';
import { type RowPlace, refusalAt } from './staff-refusal.ts';
import type { UnitRow } from './staff-rows.ts';
import type { Unit } from './unit.ts';
import { codeKeysOf, codeSince } from './unit-code-history.ts';
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
    const id = unitOf(draft, row, before.size === 0);
    if (id === undefined) continue;
    if (rowOf.has(id)) {
      draft.refused.push(refusalAt(row.place, 'ma_don_vi', row.code, 'duplicate'));
      continue;
    }
    rowOf.set(id, row);
    const unit = withRow(draft, id, row);
    for (const key of codeKeysOf(unit)) draft.unitIds.set(key, id);
    draft.units.set(id, unit);
  }
  // Parents may stand further down than their children, so references wait until all units are known.
  for (const [id, row] of rowOf) linkUnit(draft, id, row, rowOf);
  renewSuccessors(draft);
  refuseCycles(draft, rowOf);
  endAbsentUnits(draft, rowOf);
  return endedUnits(draft, before, rowOf, file);
}

function withRow(draft: StaffDraft, id: string, row: UnitRow): Unit {
  const old = draft.units.get(id);
  const { today, partial } = draft.options;
  const codes = codesOf(draft, row, old);
  // A full file without an end column lists the units that exist: one that had ended is back.
  const isBack = row.validUntil === undefined && !partial && old !== undefined && isUnitOver(old, today);
  const previousEnd = isBack ? null : (old?.validUntil ?? null);
  return {
    id,
    // The spelling of a code stays, whatever style a later file uses: others hold it.
    ...codes,
    name: row.name ?? old?.name ?? '',
    shortName: valueOr(row.shortName, old?.shortName ?? null),
    parentId: old?.parentId ?? null,
    kind: valueOr(row.kind, old?.kind ?? null),
    // The first day of a new code is not the unit's.
    validFrom:
      old !== undefined && row.validFrom && row.validFrom === codeSince(codes)
        ? old.validFrom
        : valueOr(row.validFrom, old?.validFrom ?? null),
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

/** A successor is known by its code of today. */
function renewSuccessors(draft: StaffDraft): void {
  for (const unit of draft.units.values()) {
    const successor = successorOf(draft, unit);
    if (successor !== undefined && successor.code !== unit.replacedBy)
      draft.units.set(unit.id, { ...unit, replacedBy: successor.code });
  }
}

function successorOf(draft: StaffDraft, { replacedBy }: Unit): Unit | undefined {
  return replacedBy === null ? undefined : findUnit(draft, replacedBy);
}

function refuseCycles(draft: StaffDraft, rowOf: ReadonlyMap<string, UnitRow>): void {
  const units = [...draft.units.values()];
  const below = unitsOnCycle(new Map(units.map((unit) => [unit.id, unit.parentId])));
  const replaced = unitsOnCycle(
    new Map(units.map((unit) => [unit.id, successorOf(draft, unit)?.id ?? null])),
  );
  for (const [id, { place, parentCode, replacedBy }] of rowOf) {
    if (below.has(id)) draft.refused.push(refusalAt(place, 'ma_don_vi_cha', parentCode ?? '', 'unit_cycle'));
    if (replaced.has(id))
      draft.refused.push(refusalAt(place, 'thay_the_boi', replacedBy ?? '', 'successor_cycle'));
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
