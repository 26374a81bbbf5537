import type { StepCode, StepName } from '../../src/domain/certificates/certificate-verdict.ts';
import type { RevocationProof } from '../../src/domain/certificates/revocation-proof.ts';
import type { CertificateAuthority, CertificateKnobs, IssuedCertificate } from './certificate-authority.ts';
import type { CertificateTrees } from './certificate-trees.ts';

/**
 * One row of the certificate matrix: what is presented, and where and why it is refused (null = accepted). The same
 * rows are run at the validator and through real handshakes.
 */
export interface CertificateCase {
  name: string;
  present(trees: CertificateTrees): Promise<{ leaf: IssuedCertificate; others: IssuedCertificate[] }>;
  refused: { step: StepName; code: StepCode } | null;
  /** What the tree's policy says otherwise in this row. */
  profile?: Record<string, unknown>;
  /** What is proven about every certificate; good unless said otherwise. */
  proof?: RevocationProof;
}

const HOUR_MS = 3_600_000;
export const refused = (step: StepName, code: StepCode) => ({ step, code });

/** A leaf of the issuing authority, alone. */
export function leafWith(knobs: CertificateKnobs): CertificateCase['present'] {
  return async ({ issuing }) => ({ leaf: await issuing.issue(knobs), others: [] });
}

/** A leaf that is good until, or from, some hours from now. */
export function leafAt(end: 'notBefore' | 'notAfter', hours: number): CertificateCase['present'] {
  return async ({ issuing, now }) => {
    const moment = new Date(now.getTime() + hours * HOUR_MS);
    return { leaf: await issuing.issue({ [end]: moment }), others: [] };
  };
}

/** A leaf of whichever authority, with these authorities beside it. */
export function leafOf(
  pick: (trees: CertificateTrees) => CertificateAuthority,
  knobs: CertificateKnobs = {},
  others: (trees: CertificateTrees) => IssuedCertificate[] = () => [],
): CertificateCase['present'] {
  return async (trees) => ({ leaf: await pick(trees).issue(knobs), others: others(trees) });
}
