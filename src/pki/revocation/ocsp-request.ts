import { createHash } from 'node:crypto';
import type { CertificateFacts } from './certificate-facts.ts';
import { TAG } from './der.ts';

export const NONCE_OID = '1.3.6.1.5.5.7.48.1.2';
/** RFC 9654 section 2.1: at least 32 octets. */
export const NONCE_BYTES = 32;

/** AlgorithmIdentifier of SHA-1, which every responder knows; it names the issuer, and proves nothing. */
const SHA1 = Buffer.from('300906052b0e03021a0500', 'hex');
const NONCE = Buffer.from('06092b0601050507300102', 'hex');

/** The request for one certificate under its issuer, with a nonce (RFC 6960 section 4.1, RFC 9654), DER. */
export function encodeOcspRequest(
  certificate: CertificateFacts,
  issuer: CertificateFacts,
  nonce: Buffer,
): Buffer {
  const hashOf = (bytes: Buffer) => element(TAG.octetString, createHash('sha1').update(bytes).digest());
  const serial = element(TAG.integer, certificate.serial);
  const certId = sequence(SHA1, hashOf(issuer.subject), hashOf(issuer.publicKeyBits), serial);
  const extension = sequence(NONCE, element(TAG.octetString, element(TAG.octetString, nonce)));
  return sequence(sequence(sequence(sequence(certId)), element(0xa2, sequence(extension))));
}

function sequence(...parts: Buffer[]): Buffer {
  return element(TAG.sequence, ...parts);
}

/** A request has a few hundred bytes: two for a length are enough. */
function element(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}
