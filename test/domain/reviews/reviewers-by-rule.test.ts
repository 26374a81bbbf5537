import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canReview, type ReviewerPool, reviewersFor } from '../../../src/domain/reviews/reviewers-by-rule.ts';

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'];
const UNITS = ['G14.05.1', 'G14.05', 'G14', 'G14.06'];
const pool: ReviewerPool = {
  unitAdministrators: [
    { personId: 'near', units: ['G14.05.1'] },
    { personId: 'far', units: ['G14.05', 'G14.06'] },
  ],
  owners: new Map([['owner.documents', ['owner']]]),
  administrators: ['admin', 'admin2'],
};
const asked = (barred: string[], lineage = ['G14.05.1', 'G14.05', 'G14'], clientId = 'documents') =>
  reviewersFor({ clientId, lineage, isBarred: (id) => barred.includes(id) }, pool);

describe('reviewers by the rule', () => {
  it('are the nearest unit administrators, else owners, else system administrators', () => {
    assert.deepEqual(asked([]), ['near']);
    assert.deepEqual(asked(['near']), ['far']);
    assert.deepEqual(asked(['near', 'far']), ['owner']);
    assert.deepEqual(asked(['near', 'far', 'owner']), ['admin', 'admin2']);
    assert.deepEqual(asked(['near', 'far', 'owner', 'admin', 'admin2']), []);
    assert.deepEqual(asked([], []), ['owner']);
    assert.deepEqual(asked([], ['G14.06'], 'hr'), ['far']);
    assert.deepEqual(asked([], [], 'hr'), ['admin', 'admin2']);
  });

  it('of a role of the product are the system administrators', () => {
    assert.deepEqual(asked([], ['G14.05.1'], 'micconnect'), ['admin', 'admin2']);
    assert.ok(!canReview('near', { clientId: 'micconnect', lineage: ['G14.05.1'] }, pool));
  });

  it('are never barred, could review by themselves, and are the first by the naive order', () => {
    const person = fc.constantFrom(...PEOPLE);
    const pools = fc.record({
      unitAdministrators: fc.array(
        fc.record({ personId: person, units: fc.uniqueArray(fc.constantFrom(...UNITS), { minLength: 1 }) }),
      ),
      owners: fc
        .dictionary(fc.constantFrom('owner.documents', 'owner.hr'), fc.array(person))
        .map((named) => new Map(Object.entries(named))),
      administrators: fc.array(person),
    });
    const items = fc.record({
      clientId: fc.constantFrom('documents', 'hr', 'micconnect'),
      lineage: fc.constantFrom(['G14.05.1', 'G14.05', 'G14'], ['G14.06', 'G14'], []),
      barred: fc.uniqueArray(person),
    });
    fc.assert(
      fc.property(pools, items, (some, { barred, ...item }) => {
        const found = reviewersFor({ ...item, isBarred: (id) => barred.includes(id) }, some);
        for (const id of found) {
          assert.ok(!barred.includes(id));
          assert.ok(canReview(id, item, some));
        }
        assert.deepEqual(found, naive(item, barred, some));
      }),
      { numRuns: 500 },
    );
  });
});

/** Everybody ranked by the rule, and of those who are not barred the ones who stand first. */
function naive(
  { clientId, lineage }: { clientId: string; lineage: readonly string[] },
  barred: string[],
  { unitAdministrators, owners, administrators }: ReviewerPool,
): string[] {
  const rankOf = (id: string) => {
    const ranks = [Number.POSITIVE_INFINITY];
    if (clientId !== 'micconnect') {
      for (const each of unitAdministrators.filter(({ personId }) => personId === id))
        ranks.push(...each.units.map((code) => [...lineage].indexOf(code)).filter((rank) => rank !== -1));
      if (owners.get(`owner.${clientId}`)?.includes(id)) ranks.push(100);
    }
    if (administrators.includes(id)) ranks.push(200);
    return Math.min(...ranks);
  };
  const ranked = PEOPLE.filter((id) => !barred.includes(id)).map((id) => [rankOf(id), id] as const);
  const best = Math.min(...ranked.map(([rank]) => rank));
  return ranked.flatMap(([rank, id]) => (rank === best && rank !== Number.POSITIVE_INFINITY ? [id] : []));
}
