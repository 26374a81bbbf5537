import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { issueList } from '../../pki/issuing/issue-list.ts';
import { bundlePath, readIdentity, readPem, writeSecret } from './certificate-files.ts';
import { authorityNames, SAMPLE_CERTIFICATES, SAMPLE_TREES, type SampleTree } from './sample-trees.ts';

const DAY_MS = 86_400_000;

/** What a path answers with, made anew at each request. */
export type Documents = ReadonlyMap<string, () => Promise<Uint8Array>>;

/** The revocation lists of the sample authorities by their paths, as of the moment they are asked for. */
export function sampleLists(folder: string, now: () => Date): Documents {
  return new Map(
    SAMPLE_TREES.flatMap(({ tree }) => {
      const { root, issuing } = authorityNames(tree);
      const revoked = SAMPLE_CERTIFICATES.filter((each) => each.tree === tree && each.state === 'revoked');
      return [
        [pathOf(root), () => listOf(folder, root, [], now())] as const,
        [
          pathOf(issuing),
          () =>
            listOf(
              folder,
              issuing,
              revoked.map(({ name }) => name),
              now(),
            ),
        ] as const,
      ];
    }),
  );
}

/**
 * Writes the policies beside the bundles, where they do not say so already.
 * @param origin under which the lists are served
 */
export function writePolicies(folder: string, origin: string): void {
  for (const sample of SAMPLE_TREES) {
    const path = bundlePath(folder, sample.tree).json;
    const policy = `${JSON.stringify(policyOf(sample, folder, origin), null, 2)}\n`;
    if (!existsSync(path) || readFileSync(path, 'utf8') !== policy) writeSecret(path, policy);
  }
}

async function listOf(folder: string, authority: string, revoked: string[], now: Date): Promise<Uint8Array> {
  return issueList(await readIdentity(folder, authority), {
    // The time itself, so that no list of a later start has a lower number.
    number: Math.floor(now.getTime() / 1000),
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + DAY_MS),
    revoked: revoked.map((name) => {
      const { raw, validFrom } = new X509Certificate(readPem(folder, name).certificate);
      return { certificate: raw, at: new Date(validFrom) };
    }),
  });
}

function policyOf({ tree, name, byEmail }: SampleTree, folder: string, origin: string) {
  const { root, issuing } = authorityNames(tree);
  const urls = [root, issuing].map((each) => [fingerprintOf(folder, each), origin + pathOf(each)]);
  return {
    name: name.vi,
    name_en: name.en,
    profile: { organisation_names: ['Tổng cục', 'Cục', 'Vụ', 'Bộ', 'Văn phòng'], key_storage: 'swk' },
    binding: { by_email: byEmail },
    revocation: {
      order: ['crl'],
      hosts: [new URL(origin).host],
      crl_urls: Object.fromEntries(urls),
    },
  };
}

function fingerprintOf(folder: string, authority: string): string {
  const { raw } = new X509Certificate(readPem(folder, authority).certificate);
  return createHash('sha256').update(raw).digest('hex');
}

function pathOf(authority: string): string {
  return `/crl/${authority}.crl`;
}
