import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { listStanding, validityOf } from '../../../src/domain/certificates/trust-anchors.ts';

const NOW = new Date('2026-11-20T01:00:00Z');
const HOUR = 3_600_000;
const from = (hours: number) => new Date(NOW.getTime() + hours * HOUR);
const standing = (next: number | null, graceHours = 0, problem: 'unreachable' | null = null) =>
  listStanding({ nextUpdate: next === null ? null : from(next), problem }, graceHours * HOUR, NOW);

describe('certificates: how trusted authorities stand', () => {
  it('warns of an authority in its last 90 days, and counts whole days', () => {
    const of = (days: number, begun = -1) =>
      validityOf({ notBefore: from(begun), notAfter: from(days * 24) }, NOW);
    assert.deepEqual(of(90), { validity: 'valid', daysLeft: 90 });
    assert.deepEqual(of(89.9), { validity: 'expiring', daysLeft: 89 });
    assert.deepEqual(of(0), { validity: 'expired', daysLeft: 0 });
    assert.deepEqual(of(-0.5), { validity: 'expired', daysLeft: -1 });
    assert.equal(of(400, 1).validity, 'not_yet');
    assert.equal(of(400, 0).validity, 'valid');
  });

  it('says of a list what it means for those who sign in', () => {
    assert.equal(standing(null), 'missing');
    assert.equal(standing(1), 'fresh');
    assert.equal(standing(1, 0, 'unreachable'), 'failing');
    assert.equal(standing(0), 'over');
    assert.equal(standing(-1, 2), 'grace');
    assert.equal(standing(-2, 2), 'over');
  });

  it('takes a list exactly as long as a sign-in does', () => {
    const hours = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 168 }), fc.boolean(), (next, grace, isFailing) => {
        const counts = from(next).getTime() + grace * HOUR > NOW.getTime();
        const said = standing(next, grace, isFailing ? 'unreachable' : null);
        assert.equal(said !== 'over', counts);
        assert.equal(said === 'fresh' || said === 'failing', next > 0);
      }),
    );
  });
});
