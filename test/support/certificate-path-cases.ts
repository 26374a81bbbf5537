import {
  alternativeNames,
  nameConstraints,
  SERVER_AUTH,
  tlv,
  USER_ID,
  unknownExtension,
} from './certificate-authority.ts';
import { type CertificateCase, leafAt, leafOf, leafWith, refused } from './certificate-case.ts';
import { POLICY_OID } from './certificate-trees.ts';

export const person = [{ C: ['VN'] }, { CN: ['Nguyễn Văn Mẫu'] }, { O: ['Bộ Mẫu'] }];

export const accepted: CertificateCase[] = [
  { name: 'RSA 2048, leaf alone', present: leafWith({ key: 'rsa-2048' }), refused: null },
  { name: 'RSA 3072', present: leafWith({ key: 'rsa-3072' }), refused: null },
  { name: 'P-256', present: leafWith({ key: 'p-256' }), refused: null },
  { name: 'P-384, SHA-384', present: leafWith({ key: 'p-384', hash: 'SHA-384' }), refused: null },
  { name: 'no purposes named', present: leafWith({ extendedKeyUsage: null }), refused: null },
  {
    name: 'authority not in the bundle comes along',
    present: leafOf(
      (trees) => trees.absent,
      {},
      ({ absent }) => [absent],
    ),
    refused: null,
  },
  {
    name: 'true authority among a stranger’s and a twin’s',
    present: leafOf(
      (trees) => trees.absent,
      {},
      (trees) => [trees.stranger, trees.twinIssuing, trees.absent, trees.twinRoot],
    ),
    refused: null,
  },
  {
    name: 'person with a tax number beside the citizen id',
    present: leafWith({
      subject: [...person, { [USER_ID]: ['MST:0100000000'] }, { [USER_ID]: ['CCCD:001000000001'] }],
    }),
    refused: null,
  },
  {
    name: 'Vũ is a family, not a Vụ',
    present: leafWith({ subject: [{ CN: ['Vũ Thị Mẫu'] }] }),
    refused: null,
  },
  {
    name: 'unknown extension, not critical',
    present: leafWith({ extensions: [unknownExtension(false)] }),
    refused: null,
  },
  {
    name: 'authority certified anew by itself does not count into the path’s length',
    present: async ({ shortest }) => {
      const anew = await shortest.issueAuthority({ subject: shortest.certificate.subjectName.toJSON() });
      return { leaf: await anew.issue(), others: [anew] };
    },
    refused: null,
  },
  {
    name: 'e-mail within the name constraints',
    present: leafOf((trees) => trees.constrained, { emails: ['mau@mic.example'] }),
    refused: null,
  },
  {
    name: 'policy asked for',
    present: leafWith({ policies: [POLICY_OID] }),
    profile: { policies: [POLICY_OID] },
    refused: null,
  },
];

