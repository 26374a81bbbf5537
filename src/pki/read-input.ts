import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { PresentedCertificates } from '../domain/certificates/certificate-verdict.ts';
import { LARGEST_CERTIFICATE, readCertificate } from './read-certificate.ts';
import { Refusal } from './refusal.ts';

/** A leaf, its authorities, and what a careless server adds. */
export const MOST_CERTIFICATES = 10;
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const PEM_BLOCK = /-----BEGIN (CERTIFICATE|PKCS7|X509 CERTIFICATE)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

/**
 * The certificates of a file: PEM with any number of them, DER with one, or PKCS #7 (`.p7b`) in either form.
 * @param most certificates that the file may hold
 * @returns DER, in the order of the file
 * @throws Refusal certificate_too_large, too_many_certificates, certificate_malformed
 */
export function readCertificateFile(bytes: Uint8Array, most: number = MOST_CERTIFICATES): Uint8Array[] {
  // In base64 a third more; twice that for comments.
  if (bytes.length > most * LARGEST_CERTIFICATE * 2)
    throw new Refusal('certificate_too_large', { bytes: bytes.length });
  const blocks = bytes[0] === 0x30 ? [bytes] : pemBlocks(bytes);
  const certificates = blocks.flatMap((block) => unwrapped(block));
  if (certificates.length === 0) throw new Refusal('certificate_malformed');
  if (certificates.length > most) {
    throw new Refusal('too_many_certificates', { found: certificates.length, most });
  }
  return certificates;
}

/**
 * Tells the login certificate of a file from its authorities: it is the one that issued none of the others.
 * @throws Refusal as `readCertificateFile` and `readCertificate`
 */
export function presentedBy(bytes: Uint8Array): PresentedCertificates {
  const read = readCertificateFile(bytes).map((der) => readCertificate(der));
  const issuers = read.map(({ issuer, subject }) => (issuer.text === subject.text ? '' : issuer.text));
  const last = read.filter(({ subject }) => !issuers.includes(subject.text));
  const leaf = (last.length === 1 ? last[0] : read[0]) ?? read[0];
  if (leaf === undefined) throw new Refusal('certificate_malformed');
  return { leaf: leaf.der, others: read.filter((each) => each !== leaf).map(({ der }) => der) };
}

function pemBlocks(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  return [...text.matchAll(PEM_BLOCK)].map(([, , base64 = '']) => Buffer.from(base64, 'base64'));
}

/** A PKCS #7 bundle holds certificates and nothing that is signed. */
function unwrapped(der: Uint8Array): Uint8Array[] {
  const { result, offset } = asn1js.fromBER(new Uint8Array(der));
  const [first] = result instanceof asn1js.Sequence && offset > 0 ? result.valueBlock.value : [];
  if (!(first instanceof asn1js.ObjectIdentifier) || first.valueBlock.toString() !== SIGNED_DATA)
    return [der];
  try {
    const content = new pkijs.ContentInfo({ schema: result }).content;
    const certificates = new pkijs.SignedData({ schema: content }).certificates ?? [];
    return certificates.flatMap((each) =>
      each instanceof pkijs.Certificate ? [new Uint8Array(each.toSchema().toBER())] : [],
    );
  } catch {
    throw new Refusal('certificate_malformed');
  }
}
