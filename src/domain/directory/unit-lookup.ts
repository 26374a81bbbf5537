import { DomainError } from '../errors.ts';
import type { Unit } from './unit.ts';
import { parseUnitCode, unitCodeKey } from './unit-code.ts';

/**
 * The unit with a code, in either style.
 * @throws unit_not_found
 */
export function getUnit(units: readonly Unit[], code: string): Unit {
  const canonical = parseUnitCode(code);
  const key = canonical === undefined ? undefined : unitCodeKey(canonical);
  const unit = units.find(
    (candidate) => candidate.code === code || (key !== undefined && unitCodeKey(candidate.code) === key),
  );
  if (unit === undefined) throw new DomainError('unit_not_found', { unit: code });
  return unit;
}
