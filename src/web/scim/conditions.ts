import type { Condition } from '../../domain/directory/directory-query.ts';
import type { Filter } from './filter.ts';
import { compares } from './filter-match.ts';
import { isStorable } from './json.ts';
import { keyOf, type ResourceKind } from './schema.ts';
import { refuse } from './scim-error.ts';

/** What a filter's attribute means in the directory. */
export type Meaning<Field extends string, Related extends string> =
  | { field: Field; isBoolean?: boolean }
  /** The same for every resource that has the field. */
  | { constant: string | boolean; of: Field }
  /** A field on the other side of an appointment. */
  | { related: Related };

/** The closed list of attributes that a kind of resource is filtered by, under their canonical keys. */
export interface FilterWords<Field extends string, Related extends string> {
  kind: ResourceKind;
  meanings: ReadonlyMap<string, Meaning<Field, Related>>;
}

/**
 * A filter in the words of the directory. @throws ScimError invalidFilter for an attribute that nobody can filter
 * by, or a value of the wrong type
 */
export function conditionOf<Field extends string, Related extends string>(
  filter: Filter,
  words: FilterWords<Field, Related>,
): Condition<Field, Related> {
  switch (filter.op) {
    case 'and':
    case 'or':
      return { op: filter.op, all: filter.all.map((each) => conditionOf(each, words)) };
    case 'not':
      return { op: 'not', one: conditionOf(filter.one, words) };
    case 'element':
      return elementCondition(filter, words);
    default: {
      const meaning = meaningOf(filter.path, words);
      if ('related' in meaning) return { op: 'related', one: leaf(filter, { field: meaning.related }) };
      if ('constant' in meaning) return constant(filter, meaning.constant, meaning.of);
      return leaf(filter, meaning);
    }
  }
}

type Leaf = Exclude<Filter, { op: 'and' | 'or' | 'not' | 'element' }>;

function leaf<Field extends string>(
  filter: Leaf,
  { field, isBoolean = false }: { field: Field; isBoolean?: boolean },
): Condition<Field> {
  if (filter.op === 'pr') return { op: 'present', field };
  const { op, value } = filter;
  if (value === null && (op === 'eq' || op === 'ne')) {
    const present = { op: 'present', field } as const;
    return op === 'eq' ? { op: 'not', one: present } : present;
  }
  const isRight = isBoolean
    ? typeof value === 'boolean' && (op === 'eq' || op === 'ne')
    : typeof value === 'string' && isStorable(value);
  if (!isRight || value === null || typeof value === 'number')
    throw refuse('invalidFilter', `${filter.path} ${op}`);
  return { op, field, value: typeof value === 'string' ? value.normalize('NFC') : value };
}

function constant<Field extends string>(
  filter: Leaf,
  value: string | boolean,
  field: Field,
): Condition<Field> {
  const isMeant = filter.op === 'pr' || compares(filter.op, value, filter.value);
  const present = { op: 'present', field } as const;
  return isMeant ? present : { op: 'and', all: [present, { op: 'not', one: present }] };
}

/** One element must fulfil the whole filter. Of e-mails and numbers there is one; of units and people there are many. */
function elementCondition<Field extends string, Related extends string>(
  { path, one }: Extract<Filter, { op: 'element' }>,
  words: FilterWords<Field, Related>,
): Condition<Field, Related> {
  const prefix = keyOf(words.kind, path);
  const inside = new Map(
    [...words.meanings].flatMap(([key, meaning]) =>
      key.startsWith(`${prefix}.`) ? [[key.slice(prefix.length + 1), meaning] as const] : [],
    ),
  );
  const whole = meaningOf(path, words);
  if ('related' in whole) {
    const related = [...inside].flatMap(([key, meaning]) =>
      'related' in meaning ? [[key, { field: meaning.related }] as const] : [],
    );
    return { op: 'related', one: conditionOf(one, { ...words, meanings: new Map(related) }) };
  }
  if (!('field' in whole)) throw refuse('invalidFilter', path);
  const present = { op: 'present', field: whole.field } as const;
  return { op: 'and', all: [present, conditionOf(one, { ...words, meanings: inside })] };
}

function meaningOf<Field extends string, Related extends string>(
  path: string,
  { kind, meanings }: FilterWords<Field, Related>,
): Meaning<Field, Related> {
  const meaning = meanings.get(keyOf(kind, path));
  if (meaning === undefined) throw refuse('invalidFilter', `no filter by ${path.slice(0, 100)}`);
  return meaning;
}
