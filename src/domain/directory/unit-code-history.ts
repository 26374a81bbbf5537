import type { Day } from '../clock.ts';
import { dayAfter, dayBefore } from './staff-draft.ts';
import type { FormerCode, Unit } from './unit.ts';
import { unitCodeKey } from './unit-code.ts';

type Codes = Pick<Unit, 'code' | 'formerCodes'>;

/** Most units have none, so they share this list. */
export const NO_FORMER_CODES: readonly FormerCode[] = Object.freeze([]);

/** The code that a unit had on a day. */
export function codeOn({ code, formerCodes }: Codes, day: Day): string {
  return formerCodes.find(({ until }) => day <= until)?.code ?? code;
}

/** The first day of a unit's code of today; null while it has had no other. */
export function codeSince({ formerCodes }: Pick<Codes, 'formerCodes'>): Day | null {
  const last = formerCodes.at(-1);
  return last === undefined ? null : dayAfter(last.until);
}

/** Every code that a unit has or had, in the form in which codes are compared. */
export function codeKeysOf({ code, formerCodes }: Codes): Set<string> {
  return new Set([code, ...formerCodes.map((former) => former.code)].map(unitCodeKey));
}

/** What a row says of a unit's code. */
export interface NamedCodes {
  code: string;
  /** The code that it replaced. */
  formerCode: string | undefined;
  /** First day of the unit or of its new code; HR has one column for both. */
  validFrom: Day | null | undefined;
}

/**
 * A unit's codes after a row: another code replaces the one on record, from the row's day if that lies behind the
 * start of the code before, else from today. A row that names the replacement again may correct its day.
 */
export function withCode(unit: Unit, { code, formerCode, validFrom }: NamedCodes, today: Day): Codes {
  const isSame = unitCodeKey(unit.code) === unitCodeKey(code);
  const last = unit.formerCodes.at(-1);
  const isAgain = last && formerCode !== undefined && unitCodeKey(last.code) === unitCodeKey(formerCode);
  if (isSame && !isAgain) return { code: unit.code, formerCodes: unit.formerCodes };
  const before = isSame ? unit.formerCodes.slice(0, -1) : unit.formerCodes;
  const replaced = isSame && last ? last.code : unit.code;
  const start = codeSince({ formerCodes: before }) ?? unit.validFrom;
  const usual = isSame ? codeSince(unit) : today;
  const since = validFrom && (start === null || validFrom > start) ? validFrom : (usual ?? today);
  return {
    code: isSame ? unit.code : code,
    formerCodes: [...before, { code: replaced, until: dayBefore(since) }],
  };
}
