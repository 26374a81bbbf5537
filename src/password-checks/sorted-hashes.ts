import { type FileHandle, open } from 'node:fs/promises';

/** `HASH:count` and its line end; a list of bare hashes is shorter. */
export const LINE_BYTES = 128;
const HASH_DIGITS = 40;
const BLOCK_BYTES = 4096;

/** A line of the list: where it begins, and its hash in upper case. */
export interface HashLine {
  start: number;
  hash: string;
}

/**
 * The first line that begins in a piece of the list, which was cut anywhere.
 * @param piece at least two lines long, unless the list ends with it
 * @param offset where in the list it was cut
 * @returns undefined when no line begins in it
 * @throws Error when it is no list of SHA-1 hashes
 */
export function firstLineIn(piece: Buffer, offset: number): HashLine | undefined {
  const end = piece.indexOf('\n');
  if (end === -1 && piece.length > LINE_BYTES) throw new Error('a line is too long');
  const rest = end === -1 ? '' : piece.toString('latin1', end + 1);
  return rest === '' ? undefined : { start: offset + end + 1, hash: hashOf(rest) };
}

/** The hash that a line begins with, in upper case. @throws Error when it does not */
export function hashOf(line: string): string {
  const [, hash] = /^([0-9A-Fa-f]{40})(?::\d+)?(?:\r?\n|\r?$)/.exec(line) ?? [];
  if (hash === undefined) throw new Error('a line is no SHA-1 hash');
  return hash.toUpperCase();
}

/**
 * Whether a sorted list has a hash: some 35 small reads of a list of 40 GB, of which nothing stays in memory. The file
 * is opened for each question, so that a new list may take its place meanwhile.
 * @param wanted 40 digits in upper case
 */
export async function hasSortedHash(path: string, wanted: string): Promise<boolean> {
  const file = await open(path);
  try {
    // The line, if there is one, begins at `low` or later and before `high`; `low` is the beginning of a line.
    let low = 0;
    let high = (await file.stat()).size;
    while (high - low > BLOCK_BYTES) {
      const middle = Math.floor((low + high) / 2);
      const line = firstLineIn(await readAt(file, middle, 2 * LINE_BYTES), middle);
      if (line !== undefined && line.start < high && line.hash <= wanted) low = line.start;
      else high = middle + 1;
    }
    const lines = (await readAt(file, low, high - low + LINE_BYTES)).toString('latin1').split('\n');
    return lines.some(
      (line) => line.length >= HASH_DIGITS && line.slice(0, HASH_DIGITS).toUpperCase() === wanted,
    );
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
