import { type Parsed, parseEmployeeNo, parseUnitCodeCell } from './staff-values.ts';

/** The key of a record in the national database: `<mã đơn vị>_<số hiệu>`. */
export interface RecordKey {
  /** Canonical code; null when a sender writes the number alone and names its unit beside the envelope. */
  unitCode: string | null;
  employeeNo: string;
}

/** Reads a key with a unit's code of either style. What stands before the first `_` must be such a code. */
export function parseRecordKey(text: string): Parsed<RecordKey> {
  const end = text.indexOf('_');
  const unitCode = end < 0 ? { value: null } : parseUnitCodeCell(text.slice(0, end));
  if ('code' in unitCode) return unitCode;
  const employeeNo = parseEmployeeNo(text.slice(end + 1));
  return 'code' in employeeNo
    ? employeeNo
    : { value: { unitCode: unitCode.value, employeeNo: employeeNo.value } };
}

/** The key as we write it, the unit's code in the new style. */
export function recordKeyText({ unitCode, employeeNo }: RecordKey): string {
  return unitCode === null ? employeeNo : `${unitCode}_${employeeNo}`;
}
