import { strict as assert } from 'node:assert';
import type { PendingPlan } from '../../src/domain/directory/pending-plan.ts';
import type { PlanReport } from '../../src/domain/directory/staff-plan-report.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-11-20T01:00:00Z');
const COUNTS = { joiners: 0, movers: 0, leavers: 0, changed: 0 };
const ROWS = { added: 0, changed: 0, removed: 0, unchanged: 0 };
const GUARD = { removals: 0, recent: 0, people: 1, limit: 0, verdict: 'ok' } as const;
const PENDING: PendingPlan = {
  id: '00000000-0000-4000-8000-000000000001',
  plan: 'p',
  kind: 'undo',
  state: 'pending',
  submittedAt: NOW,
  submittedBy: 'operator:an',
  decidedAt: null,
  decidedBy: null,
  expiresAt: new Date('2026-11-27T01:00:00Z'),
  ...COUNTS,
  guard: GUARD,
};
const LOST = {
  employeeNo: 'CB1',
  email: null,
  fullName: 'Lê Ánh',
  clientId: 'documents',
  role: 'author',
  units: ['G14'],
  handoverUntil: new Date('2026-11-25T17:00:00Z'),
};
const REPORT: PlanReport = {
  plan: 'p',
  joiners: [],
  movers: [],
  leavers: [],
  changed: [],
  unchanged: 1,
  units: ROWS,
  mailboxes: ROWS,
  refused: [],
  guard: GUARD,
  roles: { gained: [], lost: [LOST] },
  orphans: [],
  separation: [],
  counts: { ...COUNTS, orphans: 0, separation: 0, gained: 0, lost: 1 },
};

describe('storage: pending plans', () => {
  let opened: TestServices;
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => NOW });
  });
  after(() => opened.close());

  it('gives back what it was given, instants as instants, until the plan is decided once', async () => {
    const { pendingPlans } = opened.services.stores;
    const input = { kind: 'undo', plan: 'q' } as const;
    await pendingPlans.add(PENDING, { input, report: REPORT });
    assert.deepEqual(await pendingPlans.find('p'), PENDING);
    assert.deepEqual(await pendingPlans.findInput(PENDING.id), input);
    assert.deepEqual(await pendingPlans.findReport(PENDING.id), REPORT);
    const decision = { state: 'rejected', decidedAt: NOW, decidedBy: 'operator:binh' } as const;
    assert.deepEqual(
      [await pendingPlans.decide(PENDING.id, decision), await pendingPlans.decide(PENDING.id, decision)],
      [true, false],
    );
    assert.equal(await pendingPlans.findInput(PENDING.id), undefined);
    assert.equal(await pendingPlans.findReport(PENDING.id), undefined);
  });

  it('finds the open plan of a name before one that a faster clock decided', async () => {
    const { pendingPlans } = opened.services.stores;
    const open = { ...PENDING, id: '00000000-0000-4000-8000-000000000002', submittedAt: new Date(0) };
    await pendingPlans.add(open, { input: { kind: 'undo', plan: 'q' }, report: REPORT });
    assert.equal((await pendingPlans.find('p'))?.id, open.id);
  });
});