export const untrusted: CertificateCase[] = [
  {
    name: 'wrong authority',
    present: leafOf((trees) => trees.stranger),
    refused: refused('path', 'issuer_unknown'),
  },
  {
    name: 'wrong authority, root presented',
    present: leafOf(
      (trees) => trees.stranger,
      {},
      ({ stranger }) => [stranger],
    ),
    refused: refused('path', 'issuer_unknown'),
  },
  {
    name: 'twin of the authority, same names',
    present: leafOf(
      (trees) => trees.twinIssuing,
      {},
      (trees) => [trees.twinIssuing, trees.twinRoot],
    ),
    refused: refused('path', 'issuer_signature_wrong'),
  },
  {
    name: 'missing intermediate',
    present: leafOf((trees) => trees.absent),
    refused: refused('path', 'issuer_unknown'),
  },
  {
    name: 'issued by a leaf that bears the name of its authority',
    present: async ({ issuing }) => {
      const leaf = await issuing.issueAuthority({ ca: null, keyUsage: ['digitalSignature'] });
      return { leaf: await leaf.issue(), others: [leaf] };
    },
    refused: refused('path', 'issuer_not_authority'),
  },
  {
    name: 'issued by a leaf of another name',
    present: async ({ issuing }) => {
      const leaf = await issuing.issueAuthority({
        subject: 'A leaf',
        ca: false,
        keyUsage: ['digitalSignature'],
      });
      return { leaf: await leaf.issue(), others: [leaf] };
    },
    refused: refused('path', 'issuer_not_authority'),
  },
  {
    name: 'issued by a leaf whose key may sign certificates',
    present: async ({ issuing }) => {
      const leaf = await issuing.issueAuthority({ subject: 'A signing leaf', ca: false });
      return { leaf: await leaf.issue(), others: [leaf] };
    },
    refused: refused('path', 'issuer_not_authority'),
  },
  {
    name: 'issued by an authority that may not sign certificates',
    present: async ({ issuing }) => {
      const mute = await issuing.issueAuthority({ subject: 'Mute', keyUsage: ['cRLSign'] });
      return { leaf: await mute.issue(), others: [mute] };
    },
    refused: refused('path', 'issuer_not_authority'),
  },
  {
    name: 'issued by an authority for servers',
    present: async ({ root }) => {
      const servers = await root.issueAuthority({ subject: 'Servers', extendedKeyUsage: [SERVER_AUTH] });
      return { leaf: await servers.issue(), others: [servers] };
    },
    refused: refused('path', 'issuer_not_authority'),
  },
  {
    name: 'path longer than the authority allows',
    present: async ({ shortest }) => {
      const below = await shortest.issueAuthority({ subject: 'Too deep' });
      return { leaf: await below.issue(), others: [below] };
    },
    refused: refused('path', 'path_length_exceeded'),
  },
  {
    name: 'e-mail outside of the name constraints',
    present: leafOf((trees) => trees.constrained, { emails: ['mau@mic.example', 'mau@elsewhere.example'] }),
    refused: refused('path', 'name_constraints_violated'),
  },
  {
    name: 'e-mail excluded by the name constraints, in other letters',
    present: leafOf((trees) => trees.constrained, { emails: ['Chief@MIC.example'] }),
    refused: refused('path', 'name_constraints_violated'),
  },
  {
    name: 'e-mail in the subject, outside of the name constraints',
    present: leafOf((trees) => trees.constrained, {
      subject: [{ C: ['VN'] }, { O: ['Bộ Mẫu'] }, { CN: ['Mẫu'] }, { E: ['mau@elsewhere.example'] }],
      emails: ['mau@mic.example'],
    }),
    refused: refused('path', 'name_constraints_violated'),
  },
  {
    name: 'subject outside of the name constraints',
    present: leafOf((trees) => trees.constrained, {
      subject: [{ C: ['VN'] }, { O: ['Bộ Khác'] }, { CN: ['Nguyễn Văn Mẫu'] }],
    }),
    refused: refused('path', 'name_constraints_violated'),
  },
  {
    name: 'constrained name of a kind that nobody compares',
    present: async ({ root }) => {
      const registered = tlv(0x88, Buffer.of(0x2a, 0x03));
      const limited = nameConstraints({ permitted: { others: [registered] } });
      const authority = await root.issueAuthority({ subject: 'Numbers', extensions: [limited] });
      const leaf = await authority.issue({ extensions: [alternativeNames([registered])] });
      return { leaf, others: [authority] };
    },
    refused: refused('path', 'name_constraints_violated'),
  },
];

export const wrongTime: CertificateCase[] = [
  { name: 'expired', present: leafAt('notAfter', -1), refused: refused('validity', 'expired') },
  {
    name: 'not yet valid',
    present: leafAt('notBefore', 1),
    refused: refused('validity', 'not_yet_valid'),
  },
  {
    name: 'authority expired',
    present: leafOf((trees) => trees.expired),
    refused: refused('validity', 'expired'),
  },
];
