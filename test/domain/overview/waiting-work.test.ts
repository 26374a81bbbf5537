import { strict as assert } from 'node:assert';
import { createWaitingWork } from '../../../src/domain/overview/waiting-work.ts';
import type { Stores } from '../../../src/domain/transact.ts';

const START = Date.parse('2026-11-23T08:00:00+07:00');

describe('overview: what waits for an officer', () => {
  let now: number;
  let counted: number;
  let untold: () => Promise<number>;
  let since: Date | undefined;

  beforeEach(() => {
    now = START;
    counted = 0;
    since = undefined;
    untold = async () => 2;
  });

  function service() {
    const dashboard = {
      countWaiting: async () => ({ staffPlans: ++counted, rolePlans: 0, roleGrants: 0 }),
      countUntold: (from: Date) => {
        since = from;
        return untold();
      },
    };
    const stores = { dashboard, roleRequests: { listPending: async () => [] } } as unknown as Stores;
    return createWaitingWork({ stores, clock: { now: () => new Date(now) } });
  }

  it('is counted once in half a minute for each of them', async () => {
    const work = service();
    assert.deepEqual(await work.of('an'), { requests: 0, staffPlans: 1, untold: 2 });
    assert.deepEqual(since, new Date(START - 24 * 3_600_000));
    now += 29_999;
    assert.equal((await work.of('an')).staffPlans, 1);
    assert.equal((await work.of('binh')).staffPlans, 2);
    now += 1;
    assert.equal((await work.of('an')).staffPlans, 3);
  });

  it('is counted anew for who did something', async () => {
    const work = service();
    await work.of('an');
    await work.of('binh');
    work.forget('an');
    assert.equal((await work.of('an')).staffPlans, 3);
    assert.equal((await work.of('binh')).staffPlans, 2);
  });

  it('is counted anew where counting failed', async () => {
    const work = service();
    untold = () => Promise.reject(new Error('the database is away'));
    await assert.rejects(work.of('an'), /away/);
    untold = async () => 0;
    assert.equal((await work.of('an')).untold, 0);
  });
});
