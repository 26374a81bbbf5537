import { isRowId } from '../../domain/directory/person-lookup.ts';
import { parseDay } from '../../domain/directory/staff-values.ts';
import { type FieldProblem, problemAt } from './request-refusal.ts';
import type { Schema } from './schema.ts';

/** The longest text of a parameter or field. */
const TEXT_MAX = 200;
const CONTROL = /\p{Cc}/u;

/** What a parameter or a field of a body may be. The document shows the same. */
export type Value =
  | { is: 'text'; about: string; maximum?: number }
  | { is: 'texts'; about: string; most: number }
  | { is: 'day'; about: string }
  | { is: 'cursor' }
  | { is: 'flag'; about: string }
  | { is: 'one_of'; about: string; allowed: readonly string[] }
  | { is: 'whole_number'; about: string; minimum: number; maximum: number };

export type Values = Readonly<Record<string, Value>>;
type ReadAs<V extends Value> = V extends { is: 'whole_number' }
  ? number
  : V extends { is: 'flag' }
    ? boolean
    : V extends { is: 'one_of'; allowed: readonly (infer One)[] }
      ? One
      : V extends { is: 'texts' }
        ? string[]
        : string;
/** What was sent, each name checked; what was not sent is undefined. */
export type Read<V extends Values> = { [Name in keyof V]: ReadAs<V[Name]> | undefined };

type Plain = string | number | boolean | string[];

/** How a value is read from JSON, or why not; texts of an address are turned into JSON first. */
export function readValue(field: string, value: Value, given: unknown): { value: Plain } | FieldProblem {
  switch (value.is) {
    case 'whole_number': {
      const { minimum, maximum } = value;
      const fits =
        typeof given === 'number' && Number.isInteger(given) && given >= minimum && given <= maximum;
      return fits ? { value: given } : problemAt(field, value.is, { minimum, maximum });
    }
    case 'flag':
      return typeof given === 'boolean' ? { value: given } : problemAt(field, 'true_or_false');
    case 'one_of': {
      const known = value.allowed.find((one) => one === given);
      if (known !== undefined) return { value: known };
      return problemAt(field, value.is, { allowed: value.allowed.join(', ') });
    }
    case 'day':
      return typeof given === 'string' && /^\d{4}-/.test(given) && 'value' in parseDay(given)
        ? { value: given }
        : problemAt(field, value.is);
    case 'cursor':
      return typeof given === 'string' && isRowId(given) ? { value: given } : problemAt(field, value.is);
    case 'text': {
      const maximum = value.maximum ?? TEXT_MAX;
      return isText(given, maximum) ? { value: given } : problemAt(field, value.is, { maximum });
    }
    case 'texts': {
      const { most } = value;
      const fits =
        Array.isArray(given) && given.length <= most && given.every((each) => isText(each, TEXT_MAX));
      return fits ? { value: given } : problemAt(field, value.is, { most, maximum: TEXT_MAX });
    }
  }
}

function isText(given: unknown, maximum: number): given is string {
  return typeof given === 'string' && given.length <= maximum && !CONTROL.test(given);
}

/** A text of an address as the JSON it stands for; anything else stays a text, which `readValue` refuses. */
export function fromText(value: Value, given: string): unknown {
  if (value.is === 'whole_number') return /^\d{1,9}$/.test(given) ? Number(given) : given;
  if (value.is === 'flag') return given === 'true' || given === 'false' ? given === 'true' : given;
  return given;
}

/** The same as JSON Schema. */
export function schemaOf(value: Value): Schema {
  switch (value.is) {
    case 'whole_number':
      return { type: 'integer', minimum: value.minimum, maximum: value.maximum };
    case 'flag':
      return { type: 'boolean' };
    case 'one_of':
      return { type: 'string', enum: value.allowed };
    case 'day':
      return { type: 'string', format: 'date' };
    case 'cursor':
      return { type: 'string', format: 'uuid' };
    case 'text':
      return { type: 'string', maxLength: value.maximum ?? TEXT_MAX };
    case 'texts':
      return { type: 'array', maxItems: value.most, items: { type: 'string', maxLength: TEXT_MAX } };
  }
}

/** What the document says about a value. */
export function aboutOf(value: Value): string {
  return value.is === 'cursor' ? 'next_cursor of the page before, for the same question' : value.about;
}
