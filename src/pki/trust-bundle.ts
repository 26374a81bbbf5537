import { parseTreePolicy, type TreePolicy } from '../domain/certificates/tree-policy.ts';
import { LEAST_BITS, refuseSmallKey, refuseWeakSignature } from './algorithms.ts';
import { basicConstraintsOf } from './extensions.ts';
import { type ReadCertificate, readCertificate } from './read-certificate.ts';
import { readCertificateFile } from './read-input.ts';
import { Refusal } from './refusal.ts';
import { findPaths, isAmong } from './trust-path.ts';

/** The public tree has a root and 26 licensed authorities, some of them with several certificates. */
const MOST_AUTHORITIES = 200;

/** One tree as the operator trusts it: never the system's store. */
export interface TrustBundle {
  tree: string;
  policy: TreePolicy;
  /** Made for sample mode, not by the operator. */
  isSample: boolean;
  /** Self-signed. */
  anchors: readonly ReadCertificate[];
  /** Authorities below an anchor of this bundle, so that a leaf alone is enough in a handshake. */
  intermediates: readonly ReadCertificate[];
}

/** `KEYS_DIR/ca/TREE.pem` and `TREE.json` as they stand on the disk; null = the file is missing. */
export interface TrustFiles {
  tree: string;
  pem: Uint8Array | null;
  json: string | null;
  isSample?: boolean;
}

/**
 * Reads the bundles of an installation.
 * @returns the bundles in the order of their names, and every problem of every file in English, for the operator;
 *   bundles with problems must not be used
 */
export function readTrustBundles(files: readonly TrustFiles[]): {
  bundles: TrustBundle[];
  problems: string[];
} {
  const problems: string[] = [];
  const bundles = files
    .toSorted((one, other) => (one.tree < other.tree ? -1 : 1))
    .map((file) => readBundle(file, problems));
  const anchors = bundles.flatMap((bundle) => bundle.anchors.map((anchor) => ({ bundle, anchor })));
  for (const { bundle, anchor } of anchors) {
    const first = anchors.find((each) => each.anchor.fingerprint === anchor.fingerprint);
    if (first?.bundle !== bundle) {
      problems.push(
        `${bundle.tree}.pem: the anchor ${anchor.subject.label} stands in ${first?.bundle.tree}.pem too`,
      );
    }
  }
  return { bundles, problems };
}

function readBundle({ tree, pem, json, isSample = false }: TrustFiles, problems: string[]): TrustBundle {
  const report = (file: string) => (problem: string) => problems.push(`${tree}.${file}: ${problem}`);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(tree)) {
    report('pem')('the name of a tree is a-z, 0-9 and -, at most 40 characters');
  }
  const certificates = pem === null ? [] : readAuthorities(pem, report('pem'));
  if (pem === null) report('pem')('is missing beside the policy');
  const anchors = certificates.filter((each) => isSelfSigned(each));
  const intermediates = certificates.filter((each) => !anchors.includes(each));
  if (pem !== null && anchors.length === 0) report('pem')('has no self-signed certificate to end a path at');
  for (const each of intermediates) {
    if (!hasPath(each, anchors, intermediates)) {
      report('pem')(`${each.subject.label} has no path to an anchor of this file`);
    }
  }
  return { tree, isSample, anchors, intermediates, policy: readPolicy(json, report('json')) };
}

function readPolicy(json: string | null, report: (problem: string) => void): TreePolicy {
  if (json === null) report('is missing: it says what the certificates of this tree must look like');
  const { policy, problems } = parseTreePolicy(json === null ? {} : parsedJson(json));
  if (json !== null) problems.forEach(report);
  return policy;
}

function readAuthorities(pem: Uint8Array, report: (problem: string) => void): ReadCertificate[] {
  try {
    const read = readCertificateFile(pem, MOST_AUTHORITIES).map((der) => readCertificate(der));
    const distinct = read.filter((each, index) => !isAmong(each, read.slice(0, index)));
    for (const each of distinct) refuseUnfit(each, report);
    return distinct;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report(`cannot be read: ${error.code}`);
    return [];
  }
}

function refuseUnfit(authority: ReadCertificate, report: (problem: string) => void): void {
  try {
    if (!basicConstraintsOf(authority).ca) report(`${authority.subject.label} is no authority's certificate`);
    refuseWeakSignature(authority);
    refuseSmallKey(authority, LEAST_BITS);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report(`${authority.subject.label}: ${error.code}`);
  }
}

function isSelfSigned(certificate: ReadCertificate): boolean {
  const { subject, issuer, openssl } = certificate;
  return Buffer.compare(subject.der, issuer.der) === 0 && openssl.verify(openssl.publicKey);
}

function hasPath(
  below: ReadCertificate,
  anchors: ReadCertificate[],
  intermediates: ReadCertificate[],
): boolean {
  try {
    return findPaths(below, { anchors, intermediates }).length > 0;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
