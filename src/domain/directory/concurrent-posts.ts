import type { Day } from '../clock.ts';
import type { Parsed } from './staff-values.ts';
import { isFormula, parseDay, parseName, parseUnitCodeCell } from './staff-values.ts';

/** A kiêm nhiệm of a person as the file writes it. */
export interface ConcurrentPost {
  /** Canonical code. */
  unitCode: string;
  position: string;
  from: Day | null;
  until: Day | null;
}

/**
 * Reads `kiem_nhiem`: posts `mã đơn vị|chức vụ|từ|đến` separated by `;`, the two days optional.
 * Refused with the code of the first faulty part, or `invalid_concurrent` for a wrong number of parts.
 */
export function parseConcurrentPosts(text: string): Parsed<ConcurrentPost[]> {
  const posts: ConcurrentPost[] = [];
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const post = parsePost(part.split('|').map((field) => field.trim()));
    if ('code' in post) return post;
    posts.push(post.value);
  }
  return { value: posts };
}

function parsePost(fields: string[]): Parsed<ConcurrentPost> {
  const [code = '', name = '', start = '', end = ''] = fields;
  if (fields.length > 4 || code === '' || name === '') return { code: 'invalid_concurrent' };
  const unitCode = parseUnitCodeCell(code);
  if ('code' in unitCode) return unitCode;
  // The name becomes a position's own, at the start of a cell of its own.
  if (isFormula(name)) return { code: 'formula' };
  const position = parseName(name);
  if ('code' in position) return position;
  const from = parseOptionalDay(start);
  if ('code' in from) return from;
  const until = parseOptionalDay(end);
  if ('code' in until) return until;
  if (from.value !== null && until.value !== null && from.value > until.value)
    return { code: 'period_reversed' };
  return {
    value: { unitCode: unitCode.value, position: position.value, from: from.value, until: until.value },
  };
}

function parseOptionalDay(text: string): Parsed<Day | null> {
  return text === '' ? { value: null } : parseDay(text);
}
