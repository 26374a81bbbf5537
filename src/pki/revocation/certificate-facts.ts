import { createHash } from 'node:crypto';
import { Der, TAG } from './der.ts';
import { hasBit, instant, integerBytes, isTrue, oidText } from './der-values.ts';
import { type Extensions, extensionValue, readTaggedExtensions } from './extensions.ts';
import type { Signed } from './signature.ts';

/** Where a list is to be found; a part of the reasons, or a list of another issuer, is `isPlain: false`. */
export interface DistributionPoint {
  /** GeneralNames as encoded. */
  names: Buffer[];
  urls: string[];
  isPlain: boolean;
}

/** What revocation needs to know of a certificate. Buffers are DER. */
export interface CertificateFacts {
  signed: Signed;
  serial: Buffer;
  issuer: Buffer;
  subject: Buffer;
  publicKey: Buffer;
  /** The bits of the key alone, as an OCSP request hashes them. */
  publicKeyBits: Buffer;
  notBefore: Date;
  notAfter: Date;
  isAuthority: boolean;
  /** Undefined without the extension: every use is allowed. */
  keyUsage: Der | undefined;
  extendedKeyUsages: string[];
  subjectKeyId: Buffer | undefined;
  distributionPoints: DistributionPoint[];
  ocspUrls: string[];
  /** A responder whose own revocation nobody has to ask for (RFC 6960 section 4.2.2.2.1). */
  hasNoCheck: boolean;
}

const OCSP_ACCESS = '1.3.6.1.5.5.7.48.1';
const URL_NAME = 0x86;

/** Bits of the key usage (RFC 5280 section 4.2.1.3). */
export const KEY_USE = { digitalSignature: 0, crlSign: 6 } as const;

/** Reads a certificate. @throws DerError when it is none */
export function readCertificate(der: Uint8Array): CertificateFacts {
  const outer = Der.single(der).fields();
  const body = outer.take(TAG.sequence);
  const signed = {
    data: body.raw,
    algorithm: outer.take(TAG.sequence),
    signature: outer.take(TAG.bitString),
  };
  outer.end();
  const fields = body.fields();
  fields.takeIf(0xa0);
  const serial = integerBytes(fields.take(TAG.integer));
  fields.take(TAG.sequence);
  const issuer = fields.take(TAG.sequence).raw;
  const validity = fields.take(TAG.sequence).fields();
  const [notBefore, notAfter] = [instant(validity.take()), instant(validity.take())];
  const subject = fields.take(TAG.sequence).raw;
  const publicKey = fields.take(TAG.sequence);
  const key = publicKey.fields();
  key.take(TAG.sequence);
  const publicKeyBits = key.take(TAG.bitString).content.subarray(1);
  fields.takeIf(0x81);
  fields.takeIf(0x82);
  const extensions = readTaggedExtensions(fields.takeIf(0xa3));
  fields.end();
  const names = { serial, issuer, subject, publicKey: publicKey.raw, publicKeyBits };
  return { signed, ...names, notBefore, notAfter, ...readUses(extensions), ...readSources(extensions) };
}

/** Names an issuer by its name and its key, 64 hexadecimal digits: certified anew, it stays the same. */
export function issuerIdOf({ subject, publicKey }: CertificateFacts): string {
  return createHash('sha256').update(subject).update(publicKey).digest('hex');
}

/** Whether an authority, or any other holder of a key, may use it so. */
export function mayUseKey({ keyUsage }: CertificateFacts, bit: number): boolean {
  return keyUsage === undefined || hasBit(keyUsage, bit);
}

function readUses(extensions: Extensions) {
  const constraints = extensionValue(extensions, '2.5.29.19')?.fields().takeIf(TAG.boolean);
  return {
    isAuthority: constraints !== undefined && isTrue(constraints),
    keyUsage: extensionValue(extensions, '2.5.29.15')?.as(TAG.bitString),
    extendedKeyUsages: extensionValue(extensions, '2.5.29.37')?.children().map(oidText) ?? [],
    subjectKeyId: extensionValue(extensions, '2.5.29.14')?.as(TAG.octetString).content,
    hasNoCheck: extensions.has('1.3.6.1.5.5.7.48.1.5'),
  };
}

function readSources(extensions: Extensions) {
  const points = extensionValue(extensions, '2.5.29.31')?.as(TAG.sequence).children() ?? [];
  const accesses = extensionValue(extensions, '1.3.6.1.5.5.7.1.1')?.as(TAG.sequence).children() ?? [];
  const ocspUrls = accesses.flatMap((each) => {
    const fields = each.fields();
    return oidText(fields.take(TAG.oid)) === OCSP_ACCESS ? urlsOf([fields.take()]) : [];
  });
  return { distributionPoints: points.map(readPoint), ocspUrls };
}

function readPoint(point: Der): DistributionPoint {
  const fields = point.fields();
  const names = pointNames(fields.takeIf(0xa0)) ?? [];
  const isPlain = fields.takeIf(0x81) === undefined && fields.takeIf(0xa2) === undefined;
  return { names: names.map(({ raw }) => raw), urls: urlsOf(names), isPlain };
}

/** The full names of a DistributionPointName; undefined without one, and none when it is relative to the issuer. */
export function pointNames(tagged: Der | undefined): Der[] | undefined {
  const [name] = tagged?.children() ?? [];
  if (name === undefined) return undefined;
  return name.tag === 0xa0 ? name.children() : [];
}

function urlsOf(names: readonly Der[]): string[] {
  return names.filter(({ tag }) => tag === URL_NAME).map(({ content }) => content.toString('latin1'));
}
