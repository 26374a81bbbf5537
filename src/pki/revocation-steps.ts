import type { VerdictStep } from '../domain/certificates/certificate-verdict.ts';
import type { RevocationProof, RevocationSource } from '../domain/certificates/revocation-proof.ts';
import type { ErrorDetails } from '../domain/errors.ts';
import type { ReadCertificate } from './read-certificate.ts';
import type { TrustPath } from './trust-path.ts';

interface Asking {
  source: RevocationSource;
  tree: string;
  now: Date;
}

/**
 * One step for each certificate below the anchor: only what is proven to be good passes.
 * @param path already trusted: nothing may be fetched for any other
 */
export function revocationSteps(path: TrustPath, asking: Asking): Promise<VerdictStep[]> {
  return Promise.all(
    path.slice(0, -1).map(async (certificate, index) => {
      const issuer = path[index + 1] ?? certificate;
      const proof = await proofOf(certificate, issuer, asking);
      const facts = { certificate: certificate.subject.label, ...shown(proof, asking.now) };
      if (proof.status === 'good') return { name: 'revocation', state: 'passed', code: null, facts };
      const code = proof.status === 'revoked' ? 'revoked' : 'revocation_unproven';
      return { name: 'revocation', state: 'failed', code, facts };
    }),
  );
}

async function proofOf(
  certificate: ReadCertificate,
  issuer: ReadCertificate,
  { source, tree, now }: Asking,
): Promise<RevocationProof> {
  try {
    return await source.prove(certificate.der, issuer.der, tree, now);
  } catch {
    // A source that fails proves nothing, and what it proves nothing about is refused.
    return { status: 'unproven', problem: 'unreachable' };
  }
}

function shown(proof: RevocationProof, now: Date): ErrorDetails {
  if (proof.status === 'unproven') return { problem: proof.problem };
  if (proof.status === 'revoked') {
    return { by: proof.by, revoked_at: proof.revokedAt.toISOString(), reason: proof.reason };
  }
  const age = now.getTime() - proof.producedAt.getTime();
  return {
    by: proof.by,
    produced_at: proof.producedAt.toISOString(),
    age_minutes: Math.max(0, Math.floor(age / 60_000)),
    valid_until: proof.validUntil?.toISOString() ?? null,
  };
}
