/** So many that units, positions, days and statuses find room among what nobody shares. */
const MOST_TEXTS = 20_000;
const SHARED_LENGTH = 60;

/**
 * Returns the text it saw first for each equal one: most cells of a staff file or of a table repeat what stands above
 * them, and 100,000 people have a million and a half.
 */
export function shareTexts(): (text: string) => string {
  const seen = new Map<string, string>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    if (seen.size < MOST_TEXTS && text.length <= SHARED_LENGTH) seen.set(text, text);
    return text;
  };
}

/**
 * The same function of a text, which computes the result of a short text once.
 * @param compute pure
 */
export function remembered<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    if (text.length > SHARED_LENGTH) return compute(text);
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = compute(text);
    if (known.size >= MOST_TEXTS) known.clear();
    known.set(text, value);
    return value;
  };
}
