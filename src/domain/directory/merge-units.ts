import type { Day } from '../clock.ts';
import { type Appointment, isSamePost } from './appointment.ts';
import type { Directory } from './directory-store.ts';
import { dayBefore, hasLeft, type StaffDraft, type StaffPlanOptions, startDraft } from './staff-draft.ts';
import { concludePlan, type StaffPlan } from './staff-plan.ts';
import { refuseProtected } from './staff-protection.ts';
import { type RefusalCode, type RowPlace, refusalAt } from './staff-refusal.ts';
import type { Unit } from './unit.ts';
import { UnitTree } from './unit-tree.ts';

/** Units that become part of another one. */
export interface UnitMerger {
  units: readonly Unit[];
  into: Unit;
  /** The first day on which only the other one is there. */
  from: Day;
}

/**
 * Plans a merger (sáp nhập) as HR's units file would say it: each unit ends the day before, replaced by the other one, and
 * its posts go on there. Units below go over to the other one as well; the tree knows no days, so that has to be on
 * the day itself or later. Pure but for `options.newId`.
 */
export function planMerger(directory: Directory, merger: UnitMerger, options: StaffPlanOptions): StaffPlan {
  const draft = startDraft(directory, options, []);
  refuseMerger(draft, new UnitTree(directory.units), merger);
  if (draft.refused.length === 0) {
    endMerged(draft, merger);
    const merged = new Set(merger.units.map(({ id }) => id));
    for (const [personId, list] of draft.appointments) {
      const person = draft.people.get(personId);
      if (person === undefined || hasLeft(person) || !list.some(({ unitId }) => merged.has(unitId))) continue;
      draft.appointments.set(personId, carriedOn(list, merged, merger, options));
    }
    refuseProtected(draft, directory, () => PLACE);
  }
  return concludePlan(directory, draft);
}

const PLACE: RowPlace = { file: '', line: 0, columns: new Map() };

function refuseMerger(draft: StaffDraft, tree: UnitTree, { units, into, from }: UnitMerger): void {
  const refuse = (unit: Unit, column: string, code: RefusalCode) =>
    draft.refused.push(refusalAt(PLACE, column, unit.code, code));
  const { today } = draft.options;
  const day = later(from, today);
  if (isOverOn(into, day)) refuse(into, 'thay_the_boi', 'unit_ended');
  const merged = new Set(units.map(({ id }) => id));
  for (const unit of units) {
    if (unit.id === into.id) refuse(unit, 'thay_the_boi', 'successor_cycle');
    else if (tree.isWithin(into.id, unit.id)) refuse(unit, 'ma_don_vi_cha', 'unit_cycle');
    if (isOverOn(unit, day)) refuse(unit, 'ma_don_vi', 'unit_ended');
    const below = tree.children(unit.id).filter((each) => !isOverOn(each, day) && !merged.has(each.id));
    if (from > today && below.length > 0) refuse(unit, 'ma_don_vi', 'unit_above_others');
  }
}

function endMerged(draft: StaffDraft, { units, into, from }: UnitMerger): void {
  const validUntil = dayBefore(from);
  const day = later(from, draft.options.today);
  const merged = new Set(units.map(({ id }) => id));
  for (const unit of draft.units.values()) {
    if (merged.has(unit.id)) {
      const isLater = unit.validFrom !== null && unit.validFrom > validUntil;
      const validFrom = isLater ? validUntil : unit.validFrom;
      draft.units.set(unit.id, { ...unit, validFrom, validUntil, replacedBy: into.code });
    } else if (unit.parentId !== null && merged.has(unit.parentId) && !isOverOn(unit, day))
      draft.units.set(unit.id, { ...unit, parentId: into.id });
  }
}

/** What somebody holds afterwards; a concurrent post that is held in the other unit all the time only ends. */
function carriedOn(
  list: readonly Appointment[],
  merged: ReadonlySet<string>,
  { into, from }: UnitMerger,
  { newId }: StaffPlanOptions,
): Appointment[] {
  const until = dayBefore(from);
  const isCarried = (each: Appointment) =>
    merged.has(each.unitId) && (each.until === null || each.until >= from);
  const next = (each: Appointment) => {
    const isAhead = each.from !== null && each.from >= from;
    return { ...each, unitId: into.id, ...(!isAhead && { id: newId(), from }) };
  };
  const held = list.flatMap((each) => (isCarried(each) ? (each.isMain ? [next(each)] : []) : [each]));
  for (const each of list.filter((one) => isCarried(one) && !one.isMain)) {
    const carried = next(each);
    if (!held.some((other) => isSamePost(other, carried) && lastsAsLong(other, carried))) held.push(carried);
  }
  const past = list.filter((each) => isCarried(each) && !(each.from !== null && each.from >= from));
  return [...past.map((each) => ({ ...each, until })), ...held];
}

function lastsAsLong(one: Appointment, { from, until }: Appointment): boolean {
  const isFromThen = one.from === null || (from !== null && one.from <= from);
  return isFromThen && (one.until === null || (until !== null && one.until >= until));
}

function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

function isOverOn({ validUntil }: Pick<Unit, 'validUntil'>, day: Day): boolean {
  return validUntil !== null && validUntil < day;
}
