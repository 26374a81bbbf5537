import * as pkijs from 'pkijs';
import type { ReadCertificate } from './read-certificate.ts';
import { Refusal } from './refusal.ts';
import type { TrustPath } from './trust-path.ts';

const RSA_PSS = '1.2.840.113549.1.1.10';
/** SHA-256, -384 and -512 with RSA, then with ECDSA. */
const STRONG_SIGNATURES: readonly string[] = [
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
];
const STRONG_HASHES: readonly string[] = [
  '2.16.840.1.101.3.4.2.1',
  '2.16.840.1.101.3.4.2.2',
  '2.16.840.1.101.3.4.2.3',
];
export const LEAST_BITS = { RSA: 2048, EC: 256 } as const;

/**
 * Every signature that the path leans on is SHA-256 or better, every key at least RSA 2048 or P-256; the login
 * certificate's own key meets the tree's policy. An anchor is trusted without its signature.
 * @throws Refusal signature_algorithm_weak, key_too_small
 */
export function refuseWeakPath(path: TrustPath, leafBits: { RSA: number; EC: number }): void {
  for (const [index, certificate] of path.entries()) {
    if (index < path.length - 1) refuseWeakSignature(certificate);
    refuseSmallKey(certificate, index === 0 ? leafBits : LEAST_BITS);
  }
}

export function refuseWeakSignature({ parsed, subject }: ReadCertificate): void {
  const { algorithmId, algorithmParams } = parsed.signatureAlgorithm;
  const isStrong =
    algorithmId === RSA_PSS
      ? STRONG_HASHES.includes(pssHash(algorithmParams))
      : STRONG_SIGNATURES.includes(algorithmId);
  if (!isStrong) {
    throw new Refusal('signature_algorithm_weak', { certificate: subject.label, algorithm: algorithmId });
  }
}

export function refuseSmallKey({ key, subject }: ReadCertificate, least: { RSA: number; EC: number }): void {
  if (key.bits >= least[key.type]) return;
  throw new Refusal('key_too_small', { certificate: subject.label, bits: key.bits, least: least[key.type] });
}

/** Absent parameters mean SHA-1 (RFC 4055, 3.1). */
function pssHash(parameters: unknown): string {
  try {
    return new pkijs.RSASSAPSSParams({ schema: parameters }).hashAlgorithm.algorithmId;
  } catch {
    return '';
  }
}
