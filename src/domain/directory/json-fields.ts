import { normaliseName } from './person-name.ts';

/** What a field of a JSON text should have been, or that its text cannot be written down. */
export type JsonFault = 'wrong_type' | 'invalid_text';

/** A text and the path at which it stands. */
export interface JsonText {
  path: string;
  text: string;
}

/** Hears of every faulty field: its path, and what type stands there; never the value itself. */
export type OnFault = (path: string, found: string, fault: JsonFault) => void;

// Half of a pair: no encoding can hold it.
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * An object of a parsed JSON text, read one named field at a time, so that what nobody asks for is never looked at.
 * Only its own fields count: `__proto__` and what every object inherits are strangers to it.
 */
export class JsonFields {
  readonly path: string;
  readonly #fields: object;
  readonly #onFault: OnFault;

  private constructor(fields: object, path: string, onFault: OnFault) {
    this.#fields = fields;
    this.path = path;
    this.#onFault = onFault;
  }

  /** The object that a value is; undefined, and told, when it is none. */
  static of(value: unknown, path: string, onFault: OnFault): JsonFields | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return new JsonFields(value, path, onFault);
    onFault(path, typeOf(value), 'wrong_type');
    return undefined;
  }

  /** The path of a field. */
  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** The value of a field as it stands; undefined when it is absent or null. */
  value(name: string): unknown {
    const value = Object.getOwnPropertyDescriptor(this.#fields, name)?.value;
    return value === null ? undefined : value;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  /** A field that holds an object; undefined when it is absent, null, or told as faulty. */
  object(name: string): JsonFields | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : JsonFields.of(value, this.at(name), this.#onFault);
  }

  /** A field that holds a list of objects; undefined when it is absent, null, or told as faulty. */
  list(name: string): JsonFields[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value)) return objectsOf(value, this.at(name), this.#onFault);
    this.#onFault(this.at(name), typeOf(value), 'wrong_type');
    return undefined;
  }

  /** A text in NFC, tidied; null counts as empty. Undefined when the field is absent or told as faulty. */
  text(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    const value = this.value(name) ?? '';
    if (typeof value === 'string' && !LONE_SURROGATE.test(value)) return normaliseName(value);
    this.#onFault(this.at(name), typeOf(value), typeof value === 'string' ? 'invalid_text' : 'wrong_type');
    return undefined;
  }

  /** The first of several names that holds a text, else the first that is there at all. */
  firstText(names: readonly string[]): JsonText | undefined {
    const found = names.flatMap((name) => {
      const text = this.text(name);
      return text === undefined ? [] : [{ path: this.at(name), text }];
    });
    return found.find(({ text }) => text !== '') ?? found[0];
  }

  /** Yes or no, also written `1`, `0`, `true`, `false`; absent, null and empty mean no. */
  flag(name: string): boolean {
    const value = this.value(name) ?? '';
    if (value === true || value === '1' || value === 'true' || value === 1) return true;
    if (value !== false && value !== '' && value !== '0' && value !== 'false' && value !== 0)
      this.#onFault(this.at(name), typeOf(value), 'wrong_type');
    return false;
  }
}

/** The objects of a list; what is none is told and left out. */
export function objectsOf(values: readonly unknown[], path: string, onFault: OnFault): JsonFields[] {
  return values.flatMap((value, index) => JsonFields.of(value, `${path}[${index}]`, onFault) ?? []);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
