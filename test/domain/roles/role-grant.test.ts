import assert from 'node:assert/strict';
import { actorLabel } from '../../../src/domain/audit/audit-event.ts';
import {
  holderOf,
  periodOf,
  type RoleGrant,
  validateRoleGrant,
} from '../../../src/domain/roles/role-grant.ts';
import { roleGrantRow } from './rows.ts';

const day = (text: string) => new Date(`2026-03-${text}T00:00:00Z`);

describe('role grant', () => {
  const valid: [string, Partial<RoleGrant>][] = [
    ['a person', { personId: 'lan' }],
    ['a unit', { unitId: 'a' }],
    ['a unit and those below it', { unitId: 'a', includesSubtree: true }],
    ['a position', { positionId: 'head' }],
    ['a position in a unit and those below it', { positionId: 'head', unitId: 'a', includesSubtree: true }],
    ['a staff category', { category: 'vien_chuc' }],
    ['a category, a position and a unit', { category: 'vien_chuc', positionId: 'head', unitId: 'a' }],
    ['a period', { personId: 'lan', from: day('01'), until: day('02') }],
  ];
  for (const [what, fields] of valid) {
    it(`may name ${what}`, () => validateRoleGrant(roleGrantRow(fields), { extent: 'none' }));
  }

  const faults: [string, Partial<RoleGrant>][] = [
    ['holder_missing', {}],
    ['holder_ambiguous', { personId: 'lan', unitId: 'a' }],
    ['holder_ambiguous', { personId: 'lan', positionId: 'head' }],
    ['holder_ambiguous', { personId: 'lan', category: 'vien_chuc' }],
    ['subtree_without_unit', { category: 'vien_chuc', includesSubtree: true }],
    ['subtree_without_unit', { personId: 'lan', includesSubtree: true }],
    ['subtree_without_unit', { positionId: 'head', includesSubtree: true }],
    ['extent_not_allowed', { personId: 'lan', extentUnitId: 'a' }],
    ['document_without_decision', { personId: 'lan', decisionSha256: 'ab' }],
    ['period_empty', { personId: 'lan', from: day('02'), until: day('02') }],
    ['period_empty', { personId: 'lan', from: day('02'), until: day('01') }],
    ['text_too_long', { personId: 'lan', decision: 'x'.repeat(1001) }],
    ['text_too_long', { personId: 'lan', reason: 'x'.repeat(1001) }],
  ];
  for (const [reason, fields] of faults) {
    it(`is refused as ${reason}: ${Object.keys(fields).join(', ')}`, () => {
      assert.throws(() => validateRoleGrant(roleGrantRow(fields), { extent: 'none' }), {
        code: 'role_grant_invalid',
        details: { reason },
      });
    });
  }

  it('may name an extent when the role is limited to units', () => {
    const roleGrant = roleGrantRow({ personId: 'lan', extentUnitId: 'a' });
    validateRoleGrant(roleGrant, { extent: 'own-unit' });
    validateRoleGrant(roleGrant, { extent: 'any' });
  });

  it('has no holder when it names a person beside anything else', () => {
    assert.equal(holderOf(roleGrantRow({ personId: 'lan', unitId: 'a' })), undefined);
    assert.equal(holderOf(roleGrantRow({ personId: 'lan', positionId: 'head' })), undefined);
    assert.equal(holderOf(roleGrantRow()), undefined);
  });

  it('ends when it is revoked, unless it had ended before', () => {
    const until = day('10');
    assert.deepEqual(periodOf(roleGrantRow({ until, revokedAt: day('05') })).until, day('05'));
    assert.deepEqual(periodOf(roleGrantRow({ until, revokedAt: day('15') })).until, day('10'));
    assert.deepEqual(periodOf(roleGrantRow({ revokedAt: day('05') })).until, day('05'));
    assert.equal(periodOf(roleGrantRow()).until, null);
  });

  it('names its author in one word', () => {
    assert.equal(actorLabel({ kind: 'person', id: 'lan' }), 'person:lan');
    assert.equal(actorLabel({ kind: 'operator', name: 'root' }), 'operator:root');
    assert.equal(actorLabel({ kind: 'client', id: 'hr' }), 'client:hr');
    assert.equal(actorLabel({ kind: 'system' }), 'system');
  });
});
