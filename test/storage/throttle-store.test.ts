import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { ThrottleRule } from '../../src/domain/authentication/authentication-store.ts';
import type { Database } from '../../src/storage/database.ts';
import { createThrottleStore } from '../../src/storage/throttle-store.ts';
import { openTestDatabase } from '../support/test-database.ts';

const START = Date.parse('2026-11-20T01:00:00Z');
const RULE: ThrottleRule = { limit: 5, free: 3, windowMs: 15 * 60_000 };

describe('storage/throttle-store', () => {
  let database: Database;
  let store: ReturnType<typeof createThrottleStore>;

  before(async () => {
    database = await openTestDatabase();
    store = createThrottleStore(database.source.manager);
  });
  after(() => database.close());

  const at = (seconds: number) => new Date(START + seconds * 1000);

  it('lets three tries pass at once, then asks for 2 s and 4 s, then closes until it has rested', async () => {
    const tries: [seconds: number, isTaken: boolean, isFull: boolean][] = [
      [0, true, false],
      [0, true, false],
      [0, true, false],
      [1.9, false, false],
      [2, true, false],
      [5.9, false, false],
      [6, true, false],
      [60, false, true],
      [6 + 15 * 60 - 0.1, false, true],
      [6 + 15 * 60, true, false],
    ];
    for (const [seconds, isTaken, isFull] of tries) {
      const network = { key: `network at ${seconds} s`, rule: RULE };
      const account = { key: 'sequence', rule: RULE };
      const count = await store.reserveAttempt({ network, account }, at(seconds));
      assert.deepEqual(count, { byNetwork: true, byAccount: isTaken, isFull }, `at ${seconds} s`);
    }
  });

  it('takes no more of parallel tries than are free, and one of them after each wait', async () => {
    const burst = async (seconds: number) => {
      const tries = Array.from({ length: 20 }, () => store.reserve('parallel', RULE, at(seconds)));
      return (await Promise.all(tries)).filter((isTaken) => isTaken).length;
    };
    assert.deepEqual(
      [await burst(0), await burst(1), await burst(2), await burst(6), await burst(60)],
      [3, 0, 1, 1, 0],
    );
  });

  it('makes nobody wait where the rule names no free tries', async () => {
    const { free: _, ...rule } = RULE;
    for (let count = 0; count < rule.limit; count += 1) assert.ok(await store.reserve('plain', rule, at(0)));
    assert.equal(await store.reserve('plain', rule, at(0)), false);
  });

  it('counts an attempt by its account only where its network has room, and takes both back at once', async () => {
    const rule = { limit: 2, windowMs: 60_000 };
    const attempt = { network: { key: 'office', rule }, account: { key: 'person', rule: RULE } };
    const other = { ...attempt, account: { key: 'colleague', rule: RULE } };
    const both = { byNetwork: true, byAccount: true, isFull: false };
    assert.deepEqual(await store.reserveAttempt(attempt, at(0)), both);
    assert.deepEqual(await store.reserveAttempt(attempt, at(0)), both);
    const none = { byNetwork: false, byAccount: false, isFull: false };
    assert.deepEqual(await store.reserveAttempt(other, at(0)), none);
    assert.deepEqual(await failures(), { office: 2, person: 2 });
    await store.settleAttempt(attempt);
    assert.deepEqual(await failures(), { office: 1 });
    await store.settleAttempt(other);
    assert.deepEqual(await failures(), { office: 0 });
    assert.deepEqual(await store.reserveAttempt(other, at(0)), both);
  });

  async function failures(): Promise<Record<string, number>> {
    const rows: { key: string; failures: number }[] = await database.source.query(
      `select key, failures from throttle where key in ('office', 'person', 'colleague')`,
    );
    return Object.fromEntries(rows.map((row) => [row.key, row.failures]));
  }

  it('counts like a naive list of failures', async () => {
    let bucket = 0;
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 20 }),
      what: fc.constantFrom('try', 'try', 'try', 'release', 'clear'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 15 }),
        fc.integer({ min: 1, max: 6 }),
        async (all, free) => {
          bucket += 1;
          const rule = { limit: 5, free, windowMs: 30_000 };
          let [failures, last, now] = [0, 0, 0];
          for (const { wait, what } of all) {
            now += wait;
            if (what === 'clear') {
              await store.clear(`naive ${bucket}`);
              failures = 0;
            } else if (what === 'release') {
              await store.release(`naive ${bucket}`);
              failures = Math.max(0, failures - 1);
            } else {
              if (failures > 0 && now >= last + 30) failures = 0;
              const waits = failures < Math.min(free, 5) ? 0 : 2 ** (failures - free + 1);
              const isTaken = failures < 5 && now >= last + waits;
              assert.equal(await store.reserve(`naive ${bucket}`, rule, at(now)), isTaken);
              if (isTaken) [failures, last] = [failures + 1, now];
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
