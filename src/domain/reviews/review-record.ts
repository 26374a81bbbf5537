import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/hash-chain.ts';
import { findHaste, type Haste } from './haste.ts';
import type { Review, ReviewCounts, ReviewItem } from './review.ts';

/** A closed review with everything that was decided: what its files are made of. */
export interface ReviewRecord {
  review: Review;
  counts: ReviewCounts;
  haste: Haste[];
  items: ReviewItem[];
  /** Names of the people behind labels such as `person:…`. */
  names: ReadonlyMap<string, string>;
}

/** A file of the record. */
export interface RecordFile {
  name: string;
  bytes: Uint8Array;
}

/** Makes what people read of a record; the port of CSV and PDF. */
export type PrintRecord = (record: ReviewRecord, recordSha256: string) => Promise<RecordFile[]>;

/** Makes a table of items that people read; the port of CSV. */
export type PrintItems = (content: Pick<ReviewRecord, 'items' | 'names'>) => Uint8Array;

/** Names of the files that a signature covers, and of the signature. */
export const RECORD_FILES = ['review.jsonl', 'review.csv', 'review.pdf'] as const;
export const SIGNATURE_FILE = 'review.jws';

/** The record of a review and its items, which are all of them. Pure. */
export function recordOf(
  review: Review,
  items: ReviewItem[],
  names: ReadonlyMap<string, string>,
): ReviewRecord {
  const numberOf = (verdict: string) => items.filter((item) => item.verdict === verdict).length;
  const counts = { items: items.length, kept: numberOf('keep'), revoked: numberOf('revoke') };
  return { review, counts, haste: findHaste(items), items, names };
}

/**
 * The record as canonical JSON lines: the review, then an item a line. It follows from what is stored alone, so that
 * whoever makes it again gets the same bytes.
 */
export function jsonLinesOf({ review, counts, haste, items, names }: ReviewRecord): Uint8Array {
  const { recordSha256: _, ...facts } = review;
  const nameOf = (label: string | null) => (label === null ? undefined : names.get(label));
  const head = {
    format: 'micconnect-review/1',
    ...facts,
    counts,
    haste,
    closedByName: nameOf(review.closedBy),
  };
  const lines = items.map(({ reviewerIds, questions, ...item }) => ({
    ...item,
    // Left out where there are none, as in the records of earlier versions.
    ...(reviewerIds.length > 0 && { reviewerIds }),
    ...(questions.length > 0 && { questions }),
    decidedByName: nameOf(item.decidedBy),
  }));
  return Buffer.from([head, ...lines].map((line) => `${canonicalJson(line)}\n`).join(''));
}

/** SHA-256 in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
