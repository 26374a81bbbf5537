/** An escaped NUL or lone surrogate in JSON, and not an escaped backslash before plain letters. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

/**
 * Whether PostgreSQL can store a value as text or jsonb. NUL and lone surrogates are no characters; whoever
 * sends them gets a refusal, not a fault of the system.
 */
export function isStorable(value: unknown): boolean {
  return !UNSTORABLE.test(JSON.stringify(value) ?? '');
}
