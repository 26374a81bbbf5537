import { createHmac } from 'node:crypto';
import type { Clock, Ids } from '../clock.ts';
import type { Stores } from '../transact.ts';
import type { TraceFacts } from './trace.ts';

interface Dependencies {
  stores: Pick<Stores, 'lab'>;
  clock: Clock;
  ids: Ids;
  /** 32 bytes, the same on every node: nothing that is noted can be guessed back from the database alone. */
  traceKey: Buffer;
}

/** How requests of one sign-in belong together; of values only keyed hashes are kept. */
export type TraceLink = readonly [kind: 'visit' | 'code' | 'consent' | 'session' | 'nonce', value: string];

export interface TraceLinks {
  /** By which an earlier request of the same sign-in is found. */
  by: readonly TraceLink[];
  /** Whether it may stand alone. */
  begins: boolean;
  /** By which later ones will find it. */
  leaves?: readonly TraceLink[];
}

export type TraceRecorder = ReturnType<typeof createTraceRecorder>;

/** Notes what a watched relying party does. Whether it is watched is for the caller to know, who has its record at hand. */
export function createTraceRecorder({ stores, clock, ids, traceKey }: Dependencies) {
  const hashOf = (clientId: string, [kind, value]: TraceLink): string =>
    createHmac('sha256', traceKey).update(`${clientId} ${kind} ${value}`).digest('base64url');

  return {
    /** Adds steps to the sign-in that the links find, or begins one; never a token, a code, a state or a nonce. */
    async note(
      clientId: string,
      { by, begins, leaves = [] }: TraceLinks,
      facts: readonly TraceFacts[],
    ): Promise<void> {
      const at = clock.now();
      const mark = {
        clientId,
        begins,
        found: by.map((link) => hashOf(clientId, link)),
        left: [...by, ...leaves].map((link) => hashOf(clientId, link)),
      };
      await stores.lab.note(
        ids.uuid(),
        mark,
        facts.map((each) => ({ ...each, at })),
      );
    },

    /**
     * Whether a nonce served a sign-in that was completed before. A person who goes back and forth repeats one that
     * was not, and does no harm.
     */
    isSpent: (clientId: string, nonce: string): Promise<boolean> =>
      stores.lab.wasRedeemedWith(clientId, hashOf(clientId, ['nonce', nonce])),
  };
}
