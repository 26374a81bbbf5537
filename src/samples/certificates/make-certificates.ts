import { existsSync, renameSync, rmSync } from 'node:fs';
import { type Identity, issueCertificate } from '../../pki/issuing/issue-certificate.ts';
import { makePkcs12 } from '../../pki/issuing/make-pkcs12.ts';
import { toPem } from '../../pki/pem.ts';
import { makeSelfSigned } from '../../pki/self-signed.ts';
import { NAMED_ACCOUNTS } from '../ministry-accounts.ts';
import {
  bundlePath,
  makeFolders,
  personalPath,
  writeIdentity,
  writePem,
  writeSecret,
} from './certificate-files.ts';
import {
  authorityNames,
  SAMPLE_CERTIFICATES,
  SAMPLE_TREES,
  type SampleCertificate,
  type SampleTree,
} from './sample-trees.ts';

const DAY_MS = 86_400_000;
const YEAR = 365;
const OID = { country: '2.5.4.6', organisation: '2.5.4.10', unit: '2.5.4.11', commonName: '2.5.4.3' };
/** Days from now on: an authority outlives whatever it has issued. */
const LIFE = {
  authority: [-5 * YEAR, 15 * YEAR],
  good: [-1, 3 * YEAR],
  revoked: [-YEAR, 3 * YEAR],
  expired: [-3 * YEAR, -1],
} as const;

export interface Making {
  folder: string;
  /** Of the PKCS #12 files. */
  password: string;
  now: Date;
  random(bytes: number): Uint8Array<ArrayBuffer>;
}

/** Makes trees and certificates, all or none; what is there already stays. */
export async function makeSampleCertificates(making: Making): Promise<void> {
  const { folder, now, random } = making;
  if (existsSync(folder)) return;
  const draft = `${folder}.${Buffer.from(random(6)).toString('hex')}`;
  makeFolders(draft);
  for (const tree of SAMPLE_TREES) await makeTree(tree, { ...making, folder: draft });
  writePem(draft, 'signer', await makeSelfSigned('127.0.0.1', now));
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another process of the same installation was faster.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
}

async function makeTree(sample: SampleTree, making: Making): Promise<void> {
  const { folder } = making;
  const names = authorityNames(sample.tree);
  const authority = (name: string, above: Identity | null) =>
    issueCertificate(
      {
        ...life('authority', making),
        subject: [
          [OID.country, 'VN'],
          [OID.organisation, sample.organisation],
          [OID.commonName, name],
        ],
        kind: 'authority',
      },
      above,
    );
  const root = await authority(sample.root, null);
  const issuing = await authority(sample.issuing, root);
  writeIdentity(folder, names.root, root);
  writeIdentity(folder, names.issuing, issuing);
  const both = [root, issuing].map((each) => toPem(each).certificate);
  writeSecret(bundlePath(folder, sample.tree).pem, both.join(''));
  const authorities = [issuing.certificate, root.certificate];
  for (const each of SAMPLE_CERTIFICATES.filter(({ tree }) => tree === sample.tree))
    await makePersonal(each, { ...making, issuing, authorities });
}

async function makePersonal(
  { name, account, state }: SampleCertificate,
  making: Making & { issuing: Identity; authorities: Identity['certificate'][] },
): Promise<void> {
  const { folder, password, issuing, authorities } = making;
  const fullName = NAMED_ACCOUNTS.find((each) => each.account === account)?.fullName ?? account;
  const identity = await issueCertificate(
    {
      ...life(state, making),
      subject: [
        [OID.country, 'VN'],
        [OID.organisation, 'Bộ mẫu'],
        [OID.unit, 'Đơn vị mẫu'],
        [OID.commonName, fullName],
      ],
      kind: 'person',
      names: [`${account}@mic.example`],
    },
    issuing,
  );
  const paths = personalPath(folder, name);
  writeIdentity(folder, name, identity);
  writeSecret(paths.cer, toPem(identity).certificate);
  writeSecret(paths.p12, await makePkcs12(identity, { authorities, name: `MicConnect ${name}`, password }));
}

function life(kind: keyof typeof LIFE, { now, random }: Making) {
  const [from, until] = LIFE[kind].map((days) => new Date(now.getTime() + days * DAY_MS)) as [Date, Date];
  return { notBefore: from, notAfter: until, serial: random(16) };
}
