import type { Directory, DirectoryChange } from './directory-store.ts';
import { changeTo, differingFields } from './staff-change.ts';
import { planDigest } from './staff-digest.ts';
import { type StaffDraft, type StaffPlanOptions, startDraft } from './staff-draft.ts';
import { guardRemovals, type RemovalGuard } from './staff-guard.ts';
import { followEmails, planMailboxes, refuseSharedSignIns } from './staff-plan-mailboxes.ts';
import { dropLostEmails, planPeople } from './staff-plan-people.ts';
import { isUnitOver, planUnits, refuseUnitsInUse } from './staff-plan-units.ts';
import { refuseProtected } from './staff-protection.ts';
import type { Refusal } from './staff-refusal.ts';
import type { HrUnitRow, StaffRoleChange } from './staff-role-change.ts';
import { type PersonRow, parseStaffRows, type StaffRows } from './staff-rows.ts';
import { type PeopleSummary, summarisePeople } from './staff-summary.ts';
import type { StaffTable } from './staff-table.ts';

export type { StaffPlanOptions } from './staff-draft.ts';

/** How many units or mailboxes a plan touches; `removed` counts units that end and mailboxes that go. */
export interface RowCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

/** What staff files would do to the directory, for a person to judge and for storage to apply. */
export interface StaffPlan extends Omit<PeopleSummary, 'removals'> {
  /** The plan's name, from `planDigest`. */
  plan: string;
  units: RowCounts;
  mailboxes: RowCounts;
  /** Empty, or nothing may be applied: the change and the lists are empty then. */
  refused: Refusal[];
  guard: RemovalGuard;
  change: DirectoryChange;
  /** What it does to role grants; nothing when absent. */
  roleChange?: StaffRoleChange;
  /** What HR's next full units file has to say, or it takes the plan back. */
  hrRows?: HrUnitRow[];
}

/**
 * Plans the import of staff files of any kinds together, units first, then people, then mailboxes. Each file is a
 * full snapshot unless `options.partial`. Pure but for `options.newId`; applying the change and planning again
 * gives an empty change. Throws `staff_file_unknown_kind`; every other fault of the files is in the plan's `refused`.
 * @param refused what the source of the tables has found already
 */
export function planStaff(
  directory: Directory,
  tables: StaffTable[],
  options: StaffPlanOptions,
  refused: readonly Refusal[] = [],
): StaffPlan {
  return concludePlan(directory, draftOf(directory, tables, options, refused));
}

/** A function of its own, so that the rows of 100,000 people are gone before the plan is concluded. */
function draftOf(
  directory: Directory,
  tables: StaffTable[],
  options: StaffPlanOptions,
  refused: readonly Refusal[],
): StaffDraft {
  const rows = parseStaffRows(tables, options.today);
  const draft = startDraft(directory, options, [...refused, ...rows.refused]);
  const rowOf = writeRows(draft, rows);
  const missing = { file: rows.files.get('people') ?? '', line: 1, columns: new Map() };
  refuseProtected(draft, directory, (id) => rowOf.get(id)?.place ?? missing);
  return draft;
}

/** What a draft means: the plan that turns the directory into it. */
export function concludePlan(directory: Directory, draft: StaffDraft): StaffPlan {
  const { options } = draft;
  const before = startDraft(directory, options, []);
  // Rows that cannot be read look like people who left, so a refused plan shows nothing but its refusals.
  const after = draft.refused.length > 0 ? before : draft;
  const change = changeTo(directory, after);
  const { removals, ...people } = summarisePeople(before, after);
  return {
    plan: planDigest(directory, after, change, draft.refused),
    ...people,
    units: countRows(before.units, after.units, (unit) => isUnitOver(unit, options.today)),
    mailboxes: countRows(before.mailboxes, after.mailboxes, () => false),
    refused: draft.refused,
    guard: guardRemovals(directory.people, removals, {
      limits: options.removalLimits,
      allowed: options.allowRemovals,
      recent: options.recentRemovals,
      staffCount: options.staffCount,
    }),
    change,
  };
}

/** @returns the row of each person who has one */
function writeRows(
  draft: StaffDraft,
  { files, units, people, mailboxes }: StaffRows,
): ReadonlyMap<string, PersonRow> {
  const unitsFile = files.get('units');
  const ended = unitsFile === undefined ? new Map() : planUnits(draft, units, unitsFile);
  const rowOf: ReadonlyMap<string, PersonRow> = files.has('people') ? planPeople(draft, people) : new Map();
  refuseUnitsInUse(draft, ended);
  if (files.has('mailboxes')) planMailboxes(draft, mailboxes);
  followEmails(draft, rowOf);
  dropLostEmails(draft, rowOf);
  refuseSharedSignIns(draft, rowOf);
  return rowOf;
}

function countRows<Row extends object>(
  before: ReadonlyMap<string, Row>,
  after: ReadonlyMap<string, Row>,
  hasEnded: (row: Row) => boolean,
): RowCounts {
  const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  for (const [key, row] of after) {
    const old = before.get(key);
    if (old === undefined) counts.added += 1;
    else if (hasEnded(row) && !hasEnded(old)) counts.removed += 1;
    else if (differingFields(old, row).length > 0) counts.changed += 1;
    else counts.unchanged += 1;
  }
  for (const key of before.keys()) if (!after.has(key)) counts.removed += 1;
  return counts;
}
