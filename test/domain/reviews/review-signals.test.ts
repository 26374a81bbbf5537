import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { dayOf, daysAfter, startOfDay } from '../../../src/domain/clock.ts';
import {
  isChanged,
  isOutlier,
  isUnused,
  type Signal,
  type SignalFacts,
  type SignalPolicy,
  signalsOf,
} from '../../../src/domain/reviews/review-signals.ts';
import { policy, quietFacts } from './rows.ts';

const NOW = policy.now;
const ago = (days: number) => daysAfter(NOW, -days);
const dayAgo = (days: number) => dayOf(ago(days));

describe('domain/reviews: signals', () => {
  it('are none for a role grant of long ago that is used, ordered and ends', () => {
    assert.deepEqual(signalsOf(quietFacts(), policy), []);
  });

  const cases: [string, Partial<SignalFacts>, Signal[]][] = [
    ['given since', { grantedAt: ago(10) }, ['changed']],
    ['begun since', { from: ago(10) }, ['changed']],
    ['holder appointed since', { appointments: [{ from: dayAgo(9), until: null }] }, ['changed']],
    ['holder left a post since', { appointments: [{ from: null, until: dayAgo(9) }] }, ['changed']],
    [
      'a post that ends today, or begins tomorrow',
      {
        appointments: [
          { from: dayAgo(-1), until: null },
          { from: null, until: dayAgo(0) },
        ],
      },
      [],
    ],
    ['posts of before', { appointments: [{ from: dayAgo(900), until: dayAgo(400) }] }, []],
    ['unused', { lastUsedAt: ago(91) }, ['unused']],
    ['used 89 days ago', { lastUsedAt: ago(89) }, []],
    ['never used', { lastUsedAt: null }, ['unused']],
    ['a rule, which nobody uses', { lastUsedAt: null, personId: null }, []],
    ['alone among peers', { peers: 14, peersWithRole: 1 }, ['outlier']],
    ['a tenth of the peers', { peers: 10, peersWithRole: 1 }, []],
    ['too few peers', { peers: 4, peersWithRole: 0 }, []],
    [
      'everything',
      { isPrivileged: true, decision: null, until: null, grantedAt: ago(1), lastUsedAt: null },
      ['changed', 'privileged', 'no_decision', 'ends_never'],
    ],
  ];
  for (const [name, facts, signals] of cases)
    it(`${name}: ${signals.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(signalsOf(quietFacts(facts), policy), signals);
    });

  it('do not call unused what nobody could know', () => {
    const facts = quietFacts({ lastUsedAt: null });
    assert.equal(isUnused(facts, { ...policy, usageKnownSince: null }), false);
    assert.equal(isUnused(facts, { ...policy, usageKnownSince: ago(89) }), false);
    assert.equal(isUnused(facts, { ...policy, usageKnownSince: ago(90) }), true);
  });

  it('agree with a naive model that walks day by day', () => {
    const instant = fc.integer({ min: -1, max: 400 }).map(ago);
    const day = fc.option(fc.integer({ min: -3, max: 400 }).map(dayAgo), { nil: null });
    const facts: fc.Arbitrary<SignalFacts> = fc.record({
      grantedAt: instant,
      from: fc.option(instant, { nil: null }),
      until: fc.constant(null),
      decision: fc.constant(null),
      isPrivileged: fc.boolean(),
      personId: fc.constantFrom('somebody', null),
      appointments: fc.array(fc.record({ from: day, until: day }), { maxLength: 3 }),
      lastUsedAt: fc.option(instant, { nil: null }),
      peers: fc.integer({ min: 0, max: 40 }),
      peersWithRole: fc.integer({ min: 0, max: 40 }),
    });
    const policies = fc.record({
      now: fc.constant(NOW),
      changedSince: fc.integer({ min: 1, max: 300 }).map(ago),
      unusedDays: fc.integer({ min: 1, max: 200 }),
      usageKnownSince: fc.option(instant, { nil: null }),
    });
    fc.assert(
      fc.property(facts, policies, (some, given) => {
        assert.equal(isChanged(some, given), naiveChanged(some, given));
        assert.equal(isUnused(some, given), naiveUnused(some, given));
        assert.equal(
          isOutlier(some),
          some.personId !== null && some.peers > 4 && some.peersWithRole * 10 < some.peers,
        );
      }),
      { numRuns: 2000 },
    );
  });
});

/** The days from the one after the last review to today: did an appointment begin, or cease, on one of them? */
function naiveChanged({ grantedAt, from, appointments }: SignalFacts, { now, changedSince }: SignalPolicy) {
  for (const moment of [grantedAt, from])
    if (moment !== null && moment.getTime() > changedSince.getTime() && moment.getTime() <= now.getTime())
      return true;
  for (let day = dayOf(changedSince); day < dayOf(now); ) {
    const yesterday = day;
    day = dayOf(daysAfter(startOfDay(day), 1));
    if (appointments.some((held) => held.from === day || held.until === yesterday)) return true;
  }
  return false;
}

/** Day by day backwards: held, known, and not used on any of them. */
function naiveUnused(
  { personId, grantedAt, from, lastUsedAt }: SignalFacts,
  { now, unusedDays, usageKnownSince }: SignalPolicy,
) {
  if (personId === null) return false;
  for (let back = 0; back < unusedDays; back += 1) {
    const moment = daysAfter(now, -back - 1);
    const isHeld = grantedAt <= moment && (from === null || from <= moment);
    if (!isHeld || usageKnownSince === null || usageKnownSince > moment) return false;
    if (lastUsedAt !== null && lastUsedAt > moment) return false;
  }
  return true;
}
