import { createHash } from 'node:crypto';
import type { AuditRecord } from './audit-event.ts';

/** What stands before record 1: no SHA-256 anyone can produce a record for. */
export const GENESIS = '0'.repeat(64);

/** A record before it is sealed. */
export type UnsealedRecord = Omit<AuditRecord, 'hash' | 'previousHash'>;

// Listed by name, so that a stray property of a stored row never changes a hash. The compiler refuses a new
// field of AuditRecord that is missing here; old hashes stay valid, because absent fields are left out.
const COVERED = {
  seq: true,
  type: true,
  at: true,
  actor: true,
  personId: true,
  clientId: true,
  network: true,
  supportCode: true,
  details: true,
} satisfies Record<keyof UnsealedRecord, true>;

/**
 * The text that the hash of a record covers: JSON with sorted keys and without spaces (RFC 8785 for the values
 * that occur here), fields that are undefined left out, instants as ISO 8601 in UTC with milliseconds.
 * @param record any record; `hash`, `previousHash` and unknown properties are not looked at
 */
export function canonicalForm(record: UnsealedRecord): string {
  const covered = Object.entries(record).filter(([name]) => Object.hasOwn(COVERED, name));
  return canonicalObject(covered);
}

/**
 * Seals a record to its predecessor.
 * @param record the event with its `seq`
 * @param previousHash `hash` of the record before it; `GENESIS` for record 1
 * @returns SHA-256 of both, 64 lower-case hexadecimal digits
 */
export function hashOf(record: UnsealedRecord, previousHash: string): string {
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalForm(record)}`)
    .digest('hex');
}

/**
 * `gap`: another number stands where `seq` belongs. `previous`: record `seq` does not point at its predecessor.
 * `hash`: the contents of record `seq` are not what was sealed.
 */
export type ChainVerdict =
  | { ok: true; count: number; head: string }
  | { ok: false; seq: number; reason: 'gap' | 'previous' | 'hash' };

/**
 * Walks records in order and finds the first that was deleted, edited, moved or forged.
 * Records cut off at the end leave an intact chain: compare `head` or `count` with a value kept elsewhere.
 * @param records the records from `startSeq` on, in the order of the store
 * @param startHash `hash` of the record before the first; keep it from an earlier run to continue there
 * @param startSeq number that the first record must have
 * @throws only what the source of the records throws
 */
export async function verifyChain(
  records: AsyncIterable<AuditRecord> | Iterable<AuditRecord>,
  startHash: string = GENESIS,
  startSeq = 1,
): Promise<ChainVerdict> {
  let head = startHash;
  let seq = startSeq;
  for await (const record of records) {
    if (record.seq !== seq) return { ok: false, seq, reason: 'gap' };
    if (record.previousHash !== head) return { ok: false, seq, reason: 'previous' };
    if (record.hash !== hashOf(record, head)) return { ok: false, seq, reason: 'hash' };
    head = record.hash;
    seq += 1;
  }
  return { ok: true, count: seq - startSeq, head };
}

/** JSON with sorted keys and without spaces (RFC 8785 for the values that occur here); undefined fields are left out. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  // toJSON instead of toISOString: a date that somebody made invalid must fail the check, not stop it.
  if (value instanceof Date) return JSON.stringify(value.toJSON());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  return canonicalObject(Object.entries(value));
}

function canonicalObject(entries: [string, unknown][]): string {
  const present = entries.filter(([, value]) => value !== undefined);
  present.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${present.map(([name, value]) => `${JSON.stringify(name)}:${canonicalJson(value)}`).join(',')}}`;
}
