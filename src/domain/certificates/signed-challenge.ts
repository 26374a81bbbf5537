import type { PresentedCertificates } from './certificate-verdict.ts';

/** Port: what a local signer made of a text. */
export interface SignedChallenges {
  /**
   * The certificates of whoever signed exactly this text, the signer's first; undefined unless the signature is the
   * signer's. Whether the certificate counts for anything is not asked here.
   */
  read(signature: string, text: string): Promise<PresentedCertificates | undefined>;
}

/**
 * The text that a local signer is asked to sign: it names this installation and what the signature is for, so that it
 * means nothing anywhere else, and no other signature means a sign-in here, or a certificate bound.
 */
export function challengeText(
  issuer: string,
  challenge: string,
  purpose: 'sign-in' | 'enrolment' = 'sign-in',
): string {
  return `MicConnect ${purpose} ${issuer} ${challenge}`;
}
