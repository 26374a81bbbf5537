import { createHash } from 'node:crypto';
import { type CertificateFacts, KEY_USE, mayUseKey, readCertificate } from './certificate-facts.ts';
import type { OcspAnswer } from './ocsp-answer.ts';
import { isSignedBy } from './signature.ts';
import { Unproven } from './unproven.ts';

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
/** Certificates of an answer that are looked at: one is usual, a chain of a few happens. */
const MAX_CERTIFICATES = 5;

/** Whether a responder's own certificate is not revoked. */
export type IsInForce = (responder: CertificateFacts) => Promise<boolean>;

/**
 * Proves that an answer comes from the issuer, or from a responder that this issuer itself appointed
 * (RFC 6960 section 4.2.2.2): certified by the same key for OCSP signing, and in force now.
 * @throws Unproven `foreign_signer` for anybody else, `bad_signature`
 */
export async function proveSigner(
  answer: OcspAnswer,
  issuer: CertificateFacts,
  { now, isInForce }: { now: Date; isInForce: IsInForce },
): Promise<void> {
  const signer = isResponder(issuer, answer) ? issuer : await findDelegate(answer, issuer, now);
  if (signer === undefined) throw new Unproven('foreign_signer');
  if (!(await isSignedBy(answer.signed, signer.publicKey))) throw new Unproven('bad_signature');
  if (signer === issuer || signer.hasNoCheck || (await isInForce(signer))) return;
  throw new Unproven('foreign_signer', 'the responder’s own certificate is not proven to be in force');
}

async function findDelegate(
  answer: OcspAnswer,
  issuer: CertificateFacts,
  now: Date,
): Promise<CertificateFacts | undefined> {
  for (const der of answer.certificates.slice(0, MAX_CERTIFICATES)) {
    const candidate = readCertificate(der);
    if (!isResponder(candidate, answer) || !isAppointed(candidate, issuer, now)) continue;
    if (await isSignedBy(candidate.signed, issuer.publicKey)) return candidate;
  }
  return undefined;
}

function isResponder({ subject, publicKeyBits }: CertificateFacts, { responder }: OcspAnswer): boolean {
  if ('name' in responder) return responder.name.equals(subject);
  return createHash('sha1').update(publicKeyBits).digest().equals(responder.keyHash);
}

function isAppointed(candidate: CertificateFacts, issuer: CertificateFacts, now: Date): boolean {
  return (
    candidate.issuer.equals(issuer.subject) &&
    candidate.extendedKeyUsages.includes(OCSP_SIGNING) &&
    mayUseKey(candidate, KEY_USE.digitalSignature) &&
    candidate.notBefore <= now &&
    now <= candidate.notAfter
  );
}
