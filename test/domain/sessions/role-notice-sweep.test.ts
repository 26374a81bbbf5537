import { strict as assert } from 'node:assert';
import { createRoleNoticeSweep } from '../../../src/domain/sessions/role-notices.ts';

const START = new Date('2026-03-15T03:00:00Z');
const MINUTE = 60_000;

describe('domain/sessions: the sweep for roles that changed by no act', () => {
  let now: Date;
  let edge: Date | undefined;
  let looks: number;
  let isBroken: boolean;
  let sweep: () => Promise<void>;

  beforeEach(() => {
    [now, edge, looks, isBroken] = [START, undefined, 0, false];
    const stores = {
      roles: {
        hasPeriodEdge: async (after: Date, until: Date) =>
          edge !== undefined && edge > after && edge <= until,
      },
      roleNotices: {
        list: async () => {
          if (isBroken) throw new Error('no database');
          looks += 1;
          return [];
        },
      },
    };
    const transact = () => Promise.reject(new Error('there is nothing to tell'));
    sweep = createRoleNoticeSweep({ stores: stores as never, transact, clock: { now: () => now } });
  });

  const sweepIn = (ms: number) => {
    now = new Date(now.getTime() + ms);
    return sweep();
  };

  it('looks at first, and not again while nothing can have changed', async () => {
    await sweep();
    for (let minute = 0; minute < 9; minute += 1) await sweepIn(MINUTE);
    assert.equal(looks, 1);
  });

  it('looks all the same after ten minutes', async () => {
    await sweep();
    await sweepIn(10 * MINUTE);
    assert.equal(looks, 2);
  });

  it('looks when a period began or ended, once', async () => {
    await sweep();
    edge = new Date(START.getTime() + MINUTE);
    await sweepIn(MINUTE - 1);
    assert.equal(looks, 1);
    await sweepIn(1);
    await sweepIn(MINUTE);
    assert.equal(looks, 2);
  });

  it('looks when a day of Asia/Ho_Chi_Minh began', async () => {
    now = new Date('2026-03-15T16:59:30Z');
    await sweep();
    await sweepIn(29_000);
    assert.equal(looks, 1);
    await sweepIn(1000);
    assert.equal(looks, 2);
  });

  it('looks again after it failed', async () => {
    isBroken = true;
    await assert.rejects(sweep(), /no database/);
    isBroken = false;
    await sweepIn(MINUTE);
    assert.equal(looks, 1);
  });
});
