import { createHash } from 'node:crypto';
import type { RevocationPolicy } from '../../domain/certificates/tree-policy.ts';
import { type CertificateFacts, issuerIdOf, readCertificate } from './certificate-facts.ts';

/** A certificate whose proof is asked for, with its issuer and the policy of its tree. */
export interface Asked {
  tree: string;
  policy: RevocationPolicy;
  certificate: CertificateFacts;
  issuer: CertificateFacts;
  issuerId: string;
  /** SHA-256 of the issuer's certificate, hexadecimal. */
  fingerprint: string;
  now: Date;
}

/** An authority as revocation sees it. */
export type Issuer = Pick<Asked, 'issuer' | 'issuerId' | 'fingerprint'>;

/** Reads an authority's certificate. @throws DerError */
export function readIssuer(der: Uint8Array): Issuer {
  const issuer = readCertificate(der);
  const fingerprint = createHash('sha256').update(der).digest('hex');
  return { issuer, issuerId: issuerIdOf(issuer), fingerprint };
}
