import {
  EMAIL_PROTECTION,
  explicitPolicy,
  SERVER_AUTH,
  USER_ID,
  unknownExtension,
} from './certificate-authority.ts';
import { type CertificateCase, leafWith, refused } from './certificate-case.ts';
import { accepted, person, untrusted, wrongTime } from './certificate-path-cases.ts';
import { CERTIFICATE_DAY, POLICY_OID } from './certificate-trees.ts';

const REVOKED_AT = new Date(CERTIFICATE_DAY.getTime() - 5 * 3_600_000);

const wrongUse: CertificateCase[] = [
  {
    name: 'purposes without clientAuth',
    present: leafWith({ extendedKeyUsage: [SERVER_AUTH, EMAIL_PROTECTION] }),
    refused: refused('usage', 'client_authentication_missing'),
  },
  {
    name: 'any purpose',
    present: leafWith({ extendedKeyUsage: ['2.5.29.37.0'] }),
    refused: refused('usage', 'client_authentication_missing'),
  },
  {
    name: 'nonRepudiation only',
    present: leafWith({ keyUsage: ['nonRepudiation'], extendedKeyUsage: null }),
    refused: refused('usage', 'digital_signature_missing'),
  },
  {
    name: 'no key usage',
    present: leafWith({ keyUsage: null }),
    refused: refused('usage', 'digital_signature_missing'),
  },
  {
    name: 'authority as leaf',
    present: leafWith({ ca: true, keyUsage: ['digitalSignature', 'keyCertSign'] }),
    refused: refused('usage', 'leaf_is_authority'),
  },
  {
    name: 'authority of the bundle as leaf',
    present: async ({ issuing }) => ({ leaf: issuing, others: [] }),
    refused: refused('usage', 'leaf_is_authority'),
  },
  {
    name: 'anchor as leaf',
    present: async ({ root }) => ({ leaf: root, others: [] }),
    refused: refused('path', 'leaf_is_authority'),
  },
  {
    name: 'unknown critical extension',
    present: leafWith({ extensions: [unknownExtension(true)] }),
    refused: refused('usage', 'critical_extension_unknown'),
  },
  {
    name: 'signed with SHA-1',
    present: leafWith({ hash: 'SHA-1' }),
    refused: refused('algorithm', 'signature_algorithm_weak'),
  },
  {
    name: 'RSA 1024',
    present: leafWith({ key: 'rsa-1024' }),
    refused: refused('algorithm', 'key_too_small'),
  },
  {
    name: 'RSA 2048 where the tree has 3072',
    present: leafWith({ key: 'rsa-2048' }),
    profile: { minimum_rsa_bits: 3072 },
    refused: refused('algorithm', 'key_too_small'),
  },
  {
    name: 'RSA 1024 authority',
    present: async ({ root }) => {
      const weak = await root.issueAuthority({ subject: 'Weak', key: 'rsa-1024' });
      return { leaf: await weak.issue(), others: [weak] };
    },
    refused: refused('algorithm', 'key_too_small'),
  },
];

const organisation = refused('profile', 'organisation_certificate');
const wrongProfile: CertificateCase[] = [
  {
    name: 'organisation by tax number',
    present: leafWith({ subject: [{ CN: ['CÔNG TY MẪU'] }, { [USER_ID]: ['MST:0100000000'] }] }),
    refused: organisation,
  },
  {
    name: 'organisation by its name',
    present: leafWith({
      subject: [{ C: ['VN'] }, { L: ['Hà Nội'] }, { O: ['Bộ Mẫu'] }, { CN: ['TỔNG CỤC MẪU'] }],
    }),
    refused: organisation,
  },
  {
    name: 'named as its own unit',
    present: leafWith({ subject: [{ O: ['Bộ Mẫu'] }, { OU: ['Trung tâm Mẫu'] }, { CN: ['TRUNG TÂM MẪU'] }] }),
    refused: organisation,
  },
  {
    name: 'organisation by policy',
    present: leafWith({ policies: ['2.16.704.1.1.1.2'] }),
    profile: { organisation_policies: ['2.16.704.1.1.1.2'] },
    refused: organisation,
  },
  {
    name: 'no unit where persons have one',
    present: leafWith({ subject: person }),
    profile: { person_attributes: ['2.5.4.11'] },
    refused: organisation,
  },
  {
    name: 'two common names',
    present: leafWith({ subject: [{ CN: ['A'] }, { CN: ['B'] }] }),
    refused: organisation,
  },
  {
    name: 'policy that the tree does not allow',
    present: leafWith({ policies: ['1.2.3.4'] }),
    profile: { policies: [POLICY_OID] },
    refused: refused('profile', 'policy_not_allowed'),
  },
  {
    name: 'purpose that the tree asks for is missing',
    present: leafWith({}),
    profile: { extended_key_usage: ['1.3.6.1.4.1.311.20.2.2'] },
    refused: refused('profile', 'usage_required_by_policy_missing'),
  },
  {
    name: 'a constraint that only the engine of pkijs knows',
    present: async ({ issuing }) => {
      const strict = await issuing.issueAuthority({ subject: 'Strict', extensions: [explicitPolicy()] });
      return { leaf: await strict.issue(), others: [strict] };
    },
    refused: refused('profile', 'path_refused'),
  },
];

const revocation: CertificateCase[] = [
  {
    name: 'revoked by CRL',
    present: leafWith({}),
    proof: { status: 'revoked', by: 'crl', revokedAt: REVOKED_AT, reason: 'keyCompromise' },
    refused: refused('revocation', 'revoked'),
  },
  {
    name: 'revoked by OCSP',
    present: leafWith({}),
    proof: { status: 'revoked', by: 'ocsp', revokedAt: REVOKED_AT, reason: null },
    refused: refused('revocation', 'revoked'),
  },
  {
    name: 'revocation unproven',
    present: leafWith({}),
    proof: { status: 'unproven', problem: 'stale' },
    refused: refused('revocation', 'revocation_unproven'),
  },
];

export const certificateCases: readonly CertificateCase[] = [
  ...accepted,
  ...untrusted,
  ...wrongTime,
  ...wrongUse,
  ...wrongProfile,
  ...revocation,
];
