import type { AppliedPlan } from '../../domain/directory/staff-plan-store.ts';
import { GUARD, PREVIEW } from './plan-preview.ts';
import * as schema from './schema.ts';

const STATES = ['pending', 'applied', 'undone', 'rejected', 'stale', 'expired'];

/** What every plan tells that waits or waited. */
export const WAITING_FIELDS = {
  plan: { ...schema.text, description: 'name of the plan' },
  kind: { ...schema.text, description: 'import, undo …' },
  state: schema.oneOf(STATES),
  submitted_at: schema.momentOrNull,
  submitted_by: schema.textOrNull,
  decided_at: schema.momentOrNull,
  decided_by: schema.textOrNull,
  expires_at: schema.momentOrNull,
};

const FIELDS = {
  ...WAITING_FIELDS,
  joiners: schema.count,
  movers: schema.count,
  leavers: schema.count,
  changed: schema.count,
  guard: { anyOf: [GUARD, { type: 'null' }], description: 'as it was when the plan was submitted' },
};

/** A plan that waits, or what became of it. */
export const PLAN: schema.NamedSchema = { name: 'Plan', schema: schema.object(FIELDS) };

export const PLAN_DETAIL: schema.NamedSchema = {
  name: 'PlanDetail',
  schema: schema.object({ ...FIELDS, preview: schema.nullOr(PREVIEW) }),
  uses: [PREVIEW],
};

/** An applied plan in the same shape; nobody needed to submit it. */
export function appliedJson({ plan, kind, undoneBy, appliedAt, appliedBy, ...counts }: AppliedPlan) {
  const { joiners, movers, leavers, changed } = counts;
  return {
    plan,
    kind,
    state: undoneBy === null ? 'applied' : 'undone',
    submitted_at: null,
    submitted_by: null,
    decided_at: appliedAt,
    decided_by: appliedBy,
    expires_at: null,
    joiners,
    movers,
    leavers,
    changed,
    guard: null,
  };
}
