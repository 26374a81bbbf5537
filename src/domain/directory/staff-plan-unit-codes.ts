import type { Day } from '../clock.ts';
import { dayBefore, findUnit, type StaffDraft } from './staff-draft.ts';
import { refusalAt } from './staff-refusal.ts';
import type { UnitRow } from './staff-rows.ts';
import type { Unit } from './unit.ts';
import { unitCodeKey } from './unit-code.ts';
import { codeSince, NO_FORMER_CODES, withCode } from './unit-code-history.ts';

/**
 * The id of the unit that a row means: the one that has its code, or had the former code that it names; a new one
 * without either. Undefined after a refusal.
 * @param isFirst nothing is on record that could have had a code before
 */
export function unitOf(draft: StaffDraft, row: UnitRow, isFirst: boolean): string | undefined {
  const holder = findUnit(draft, row.code);
  const formerCode = formerCodeOf(row);
  const unit = formerCode === undefined ? undefined : findUnit(draft, formerCode);
  const isTaken =
    holder !== undefined &&
    (unit === undefined ? unitCodeKey(holder.code) !== unitCodeKey(row.code) : holder.id !== unit.id);
  if (isTaken) {
    draft.refused.push(refusalAt(row.place, 'ma_don_vi', row.code, 'unit_code_reused'));
    return undefined;
  }
  // A slip of the pen would end one unit and begin another, with none of its roles.
  if (formerCode !== undefined && unit === undefined && !isFirst)
    draft.refused.push(refusalAt(row.place, 'ma_don_vi_cu', formerCode, 'unknown_unit'));
  return (unit ?? holder)?.id ?? draft.options.newId();
}

/** The former code that a row names, unless it is the same one in the other style. */
function formerCodeOf({ code, formerCode }: UnitRow): string | undefined {
  return formerCode && unitCodeKey(formerCode) !== unitCodeKey(code) ? formerCode : undefined;
}

/** The codes of a unit after its row; a code that is not in force yet is refused. */
export function codesOf(
  draft: StaffDraft,
  row: UnitRow,
  old: Unit | undefined,
): Pick<Unit, 'code' | 'formerCodes'> {
  const { today } = draft.options;
  const formerCode = formerCodeOf(row);
  const codes =
    old === undefined
      ? firstCodes(row.code, formerCode, row.validFrom ?? today)
      : withCode(old, { code: row.code, formerCode, validFrom: row.validFrom }, today);
  const since = codeSince(codes);
  if (since !== null && since > today)
    draft.refused.push(refusalAt(row.place, 'hieu_luc_tu', row.validFrom ?? '', 'unit_code_ahead'));
  return codes;
}

/** Codes of a unit that comes from a file alone: all that is known of the former one is that it was there before. */
function firstCodes(
  code: string,
  formerCode: string | undefined,
  since: Day,
): Pick<Unit, 'code' | 'formerCodes'> {
  const formerCodes =
    formerCode === undefined ? NO_FORMER_CODES : [{ code: formerCode, until: dayBefore(since) }];
  return { code, formerCodes };
}
