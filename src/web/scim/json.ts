/** A JSON object of a request: nothing is known of its values, and only its own keys count. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** No text with a NUL or half a character is stored, nor may a statement hold one. */
export function isStorable(text: string): boolean {
  return !/\0|\p{Surrogate}/u.test(text);
}
