import type {
  ListKey,
  ListState,
  RevocationListStore,
} from '../../domain/certificates/revocation-list-store.ts';
import type { RevocationPolicy } from '../../domain/certificates/tree-policy.ts';
import { type Issuer, readIssuer } from './asked.ts';
import type { ListRefresh } from './list-refresh.ts';
import { sourcesFor } from './revocation-sources.ts';
import { Unproven } from './unproven.ts';

/** A tree of certificates that is trusted here: its own authorities and its policy. */
export interface RevocationTree {
  name: string;
  policy: RevocationPolicy;
  /** Certificates of roots and the authorities below them, DER. */
  authorities: readonly Uint8Array[];
}

interface Authority extends Issuer {
  tree: RevocationTree;
}

export interface Prefetch {
  /** Fetches what is due, one after the other, and returns what is known of all lists. */
  run(now: Date): Promise<ListState[]>;
  /** Fetches nothing more. */
  stop(): void;
}

/**
 * Keeps the lists of the authorities in the bundles: those that the policy names, those that the authorities' own
 * certificates name, and those that certificates of people have named since. Of other authorities, which came along
 * with a certificate, nothing is fetched ahead.
 * @throws DerError when a certificate of a bundle cannot be read
 */
export function createPrefetch(
  trees: readonly RevocationTree[],
  store: RevocationListStore,
  lists: ListRefresh,
): Prefetch {
  const authorities = trees.flatMap((tree) =>
    tree.authorities.map((der): Authority => ({ tree, ...readIssuer(der) })),
  );
  const keys = authorities.flatMap((authority) => [
    ...ownKey(authority),
    ...keysBelow(authority, authorities),
  ]);
  const authorityOf = (state: ListState) =>
    authorities.find(({ tree, issuerId }) => tree.name === state.tree && issuerId === state.issuerId);
  let isStopped = false;

  return {
    stop() {
      isStopped = true;
    },
    async run(now) {
      if (authorities.length === 0) return [];
      for (const key of keys) await store.add(key, now);
      for (const state of await store.list()) {
        const authority = authorityOf(state);
        if (authority === undefined || state.dueAt > now || isStopped) continue;
        await lists.refresh(state, authority.issuer, { policy: authority.tree.policy, now });
      }
      const known = await store.list();
      return known.filter((state) => authorityOf(state) !== undefined);
    },
  };
}

/** The address that the policy names for an authority. */
function ownKey({ tree, issuerId, fingerprint }: Authority): ListKey[] {
  const url = tree.policy.order.includes('crl') ? tree.policy.crlUrls.get(fingerprint) : undefined;
  return url === undefined ? [] : [{ tree: tree.name, issuerId, url }];
}

/** The addresses that certificates of authorities name, for the authority above them. */
function keysBelow({ tree, issuer, issuerId, fingerprint }: Authority, all: readonly Authority[]): ListKey[] {
  if (!tree.policy.order.includes('crl')) return [];
  const below = all.filter((each) => each.tree === tree && each.issuer.issuer.equals(issuer.subject));
  return below.flatMap((each) => {
    try {
      const urls = sourcesFor('crl', each.issuer, { policy: tree.policy, fingerprint });
      return urls.map((url) => ({ tree: tree.name, issuerId, url }));
    } catch (error) {
      if (error instanceof Unproven) return [];
      throw error;
    }
  });
}
