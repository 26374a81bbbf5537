import assert from 'node:assert/strict';
import type { SessionEdge } from '../../src/domain/sessions/session-store.ts';
import { seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('storage: what the console watches', () => {
  let opened: TestServices;
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => NOW });
    await seedMinistry(opened);
    await opened.services.database.source.query('delete from outbox');
  });
  after(() => opened.close());

  it('keeps a ledger of messages, letters apart, and pages through what has not arrived', async () => {
    const { stores, deliveryLedger, staff } = opened.services;
    const { deliveries, ledger } = stores;
    const { id: personId } = (await staff.show('staff@mic.example')).person;
    const kind = 'backchannel_logout' as const;
    for (const [index, clientId] of ['a', 'a', 'b', 'a', 'b'].entries())
      await deliveries.add({ kind, clientId, personId, sid: 's', sessionUid: null }, later(index));
    const facts = {};
    await deliveries.add({ kind: 'mail', to: 'x@mic.example', template: 'activation', facts }, NOW);
    const rows = (await deliveries.claim(later(9), later(9.4), 9)).filter(
      ({ delivery }) => delivery.kind === kind,
    );
    const [first, second, third, fourth] = rows.toSorted(
      (one, other) => Number(one.createdAt) - Number(other.createdAt),
    );
    await deliveries.succeed(first?.id ?? '', later(10));
    await deliveries.fail(second?.id ?? '', later(10), 'refused', null);
    await deliveries.fail(third?.id ?? '', later(10), 'later', later(70));
    await deliveries.fail(fourth?.id ?? '', later(10), 'later', later(70));
    const counts = await ledger.countSince(later(-1));
    assert.deepEqual(
      counts.map(({ destination, sent, delivered, waiting, failed }) => [
        destination,
        sent,
        delivered,
        waiting,
        failed,
      ]),
      [
        ['a', 3, 1, 1, 1],
        ['b', 2, 0, 2, 0],
      ],
    );
    assert.deepEqual(await ledger.countSince(later(30)), []);
    const found = async (query: object, order: 'newest' | 'oldest') => {
      const minutes: number[] = [];
      for (let past: string | undefined; ; ) {
        const page = await ledger.listUndelivered(query, { order, past, limit: 2 });
        minutes.push(...page.map(({ createdAt }) => (createdAt.getTime() - NOW.getTime()) / 60_000));
        past = page.at(-1)?.id;
        if (page.length < 2) return minutes;
      }
    };
    assert.deepEqual(await found({}, 'newest'), [4, 3, 2, 1]);
    assert.deepEqual(await found({}, 'oldest'), [1, 2, 3, 4]);
    assert.deepEqual(await found({ state: 'failed' }, 'newest'), [1]);
    assert.deepEqual(await found({ state: 'waiting', clientId: 'b' }, 'newest'), [4, 2]);
    const { rows: named } = await deliveryLedger.list({}, { order: 'newest', limit: 9 });
    assert.deepEqual(
      named.map(({ person }) => person?.email),
      ['staff@mic.example', 'staff@mic.example', 'staff@mic.example', undefined],
      'what was given up has lost its content',
    );
    assert.equal(await deliveryLedger.retry({ id: fourth?.id ?? '' }, OPERATOR), 1);
    assert.equal(await deliveryLedger.retry({ id: fourth?.id ?? '' }, OPERATOR), 0, 'it is due now');
    assert.equal(await deliveryLedger.retry({ id: second?.id ?? '' }, OPERATOR), 0, 'it was given up');
    assert.equal(await deliveryLedger.retry({ id: 'x' }, OPERATOR), 0);
    const before = (await stores.audit.search({ types: ['delivery.retried'] }, { order: 'newest', limit: 9 }))
      .length;
    assert.equal(before, 1, 'what was not done is not on record');
  });

  it('does not touch a message that is being tried', async () => {
    const { stores, deliveryLedger } = opened.services;
    await opened.services.database.source.query('delete from outbox');
    await stores.deliveries.add({ kind: 'role_change', clientId: 'c', personId: 'p' }, NOW);
    await stores.deliveries.claim(NOW, later(0.5), 1);
    assert.equal(await deliveryLedger.retry({ clientId: 'c' }, OPERATOR), 0);
    assert.deepEqual(await stores.deliveries.claim(later(0.4), later(1), 1), []);
  });

  it('lists sessions that count, by the time of the sign-in, in pages both ways', async () => {
    const { stores, staff, sessionDesk } = opened.services;
    const limits = { idleMs: 60 * 60_000, absoluteMs: 24 * 60 * 60_000 };
    const [staffId, clerkId] = [
      (await staff.show('staff@mic.example')).person.id,
      (await staff.show('clerk@mic.example')).person.id,
    ];
    const seen = async (uid: string, personId: string, minutes: number, address: string) => {
      const signedInAt = later(-minutes);
      await stores.sessions.observe(
        { uid, personId, signedInAt, address, userAgent: null },
        limits,
        signedInAt,
      );
    };
    await seen('one', staffId, 1, '10.0.0.1');
    await seen('two', clerkId, 2, '10.0.0.2');
    await seen('three', staffId, 3, '10.0.0.2');
    await seen('rested', clerkId, 59, '10.0.0.1');
    await seen('ended', clerkId, 4, '10.0.0.1');
    await stores.sessions.end('ended', 'operator', NOW);
    const listed = async (question: object, order: 'newest' | 'oldest') => {
      const uids: string[] = [];
      for (let past: SessionEdge | undefined; ; ) {
        const { sessions, hasMore } = await sessionDesk.list(question, { order, past, limit: 1 });
        uids.push(...sessions.map(({ session }) => session.uid));
        past = sessions.at(-1)?.session;
        if (!hasMore) return uids;
      }
    };
    assert.deepEqual(await listed({}, 'newest'), ['one', 'two', 'three']);
    assert.deepEqual(await listed({}, 'oldest'), ['three', 'two', 'one']);
    assert.deepEqual(await listed({ text: 'staff@mic.example' }, 'newest'), ['one', 'three']);
    assert.deepEqual(await listed({ network: '10.0.0.2' }, 'newest'), ['two', 'three']);
    assert.deepEqual(await listed({ text: 'nobody at all' }, 'newest'), []);
    const { total } = await sessionDesk.list({}, { order: 'newest', limit: 1 });
    assert.equal(total, 3);
    assert.equal(await sessionDesk.end('two', { actor: OPERATOR, network: '::1' }), true);
    assert.equal(await sessionDesk.end('two', { actor: OPERATOR, network: '::1' }), false);
    assert.equal(await sessionDesk.endAllOf(staffId, { actor: OPERATOR, network: '::1' }), 2);
  });
});
