import pg, { type QueryResult } from 'pg';

/** Names by the text of the statement: the mapper knows texts only. */
const names = new Map<string, string>();

/**
 * Declares a statement that many requests run: each connection parses and plans it once instead of every time.
 * @param name at most 63 bytes, the same for one text only
 * @returns the text, to be used as ever
 */
export function prepared(name: string, text: string): string {
  names.set(text, name);
  return text;
}

type Answer = (error: Error, result: QueryResult) => void;

/** The client of our pools: sends a declared statement under its name, and any other as it comes. */
export class PreparingClient extends pg.Client {
  override query(statement: unknown, values?: unknown, answer?: Answer): never {
    const name = typeof statement === 'string' ? names.get(statement) : undefined;
    const sent = name === undefined ? statement : { name, text: statement };
    return super.query(sent as string, values as unknown[], answer as Answer) as never;
  }
}
