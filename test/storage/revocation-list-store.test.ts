import { strict as assert } from 'node:assert';
import type { AcceptedList, ListKey } from '../../src/domain/certificates/revocation-list-store.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-20T01:00:00Z');
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const key = (url: string): ListKey => ({ tree: 'government', issuerId: 'ab'.repeat(32), url });
const list = (number: bigint | null, minutes: number): AcceptedList => ({
  number,
  thisUpdate: at(minutes),
  nextUpdate: at(minutes + 60),
  etag: '"1"',
  lastModified: null,
  der: Buffer.from([0x30, 0x00, minutes & 0xff]),
});
const tried = { at: NOW, dueAt: at(30) };

describe('storage: revocation lists', () => {
  let opened: TestServices;
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => NOW });
  });
  after(() => opened.close());
  const store = () => opened.services.stores.revocationLists;

  it('gives back what it was given, numbers of twenty octets included', async () => {
    const number = 2n ** 159n + 7n;
    await store().add(key('a'), NOW);
    await store().add(key('a'), at(99));
    assert.deepEqual(await store().find(key('b')), undefined);
    assert.equal(await store().load(key('a')), undefined);
    assert.equal(await store().accept(key('a'), list(number, 0), tried), true);
    const state = {
      ...key('a'),
      number,
      thisUpdate: NOW,
      nextUpdate: at(60),
      fetchedAt: NOW,
      etag: '"1"',
      lastModified: null,
      problem: null,
      failures: 0,
      dueAt: at(30),
      alarm: null,
    };
    assert.deepEqual(await store().find(key('a')), state);
    assert.deepEqual(await store().load(key('a')), { state, der: Buffer.from([0x30, 0x00, 0]) });
    assert.deepEqual(await store().list(), [state]);
  });

  it('is taken by one of many who come at once, and by the next when the lease is over', async () => {
    await store().add(key('claim'), NOW);
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => store().claim(key('claim'), NOW, at(1))),
    );
    assert.equal(claims.filter((each) => each !== undefined).length, 1);
    assert.equal(await store().claim(key('claim'), at(0.9), at(2)), undefined);
    assert.notEqual(await store().claim(key('claim'), at(1), at(2)), undefined);
  });

  it('is made due by whoever asks, unless it is so soon', async () => {
    await store().add(key('hasten'), NOW);
    await store().accept(key('hasten'), list(1n, 0), { at: NOW, dueAt: at(30) });
    assert.equal(await store().hasten(key('unknown'), NOW, at(1)), false);
    const asked = await Promise.all([1, 2, 3].map(() => store().hasten(key('hasten'), NOW, at(1))));
    assert.deepEqual(asked.filter(Boolean), [true]);
    assert.deepEqual((await store().find(key('hasten')))?.dueAt, NOW);
    await store().claim(key('hasten'), NOW, at(0.25));
    assert.equal(await store().hasten(key('hasten'), NOW, at(1)), false, 'somebody is fetching it');
  });

  it('never becomes older, in whatever order many come at once', async () => {
    await store().add(key('race'), NOW);
    const numbers = Array.from({ length: 20 }, (_, index) => (index * 7) % 20);
    await Promise.all(numbers.map((each) => store().accept(key('race'), list(BigInt(each), each), tried)));
    assert.equal((await store().find(key('race')))?.number, 19n);
    for (const older of [list(18n, 19), list(19n, 18), list(null, 20)]) {
      assert.equal(await store().accept(key('race'), older, tried), false);
    }
    assert.equal(await store().accept(key('race'), list(19n, 19), tried), true);
    assert.deepEqual((await store().load(key('race')))?.der, Buffer.from([0x30, 0x00, 19]));
  });

  it('counts failures until a success, and tells of a change once', async () => {
    await store().add(key('fail'), NOW);
    await store().fail(key('fail'), 'unreachable', tried);
    await store().fail(key('fail'), 'too_large', tried);
    const failed = await store().find(key('fail'));
    assert.deepEqual([failed?.problem, failed?.failures], ['too_large', 2]);
    const raised = await Promise.all([1, 2, 3].map(() => store().raiseAlarm(key('fail'), 'too_large')));
    assert.deepEqual(raised.filter(Boolean), [true]);
    assert.equal(await store().raiseAlarm(key('fail'), null), true);
    await store().confirm(key('fail'), tried);
    const well = await store().find(key('fail'));
    assert.deepEqual([well?.problem, well?.failures], [null, 0]);
  });
});
