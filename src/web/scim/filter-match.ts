import type { Comparison } from '../../domain/directory/directory-query.ts';
import type { Filter, FilterValue } from './filter.ts';

/** Whether one element of a multi-valued attribute is meant by the filter of a path. Texts compare without case. */
export function matches(filter: Filter, element: Readonly<Record<string, unknown>>): boolean {
  switch (filter.op) {
    case 'and':
      return filter.all.every((each) => matches(each, element));
    case 'or':
      return filter.all.some((each) => matches(each, element));
    case 'not':
      return !matches(filter.one, element);
    case 'element':
      return false;
    case 'pr':
      return partOf(element, filter.path) !== undefined;
    default:
      return compares(filter.op, partOf(element, filter.path), filter.value);
  }
}

/** Whether a value that is there, or none, compares so. */
export function compares(op: Comparison, actual: unknown, wanted: FilterValue): boolean {
  const one = folded(actual ?? null);
  const other = folded(wanted);
  if (op === 'eq') return one === other;
  if (op === 'ne') return one !== other;
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  return TEXT[op](one, other);
}

const TEXT: Record<Exclude<Comparison, 'eq' | 'ne'>, (one: string, other: string) => boolean> = {
  co: (one, other) => one.includes(other),
  sw: (one, other) => one.startsWith(other),
  ew: (one, other) => one.endsWith(other),
  gt: (one, other) => one > other,
  ge: (one, other) => one >= other,
  lt: (one, other) => one < other,
  le: (one, other) => one <= other,
};

function partOf(element: Readonly<Record<string, unknown>>, path: string): unknown {
  const wanted = path.toLowerCase();
  return Object.entries(element).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** Entra writes booleans as texts. */
function folded(value: unknown): unknown {
  const text = typeof value === 'string' ? value.toLowerCase() : value;
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}
