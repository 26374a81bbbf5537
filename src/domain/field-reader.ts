type AddressRule = (text: string) => string | undefined;

/** What is wrong with a field: in English, for the operator, and apart from the value, so that forms say it in their words. */
export interface FieldProblem {
  /** As the input names it, `launcher.url`; empty for the input as a whole. */
  field: string;
  problem: string;
  /** Which of the field's values; empty where there is but one. */
  value: string;
}

/** A problem as a line. */
export function problemText({ field, problem, value }: FieldProblem): string {
  const said = value === '' ? problem : `${value} ${problem}`;
  return field === '' ? said : `${field}: ${said}`;
}

/** Reads the fields of untrusted JSON one by one and collects every problem instead of stopping at the first. */
export class FieldReader {
  readonly found: FieldProblem[] = [];
  readonly #fields: Map<string, unknown>;
  readonly #read = new Set<string>();
  readonly #prefix: string;

  constructor(input: unknown, prefix = '') {
    const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
    this.#fields = new Map(isObject ? Object.entries(input) : []);
    this.#prefix = prefix;
    const problem = `${prefix || 'the file'} must be a JSON object`;
    if (!isObject) this.found.push({ field: '', problem, value: '' });
  }

  /** Every problem as a line. */
  get problems(): string[] {
    return this.found.map(problemText);
  }

  report(name: string, problem: string, value = ''): void {
    this.found.push({ field: `${this.#prefix}${name}`, problem, value });
  }

  refuseUnknown(alsoKnown: readonly string[]): void {
    for (const name of this.#fields.keys()) {
      if (!this.#read.has(name) && !alsoKnown.includes(name)) this.report(name, 'is not a known name');
    }
  }

  optional(name: string): string | undefined {
    const value = this.#take(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 2000) return value;
    this.report(name, 'must be a text');
    return undefined;
  }

  text(name: string, fallback?: string): string {
    const value = this.optional(name) ?? fallback;
    if (value === undefined) this.report(name, 'is required');
    return value ?? '';
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.#take(name);
    if (value === undefined) return fallback;
    if (typeof value !== 'boolean') this.report(name, 'must be true or false');
    return value === true;
  }

  wholeNumber(name: string): number | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
    this.report(name, 'must be a whole number');
    return undefined;
  }

  optionalOneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.optional(name);
    const known = allowed.find((candidate) => candidate === value);
    if (value !== undefined && known === undefined) this.report(name, `must be one of ${allowed.join(', ')}`);
    return known;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    return this.optionalOneOf(name, allowed) ?? fallback;
  }

  subset<T extends string>(name: string, allowed: readonly T[], fallback: T[]): T[] {
    const values = this.#strings(name);
    if (values === undefined) return fallback;
    const unknown = values.filter((value) => !allowed.some((candidate) => candidate === value));
    if (unknown.length > 0)
      this.report(name, `${unknown.join(', ')} is not supported (${allowed.join(', ')})`);
    return allowed.filter((candidate) => values.includes(candidate));
  }

  words(name: string, allowed: readonly string[], fallback: string): string {
    const value = this.optional(name) ?? fallback;
    const unknown = value.split(' ').filter((word) => !allowed.includes(word));
    if (unknown.length > 0) this.report(name, 'is not a known scope', unknown.join(', '));
    return value;
  }

  address(name: string, rule: AddressRule): string | undefined {
    const value = this.optional(name);
    const problem = value === undefined ? undefined : rule(value);
    if (problem !== undefined) this.report(name, problem, value);
    return value;
  }

  addresses(name: string, rule: AddressRule): string[] {
    const values = this.#strings(name) ?? [];
    for (const value of values) {
      const problem = rule(value);
      if (problem !== undefined) this.report(name, problem, value);
    }
    if (new Set(values).size < values.length) this.report(name, 'names an address twice');
    return values;
  }

  /** An object of texts, name by name. */
  texts(name: string): Map<string, string> | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (entries.length > 0 && !Array.isArray(value) && entries.every(isTextEntry)) return new Map(entries);
    this.report(name, 'must be an object of texts');
    return undefined;
  }

  jwks(name: string): { keys: Record<string, unknown>[] } | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const keys = typeof value === 'object' && value !== null && 'keys' in value ? value.keys : undefined;
    if (
      !Array.isArray(keys) ||
      keys.length === 0 ||
      !keys.every((key) => typeof key === 'object' && key !== null)
    ) {
      this.report(name, 'must be a JWK set with at least one key');
      return undefined;
    }
    if (keys.some((key) => 'd' in key || 'k' in key)) this.report(name, 'must hold public keys only');
    return { keys };
  }

  nested<T>(name: string, read: (reader: FieldReader) => T): T | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const reader = new FieldReader(value, `${this.#prefix}${name}.`);
    const result = read(reader);
    this.found.push(...reader.found);
    return result;
  }

  #strings(name: string): string[] | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.length <= 100 && value.every((item) => typeof item === 'string'))
      return value;
    this.report(name, 'must be a list of texts');
    return [];
  }

  #take(name: string): unknown {
    this.#read.add(name);
    return this.#fields.get(name);
  }
}

function isTextEntry(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string' && entry[1] !== '' && entry[1].length <= 200;
}
