import { setTimeout as pause } from 'node:timers/promises';
import type {
  ListKey,
  ListState,
  RevocationListStore,
} from '../../domain/certificates/revocation-list-store.ts';
import type { RevocationProof } from '../../domain/certificates/revocation-proof.ts';
import type { Asked } from './asked.ts';
import type { KnownList, ListCache } from './list-cache.ts';
import { LEASE_MS, type ListRefresh } from './list-refresh.ts';
import { covers } from './list-scope.ts';
import { sourcesFor } from './revocation-sources.ts';
import type { TimeLimit } from './time-limit.ts';
import { Unproven } from './unproven.ts';

const LOOK_AGAIN_MS = 100;

export interface ListParts {
  store: RevocationListStore;
  cache: ListCache;
  lists: ListRefresh;
}

/**
 * What the lists of the certificate's issuer prove. A list that is missing, over, or older than the policy wants is
 * fetched first, if its turn has come and the time limit allows.
 * @throws Unproven
 */
export async function proveByLists(
  parts: ListParts,
  asked: Asked,
  limit: TimeLimit,
): Promise<RevocationProof> {
  const proofs: RevocationProof[] = [];
  let failure: unknown;
  for (const key of keysOf(asked)) {
    try {
      const proof = judgeList(await upToDate(parts, key, asked, limit), asked);
      if (proof.status === 'revoked') return proof;
      proofs.push(proof);
    } catch (error) {
      failure ??= error;
    }
  }
  const [proof] = proofs;
  if (proof === undefined) throw failure;
  return proof;
}

/** The same from what is known already: nothing is fetched. @returns undefined unless it is revoked */
export async function knownToBeRevoked(
  { cache }: ListParts,
  asked: Asked,
): Promise<RevocationProof | undefined> {
  for (const key of keysOf(asked)) {
    const known = await cache.current(key, asked.issuer, asked);
    const proof = known && entryOf(known, asked);
    if (proof !== undefined) return proof;
  }
  return undefined;
}

function keysOf(asked: Asked): ListKey[] {
  const { tree, issuerId } = asked;
  return sourcesFor('crl', asked.certificate, asked).map((url) => ({ tree, issuerId, url }));
}

async function upToDate(
  { store, cache, lists }: ListParts,
  key: ListKey,
  asked: Asked,
  limit: TimeLimit,
): Promise<KnownList | undefined> {
  const { issuer, now } = asked;
  let known = await cache.current(key, issuer, asked);
  if (known === undefined) {
    await store.add(key, now);
    known = await cache.current(key, issuer, { now, atOnce: true });
  }
  if (known === undefined || !wantsNewer(known.state, asked)) return known;
  if (known.state.dueAt <= now) await limit.within(lists.refresh(key, issuer, asked)).catch(ignoreLate);
  known = await cache.current(key, issuer, { now, atOnce: true });
  // Another node may be at it.
  while (known && !isInForce(known.state, now) && isLeased(known.state, now) && limit.left > 0) {
    await pause(LOOK_AGAIN_MS);
    known = await cache.current(key, issuer, { now, atOnce: true });
  }
  return known;
}

/** Who waited in vain goes by what is known. */
function ignoreLate(error: unknown): void {
  if (!(error instanceof Unproven)) throw error;
}

function isInForce({ nextUpdate }: ListState, now: Date): boolean {
  return nextUpdate !== null && nextUpdate > now;
}

function wantsNewer(state: ListState, { policy, now }: Asked): boolean {
  const age = now.getTime() - (state.fetchedAt?.getTime() ?? 0);
  return !isInForce(state, now) || age > policy.maxAgeMs;
}

function isLeased({ dueAt }: ListState, now: Date): boolean {
  return dueAt > now && dueAt.getTime() - now.getTime() <= LEASE_MS;
}

/** A list that is over still says who was revoked; who was not needs one in force, or the tree's grace. */
function judgeList(known: KnownList | undefined, asked: Asked): RevocationProof {
  const { list, state } = known ?? {};
  if (known === undefined || list === undefined) throw new Unproven(state?.problem ?? 'unreachable');
  if (!covers(list.scope, asked.certificate)) throw new Unproven('not_covered');
  const revoked = entryOf(known, asked);
  if (revoked !== undefined) return revoked;
  const graceEnds = list.nextUpdate.getTime() + asked.policy.graceMs;
  if (graceEnds <= asked.now.getTime()) throw new Unproven(problemOfOld(known.state));
  return { status: 'good', by: 'crl', producedAt: list.thisUpdate, validUntil: list.nextUpdate };
}

/** That somebody tampers with the address says more than that its list is over. */
function problemOfOld({ problem }: ListState) {
  return problem === null || problem === 'unreachable' ? 'stale' : problem;
}

function entryOf({ list }: KnownList, { certificate }: Asked): RevocationProof | undefined {
  const entry = list && covers(list.scope, certificate) ? list.find(certificate.serial) : undefined;
  return entry && { status: 'revoked', by: 'crl', ...entry };
}
