import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery } from '../../src/domain/deliveries/delivery.ts';
import { PermanentFailure } from '../../src/outbox/attempt.ts';
import { createOutboxWorker, type OutboxWorkerOptions, type Outcome } from '../../src/outbox/worker.ts';
import { MemoryDeliveryStore } from './memory-delivery-store.ts';

type Logout = Extract<Delivery, { kind: 'backchannel_logout' }>;

const logoutOf = (clientId: string, sid = 's'): Logout => ({
  kind: 'backchannel_logout',
  clientId,
  personId: 'p',
  sid,
  sessionUid: 'u',
});
const mail: Delivery = { kind: 'mail', to: 'an@mic.example', template: 'password-reset', facts: {} };
const hang = () => new Promise<void>(() => {});

async function until(condition: () => boolean, withinMs = 3000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > end) assert.fail(`not within ${withinMs} ms: ${condition}`);
    await pause(5);
  }
}

describe('outbox/worker', () => {
  let store: MemoryDeliveryStore;
  let ahead: number;
  let warnings: string[];
  let outcomes: { id: string; outcome: Outcome }[];
  let stopAll: (() => Promise<void>)[];

  const now = () => new Date(Date.now() + ahead);

  function start(deliver: (logout: Logout) => Promise<void>, more: Partial<OutboxWorkerOptions> = {}) {
    const worker = createOutboxWorker({
      store,
      deliver: { backchannel_logout: deliver, role_change: async () => {}, mail: async () => {} },
      clock: { now },
      random: () => 0.5,
      log: { info: () => {}, warn: (_fields, message) => void warnings.push(message) },
      onOutcome: async ({ id }, outcome) => void outcomes.push({ id, outcome }),
      pollMs: 20,
      ...more,
    });
    worker.start();
    stopAll.push(() => worker.stop());
    return worker;
  }

  beforeEach(() => {
    store = new MemoryDeliveryStore();
    [ahead, warnings, outcomes, stopAll] = [0, [], [], []];
  });
  afterEach(() => Promise.all(stopAll.map((stop) => stop())));

  it('delivers every row once, also with two workers', async () => {
    const seen: string[] = [];
    for (let i = 0; i < 60; i += 1) await store.add(logoutOf(`client-${i % 7}`, String(i)), now());
    await store.add(mail, now());
    const deliver = async ({ sid }: Logout) => {
      await pause(2);
      seen.push(sid);
    };
    start(deliver);
    start(deliver);
    await until(() => store.rows.every(({ deliveredAt }) => deliveredAt !== null));
    assert.deepEqual(
      seen.map(Number).sort((a, b) => a - b),
      [...Array(60).keys()],
    );
    assert.ok(store.rows.every(({ attempts }) => attempts === 1));
    assert.equal(outcomes.length, 61);
    assert.deepEqual(warnings, []);
  });

  it('keeps to the slots, in all and per destination', async () => {
    const running = new Map<string, number>();
    const most = { all: 0, one: 0 };
    for (let i = 0; i < 40; i += 1) await store.add(logoutOf(`client-${i % 4}`), now());
    start(
      async ({ clientId }) => {
        running.set(clientId, (running.get(clientId) ?? 0) + 1);
        most.one = Math.max(most.one, running.get(clientId) ?? 0);
        most.all = Math.max(
          most.all,
          [...running.values()].reduce((a, b) => a + b),
        );
        await pause(3);
        running.set(clientId, (running.get(clientId) ?? 0) - 1);
      },
      { concurrency: 5, perDestination: 2 },
    );
    await until(() => store.rows.every(({ deliveredAt }) => deliveredAt !== null));
    assert.deepEqual(most, { all: 5, one: 2 });
  });

  it('looks at once when woken', async () => {
    const worker = start(async () => {}, { pollMs: 60_000 });
    await pause(20);
    await store.add(logoutOf('a'), now());
    worker.wake();
    await until(() => store.rows[0]?.deliveredAt !== null, 500);
  });

  it('looks again when woken during a look', async () => {
    const claim = store.claim.bind(store);
    store.claim = async (...args) => {
      const rows = await claim(...args);
      await pause(50);
      return rows;
    };
    const worker = start(async () => {}, { pollMs: 60_000 });
    await pause(20);
    await store.add(logoutOf('a'), now());
    worker.wake();
    await until(() => store.rows[0]?.deliveredAt !== null, 1000);
  });

  it('retries with back-off and tells each outcome', async () => {
    let failures = 2;
    await store.add(logoutOf('a'), now());
    start(async () => {
      failures -= 1;
      if (failures >= 0) throw new TypeError('fetch failed', { cause: new Error('reset by peer\r\n') });
    });
    await until(() => outcomes.length === 1);
    const [first] = outcomes;
    assert.ok(first?.outcome.kind === 'failed');
    assert.equal(first.outcome.reason, 'fetch failed: reset by peer ');
    assert.equal(first.outcome.retryAt?.getTime(), first.outcome.at.getTime() + 2000);
    await pause(60);
    assert.equal(store.rows[0]?.attempts, 1, 'not before it is due');
    ahead = 2500;
    await until(() => outcomes.length === 2);
    ahead = 2500 + 5500;
    await until(() => store.rows[0]?.deliveredAt !== null);
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome.kind),
      ['failed', 'failed', 'delivered'],
    );
  });

  it('gives up after a day', async () => {
    await store.add(logoutOf('a'), new Date(now().getTime() - 24 * 60 * 60 * 1000));
    start(() => Promise.reject(new Error('gone')));
    await until(() => outcomes.length === 1);
    assert.ok(outcomes[0]?.outcome.kind === 'failed' && outcomes[0].outcome.retryAt === null);
    assert.equal(store.rows[0]?.dueAt, null);
  });

  it('gives up at once where no later try can succeed', async () => {
    await store.add(logoutOf('a'), now());
    start(() => Promise.reject(new PermanentFailure('550 no such mailbox')));
    await until(() => outcomes.length === 1);
    assert.ok(outcomes[0]?.outcome.kind === 'failed' && outcomes[0].outcome.retryAt === null);
  });

  it('tries a mail no later than what it carries is worth something', async () => {
    const inMs = (ms: number) => new Date(now().getTime() + ms).toISOString();
    await store.add({ ...mail, expiresAt: inMs(60_000) }, now());
    await store.add({ ...mail, expiresAt: inMs(500) }, now());
    const deliver = {
      backchannel_logout: async () => {},
      role_change: async () => {},
      mail: () => Promise.reject(new Error('451 try later')),
    };
    start(async () => {}, { deliver });
    await until(() => outcomes.length === 2);
    const retries = store.rows.map(({ dueAt }) => dueAt !== null);
    assert.deepEqual(retries, [true, false]);
  });

  for (const rows of [20, 500]) {
    it(`lets nobody wait for a destination that hangs on ${rows} rows`, async () => {
      for (let i = 0; i < rows; i += 1)
        await store.add(logoutOf('hanging'), new Date(now().getTime() - 1000));
      await store.add(logoutOf('healthy'), now());
      const begun = Date.now();
      start(({ clientId }) => (clientId === 'hanging' ? hang() : Promise.resolve()), { leaseMs: 6000 });
      await until(() => store.rows.at(-1)?.deliveredAt !== null, 4000);
      const waited = Date.now() - begun;
      // More rows than there is room for are let go only when their destination has proved slow (1 s).
      assert.ok(waited < (rows === 20 ? 1000 : 2000), `${waited} ms`);
    });
  }

  it('ends a delivery that hangs, and gets its slot back', async () => {
    await store.add(logoutOf('a'), now());
    start(hang, { leaseMs: 100 });
    await until(() => outcomes.length === 1);
    assert.ok(outcomes[0]?.outcome.kind === 'failed');
    assert.equal(outcomes[0].outcome.reason, 'no result in time');
  });

  it('delivers a row whose worker died when its lease ends, not before', async () => {
    await store.add(logoutOf('a'), now());
    const leaseEnd = now().getTime() + 300;
    await store.claim(now(), new Date(leaseEnd), 1);
    start(async () => {});
    await until(() => store.rows[0]?.deliveredAt !== null);
    assert.ok((store.rows[0]?.deliveredAt?.getTime() ?? 0) >= leaseEnd);
    assert.equal(store.rows[0]?.attempts, 2);
  });

  it('drains on stop and claims nothing more', async () => {
    let finish = () => {};
    await store.add(logoutOf('a'), now());
    const worker = start(() => new Promise<void>((resolve) => (finish = resolve)));
    await until(() => store.rows[0]?.attempts === 1);
    await pause(10);
    let stopped = false;
    const stopping = worker.stop().then(() => (stopped = true));
    await store.add(logoutOf('b'), now());
    worker.wake();
    await pause(50);
    assert.equal(stopped, false);
    finish();
    await stopping;
    assert.notEqual(store.rows[0]?.deliveredAt, null);
    assert.equal(store.rows[1]?.attempts, 0);
  });

  it('survives faults of the store and of its listener', async () => {
    let broken = 6;
    const flaky = (call: 'claim' | 'succeed') => {
      const real = store[call].bind(store) as (...args: unknown[]) => Promise<never>;
      store[call] = async (...args: unknown[]) => {
        broken -= 1;
        if (broken >= 0 && broken % 2 === 0) throw new Error(`${call} is down`);
        return real(...args);
      };
    };
    flaky('claim');
    flaky('succeed');
    for (let i = 0; i < 5; i += 1) await store.add(logoutOf(`client-${i}`), now());
    start(async () => {}, { leaseMs: 200, onOutcome: () => Promise.reject(new Error('listener')) });
    await until(() => store.rows.every(({ deliveredAt }) => deliveredAt !== null));
    assert.ok(warnings.length > 0);
  });

  it('counts a delivery that throws at once, or that nobody knows, as failed', async () => {
    await store.add({ ...mail, kind: 'fax' } as unknown as Delivery, now());
    await store.add(logoutOf('a'), now());
    start(() => {
      throw new Error('at once');
    });
    await until(() => outcomes.length === 2);
    assert.deepEqual(store.rows.map(({ lastError }) => lastError).sort(), [
      'at once',
      'unknown kind of delivery',
    ]);
  });
});
