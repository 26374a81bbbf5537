import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A list of words, kept as 8 bytes a word. */
export interface WordList {
  has(word: string): boolean;
}

/**
 * Reads a list of passwords, one a line in UTF-8; capitals and the composition of letters make no difference. Of two
 * million words one in 10^13 others is taken for one of them.
 */
export async function readWordList(path: string): Promise<WordList> {
  const digests: bigint[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
    if (line !== '') digests.push(digestOf(line));
  const sorted = BigUint64Array.from(digests).sort();
  return { has: (word) => includes(sorted, digestOf(word)) };
}

function digestOf(word: string): bigint {
  return createHash('sha256').update(word.normalize('NFC').toLowerCase()).digest().readBigUInt64BE();
}

function includes(sorted: BigUint64Array, wanted: bigint): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}
