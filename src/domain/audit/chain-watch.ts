import type { Clock } from '../clock.ts';
import type { AuditStore } from './audit-store.ts';
import {
  type ChainBreak,
  type ChainCheck,
  type ChainCheckStore,
  stepChainCheck,
  withNewRound,
} from './chain-check.ts';

interface Dependencies {
  stores: { audit: Pick<AuditStore, 'list' | 'listOf' | 'newestSeq'>; chainCheck: ChainCheckStore };
  clock: Clock;
}

export type ChainWatch = ReturnType<typeof createChainWatch>;

/** Keeps checking that the audit log is what was written, beside the requests. */
export function createChainWatch({ stores: { audit, chainCheck }, clock }: Dependencies) {
  /** One step, and what it found that was not known. */
  async function step(): Promise<{ check: ChainCheck; found: ChainBreak | undefined }> {
    const { check, version } = await chainCheck.load();
    const next = await stepChainCheck(audit, check, clock.now());
    // Whoever was faster has read as much.
    await chainCheck.save(next, version);
    const isNew = next.broken !== null && next.broken.seq !== check.broken?.seq;
    return { check: next, found: isNew && next.broken !== null ? next.broken : undefined };
  }

  return {
    /** What is known of the chain, and how many records there are. */
    async show(): Promise<{ check: ChainCheck; newest: number }> {
      const { check } = await chainCheck.load();
      return { check, newest: await audit.newestSeq() };
    },
    /** A step now and then; returns the first bad record when this one has found it. */
    sweep: async (): Promise<ChainBreak | undefined> => (await step()).found,
    /** Begins to read everything anew. False when somebody has done so, or a round is under way. */
    async restart(): Promise<boolean> {
      const { check, version } = await chainCheck.load();
      if (check.round !== null) return false;
      return chainCheck.save(withNewRound(check, clock.now()), version);
    },
    /** Steps until the round has ended; every step is short. */
    async finishRound(): Promise<void> {
      for (let round = true; round; ) round = (await step()).check.round !== null;
    },
  };
}
