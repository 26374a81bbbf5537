import type { Actor } from '../audit/audit-event.ts';
import type { Clock } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import {
  KEY_ALGORITHMS,
  type KeyAlgorithm,
  type PrivateJwk,
  PUBLISHED_AHEAD_MS,
  type SigningKey,
  type StagedKey,
  stagesOf,
} from './signing-key.ts';

/** How soon a node hears of what another one, or the operator's tool, has changed. */
const READ_AGAIN_MS = 10_000;
const SYSTEM: Actor = { kind: 'system' };

interface Dependencies {
  stores: Pick<Stores, 'signingKeys'>;
  transact: Transact;
  clock: Clock;
  /** Makes a key of its own kid. */
  makeKey(algorithm: KeyAlgorithm): Promise<PrivateJwk & { kid: string }>;
  /** The keys that an earlier version kept in a file; undefined without one. */
  earlierKeys(): Promise<(PrivateJwk & { kid: string; alg: KeyAlgorithm })[] | undefined>;
  /** How long what a key has signed may count, ID tokens as hints of a sign-out included. */
  keptMs: number;
}

export type SigningKeyService = ReturnType<typeof createSigningKeyService>;

/** The keys that sign tokens and records: made once, rotated, retired by the clock. */
export function createSigningKeyService(parts: Dependencies) {
  const { stores, transact, clock, makeKey, keptMs } = parts;
  let known: { keys: readonly SigningKey[]; readAt: number } | undefined;
  let changes = 0;
  let reading: Promise<readonly SigningKey[]> | undefined;

  const makeKeys = (createdAt: Date, signsFrom = createdAt) =>
    Promise.all(
      KEY_ALGORITHMS.map(async (algorithm): Promise<SigningKey> => {
        const jwk = await makeKey(algorithm);
        return { kid: jwk.kid, algorithm, jwk, createdAt, signsFrom };
      }),
    );

  /** The first keys: of nodes that start together, the first one's are everybody's. */
  async function begin(): Promise<SigningKey[]> {
    const at = clock.now();
    const earlier = await parts.earlierKeys();
    const made = earlier?.map((jwk) => ({
      kid: jwk.kid,
      algorithm: jwk.alg,
      jwk,
      createdAt: at,
      signsFrom: at,
    }));
    const keys = made ?? (await makeKeys(at));
    return transact(async ({ signingKeys, audit }) => {
      await signingKeys.lock();
      const there = await signingKeys.list();
      if (there.length > 0) return there;
      for (const key of keys) await signingKeys.add(key);
      await audit.append({ type: 'keys.created', at, actor: SYSTEM, details: { kids: kidsOf(keys) } });
      return keys;
    });
  }

  async function read(): Promise<readonly SigningKey[]> {
    const asked = changes;
    const listed = await stores.signingKeys.list();
    const keys = listed.length > 0 ? listed : await begin();
    // What was read before a change is not kept.
    if (asked === changes) known = { keys, readAt: clock.now().getTime() };
    return keys;
  }

  /** From memory, read again now and then: tokens are signed and verified while the database cannot be asked. */
  async function current(): Promise<readonly SigningKey[]> {
    if (known !== undefined && clock.now().getTime() - known.readAt < READ_AGAIN_MS) return known.keys;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    if (known === undefined) return reading;
    reading.catch(() => {});
    return known.keys;
  }

  function forget(): void {
    changes += 1;
    known = undefined;
    reading = undefined;
  }

  const stagedNow = (keys: readonly SigningKey[]) =>
    stagesOf(keys, clock.now(), keptMs).filter(({ stage }) => stage !== 'gone');

  return {
    keptMs,
    /** The keys that are published now, from memory. Not to be asked inside a transaction. */
    published: async (): Promise<StagedKey[]> => stagedNow(await current()),
    /** The same as all nodes will know it within seconds, for whoever looks. */
    async stages(): Promise<StagedKey[]> {
      return stagedNow(await read());
    },
    /**
     * Makes a new key for each algorithm. It is published at once and signs a day later, when every relying party knows
     * it; what the old one signed counts until it ends. Keys that have `leaked` go at once with all that they signed.
     * @returns the new keys
     * @throws keys_rotating {from} while the keys of the last rotation do not sign yet
     */
    async rotate(actor: Actor, { leaked = false } = {}): Promise<SigningKey[]> {
      const at = clock.now();
      const signsFrom = leaked ? at : new Date(at.getTime() + PUBLISHED_AHEAD_MS);
      const made = await makeKeys(at, signsFrom);
      await transact(async ({ signingKeys, audit }) => {
        await signingKeys.lock();
        const before = await signingKeys.list();
        const next = before.find((key) => key.signsFrom > at);
        if (next !== undefined && !leaked)
          throw new DomainError('keys_rotating', { from: next.signsFrom.toISOString() });
        if (leaked) await signingKeys.remove(before.map(({ kid }) => kid));
        for (const key of made) await signingKeys.add(key);
        const details = { kids: kidsOf(made), from: signsFrom.toISOString(), leaked };
        await audit.append({ type: 'keys.rotated', at, actor, details });
      });
      forget();
      return made;
    },
    /** Deletes the keys whose signatures have all ended; any number of nodes may do it at once. */
    async sweep(): Promise<void> {
      const goneOf = (keys: readonly SigningKey[]) =>
        stagesOf(keys, clock.now(), keptMs).flatMap(({ key, stage }) => (stage === 'gone' ? [key] : []));
      if (goneOf(await read()).length === 0) return;
      await transact(async ({ signingKeys, audit }) => {
        await signingKeys.lock();
        const gone = goneOf(await signingKeys.list());
        if (gone.length === 0) return;
        await signingKeys.remove(gone.map(({ kid }) => kid));
        await audit.append({
          type: 'keys.retired',
          at: clock.now(),
          actor: SYSTEM,
          details: { kids: kidsOf(gone) },
        });
      });
      forget();
    },
  };
}

function kidsOf(keys: readonly SigningKey[]): string {
  return keys.map(({ kid }) => kid).join(', ');
}
