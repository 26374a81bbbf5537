import type {
  RevocationProblem,
  RevocationProof,
  RevocationSource,
} from '../../domain/certificates/revocation-proof.ts';
import type { RevocationMeans, RevocationPolicy } from '../../domain/certificates/tree-policy.ts';
import { type Asked, readIssuer } from './asked.ts';
import { readCertificate } from './certificate-facts.ts';
import { knownToBeRevoked, type ListParts, proveByLists } from './list-proof.ts';
import type { OcspProofs } from './ocsp-proof.ts';
import { TimeLimit } from './time-limit.ts';
import { problemOf } from './unproven.ts';

/** What a person who signs in waits for at most. */
const SIGN_IN_MS = 3000;

type Good = Extract<RevocationProof, { status: 'good' }>;

export interface ProofParts extends ListParts {
  policies: ReadonlyMap<string, RevocationPolicy>;
  ocsp: OcspProofs;
}

/** The proof of revocation or its absence, by the policy of each tree; what cannot be proven is never good. */
export function createRevocationSource(parts: ProofParts): RevocationSource {
  return {
    async prove(certificate, issuer, tree, now) {
      const policy = parts.policies.get(tree);
      if (policy === undefined) return { status: 'unproven', problem: 'no_source' };
      try {
        const asked = { tree, policy, now, certificate: readCertificate(certificate), ...readIssuer(issuer) };
        return await prove(parts, asked);
      } catch (error) {
        return { status: 'unproven', problem: problemOf(error) };
      }
    },
  };
}

async function prove(parts: ProofParts, asked: Asked): Promise<RevocationProof> {
  const { order } = asked.policy;
  const limit = new TimeLimit(SIGN_IN_MS);
  const problems: RevocationProblem[] = [];
  let inGrace: Good | undefined;
  for (const [index, means] of order.entries()) {
    const proof = await proofBy(means, parts, asked, limit.share(order.length - index));
    if (proof.status === 'revoked') return proof;
    if (proof.status === 'unproven') problems.push(proof.problem);
    else if (isCurrent(proof, asked.now)) return (await revokedElsewhere(parts, asked)) ?? proof;
    // A list beyond its next update is the last resort.
    else inGrace = proof;
  }
  const problem = problems.find((each) => each !== 'no_source') ?? 'no_source';
  return (await revokedElsewhere(parts, asked)) ?? inGrace ?? { status: 'unproven', problem };
}

async function proofBy(
  means: RevocationMeans,
  parts: ProofParts,
  asked: Asked,
  limit: TimeLimit,
): Promise<RevocationProof> {
  try {
    return await (means === 'ocsp' ? parts.ocsp.prove(asked, limit) : proveByLists(parts, asked, limit));
  } catch (error) {
    return { status: 'unproven', problem: problemOf(error) };
  }
}

/** Revoked wins over good: whatever the policy counts on and is known already is looked at, without a call. */
async function revokedElsewhere(parts: ProofParts, asked: Asked): Promise<RevocationProof | undefined> {
  const { order } = asked.policy;
  const answer = order.includes('ocsp') ? parts.ocsp.known(asked) : undefined;
  if (answer?.status === 'revoked') return answer;
  if (!order.includes('crl')) return undefined;
  try {
    return await knownToBeRevoked(parts, asked);
  } catch (error) {
    problemOf(error);
    return undefined;
  }
}

function isCurrent({ validUntil }: Good, now: Date): boolean {
  return validUntil === null || validUntil > now;
}
