import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { firstLineIn, hashOf, LINE_BYTES } from './sorted-hashes.ts';

/** The operator's list of passwords known from breaches. */
export interface BreachedFile {
  path: string;
  /** Sorted SHA-1 hashes as Have I Been Pwned hands them out, or passwords in clear, one a line. */
  kind: 'hashes' | 'words';
}

/** Words are read into memory, some 2 million of them; hashes are looked up in the file. */
const MOST_WORD_BYTES = 16 * 1024 * 1024;
/** Places at which a list of hashes is looked at to see whether it is sorted. */
const PROBES = 64;

/**
 * Looks at a list before anything relies on it.
 * @throws Error whose message completes the sentence that begins with the file
 */
export function inspectBreachedFile(path: string): BreachedFile {
  const file = opened(path);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.size === 0) throw new Error('is no file, or an empty one');
    const [first = ''] = readAt(file, 0).toString('latin1').split(/\r?\n/);
    if (/^[0-9A-Fa-f]{32}(:\d+)?$/.test(first))
      throw new Error('has NTLM hashes: take the download with SHA-1 hashes');
    if (/^[0-9A-Fa-f]{40}(:\d+)?$/.test(first)) {
      checkOrder(file, hashOf(first), stat.size);
      return { path, kind: 'hashes' };
    }
    if (stat.size > MOST_WORD_BYTES)
      throw new Error('is too large for a list of words (16 MiB): make a sorted list of their SHA-1 hashes');
    return { path, kind: 'words' };
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch {
    throw new Error('cannot be read');
  }
}

function checkOrder(file: number, first: string, size: number): void {
  let last = first;
  for (let probe = 0; probe < PROBES; probe += 1) {
    const offset = Math.floor((size * probe) / PROBES);
    const hash = firstLineIn(readAt(file, offset), offset)?.hash ?? last;
    if (hash < last) throw new Error('is not sorted by hash: take the download ordered by hash');
    last = hash;
  }
}

function readAt(file: number, position: number): Buffer {
  const buffer = Buffer.alloc(2 * LINE_BYTES);
  return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, position));
}
