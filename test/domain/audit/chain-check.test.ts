import assert from 'node:assert/strict';
import type { AuditRecord } from '../../../src/domain/audit/audit-event.ts';
import {
  type ChainCheck,
  stepChainCheck,
  UNCHECKED,
  withNewRound,
} from '../../../src/domain/audit/chain-check.ts';
import { GENESIS, hashOf } from '../../../src/domain/audit/hash-chain.ts';

const START = Date.UTC(2026, 10, 20);
const at = (minutes: number) => new Date(START + minutes * 60_000);

/** A log in memory; `forge` seals anew from a record on, as whoever owns the database could. */
function logOf(count: number) {
  const records: AuditRecord[] = [];
  const add = (more: number, network = '10.0.0.1') => {
    for (let left = more; left > 0; left -= 1) {
      const seq = records.length + 1;
      const previousHash = records.at(-1)?.hash ?? GENESIS;
      const event = { type: 'account.unlocked', at: at(0), actor: { kind: 'system' }, network } as const;
      records.push({ ...event, seq, previousHash, hash: hashOf({ ...event, seq }, previousHash) });
    }
  };
  add(count);
  return {
    records,
    add,
    list: async (after: number, limit: number) => records.slice(after, after + limit),
    listOf: async (seqs: readonly number[]) => records.filter(({ seq }) => seqs.includes(seq)),
  };
}

/** So many steps, a minute each, from some minute on. */
async function steps(log: ReturnType<typeof logOf>, from: ChainCheck, many: number, first = 0) {
  let check = from;
  for (let index = 0; index < many; index += 1) check = await stepChainCheck(log, check, at(first + index));
  return check;
}

describe('the checks of the chain', () => {
  it('reads what is new, and everything anew once a day', async () => {
    const log = logOf(5);
    const first = await steps(log, UNCHECKED, 1);
    assert.equal(first.head.seq, 5);
    assert.equal(first.whole, null);
    const second = await steps(log, first, 1, 1);
    assert.deepEqual(second.whole, { seq: 5, startedAt: at(1), endedAt: at(1) });
    log.add(3);
    const third = await steps(log, second, 1, 2);
    assert.deepEqual([third.head.seq, third.headAt, third.whole?.seq], [8, at(2), 5]);
    assert.equal((await steps(log, third, 1, 24 * 60 + 1)).whole?.seq, 8);
  });

  it('takes a long log in steps', async () => {
    const log = logOf(25_000);
    const check = await steps(log, UNCHECKED, 3);
    assert.equal(check.head.seq, 25_000);
    assert.equal(check.round?.seq, 20_000);
    assert.equal((await steps(log, check, 1, 3)).whole?.seq, 25_000);
  });

  it('finds a change of an old record by the round, which the new records alone would not show', async () => {
    const log = logOf(8);
    const sound = await steps(log, UNCHECKED, 2);
    Object.assign(log.records[2] ?? assert.fail(), { network: '10.9.9.9' });
    log.add(2);
    const unseen = await steps(log, sound, 1, 2);
    assert.equal(unseen.broken, null);
    const seen = await steps(log, withNewRound(unseen, at(3)), 1, 3);
    assert.deepEqual(seen.broken, { seq: 3, reason: 'hash', at: at(3) });
    const later = await steps(log, seen, 3, 4);
    assert.deepEqual(later.broken, seen.broken, 'it stays');
    Object.assign(log.records[2] ?? assert.fail(), { network: '10.0.0.1' });
    assert.equal((await steps(log, withNewRound(later, at(9)), 1, 9)).broken, null);
  });

  it('finds records that were cut off at the end', async () => {
    const log = logOf(8);
    const sound = await steps(log, UNCHECKED, 2);
    log.records.length = 6;
    const check = await steps(log, sound, 1, 2);
    assert.deepEqual(check.broken, { seq: 8, reason: 'missing', at: at(2) });
    log.add(4, '10.3.3.3');
    assert.equal((await steps(log, check, 2, 3)).broken?.seq, 8, 'others in their place do not heal it');
  });

  it('finds a log that was sealed anew from some record on', async () => {
    const log = logOf(8);
    const sound = await steps(log, UNCHECKED, 2);
    const kept = log.records[7] ?? assert.fail();
    log.records.length = 3;
    log.add(4, '10.3.3.3');
    log.records.push(kept);
    const check = await steps(log, withNewRound(sound, at(2)), 1, 2);
    assert.deepEqual(check.broken, { seq: 8, reason: 'previous', at: at(2) });
  });

  it('names the first of several, and keeps to it', async () => {
    const log = logOf(9);
    Object.assign(log.records[6] ?? assert.fail(), { hash: 'x' });
    const check = await steps(log, UNCHECKED, 1);
    assert.deepEqual([check.broken?.seq, check.head.seq], [7, 0]);
  });
});
