import { type Filter, parsePath } from './filter.ts';
import { matches } from './filter-match.ts';
import { isObject, isStorable, type Json } from './json.ts';
import { type Attribute, attributesOf, keyOf, type Located, type ResourceKind } from './schema.ts';
import { refuse } from './scim-error.ts';

/**
 * What a client asks for: values by canonical key, null to take one away. Only keys of the schema get in, and each
 * holds one text or truth value, so that nothing of the request's shape goes further.
 */
export type Wish = Map<string, string | boolean | null>;

/** What the directory does not keep of RFC 7643's own attributes; clients that send it lose nothing else. */
const NOT_KEPT = new Set(
  [
    'externalid nickname profileurl usertype preferredlanguage addresses ims photos manager costcenter',
    'honorificprefix honorificsuffix',
  ].flatMap((names) => names.split(' ')),
);
/** Roles are granted and credentials enrolled elsewhere, and by people. */
const NOT_HERE = new Set(['password', 'roles', 'entitlements', 'x509certificates']);
const MAX_TEXT = 1000;

/** Collects a wish from paths and values, as a resource or the operations of a PATCH name them. */
export class WishReader {
  readonly wish: Wish = new Map();
  readonly #kind: ResourceKind;
  readonly #current: Json;
  readonly #isStrict: boolean;

  /**
   * @param current the resource as it is, for filters in paths
   * @param isStrict whether what only we write is refused, or ignored
   */
  constructor(kind: ResourceKind, current: Json, isStrict: boolean) {
    this.#kind = kind;
    this.#current = current;
    this.#isStrict = isStrict;
  }

  /** Every attribute of an object, by whatever path it is named. @param prefix with its separator */
  setAll(prefix: string, object: Json): void {
    for (const [name, value] of Object.entries(object)) this.set(prefix + name, value);
  }

  /** Asks for a value at a path; null takes it away. @throws ScimError */
  set(path: string, value: unknown): void {
    const { attribute, filter, part } = parsePath(path);
    const key = keyOf(this.#kind, attribute) + (part === undefined ? '' : `.${part.toLowerCase()}`);
    const extension = this.#kind.extensions.find(({ id }) => id.toLowerCase() === key);
    const located = attributesOf(this.#kind).get(key);
    const owner = located?.parent ?? located?.attribute;
    if (extension !== undefined) this.#setObject(extension.id, ':', value);
    else if (located === undefined || owner === undefined || owner.mutability === 'readOnly')
      this.#pass(key, located);
    else if (owner.multiValued) this.#setElement(located, owner, filter, value);
    else if (filter !== undefined) throw refuse('invalidPath', shown(path));
    else if (located.attribute.type !== 'complex') this.wish.set(key, coerced(key, located.attribute, value));
    else if (value !== null) this.#setObject(key, '.', value);
    else for (const each of located.attribute.subAttributes ?? []) this.set(`${key}.${each.name}`, null);
  }

  #setObject(key: string, separator: string, value: unknown): void {
    if (!isObject(value)) throw refuse('invalidValue', shown(key));
    this.setAll(key + separator, value);
  }

  /** Of attributes with many values the directory keeps one, and of that the value; the rest of it is fixed. */
  #setElement(
    { key, attribute }: Located,
    owner: Attribute,
    filter: Filter | undefined,
    value: unknown,
  ): void {
    const isValue = attribute === owner || attribute.name === 'value';
    const wanted = isValue ? keptValue(owner, value) : value;
    if (filter !== undefined && !this.#isKept(owner, filter, wanted)) {
      if (value === null) return;
      throw refuse('noTarget', key);
    }
    if (isValue && wanted !== undefined)
      this.wish.set(owner.name.toLowerCase(), coerced(key, textAttribute, wanted));
    else if (isValue ? this.#isStrict : !isFixed(attribute, value)) throw refuse('invalidValue', key);
  }

  /** Whether a filter means the element that is there, or the one that would be made. */
  #isKept(owner: Attribute, filter: Filter, value: unknown): boolean {
    const here = this.#current[owner.name];
    const elements = Array.isArray(here) ? here.filter(isObject) : [];
    const made = typesTaken(owner).map((type) => ({ type, primary: true, value }));
    return [...elements, ...made].some((each) => matches(filter, each));
  }

  /** What is not ours to write: let by, or refused. */
  #pass(key: string, located: Located | undefined): void {
    const name = key.slice(key.lastIndexOf(':') + 1);
    const names = name.split('.');
    if (names[0] === 'password') throw refuse('mutability', 'password');
    if (!this.#isStrict) return;
    if (located !== undefined || NOT_HERE.has(names[0] ?? '')) throw refuse('mutability', shown(key));
    if (!names.some((each) => NOT_KEPT.has(each))) throw refuse('invalidPath', shown(key));
  }
}

const textAttribute = { type: 'string' } as const;

/** Of several elements the one of our type, else the primary or first one that may be meant; undefined for none. */
function keptValue(owner: Attribute, value: unknown): unknown {
  if (value === null || typeof value === 'string') return value;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length === 0) return null;
  const elements = all.filter(isObject).map((each) => ({ ...each, type: each.type ?? '' }));
  const chosen = [...typesTaken(owner), ''].flatMap((type) =>
    elements
      .filter((each) => String(each.type).toLowerCase() === type)
      .sort((one, other) => Number(isTrue(other)) - Number(isTrue(one))),
  )[0] as Json | undefined;
  return chosen?.value;
}

const isTrue = ({ primary }: Json) => primary === true;

/** The type that we keep, and `work`, under which clients send the same. */
function typesTaken({ subAttributes = [] }: Attribute): string[] {
  const types = subAttributes.flatMap(({ name, canonicalValues = [] }) =>
    name === 'type' ? canonicalValues : [],
  );
  return [...new Set([...types, 'work'])];
}

function isFixed({ canonicalValues: [fixed] = ['true'] }: Attribute, value: unknown): boolean {
  return String(value).toLowerCase() === fixed;
}

function coerced(key: string, { type }: Pick<Attribute, 'type'>, value: unknown): string | boolean | null {
  if (value === null || value === '') return null;
  const isText = typeof value === 'string';
  if (type === 'boolean') {
    // Entra writes "False".
    const word = isText ? value.toLowerCase() : value;
    if (word === true || word === 'true') return true;
    if (word === false || word === 'false') return false;
  } else if (isText && value.length <= MAX_TEXT && isStorable(value)) return value;
  throw refuse('invalidValue', shown(key));
}

function shown(text: string): string {
  return text.slice(0, 100);
}
