import type {
  AcceptedList,
  ListKey,
  ListState,
  RevocationListStore,
} from '../../domain/certificates/revocation-list-store.ts';
import type { RevocationProblem } from '../../domain/certificates/revocation-proof.ts';
import type { RevocationPolicy } from '../../domain/certificates/tree-policy.ts';
import type { Transact } from '../../domain/transact.ts';
import { type Fetch, fetchBounded } from './bounded-fetch.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { SKEW_MS } from './judge-answer.ts';
import { nameOf } from './list-cache.ts';
import { dueAfterFailure, dueAfterSuccess } from './list-schedule.ts';
import { readRevocationList } from './revocation-list.ts';
import { problemOf, Unproven } from './unproven.ts';

/** Longer than a fetch may take: nobody else fetches meanwhile, and a node that dies is followed soon. */
export const LEASE_MS = 15_000;

export interface RefreshParts {
  stores: { revocationLists: RevocationListStore };
  transact: Transact;
  fetch: Fetch;
  /** 0…1 */
  random: () => number;
  /** Told once for each change of what is wrong with a list. */
  onAlarm: (alarm: ListAlarm) => void;
}

export interface ListAlarm extends ListKey {
  /** Null: all is well again. */
  problem: RevocationProblem | null;
}

export interface ListRefresh {
  /** Fetches a list that is due, unless another node does; says what came of it in the shared table. Never fails. */
  refresh(
    key: ListKey,
    issuer: CertificateFacts,
    asked: { policy: RevocationPolicy; now: Date },
  ): Promise<void>;
  /** Waits for what is under way. */
  settle(): Promise<void>;
}

/** What a try resulted in: a list, no change, or a problem. */
type Outcome = AcceptedList | 'unchanged' | { problem: RevocationProblem };

/** Fetches lists into the shared table: one caller of all nodes at a time. */
export function createListRefresh(parts: RefreshParts): ListRefresh {
  const underWay = new Map<string, Promise<void>>();

  async function claimAndTry(key: ListKey, issuer: CertificateFacts, policy: RevocationPolicy, now: Date) {
    const lease = new Date(now.getTime() + LEASE_MS);
    const claimed = await parts.stores.revocationLists.claim(key, now, lease);
    if (claimed === undefined) return;
    const outcome = await tryOnce(parts.fetch, claimed, { issuer, policy, now });
    const { alarm } = await parts.transact(async ({ revocationLists, audit }) => {
      await record(revocationLists, claimed, outcome, { policy, now, jitter: parts.random() });
      const state = await revocationLists.find(key);
      const problem = state === undefined ? null : alarmOf(state, now);
      if (!(await revocationLists.raiseAlarm(key, problem))) return { alarm: undefined };
      await audit.append({
        type: problem === null ? 'revocation.restored' : 'revocation.alarmed',
        at: now,
        actor: { kind: 'system' },
        details: { tree: key.tree, url: key.url, ...(problem === null ? {} : { problem }) },
      });
      return { alarm: { ...key, problem } };
    });
    if (alarm !== undefined) parts.onAlarm(alarm);
  }

  return {
    refresh(key, issuer, { policy, now }) {
      const name = nameOf(key);
      const running = underWay.get(name);
      if (running !== undefined) return running;
      const work = claimAndTry(key, issuer, policy, now).finally(() => underWay.delete(name));
      underWay.set(name, work);
      return work;
    },
    async settle() {
      await Promise.allSettled(underWay.values());
    },
  };
}

async function tryOnce(
  fetch: Fetch,
  state: ListState,
  { issuer, policy, now }: { issuer: CertificateFacts; policy: RevocationPolicy; now: Date },
): Promise<Outcome> {
  try {
    const headers = conditionsOf(state);
    const { bytes, ...validators } = await fetchBounded(fetch, {
      url: state.url,
      maxBytes: policy.maxListBytes,
      headers,
    });
    if (bytes === null) return 'unchanged';
    const { number, thisUpdate, nextUpdate } = await readRevocationList(bytes, issuer);
    if (thisUpdate.getTime() > now.getTime() + SKEW_MS) throw new Unproven('malformed', 'not yet in force');
    return { number, thisUpdate, nextUpdate, ...validators, der: bytes };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Asks for a newer list only; without an accepted one there is nothing to compare with. */
function conditionsOf({ thisUpdate, etag, lastModified }: ListState): Record<string, string> {
  if (thisUpdate === null) return {};
  if (etag !== null) return { 'if-none-match': etag };
  return lastModified === null ? {} : { 'if-modified-since': lastModified };
}

async function record(
  store: RevocationListStore,
  state: ListState,
  outcome: Outcome,
  { policy, now, jitter }: { policy: RevocationPolicy; now: Date; jitter: number },
): Promise<void> {
  const again = (nextUpdate: Date) => ({
    at: now,
    dueAt: dueAfterSuccess({ nextUpdate, maxAgeMs: policy.maxAgeMs }, now, jitter),
  });
  const later = { at: now, dueAt: dueAfterFailure(state.failures + 1, now, jitter) };
  if (outcome === 'unchanged') return store.confirm(state, again(state.nextUpdate ?? now));
  if ('problem' in outcome) return store.fail(state, outcome.problem, later);
  if (!(await store.accept(state, outcome, again(outcome.nextUpdate)))) {
    await store.fail(state, 'rolled_back', later);
  }
}

/** What officers should know of a list: that it is over says more than why no other one came. */
function alarmOf({ nextUpdate, problem }: ListState, now: Date): RevocationProblem | null {
  return nextUpdate !== null && nextUpdate <= now ? 'stale' : problem;
}
