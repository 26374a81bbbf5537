import { strict as assert } from 'node:assert';
import {
  checkApprover,
  checkSize,
  PENDING_INPUT_MAX,
  type PendingPlan,
  stateAt,
} from '../../../src/domain/directory/pending-plan.ts';

const PLAN: PendingPlan = {
  id: 'id-1',
  plan: 'p',
  kind: 'import',
  state: 'pending',
  submittedAt: new Date('2026-11-20T01:00:00Z'),
  submittedBy: 'operator:an',
  decidedAt: null,
  decidedBy: null,
  expiresAt: new Date('2026-11-27T01:00:00Z'),
  joiners: 0,
  movers: 0,
  leavers: 3,
  changed: 0,
  guard: { removals: 3, recent: 0, people: 100, limit: 2, verdict: 'blocked' },
};

describe('directory/pending-plan', () => {
  it('is approved by a human who did not submit it', () => {
    checkApprover(PLAN, { kind: 'operator', name: 'binh' });
    checkApprover(PLAN, { kind: 'person', id: 'an' });
    assert.throws(() => checkApprover(PLAN, { kind: 'operator', name: 'an' }), { code: 'approval_self' });
    for (const approver of [{ kind: 'system' }, { kind: 'client', id: 'hr' }] as const) {
      assert.throws(() => checkApprover(PLAN, approver), { code: 'approver_not_person' });
    }
    const submittedBy = 'system';
    checkApprover({ ...PLAN, submittedBy }, { kind: 'operator', name: 'an' });
    assert.throws(() => checkApprover({ ...PLAN, submittedBy }, { kind: 'system' }));
  });

  it('waits until it expires, and no longer', () => {
    assert.equal(stateAt(PLAN, new Date(PLAN.expiresAt.getTime() - 1)), 'pending');
    assert.equal(stateAt(PLAN, PLAN.expiresAt), 'expired');
    assert.equal(stateAt({ ...PLAN, state: 'applied' }, PLAN.expiresAt), 'applied');
  });

  it('is kept up to a size, over all its files', () => {
    const cell = 'x'.repeat(PENDING_INPUT_MAX / 4);
    const inputOf = (header: string[], ...rows: string[][]) => ({
      kind: 'import' as const,
      isPartial: false,
      tables: [[cell], header].map((first) => ({
        file: 'p.csv',
        header: first,
        rows: rows.map((cells, index) => ({ line: index + 2, cells })),
      })),
    });
    checkSize(inputOf([cell], [cell]));
    assert.throws(() => checkSize(inputOf([`${cell}x`], [cell])), { code: 'plan_too_large' });
    const named = {
      file: 'ldaps://dir/ou=people',
      header: [],
      rows: [{ line: 1, entry: 'x'.repeat(PENDING_INPUT_MAX + 1), cells: [] }],
    };
    assert.throws(() => checkSize({ kind: 'import', isPartial: true, tables: [named] }), {
      code: 'plan_too_large',
    });
    checkSize({ kind: 'undo', plan: 'p' });
  });
});
