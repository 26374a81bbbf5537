import { isObject, type Json } from './json.ts';
import { keyOf, type ResourceKind } from './schema.ts';
import { refuse } from './scim-error.ts';

/** Which attributes a client wants to see; null for what is returned anyhow. */
export interface Projection {
  only: ReadonlySet<string> | null;
  except: ReadonlySet<string>;
}

const MAX_NAMES = 100;
const ALWAYS = new Set(['schemas', 'id']);

/**
 * Reads `attributes` and `excludedAttributes` (RFC 7644 section 3.9): names separated by commas, or a list.
 * @throws ScimError invalidValue
 */
export function projectionOf(kind: ResourceKind, input: Json): Projection {
  const only = namesOf(kind, input, 'attributes');
  return { only: only.size === 0 ? null : only, except: namesOf(kind, input, 'excludedAttributes') };
}

function namesOf(kind: ResourceKind, input: Json, name: string): ReadonlySet<string> {
  const value = input[name] ?? '';
  const names = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(names) || names.length > MAX_NAMES) throw refuse('invalidValue', name);
  const texts = names.map((each) => {
    if (typeof each !== 'string') throw refuse('invalidValue', name);
    return keyOf(kind, each.trim());
  });
  return new Set(texts.filter((text) => text !== ''));
}

/** Whether anything of a top attribute is shown; what is not need not be read. */
export function shows({ only, except }: Projection, key: string): boolean {
  if (except.has(key)) return false;
  return only === null || [...only].some((each) => each === key || each.startsWith(`${key}.`));
}

/** The part of a resource that a client wants to see. */
export function projected(kind: ResourceKind, resource: Json, projection: Projection): Json {
  if (projection.only === null && projection.except.size === 0) return resource;
  const extensions = new Set(kind.extensions.map(({ id }) => id));
  const shown = Object.entries(resource).flatMap(([name, value]): [string, unknown][] => {
    const key = name.toLowerCase();
    if (ALWAYS.has(key)) return [[name, value]];
    const part = partOf(value, key, extensions.has(name) ? ':' : '.', projection);
    return part === undefined ? [] : [[name, part]];
  });
  return Object.fromEntries(shown);
}

/** What remains of a value under its key; undefined for nothing. */
function partOf(value: unknown, key: string, separator: string, projection: Projection): unknown {
  const { only, except } = projection;
  if (except.has(key)) return undefined;
  const isWhole = only === null || only.has(key);
  if (Array.isArray(value)) {
    const parts = value.map((each) => partOf(each, key, separator, projection));
    return parts.some((each) => each !== undefined) || isWhole ? parts : undefined;
  }
  if (!isObject(value)) return isWhole ? value : undefined;
  const inner = isWhole ? { only: null, except } : projection;
  const parts = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    const part = partOf(each, `${key}${separator}${name.toLowerCase()}`, '.', inner);
    return part === undefined ? [] : [[name, part]];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
