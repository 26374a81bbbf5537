import type { Day } from '../clock.ts';
import { remembered } from '../shared-texts.ts';
import { MAILBOX_KINDS, type MailboxKind } from './mailbox.ts';
import {
  type Gender,
  STAFF_CATEGORIES,
  STAFF_STATUSES,
  type StaffCategory,
  type StaffStatus,
} from './person.ts';
import { asciiCode } from './person-name.ts';
import type { RefusalCode } from './staff-refusal.ts';
import { parseUnitCode, UNIT_CODE_MAX_LENGTH } from './unit-code.ts';

/** What a cell means, or why it is refused. Every parser here takes a tidied cell that is not empty. */
export type Parsed<Value> = { value: Value } | { code: RefusalCode };

const EMAIL = /^[a-z0-9_][a-z0-9_+'-]*(\.[a-z0-9_+'-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;
// RFC 5321 section 4.5.3.1.3, without the angle brackets.
const EMAIL_MAX_LENGTH = 254;
const PHONE = /^0[35789]\d{8}$/;
const EMPLOYEE_NO = /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u;
const EMPLOYEE_NO_MAX_LENGTH = 50;
const CITIZEN_ID = /^(\d{12}|\d{9})$/;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

// A spreadsheet that opens an export would run such a cell; East Asian ones also take the wide signs.
const FORMULA = /^[=@+\-＝＠＋－]./u;

/** Whether a spreadsheet would take a tidied cell for a formula. */
export function isFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** A day as `YYYY-MM-DD`, from `dd/mm/yyyy` (a lone digit is taken too) or ISO. */
export function parseDay(text: string): Parsed<Day> {
  const local = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const [year, month, day] = local ? [local[3], local[2], local[1]] : (iso?.slice(1) ?? []);
  if (year === undefined || month === undefined || day === undefined) return { code: 'invalid_date' };
  return isDay(Number(year), Number(month), Number(day))
    ? { value: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
    : { code: 'impossible_date' };
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  // Day 0 is the last of the month before.
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A birth date up to `today`. */
export function parseBirthDate(text: string, today: Day): Parsed<Day> {
  const day = parseDay(text);
  return 'value' in day && day.value > today ? { code: 'future_birth_date' } : day;
}

/** An e-mail address in lower case. */
export function parseEmail(text: string): Parsed<string> {
  const value = text.toLowerCase();
  if (value.length > EMAIL_MAX_LENGTH) return { code: 'too_long' };
  return EMAIL.test(value) ? { value } : { code: 'invalid_email' };
}

/** A Vietnamese mobile number as `0xxxxxxxxx`; spaces, dots and a leading +84 are taken away. */
export function parsePhone(text: string): Parsed<string> {
  const value = text.replace(/[\s.]/g, '').replace(/^\+84/, '0');
  return PHONE.test(value) ? { value } : { code: 'invalid_phone' };
}

/** A số định danh cá nhân of 12 digits or a CMND of 9; spaces and dots are taken away. */
export function parseCitizenId(text: string): Parsed<string> {
  const value = text.replace(/[\s.]/g, '');
  return CITIZEN_ID.test(value) ? { value } : { code: 'invalid_citizen_id' };
}

/** A số hiệu CBCCVC as written. It never holds an `@`, which tells an e-mail from it at sign-in. */
export function parseEmployeeNo(text: string): Parsed<string> {
  if (text.length > EMPLOYEE_NO_MAX_LENGTH) return { code: 'too_long' };
  return EMPLOYEE_NO.test(text) ? { value: text } : { code: 'invalid_code' };
}

/** Employee numbers separated by `;`, each of them once. */
export function parseEmployeeNos(text: string): Parsed<string[]> {
  const numbers = new Set<string>();
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part === '') continue;
    const number = parseEmployeeNo(part);
    if ('code' in number) return number;
    if (numbers.has(part)) return { code: 'duplicate' };
    numbers.add(part);
  }
  return { value: [...numbers] };
}

/** A unit's code of either style, in the canonical new style. */
export function parseUnitCodeCell(text: string): Parsed<string> {
  if (text.length > UNIT_CODE_MAX_LENGTH) return { code: 'too_long' };
  const value = canonicalUnitCode(text);
  return value === undefined ? { code: 'invalid_code' } : { value };
}

/** Free text of at most `limit` UTF-16 units. */
export function parseText(text: string, limit: number): Parsed<string> {
  return text.length > limit ? { code: 'too_long' } : { value: text };
}

/** A name, of a person, unit or position: free text of at most 200 characters with a letter or digit in it. */
export function parseName(text: string): Parsed<string> {
  const hasCode = /[a-z0-9]/i.test(text) || asciiCode(text) !== '';
  return hasCode ? parseText(text, 200) : { code: 'invalid_text' };
}

/** A staff category by its Vietnamese name or its code. */
export function parseCategory(text: string): Parsed<StaffCategory> {
  return oneOf(STAFF_CATEGORIES, text, 'unknown_category');
}

/** A working status by its Vietnamese name or its code. */
export function parseStatus(text: string): Parsed<StaffStatus> {
  return oneOf(STAFF_STATUSES, text, 'unknown_status');
}

/** Nam or nữ. */
export function parseGender(text: string): Parsed<Gender> {
  return oneOf(['nam', 'nu'] as const, text, 'unknown_gender');
}

/** A kind of mailbox by its Vietnamese name or its code. */
export function parseMailboxKind(text: string): Parsed<MailboxKind> {
  return oneOf(MAILBOX_KINDS, text, 'unknown_mailbox_kind');
}

// A file says the same few words, and the same codes of units, a hundred thousand times.
const wordKey = remembered((text) => asciiCode(text).replaceAll('-', '_'));
const canonicalUnitCode = remembered(parseUnitCode);

function oneOf<Value extends string>(
  values: readonly Value[],
  text: string,
  code: RefusalCode,
): Parsed<Value> {
  const key = wordKey(text);
  const value = values.find((each) => each === key);
  return value === undefined ? { code } : { value };
}
