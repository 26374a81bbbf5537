import type { ReadCertificate } from './read-certificate.ts';
import { Refusal } from './refusal.ts';

/** Leaf first, anchor last. */
export type TrustPath = readonly ReadCertificate[];

export interface TrustPool {
  anchors: readonly ReadCertificate[];
  /** Authorities below the anchors: the bundle's own, then those that came with the leaf. */
  intermediates: readonly ReadCertificate[];
}

/** A government path has 3 certificates, a public one 3 or 4. */
const LONGEST_PATH = 8;
/** What a handshake may make us compute, however its certificates are cross-signed. */
const MOST_SIGNATURE_CHECKS = 48;
const MOST_PATHS = 4;

/**
 * Every path from the leaf to an anchor whose signatures hold: names must be equal byte for byte (RFC 5280,
 * 4.1.2.6), and each signature is verified. Nothing else is judged here.
 * @throws Refusal issuer_unknown, issuer_signature_wrong (somebody of that name is known, but did not sign), and
 *   leaf_is_authority for an anchor
 */
export function findPaths(leaf: ReadCertificate, pool: TrustPool): TrustPath[] {
  if (isAmong(leaf, pool.anchors))
    throw new Refusal('leaf_is_authority', { certificate: leaf.subject.label });
  const search = new PathSearch(pool);
  search.extend([leaf]);
  if (search.found.length > 0) return search.found;
  throw new Refusal(search.sawForgery ? 'issuer_signature_wrong' : 'issuer_unknown', {
    issuer: search.deadEnd?.issuer.text ?? leaf.issuer.text,
  });
}

class PathSearch {
  readonly found: TrustPath[] = [];
  sawForgery = false;
  deadEnd: ReadCertificate | undefined;
  readonly #pool: TrustPool;
  #checks = 0;

  constructor(pool: TrustPool) {
    this.#pool = pool;
  }

  extend(path: [ReadCertificate, ...ReadCertificate[]]): void {
    const last = path.at(-1) ?? path[0];
    const anchors = this.#signersOf(last, this.#pool.anchors);
    for (const anchor of anchors) this.#keep([...path, anchor]);
    const above = this.#signersOf(last, this.#pool.intermediates).filter((each) => !isAmong(each, path));
    if (anchors.length + above.length === 0) this.deadEnd ??= last;
    if (path.length + 2 > LONGEST_PATH) return;
    for (const authority of above) this.extend([...path, authority]);
  }

  #keep(path: TrustPath): void {
    if (path.length <= LONGEST_PATH && this.found.length < MOST_PATHS) this.found.push(path);
  }

  #signersOf(below: ReadCertificate, candidates: readonly ReadCertificate[]): ReadCertificate[] {
    const named = candidates.filter(({ subject }) => Buffer.compare(subject.der, below.issuer.der) === 0);
    return named.filter((authority) => {
      if (++this.#checks > MOST_SIGNATURE_CHECKS) return false;
      const isSigner = isSignedBy(below, authority);
      this.sawForgery ||= !isSigner;
      return isSigner;
    });
  }
}

function isSignedBy(below: ReadCertificate, authority: ReadCertificate): boolean {
  try {
    return below.openssl.verify(authority.openssl.publicKey);
  } catch {
    // A key that does not fit the signature's algorithm.
    return false;
  }
}

export function isAmong(one: ReadCertificate, all: readonly ReadCertificate[]): boolean {
  return all.some(({ fingerprint }) => fingerprint === one.fingerprint);
}
