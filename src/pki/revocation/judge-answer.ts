import type { RevocationProof } from '../../domain/certificates/revocation-proof.ts';
import type { RevocationPolicy } from '../../domain/certificates/tree-policy.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { isAbout, type OcspAnswer, type OcspStatement } from './ocsp-answer.ts';
import { Unproven } from './unproven.ts';

/** How far the responder's clock may be from ours. */
export const SKEW_MS = 30_000;

export interface Question {
  certificate: CertificateFacts;
  issuer: CertificateFacts;
  policy: RevocationPolicy;
  nonce: Buffer;
  now: Date;
}

/**
 * What an answer proves whose signer is known.
 * @throws Unproven `wrong_nonce`, `not_covered` when it is about another certificate, `stale`,
 *   `unknown_to_responder`
 */
export function judgeAnswer(answer: OcspAnswer, question: Question): RevocationProof {
  const { certificate, issuer, policy, nonce, now } = question;
  if (answer.nonce === undefined ? policy.nonce === 'required' : !answer.nonce.equals(nonce)) {
    throw new Unproven('wrong_nonce');
  }
  const statements = answer.statements.filter((each) => isAbout(each, certificate, issuer));
  if (statements.length === 0) throw new Unproven('not_covered');
  if (isAhead(answer.producedAt, now) || !statements.every((each) => isCurrent(each, question))) {
    throw new Unproven('stale');
  }
  // Whoever says two things about one certificate is believed the worse one.
  for (const { status } of statements) {
    if (typeof status === 'object') return { status: 'revoked', by: 'ocsp', ...status };
  }
  const [first] = statements;
  if (first === undefined || statements.some(({ status }) => status === 'unknown')) {
    throw new Unproven('unknown_to_responder');
  }
  return { status: 'good', by: 'ocsp', producedAt: first.thisUpdate, validUntil: first.nextUpdate };
}

/** Without a next update newer information is there at any time (RFC 6960 section 4.2.2.1): then our own limit counts. */
function isCurrent({ thisUpdate, nextUpdate }: OcspStatement, { policy, now }: Question): boolean {
  const until = nextUpdate?.getTime() ?? thisUpdate.getTime() + policy.maxAgeMs;
  return !isAhead(thisUpdate, now) && until + SKEW_MS >= now.getTime();
}

function isAhead(instant: Date, now: Date): boolean {
  return instant.getTime() > now.getTime() + SKEW_MS;
}
