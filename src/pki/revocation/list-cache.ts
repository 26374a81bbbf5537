import type {
  ListKey,
  ListState,
  RevocationListStore,
} from '../../domain/certificates/revocation-list-store.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { type RevocationList, readRevocationList } from './revocation-list.ts';

/** What this node knows of a list. */
export interface KnownList {
  state: ListState;
  /** Undefined before the first one was accepted. */
  list: RevocationList | undefined;
}

export interface ListCache {
  /**
   * The newest that any node has accepted: at most five seconds old, or of this moment.
   * @returns undefined when nobody has asked for the list yet
   */
  current(
    key: ListKey,
    issuer: CertificateFacts,
    asked: { now: Date; atOnce?: boolean },
  ): Promise<KnownList | undefined>;
}

/** In line with how soon a revoked role or a closed account is known on every node. */
const RECHECK_MS = 5000;
/** Lists in memory; an authority that cuts its list into very many has to be read again and again. */
const MAX_LISTS = 200;

interface Entry {
  known: Promise<KnownList | undefined>;
  checkedAt: number;
}

/** Lists of the shared table, read and proven once a node. */
export function createListCache(store: RevocationListStore): ListCache {
  const entries = new Map<string, Entry>();

  async function check(key: ListKey, issuer: CertificateFacts, before: KnownList | undefined) {
    const state = await store.find(key);
    if (state === undefined) return undefined;
    if (state.thisUpdate === null) return { state, list: undefined };
    if (before?.list !== undefined && isSame(state, before.state)) return { state, list: before.list };
    const loaded = await store.load(key);
    // Proven again: who can write the table should not be able to acquit anybody.
    return loaded && { state: loaded.state, list: await readRevocationList(loaded.der, issuer) };
  }

  return {
    current(key, issuer, { now, atOnce = false }) {
      const name = nameOf(key);
      const entry = entries.get(name);
      const isRecent = entry !== undefined && Math.abs(now.getTime() - entry.checkedAt) < RECHECK_MS;
      if (isRecent && !atOnce) return entry.known;
      // In place before anybody waits: whoever comes meanwhile waits for the same, and a list is loaded once.
      const known = latest(entry).then((before) => check(key, issuer, before));
      entries.delete(name);
      entries.set(name, { known, checkedAt: now.getTime() });
      for (const oldest of entries.keys()) if (entries.size > MAX_LISTS) entries.delete(oldest);
      // What failed is tried again by the next who asks.
      known.catch(() => entries.get(name)?.known === known && entries.delete(name));
      return known;
    },
  };
}

async function latest(entry: Entry | undefined): Promise<KnownList | undefined> {
  return entry?.known.catch(() => undefined);
}

/** One text for a key. */
export function nameOf({ tree, issuerId, url }: ListKey): string {
  return JSON.stringify([tree, issuerId, url]);
}

/** By when it was fetched as well: an authority may mend a list under its old number and date. */
function isSame(one: ListState, other: ListState): boolean {
  const instants = (state: ListState) => [state.thisUpdate?.getTime(), state.fetchedAt?.getTime()].join();
  return one.number === other.number && instants(one) === instants(other);
}
