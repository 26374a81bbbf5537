/** Why a row of a staff file is refused; `messages/staff-refusals` says how to fix each. */
export const REFUSAL_CODES = [
  // a cell
  'required',
  'too_long',
  'formula',
  'invalid_text',
  'invalid_code',
  'invalid_email',
  'invalid_date',
  'impossible_date',
  'future_birth_date',
  'invalid_phone',
  'invalid_citizen_id',
  'invalid_concurrent',
  'unknown_category',
  'unknown_status',
  'unknown_gender',
  'unknown_mailbox_kind',
  'several_values',
  // a row
  'ragged_row',
  'period_reversed',
  'duplicate',
  // a file
  'no_rows',
  // against the directory and the other rows
  'unknown_unit',
  'unknown_parent',
  'unit_cycle',
  'successor_cycle',
  'unit_code_reused',
  'unit_code_ahead',
  'unit_ended',
  'unit_in_use',
  'unit_above_others',
  'unknown_person',
  'employee_no_reused',
  'employee_no_taken',
  'unit_code_taken',
  'email_taken',
  'citizen_id_taken',
  'second_mailbox',
  'mailbox_taken',
  'stewards_of_personal',
  'protected_account',
  'protected_email',
  // an envelope of the national database
  'wrong_type',
  'too_many',
  'unknown_action',
  'mixed_actions',
  'key_mismatch',
  'person_exists',
  'second_main',
  'transaction_reused',
  // a file of role grants
  'unknown_role_action',
  'unknown_answer',
  'holder_missing',
  'holder_ambiguous',
  'subtree_without_unit',
  'day_of_revocation',
  'period_over',
  'revoked_by_row',
  'privileged_role',
  // a change that is undone
  'changed_since',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One refused cell or row. */
export interface Refusal<Code extends string = RefusalCode> {
  file: string;
  /** Line in the file; 1, the header, when the fault is that a row is missing. */
  line: number;
  /** The distinguished name of the entry, where a directory server was read instead of a file. */
  entry?: string;
  /** The column's name as the file writes it; empty when the whole row is meant. */
  column: string;
  /** The cell, shortened; of a citizen id only the last four digits. */
  value: string;
  code: Code;
}

/** Takes note of a fault at a JSON path. */
export type Refuse = (path: string, value: string, code: RefusalCode) => void;

/** Where a row stands, kept beside its values so that later checks can name it. */
export interface RowPlace {
  file: string;
  line: number;
  entry?: string | undefined;
  /** The contract's column name to the name in the file. */
  columns: ReadonlyMap<string, string>;
}

const SHOWN_LENGTH = 100;
const PERSONAL_NUMBER = /^(\d{9}|\d{12})$/;

/** A refusal of a row's cell; takes the contract's column name and the cell's text. */
export function refusalAt<Code extends string>(
  place: RowPlace,
  column: string,
  value: string,
  code: Code,
): Refusal<Code> {
  // Columns swapped by mistake put citizen ids anywhere, so the shape decides too, not only the column.
  const isPersonal = column === 'so_dinh_danh' || PERSONAL_NUMBER.test(value.replace(/[\s.]/g, ''));
  return {
    file: place.file,
    line: place.line,
    ...(place.entry !== undefined && { entry: place.entry }),
    column: place.columns.get(column) ?? column,
    value: isPersonal ? maskNumber(value) : value.slice(0, SHOWN_LENGTH),
    code,
  };
}

/** A personal number of which only the last four digits are shown. */
export function maskNumber(value: string): string {
  const digits = value.replace(/\D/g, '');
  if (value === '') return '';
  return digits.length > 4 ? `••••${digits.slice(-4)}` : '••••';
}
