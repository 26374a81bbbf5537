import * as pkijs from 'pkijs';
import { basicConstraintsOf, keyUsageOf, purposesOf, refuseUnknownCritical } from './extensions.ts';
import { refuseConstrainedNames } from './name-constraints.ts';
import type { ReadCertificate } from './read-certificate.ts';
import { Refusal } from './refusal.ts';
import type { TrustPath } from './trust-path.ts';

export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';

/** "Any purpose" is not enough, as it is not for OpenSSL: a login certificate is made for signing in. */
export function isForClientAuth(certificate: ReadCertificate): boolean {
  const purposes = purposesOf(certificate);
  return purposes === undefined || purposes.includes(CLIENT_AUTH);
}

/**
 * What pkijs leaves out of RFC 5280, 6.1: it knows no path length, and compares names loosely.
 * @throws Refusal issuer_not_authority, path_length_exceeded, name_constraints_violated
 */
export function refuseUnsoundPath(path: TrustPath): void {
  for (const [index, authority] of path.entries()) {
    if (index > 0) refuseNoAuthority(authority, path.slice(1, index));
  }
  refuseConstrainedNames(path);
}

function refuseNoAuthority(authority: ReadCertificate, below: readonly ReadCertificate[]): void {
  const { ca, pathLength } = basicConstraintsOf(authority);
  const facts = { authority: authority.subject.label };
  if (!ca || keyUsageOf(authority)?.keyCertSign === false || !isForClientAuth(authority)) {
    throw new Refusal('issuer_not_authority', facts);
  }
  // Authorities that certify themselves anew do not count (RFC 5280, 4.2.1.9).
  const counted = below.filter(({ subject, issuer }) => Buffer.compare(subject.der, issuer.der) !== 0);
  if (pathLength !== null && counted.length > pathLength) {
    throw new Refusal('path_length_exceeded', { ...facts, allowed: pathLength, found: counted.length });
  }
}

/** No certificate of the path says anything critical that nobody here understands. */
export function refuseUnknownInPath(path: TrustPath): void {
  for (const certificate of path) refuseUnknownCritical(certificate);
}

/** @throws Refusal not_yet_valid, expired; of whichever certificate, the anchor included */
export function refuseOutOfDate(path: TrustPath, now: Date): void {
  for (const { parsed, subject } of path) {
    const [from, until] = [parsed.notBefore.value, parsed.notAfter.value];
    const facts = { certificate: subject.label, from: from.toISOString(), until: until.toISOString() };
    // Written so that a date that is no date refuses.
    if (!(from <= now)) throw new Refusal('not_yet_valid', facts);
    if (!(now <= until)) throw new Refusal('expired', facts);
  }
}

/**
 * The second opinion, on policies and the rest of RFC 5280, 6.1: the engine of pkijs, on exactly this path. It is
 * given no revocation data, for it takes their absence for innocence; revocation is a step of its own.
 * @throws Refusal path_refused
 */
export async function refuseByEngine(path: TrustPath, now: Date): Promise<void> {
  const certificates = path.map(({ parsed }) => parsed);
  const engine = new pkijs.CertificateChainValidationEngine({
    trustedCerts: certificates.slice(-1),
    // The leaf must stand last.
    certs: certificates.slice(0, -1).reverse(),
    checkDate: now,
    // The path is found and its signatures are verified; the engine's own search has no end on crossed signatures.
    findIssuer: async (certificate) => certificates.slice(certificates.indexOf(certificate) + 1).slice(0, 1),
  });
  const verdict = await engine.verify();
  if (verdict.result !== true) {
    throw new Refusal('path_refused', { reason: String(verdict.resultMessage), number: verdict.resultCode });
  }
}
