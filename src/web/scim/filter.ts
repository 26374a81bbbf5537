import { COMPARISONS, type Comparison } from '../../domain/directory/directory-query.ts';
import { refuse } from './scim-error.ts';

/**
 * Filters of RFC 7644 section 3.4.2.2. A parser of our own: the libraries at hand (scim2-parse-filter) decode no
 * `\u` escape, refuse `$ref` and texts that end in a backslash, and overflow the stack.
 */
export type Filter =
  | { op: 'and' | 'or'; all: Filter[] }
  | { op: 'not'; one: Filter }
  /** `emails[type eq "work"]` */
  | { op: 'element'; path: string; one: Filter }
  | { op: 'pr'; path: string }
  | { op: Comparison; path: string; value: FilterValue };
export type FilterValue = string | number | boolean | null;

/** `members`, `name.givenName`, `emails[type eq "work"].value` (RFC 7644 section 3.5.2). */
export interface Path {
  attribute: string;
  filter: Filter | undefined;
  part: string | undefined;
}

const MAX_LENGTH = 4096;
const MAX_DEPTH = 20;
const MAX_CONDITIONS = 60;
const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([A-Za-z$-]?[\w$:.+/-]*))/y;
const PART = /^\.([A-Za-z$][\w$-]*)$/;

/** @throws ScimError invalidFilter, also for filters longer, deeper or with more conditions than anybody needs */
export function parseFilter(text: string): Filter {
  const parser = new FilterParser(text);
  const filter = parser.any(0);
  parser.end();
  return filter;
}

/** The target of a PATCH operation. @throws ScimError invalidPath, invalidFilter */
export function parsePath(text: string): Path {
  const open = text.indexOf('[');
  const close = text.lastIndexOf(']');
  if (open === -1) return { attribute: text.trim(), filter: undefined, part: undefined };
  const rest = text.slice(close + 1).trim();
  const part = PART.exec(rest)?.[1];
  if (close < open || (rest !== '' && part === undefined)) throw refuse('invalidPath', shown(text));
  return {
    attribute: text.slice(0, open).trim(),
    filter: parseFilter(text.slice(open + 1, close)),
    part,
  };
}

class FilterParser {
  readonly #text: string;
  #next: string | undefined;
  #conditions = 0;
  readonly #scanner = new RegExp(TOKEN);

  constructor(text: string) {
    if (text.length > MAX_LENGTH) throw refuse('invalidFilter', `longer than ${MAX_LENGTH} characters`);
    this.#text = text.trimEnd();
    this.#advance();
  }

  end(): void {
    if (this.#next !== undefined) throw this.#unexpected();
  }

  /** `or` binds loosest. */
  any(depth: number): Filter {
    return this.#joined('or', () => this.#joined('and', () => this.#one(depth)));
  }

  #joined(op: 'and' | 'or', operand: () => Filter): Filter {
    const first = operand();
    const all = [first];
    while (this.#next?.toLowerCase() === op) {
      this.#advance();
      all.push(operand());
    }
    return all.length === 1 ? first : { op, all };
  }

  #one(depth: number): Filter {
    if (depth > MAX_DEPTH) throw refuse('invalidFilter', `nested deeper than ${MAX_DEPTH}`);
    if (this.#next?.toLowerCase() === 'not') {
      this.#advance();
      return { op: 'not', one: this.#enclosed('(', ')', depth) };
    }
    return this.#next === '(' ? this.#enclosed('(', ')', depth) : this.#condition(depth);
  }

  #enclosed(open: string, close: string, depth: number): Filter {
    if (this.#take() !== open) throw refuse('invalidFilter', `expected ${open}`);
    const filter = this.any(depth + 1);
    if (this.#take() !== close) throw refuse('invalidFilter', `expected ${close}`);
    return filter;
  }

  #condition(depth: number): Filter {
    this.#conditions += 1;
    if (this.#conditions > MAX_CONDITIONS)
      throw refuse('invalidFilter', `more than ${MAX_CONDITIONS} conditions`);
    if (this.#next === undefined || !/^[A-Za-z$]/.test(this.#next)) throw this.#unexpected();
    const path = this.#take();
    if (this.#next === '[') return { op: 'element', path, one: this.#enclosed('[', ']', depth) };
    const word = this.#next?.toLowerCase();
    const op = COMPARISONS.find((each) => each === word);
    if (op === undefined && word !== 'pr') throw this.#unexpected();
    this.#advance();
    return op === undefined ? { op: 'pr', path } : { op, path, value: this.#value() };
  }

  #value(): FilterValue {
    const token = this.#take();
    try {
      const value: unknown = JSON.parse(token);
      if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
      if (typeof value === 'string') return value;
    } catch {
      // Told below.
    }
    throw refuse('invalidFilter', `no value: ${shown(token)}`);
  }

  #take(): string {
    const token = this.#next;
    if (token === undefined) throw this.#unexpected();
    this.#advance();
    return token;
  }

  #advance(): void {
    if (this.#scanner.lastIndex >= this.#text.length) {
      this.#next = undefined;
      return;
    }
    const from = this.#scanner.lastIndex;
    const [, sign, text, word] = this.#scanner.exec(this.#text) ?? [];
    this.#next = sign ?? text ?? word;
    if (this.#next === undefined || this.#next === '')
      throw refuse('invalidFilter', `unexpected ${shown(this.#text.slice(from))}`);
  }

  #unexpected() {
    return refuse('invalidFilter', `unexpected ${shown(this.#next ?? 'end')}`);
  }
}

function shown(text: string): string {
  return text.slice(0, 40);
}
