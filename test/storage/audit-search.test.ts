import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Actor,
  type AuditEvent,
  type AuditType,
  actorLabel,
} from '../../src/domain/audit/audit-event.ts';
import type { AuditQuery } from '../../src/domain/audit/audit-store.ts';
import { UNCHECKED, withNewRound } from '../../src/domain/audit/chain-check.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const minute = fc.integer({ min: 0, max: 30 }).map((each) => new Date(NOW.getTime() + each * 60_000));
const type = pick<AuditType>('sign_in.refused', 'role.granted', 'keys.created');
const actor = pick<Actor>(
  { kind: 'system' },
  { kind: 'person', id: 'p1' },
  { kind: 'client', id: 'p1' },
  { kind: 'operator', name: 'root' },
);
const event: fc.Arbitrary<AuditEvent> = fc.record({
  type,
  at: minute,
  actor,
  personId: maybe(pick('p1', 'p2')),
  clientId: maybe(pick('c1', 'c2')),
  network: maybe(pick('10.0.0.1', '10.0.0.2')),
  supportCode: maybe(pick('AAAA-BBBB', 'CCCC-DDDD')),
});
const query: fc.Arbitrary<AuditQuery> = fc.record({
  types: maybe(fc.uniqueArray(type)),
  personIds: maybe(fc.uniqueArray(pick('p1', 'p2'))),
  actors: maybe(fc.uniqueArray(actor.map(actorLabel))),
  clientId: maybe(pick('c1', 'c2')),
  network: maybe(pick('10.0.0.1', '10.0.0.2')),
  supportCode: maybe(pick('AAAA-BBBB', 'CCCC-DDDD')),
  from: maybe(minute),
  until: maybe(minute),
  upTo: maybe(fc.nat(40)),
});

/** What the query means, record by record. */
function isMeant(asked: AuditQuery, each: AuditEvent & { seq: number }): boolean {
  const isOf = (values: readonly unknown[] | undefined, value: unknown) => values?.includes(value) ?? true;
  const isOne = (value: unknown, given: unknown) => value === undefined || value === given;
  return (
    isOf(asked.types, each.type) &&
    isOf(asked.personIds, each.personId) &&
    isOf(asked.actors, actorLabel(each.actor)) &&
    isOne(asked.clientId, each.clientId) &&
    isOne(asked.network, each.network) &&
    isOne(asked.supportCode, each.supportCode) &&
    (asked.from === undefined || each.at >= asked.from) &&
    (asked.until === undefined || each.at < asked.until) &&
    (asked.upTo === undefined || each.seq <= asked.upTo)
  );
}

describe('the audit log: search', () => {
  let opened: TestServices;
  const events = fc.sample(event, { numRuns: 40, seed: 7 });

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => NOW });
    await opened.services.stores.audit.appendAll(events);
  });
  after(() => opened.close());

  it('finds what is asked for, by time and in pages of any length, both ways', async () => {
    const { audit } = opened.services.stores;
    const stored = (await audit.list(0, 100)).sort(
      (left, right) => left.at.getTime() - right.at.getTime() || left.seq - right.seq,
    );
    const property = fc.asyncProperty(
      query,
      fc.integer({ min: 1, max: 9 }),
      pick<'newest' | 'oldest'>('newest', 'oldest'),
      async (asked, limit, order) => {
        const meant = stored.filter((each) => isMeant(asked, each)).map(({ seq }) => seq);
        if (order === 'newest') meant.reverse();
        const found: number[] = [];
        for (let past: number | undefined; ; past = found.at(-1)) {
          const page = await audit.search(asked, { order, past, limit });
          found.push(...page.map(({ seq }) => seq));
          if (page.length < limit) break;
        }
        assert.deepEqual(found, meant);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  it('gives single records and the newest number', async () => {
    const { audit } = opened.services.stores;
    assert.deepEqual(
      (await audit.listOf([3, 99, 1])).map(({ seq }) => seq),
      [1, 3],
    );
    assert.equal(await audit.newestSeq(), events.length);
  });

  it('remembers how far the checks are, and lets only the faster of two write', async () => {
    const { chainWatch, stores } = opened.services;
    assert.deepEqual(await stores.chainCheck.load(), { check: UNCHECKED, version: 0 });
    await chainWatch.sweep();
    await chainWatch.sweep();
    const { check, newest } = await chainWatch.show();
    assert.deepEqual([check.head.seq, check.headAt, check.whole?.seq, newest], [40, NOW, 40, 40]);
    assert.equal(await chainWatch.restart(), true);
    assert.equal(await chainWatch.restart(), false, 'a round is under way');
    await chainWatch.finishRound();
    const { version } = await stores.chainCheck.load();
    assert.equal(await stores.chainCheck.save(withNewRound(check, NOW), version), true);
    assert.equal(await stores.chainCheck.save(check, version), false);
  });
});
