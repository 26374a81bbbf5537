import type { ChainCheck } from '../../domain/audit/chain-check.ts';
import type { ChainView } from './audit-view.ts';

/** What a page may say of the chain: nothing that was not checked. Pure. */
export function chainView({ check, newest }: { check: ChainCheck; newest: number }): ChainView {
  const { head, headAt, round, whole, broken } = check;
  return {
    state: broken !== null ? 'broken' : headAt === null ? 'unchecked' : 'intact',
    upTo: head.seq,
    newest,
    checkedAt: headAt,
    whole: whole && { seq: whole.seq, at: whole.endedAt },
    round: round?.seq ?? null,
    broken,
  };
}
