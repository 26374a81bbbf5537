import type { AuditStore } from './audit-store.ts';
import { type ChainVerdict, GENESIS, verifyChain } from './hash-chain.ts';

/** A record up to which a walk has come, with its hash; 0 before the first. */
export interface ChainPoint {
  seq: number;
  hash: string;
}

/** `missing`: the record that was the last one when it was checked is gone, or another stands in its place. */
export type BreakReason = Extract<ChainVerdict, { ok: false }>['reason'] | 'missing';

/** The first record at which the chain does not hold. */
export interface ChainBreak {
  seq: number;
  reason: BreakReason;
  /** When it was found. */
  at: Date;
}

/**
 * What is known of the chain. New records are checked as they come, from `head` on; because a change of an older one
 * would stay unseen that way, a round reads everything anew from record 1, and ends at `head`.
 */
export interface ChainCheck {
  head: ChainPoint;
  /** When `head` was checked; null before the first check. */
  headAt: Date | null;
  round: (ChainPoint & { startedAt: Date }) | null;
  /** The last round that ended well: everything up to `seq` was read anew. */
  whole: { seq: number; startedAt: Date; endedAt: Date } | null;
  broken: ChainBreak | null;
}

/** Before anything was checked. */
export const UNCHECKED: ChainCheck = {
  head: { seq: 0, hash: GENESIS },
  headAt: null,
  round: null,
  whole: null,
  broken: null,
};

/** Port of the one row that remembers; the version keeps two nodes from writing over each other. */
export interface ChainCheckStore {
  load(): Promise<{ check: ChainCheck; version: number }>;
  /** A conditional statement; false when somebody else was faster. */
  save(check: ChainCheck, version: number): Promise<boolean>;
}

/** Records of one step of a walk. */
const STEP = 10_000;
const PAGE = 1000;
const ROUND_EVERY_MS = 24 * 60 * 60_000;

type Reads = Pick<AuditStore, 'list' | 'listOf'>;
type Walked = { to: ChainPoint; broken: Omit<ChainBreak, 'at'> | null };

/** One bounded step: what is new, then a part of the round, which begins once a day. Reads, and writes nothing. */
export async function stepChainCheck(audit: Reads, check: ChainCheck, now: Date): Promise<ChainCheck> {
  const tail = await walkTail(audit, check.head);
  const round = tail.broken === null ? roundOf(check, now) : check.round;
  const again = round === null ? null : await walkRound(audit, round, tail.to);
  const isWhole = round !== null && again !== null && again.broken === null && again.to.seq === tail.to.seq;
  const whole = isWhole ? { seq: again.to.seq, startedAt: round.startedAt, endedAt: now } : check.whole;
  // What was known stands first: its time is when it was found.
  const found = [leftOf(check, tail.to, again?.to), tail.broken, again?.broken ?? null];
  const [first] = found.filter((each) => each !== null).sort((left, right) => left.seq - right.seq);
  return {
    head: tail.to,
    headAt: tail.broken === null ? now : check.headAt,
    round:
      again === null || again.broken !== null || isWhole || round === null ? null : { ...round, ...again.to },
    whole,
    broken: first === undefined ? null : { at: now, ...first },
  };
}

/** Reads everything anew from record 1, whenever the last round was. */
export function withNewRound(check: ChainCheck, now: Date): ChainCheck {
  return { ...check, round: { ...UNCHECKED.head, startedAt: now } };
}

/** A break that was known stays until a walk has passed its record well. */
function leftOf(
  { head, round, broken }: ChainCheck,
  tail: ChainPoint,
  again?: ChainPoint,
): ChainBreak | null {
  if (broken === null) return null;
  const isPassed = (from: number, to: number) => from <= broken.seq && broken.seq <= to;
  const isPassedByTail = tail.seq > head.seq && isPassed(head.seq + 1, tail.seq);
  const isPassedByRound = again !== undefined && isPassed((round?.seq ?? 0) + 1, again.seq);
  return isPassedByTail || isPassedByRound ? null : broken;
}

function roundOf({ head, round, whole }: ChainCheck, now: Date): ChainCheck['round'] {
  if (round !== null) return round;
  const isDue = whole === null || now.getTime() - whole.endedAt.getTime() >= ROUND_EVERY_MS;
  return isDue && head.seq > 0 ? { ...UNCHECKED.head, startedAt: now } : null;
}

async function walkTail(audit: Reads, head: ChainPoint): Promise<Walked> {
  if (head.seq > 0) {
    const [last] = await audit.listOf([head.seq]);
    if (last?.hash !== head.hash) return { to: head, broken: { seq: head.seq, reason: 'missing' } };
  }
  return walk(audit, head, STEP);
}

async function walkRound(audit: Reads, from: ChainPoint, head: ChainPoint): Promise<Walked> {
  const walked = await walk(audit, from, Math.min(STEP, head.seq - from.seq));
  // A chain that was forged from some record on holds in itself, and does not lead to what was seen before.
  const isForged = walked.broken === null && walked.to.seq === head.seq && walked.to.hash !== head.hash;
  return isForged ? { ...walked, broken: { seq: head.seq, reason: 'missing' } } : walked;
}

async function walk(audit: Reads, from: ChainPoint, most: number): Promise<Walked> {
  let to = from;
  for (let left = most; left > 0; ) {
    const records = await audit.list(to.seq, Math.min(PAGE, left));
    const verdict = await verifyChain(records, to.hash, to.seq + 1);
    if (!verdict.ok) return { to, broken: { seq: verdict.seq, reason: verdict.reason } };
    to = { seq: to.seq + verdict.count, hash: verdict.head };
    left = records.length < PAGE ? 0 : left - records.length;
  }
  return { to, broken: null };
}
