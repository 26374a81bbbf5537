import { strict as assert } from 'node:assert';
import { concludeRolePlan } from '../../../src/domain/role-plans/role-plan.ts';
import type { RolePlanFacts } from '../../../src/domain/role-plans/role-plan-facts.ts';
import { undoRolePlan } from '../../../src/domain/role-plans/undo-role-plan.ts';
import { appointmentRow, personRow, positionRow, roleGrantRow, roleRow, unitRow } from '../roles/rows.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const EARLIER = new Date('2026-05-01T03:00:00Z');
const ACTOR = { kind: 'operator', name: 'an' } as const;
const REVOKED = { revokedAt: EARLIER, revokedBy: 'system' };

function factsOf(...roleGrants: RolePlanFacts['rules']['roleGrants']): RolePlanFacts {
  return {
    directory: {
      people: [personRow()],
      units: [unitRow('u')],
      positions: [positionRow('staff')],
      appointments: [appointmentRow('u')],
    },
    rules: {
      roles: [roleRow(), roleRow({ id: 'maker', code: 'maker' })],
      parts: [],
      roleGrants,
      handoverDays: 0,
    },
    separation: { separations: [], exceptions: [] },
    now: NOW,
  };
}
const recorded = (...ids: string[]) => ids.map((id) => ({ id, roleId: 'clerk' }));
const undo = (facts: RolePlanFacts, granted: string[], revoked: string[]) =>
  undoRolePlan(
    facts,
    'plan-1',
    { granted: recorded(...granted), revoked: recorded(...revoked) },
    { actor: ACTOR, newId: () => 'new' },
  );

describe('role-plans: the way back', () => {
  it('gives anew what was revoked: the same holder, extent, period and decision, by who undoes, with the plan as reason', () => {
    const until = new Date('2026-12-31T17:00:00Z');
    const given = {
      unitId: 'u',
      includesSubtree: true,
      category: 'cong_chuc',
      until,
      decision: '1/QĐ',
    } as const;
    const old = roleGrantRow({ id: 'old', ...given, decisionSha256: 'ab', reason: 'Vì việc', ...REVOKED });
    const { granted, revoked } = undo(factsOf(old), [], ['old']);
    assert.deepEqual(revoked, []);
    assert.deepEqual(granted[0]?.roleGrant, {
      ...old,
      id: 'new',
      reason: 'Hoàn tác kế hoạch plan-1',
      grantedBy: 'operator:an',
      createdAt: NOW,
      revokedAt: null,
      revokedBy: null,
    });
    assert.deepEqual(granted[0]?.asked.to, {
      person: undefined,
      unit: 'U',
      subtree: true,
      position: undefined,
      category: 'cong_chuc',
    });
  });

  it('leaves alone what somebody revoked or gave again since, and what would be over', () => {
    const facts = factsOf(
      roleGrantRow({ id: 'given', personId: 'lan', ...REVOKED }),
      roleGrantRow({ id: 'taken', unitId: 'u', ...REVOKED }),
      roleGrantRow({ id: 'again', unitId: 'u', from: EARLIER }),
      roleGrantRow({ id: 'over', positionId: 'staff', until: EARLIER, ...REVOKED }),
    );
    const { granted, revoked, unchanged, refused } = undo(facts, ['given'], ['taken', 'over']);
    assert.deepEqual([granted, revoked, unchanged, refused], [[], [], 3, []]);
  });

  it('refuses what is gone with its role or person', () => {
    const { refused } = undo(factsOf(), ['given'], ['taken']);
    assert.deepEqual(
      refused.map(({ file, line, value, code }) => [file, line, value, code]),
      [
        ['plan-1', 0, 'given', 'role_grant_not_found'],
        ['plan-1', 0, 'taken', 'role_grant_not_found'],
      ],
    );
  });

  it('brings nothing together that was separated since', () => {
    const facts = factsOf(
      roleGrantRow({ id: 'taken', personId: 'lan', ...REVOKED }),
      roleGrantRow({ id: 'maker', roleId: 'maker', personId: 'lan' }),
    );
    const separation = {
      id: 's',
      name: null,
      roleIds: ['clerk', 'maker'],
      most: 1,
      createdBy: 'an',
      createdAt: EARLIER,
    };
    const separations = [{ ...separation, endedAt: null, endedBy: null }];
    const kept = { ...facts, separation: { separations, exceptions: [] } };
    const plan = concludeRolePlan(kept, undo(kept, [], ['taken']), {});
    assert.deepEqual(
      [plan.granted, plan.refused.map(({ code }) => code), plan.separation[0]?.roles],
      [[], ['separation_violated'], ['documents:clerk', 'documents:maker']],
    );
  });
});
