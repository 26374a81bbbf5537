import { Der, DerError, TAG } from './der.ts';
import { isTrue, oidText } from './der-values.ts';

export interface Extension {
  critical: boolean;
  /** What stands in its octet string. */
  value: Buffer;
}

/** Extensions by identifier; each at most once (RFC 5280 section 4.2). */
export type Extensions = ReadonlyMap<string, Extension>;

/** Reads a sequence of extensions. @throws DerError for anything else, and when one stands there twice */
export function readExtensions(sequence: Der): Extensions {
  const found = new Map<string, Extension>();
  for (const each of sequence.as(TAG.sequence).children()) {
    const fields = each.fields();
    const oid = oidText(fields.take(TAG.oid));
    const critical = fields.takeIf(TAG.boolean);
    const { content } = fields.take(TAG.octetString);
    fields.end();
    if (found.has(oid)) throw new DerError(`${oid} stands there twice`);
    found.set(oid, { critical: critical !== undefined && isTrue(critical), value: content });
  }
  return found;
}

/** Extensions inside an explicit context tag; none when the tag is absent. */
export function readTaggedExtensions(tagged: Der | undefined): Extensions {
  const [sequence, more] = tagged?.children() ?? [];
  if (tagged !== undefined && (sequence === undefined || more !== undefined))
    throw new DerError('extensions');
  return sequence === undefined ? new Map() : readExtensions(sequence);
}

/** The element that an extension holds; undefined when the extension is absent. */
export function extensionValue(extensions: Extensions, oid: string): Der | undefined {
  const found = extensions.get(oid);
  return found && Der.single(found.value);
}

/** @throws DerError when a critical extension is none of the known ones: it may change what the rest means */
export function refuseUnknownCritical(extensions: Extensions, known: readonly string[]): void {
  for (const [oid, { critical }] of extensions) {
    if (critical && !known.includes(oid)) throw new DerError(`${oid} is critical and not known`);
  }
}
