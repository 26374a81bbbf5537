import { type CertificateFacts, KEY_USE, mayUseKey } from './certificate-facts.ts';
import { Der, TAG } from './der.ts';
import { instant, naturalNumber } from './der-values.ts';
import {
  type Extensions,
  extensionValue,
  readTaggedExtensions,
  refuseUnknownCritical,
} from './extensions.ts';
import { ListEntries, type ListEntry } from './list-entries.ts';
import { type ListScope, readScope } from './list-scope.ts';
import { isSignedBy } from './signature.ts';
import { Unproven } from './unproven.ts';

/** A complete list of what an issuer has revoked, its signature proven. */
export interface RevocationList {
  /** Null in lists of authorities that do not number them. */
  number: bigint | null;
  thisUpdate: Date;
  nextUpdate: Date;
  scope: ListScope;
  /** How many entries it has. */
  count: number;
  /** @param serial the content of the certificate's INTEGER */
  find(serial: Buffer): ListEntry | undefined;
}

const OID = {
  issuerAltName: '2.5.29.18',
  number: '2.5.29.20',
  delta: '2.5.29.27',
  issuingPoint: '2.5.29.28',
  authorityKeyId: '2.5.29.35',
  freshest: '2.5.29.46',
} as const;

/**
 * Reads a revocation list (RFC 5280 section 5) and proves that an issuer made it. Judges no date: that is its reader's.
 * @param der stays in memory as long as the list
 * @throws Unproven `foreign_signer` for a list of another issuer or key, `bad_signature`, `not_covered` for delta,
 *   partial and indirect lists; DerError for what cannot be read or is critical and unknown
 */
export async function readRevocationList(der: Uint8Array, issuer: CertificateFacts): Promise<RevocationList> {
  const outer = Der.single(der).fields();
  const body = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = outer.take(TAG.bitString);
  outer.end();
  const fields = body.fields();
  fields.takeIf(TAG.integer);
  const namedAlgorithm = fields.take(TAG.sequence);
  const issuerName = fields.take(TAG.sequence).raw;
  const thisUpdate = instant(fields.take());
  const nextUpdate = instant(fields.take());
  const revoked = fields.takeIf(TAG.sequence);
  const extensions = readTaggedExtensions(fields.takeIf(0xa0));
  fields.end();
  refuseForeign(issuerName, extensions, issuer);
  if (!namedAlgorithm.raw.equals(algorithm.raw)) throw new Unproven('bad_signature', 'two algorithms');
  // Nothing but the frame is read of what somebody else may have made.
  if (!(await isSignedBy({ data: body.raw, algorithm, signature }, issuer.publicKey))) {
    throw new Unproven('bad_signature');
  }
  const number = extensionValue(extensions, OID.number);
  const scope = readScope(completeOnly(extensions));
  const entries = await ListEntries.read(revoked);
  return {
    number: number === undefined ? null : naturalNumber(number),
    thisUpdate,
    nextUpdate,
    scope,
    count: entries.count,
    find: (serial) => entries.find(serial),
  };
}

function refuseForeign(name: Buffer, extensions: Extensions, issuer: CertificateFacts): void {
  const keyId = extensionValue(extensions, OID.authorityKeyId)?.fields().takeIf(0x80)?.content;
  const isOtherKey = keyId && issuer.subjectKeyId && !keyId.equals(issuer.subjectKeyId);
  if (!name.equals(issuer.subject) || isOtherKey || !mayUseKey(issuer, KEY_USE.crlSign)) {
    throw new Unproven('foreign_signer');
  }
}

/** The issuing distribution point of a complete list. */
function completeOnly(extensions: Extensions): Der | undefined {
  if (extensions.has(OID.delta)) throw new Unproven('not_covered', 'a delta list');
  refuseUnknownCritical(extensions, Object.values(OID));
  return extensionValue(extensions, OID.issuingPoint);
}
