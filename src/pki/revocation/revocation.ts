import type { ListState, RevocationListStore } from '../../domain/certificates/revocation-list-store.ts';
import type { RevocationSource } from '../../domain/certificates/revocation-proof.ts';
import type { Transact } from '../../domain/transact.ts';
import type { Fetch } from './bounded-fetch.ts';
import { createListCache } from './list-cache.ts';
import { proveByLists } from './list-proof.ts';
import { createListRefresh, type ListAlarm } from './list-refresh.ts';
import { createOcspProofs } from './ocsp-proof.ts';
import { createPrefetch, type RevocationTree } from './prefetch.ts';
import { createRevocationSource } from './prove-revocation.ts';
import { TimeLimit } from './time-limit.ts';
import { problemOf } from './unproven.ts';

export interface RevocationParts {
  trees: readonly RevocationTree[];
  stores: { revocationLists: RevocationListStore };
  transact: Transact;
  /** The guarded outgoing call; lets 64 MB through. */
  fetch: Fetch;
  /** 0…1 */
  random: () => number;
  /** So many unpredictable bytes. */
  randomBytes: (size: number) => Buffer;
}

export interface Revocation extends RevocationSource {
  /** Fetches the lists that are due; any number of nodes may do so at once. */
  prefetch(now: Date): Promise<void>;
  /** The lists of the trusted authorities as `prefetch` found them last. */
  lists(): readonly ListState[];
  /** Tells once, to one listener on the node that finds out, of each change of what is wrong with a list. */
  onAlarm(listener: (alarm: ListAlarm) => void): void;
  /** Begins no further fetch ahead, and waits for those under way. */
  stop(): Promise<void>;
}

/** Puts together who proves revocation and who keeps its lists. */
export function createRevocation(parts: RevocationParts): Revocation {
  const { trees, stores, fetch, randomBytes } = parts;
  const store = stores.revocationLists;
  let tell: (alarm: ListAlarm) => void = () => {};
  const lists = createListRefresh({ ...parts, onAlarm: (alarm) => tell(alarm) });
  const listParts = { store, lists, cache: createListCache(store) };
  const policies = new Map(trees.map(({ name, policy }) => [name, policy]));
  const ocsp = createOcspProofs({
    fetch,
    random: randomBytes,
    // By list alone: a responder that speaks for itself, or for another one, proves nothing.
    async isInForce(responder) {
      try {
        return (await proveByLists(listParts, responder, new TimeLimit(RESPONDER_MS))).status === 'good';
      } catch (error) {
        problemOf(error);
        return false;
      }
    },
  });
  const { prove } = createRevocationSource({ ...listParts, policies, ocsp });
  const prefetch = createPrefetch(trees, store, lists);
  let known: readonly ListState[] = [];
  return {
    prove,
    async prefetch(now) {
      known = await prefetch.run(now);
    },
    lists: () => known,
    onAlarm(listener) {
      tell = listener;
    },
    async stop() {
      prefetch.stop();
      await lists.settle();
    },
  };
}

/** Part of what the answer itself may take. */
const RESPONDER_MS = 1000;
