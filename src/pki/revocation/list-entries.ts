import { setImmediate } from 'node:timers/promises';
import { Der, DerError, TAG } from './der.ts';
import { instant } from './der-values.ts';
import { extensionValue, readExtensions, refuseUnknownCritical } from './extensions.ts';

/** One revoked certificate of a list. */
export interface ListEntry {
  revokedAt: Date;
  /** As RFC 5280 section 5.3.1 calls it; null when the list gives none. */
  reason: string | null;
}

const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'unused',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];
const REASON_CODE = '2.5.29.21';
/** Reason, hold instruction, invalidity date; not the certificate's issuer, which makes a list an indirect one. */
const KNOWN = [REASON_CODE, '2.5.29.23', '2.5.29.24'];
/** Entries that are read before others get their turn; some five milliseconds. */
const STEP = 20_000;
/** The shortest entry: two headers, a serial number of one byte, a UTCTime. */
const SHORTEST_ENTRY = 20;

/** The reason that an enumerated code of the wire stands for. */
export function reasonOf(code: Der | undefined): string | null {
  return code === undefined ? null : (REASONS[code.as(TAG.enumerated).content[0] ?? 0] ?? 'unknown');
}

/**
 * The entries of a list, found by serial number. Kept as a table of offsets into the list's own bytes: 100,000
 * entries cost 1 MB beside these.
 */
export class ListEntries {
  readonly #bytes: Buffer;
  readonly #table: Uint32Array;
  #count = 0;
  /** Where extensions stand that are understood. */
  #judged = { start: 0, end: 0 };

  private constructor(bytes: Buffer, room: number) {
    this.#bytes = bytes;
    // At most half full, and its size a power of two.
    this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(2 * room + 2)));
  }

  /** Reads every entry once. @throws DerError when one cannot be read, or says what we do not understand */
  static async read(sequence: Der | undefined): Promise<ListEntries> {
    if (sequence === undefined) return new ListEntries(Buffer.alloc(0), 0);
    const { bytes, from, to } = sequence.as(TAG.sequence);
    const entries = new ListEntries(bytes, Math.ceil((to - from) / SHORTEST_ENTRY));
    for (let at = from; at < to; ) {
      const entry = Der.at(bytes, at, to).as(TAG.sequence);
      entries.#add(entry);
      at = entry.to;
      if (entries.#count % STEP === 0) await setImmediate();
    }
    return entries;
  }

  get count(): number {
    return this.#count;
  }

  /** @param serial the content of the certificate's INTEGER */
  find(serial: Buffer): ListEntry | undefined {
    const mask = this.#table.length - 1;
    for (let slot = hashOf(serial, 0, serial.length) & mask; ; slot = (slot + 1) & mask) {
      const offset = this.#table[slot] ?? 0;
      if (offset === 0) return undefined;
      const entry = Der.at(this.#bytes, offset, this.#bytes.length);
      if (Der.at(this.#bytes, entry.from, entry.to).content.equals(serial)) return read(entry);
    }
  }

  /** Dates are read of whom is asked for: what is wrong with one then proves nothing. */
  #add(entry: Der): void {
    const serial = Der.at(this.#bytes, entry.from, entry.to);
    const time = Der.at(this.#bytes, serial.to, entry.to);
    if (serial.tag !== TAG.integer || serial.from === serial.to) throw new DerError('no serial number');
    if (time.tag !== TAG.utcTime && time.tag !== TAG.generalizedTime) throw new DerError('no instant');
    if (time.to < entry.to) this.#refuseUnknown(time.to, entry.to);
    const mask = this.#table.length - 1;
    let slot = hashOf(this.#bytes, serial.from, serial.to) & mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
    // No entry stands at the first byte of a list, so that 0 means free.
    this.#table[slot] = entry.start;
    this.#count += 1;
  }

  /** Most entries say the same: bytes that were judged a moment ago are not judged again. */
  #refuseUnknown(from: number, to: number): void {
    const { start, end } = this.#judged;
    if (end > start && this.#bytes.compare(this.#bytes, start, end, from, to) === 0) return;
    const extensions = Der.at(this.#bytes, from, to);
    if (extensions.to !== to) throw new DerError('an element too many');
    const found = readExtensions(extensions);
    refuseUnknownCritical(found, KNOWN);
    reasonOf(extensionValue(found, REASON_CODE));
    this.#judged = { start: from, end: to };
  }
}

function read(entry: Der): ListEntry {
  const [, time, extensions] = entry.children();
  if (time === undefined) throw new DerError('an element is missing');
  const code = extensions && extensionValue(readExtensions(extensions), REASON_CODE);
  return { revokedAt: instant(time), reason: reasonOf(code) };
}

/** FNV-1a. */
function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
}
