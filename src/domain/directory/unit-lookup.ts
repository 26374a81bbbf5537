import { DomainError } from '../errors.ts';
import type { Unit } from './unit.ts';
import { parseUnitCode, unitCodeKey } from './unit-code.ts';
import { codeKeysOf } from './unit-code-history.ts';

/**
 * The unit with a code, in either style; a code that a unit had before finds it too.
 * @throws unit_not_found
 */
export function getUnit(units: readonly Unit[], code: string): Unit {
  const canonical = parseUnitCode(code);
  const key = canonical === undefined ? undefined : unitCodeKey(canonical);
  const unit =
    units.find((each) => each.code === code || (key !== undefined && unitCodeKey(each.code) === key)) ??
    units.find((each) => key !== undefined && codeKeysOf(each).has(key));
  if (unit === undefined) throw new DomainError('unit_not_found', { unit: code });
  return unit;
}
