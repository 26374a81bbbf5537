import { X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type DistinguishedName, readName } from './distinguished-name.ts';
import { Refusal } from './refusal.ts';

/** Officers' certificates have 1.5 to 3 KB; nobody's has more than this. */
export const LARGEST_CERTIFICATE = 32 * 1024;
/** Larger keys cost seconds to verify with and prove nothing more. */
const LARGEST_RSA_BITS = 8192;
const LARGEST_SERIAL_OCTETS = 20;
const EC_BITS: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

/** A certificate taken apart: by pkijs for what stands in it, by OpenSSL for its signature and key. */
export interface ReadCertificate {
  der: Uint8Array;
  /** SHA-256, hexadecimal. */
  fingerprint: string;
  serial: string;
  subject: DistinguishedName;
  issuer: DistinguishedName;
  key: { type: 'RSA' | 'EC'; bits: number };
  parsed: pkijs.Certificate;
  openssl: X509Certificate;
}

/**
 * Takes a certificate apart.
 * @param der one DER certificate, nothing behind it
 * @throws Refusal certificate_too_large, certificate_malformed, key_unsupported; nothing else
 */
export function readCertificate(der: Uint8Array): ReadCertificate {
  if (der.length > LARGEST_CERTIFICATE) throw new Refusal('certificate_too_large', { bytes: der.length });
  try {
    return takenApart(new Uint8Array(der));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('certificate_malformed');
  }
}

function takenApart(der: Uint8Array<ArrayBuffer>): ReadCertificate {
  const { result, offset } = asn1js.fromBER(der);
  if (offset !== der.length) throw new Refusal('certificate_malformed');
  const parsed = new pkijs.Certificate({ schema: result });
  const openssl = new X509Certificate(der);
  if (Buffer.compare(openssl.raw, der) !== 0) throw new Refusal('certificate_malformed');
  refuseUnsound(parsed);
  return {
    der,
    fingerprint: openssl.fingerprint256.replaceAll(':', '').toLowerCase(),
    serial: serialOf(parsed),
    subject: readName(new Uint8Array(parsed.subject.valueBeforeDecode)),
    issuer: readName(new Uint8Array(parsed.issuer.valueBeforeDecode)),
    key: keyOf(openssl),
    parsed,
    openssl,
  };
}

/** Version 3, one algorithm inside and outside, no extension twice (RFC 5280, 4.1.1.2, 4.1.2.1, 4.2). */
function refuseUnsound(parsed: pkijs.Certificate): void {
  const ids = (parsed.extensions ?? []).map(({ extnID }) => extnID);
  const isSound =
    parsed.version === 2 &&
    parsed.signature.isEqual(parsed.signatureAlgorithm) &&
    new Set(ids).size === ids.length;
  if (!isSound) throw new Refusal('certificate_malformed');
}

function serialOf({ serialNumber }: pkijs.Certificate): string {
  const bytes = serialNumber.valueBlock.valueHexView;
  const isNegative = ((bytes[0] ?? 0x80) & 0x80) !== 0;
  if (isNegative || bytes.length > LARGEST_SERIAL_OCTETS + 1) throw new Refusal('certificate_malformed');
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');
}

function keyOf({ publicKey }: X509Certificate): ReadCertificate['key'] {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === 'rsa' && modulusLength !== undefined) {
    if (modulusLength > LARGEST_RSA_BITS) throw new Refusal('key_unsupported', { bits: modulusLength });
    return { type: 'RSA', bits: modulusLength };
  }
  const bits = EC_BITS[namedCurve ?? ''];
  if (publicKey.asymmetricKeyType === 'ec' && bits !== undefined) return { type: 'EC', bits };
  throw new Refusal('key_unsupported', { type: publicKey.asymmetricKeyType ?? 'unknown' });
}
