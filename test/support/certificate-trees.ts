import type { RevocationProof, RevocationSource } from '../../src/domain/certificates/revocation-proof.ts';
import { readTrustBundles, type TrustBundle } from '../../src/pki/trust-bundle.ts';
import {
  type CertificateAuthority,
  makeCertificateAuthority,
  nameConstraints,
} from './certificate-authority.ts';

/** A day on which the trees of the tests are good. */
export const CERTIFICATE_DAY = new Date('2026-06-01T03:00:00Z');
export const POLICY_OID = '2.16.704.1.1.1.1.1';
export const TREE = 'government';

/** `TREE.json` as an operator would write it for a government tree. */
export const treePolicy = {
  name: 'Chứng thư chữ ký số chuyên dùng (cây mẫu)',
  name_en: 'Government certificates (sample tree)',
  profile: {
    organisation_uid_prefixes: ['MST:'],
    person_uid_prefixes: ['CCCD:', 'CMND:', 'HC:'],
    organisation_names: ['Tổng cục', 'Cục', 'Vụ', 'Bộ', 'Văn phòng'],
    key_storage: 'hwk',
  },
  binding: { by_email: true },
  revocation: { order: ['crl', 'ocsp'], hosts: ['crl.example', 'ocsp.example'] },
};

/** One trusted tree with an authority in the bundle and others that must come along, and one that nobody trusts. */
export interface CertificateTrees {
  /** When all but `expired` are good. */
  now: Date;
  root: CertificateAuthority;
  /** In the bundle, as are the next three. */
  issuing: CertificateAuthority;
  /** May have no authority below. */
  shortest: CertificateAuthority;
  /** Issues for `@mic.example` alone. */
  constrained: CertificateAuthority;
  /** Its certificate has ended. */
  expired: CertificateAuthority;
  /** Below the root, not in the bundle. */
  absent: CertificateAuthority;
  /** Another tree of the very same names. */
  twinRoot: CertificateAuthority;
  twinIssuing: CertificateAuthority;
  stranger: CertificateAuthority;
  /** What stands in `KEYS_DIR/ca`. */
  pem: string;
  json: string;
}

export async function makeCertificateTrees(now: Date = CERTIFICATE_DAY): Promise<CertificateTrees> {
  const named = (name: string) => [{ C: ['VN'] }, { O: ['Ban Cơ yếu Mẫu'] }, { CN: [name] }];
  const root = await makeCertificateAuthority(now);
  const issuing = await root.issueAuthority({ pathLength: 1 });
  const shortest = await root.issueAuthority({ subject: named('Shortest'), pathLength: 0 });
  const constrained = await root.issueAuthority({
    subject: named('Constrained'),
    extensions: [
      nameConstraints({
        permitted: { emails: ['mic.example'], subjects: [[{ C: ['VN'] }, { O: ['BỘ  mẫu'] }]] },
        excluded: { emails: ['chief@mic.example'] },
      }),
    ],
  });
  const expired = await root.issueAuthority({
    subject: named('Expired'),
    notAfter: new Date(now.getTime() - 3_600_000),
  });
  const twinRoot = await makeCertificateAuthority(now);
  const inBundle = [root, issuing, shortest, constrained, expired];
  return {
    now,
    ...{ root, issuing, shortest, constrained, expired, twinRoot },
    absent: await root.issueAuthority({ subject: named('Absent') }),
    twinIssuing: await twinRoot.issueAuthority(),
    stranger: await makeCertificateAuthority(now, { subject: named('Stranger') }),
    pem: inBundle.map(({ pem }) => pem).join(''),
    json: JSON.stringify(treePolicy),
  };
}

/** The bundle of the trees, with some of the policy's profile said otherwise. */
export function bundlesOf(trees: CertificateTrees, profile: Record<string, unknown> = {}): TrustBundle[] {
  const json = JSON.stringify({ ...treePolicy, profile: { ...treePolicy.profile, ...profile } });
  const { bundles, problems } = readTrustBundles([{ tree: TREE, pem: Buffer.from(trees.pem), json }]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return bundles;
}

/** Says the same of every certificate, and counts how often it was asked. */
export function fixedSource(proof?: RevocationProof): RevocationSource & { asked: number } {
  const good: RevocationProof = { status: 'good', by: 'crl', producedAt: CERTIFICATE_DAY, validUntil: null };
  return {
    asked: 0,
    async prove() {
      this.asked += 1;
      return proof ?? good;
    },
  };
}
