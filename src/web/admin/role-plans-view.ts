import type { PendingState } from '../../domain/directory/pending-plan.ts';
import type { RemovalGuard } from '../../domain/directory/staff-guard.ts';
import type { RolePlanKind } from '../../domain/role-plans/role-plan-store.ts';
import type { RefusalView } from '../view-models.ts';
import type { Conflict } from './conflict.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { GrantProblem } from './grant-form-view.ts';
import type { Phrase } from './role-grant-words.ts';

export interface RolePlanViews {
  'admin/role-plans': RolePlansView;
  'admin/role-plan': RolePlanView;
  'admin/role-grant-edit': GrantEditView;
}

export interface RolePlansView extends ConsoleFrame {
  error: RefusalView | null;
  canWrite: boolean;
  waiting: {
    plan: string;
    kind: RolePlanKind;
    by: string;
    at: Date;
    until: Date;
    granted: number;
    revoked: number;
    isBlocked: boolean;
  }[];
  applied: {
    plan: string;
    kind: RolePlanKind;
    by: string;
    at: Date;
    granted: number;
    revoked: number;
    undo: 'possible' | 'undone' | 'impossible';
  }[];
}

/** People who gain or lose a role by a plan. */
export interface ShiftsView {
  people: number;
  listed: { name: string; number: string | null; role: string; from: Date }[];
}

/** What a plan would do. */
export interface PlanContentView {
  granted: { count: number; sentences: Phrase[][] };
  revoked: { count: number; sentences: Phrase[][] };
  unchanged: number;
  gained: ShiftsView;
  lost: ShiftsView;
  conflicts: { name: string; roles: string }[];
  refused: { place: string; value: string; text: string }[];
  guard: RemovalGuard;
}

export interface RolePlanView extends ConsoleFrame {
  error: RefusalView | null;
  notice: 'applied' | 'rejected' | null;
  /** Null for one of which nothing was kept. */
  plan: string | null;
  kind: RolePlanKind;
  state: PendingState | 'refused' | 'unchanged';
  by: string | null;
  at: Date | null;
  until: Date | null;
  decided: { by: string; at: Date } | null;
  /** Null once it is decided, or has become another plan. */
  content: PlanContentView | null;
  can: { apply: boolean; approve: boolean; reject: boolean };
}

/** What is typed into the form by which a role grant is changed. */
export const EDIT_FIELDS = [
  'position',
  'unit',
  'subtree',
  'category',
  'extent',
  'from',
  'until',
  'decision',
  'reason',
] as const;
export type EditFields = Record<(typeof EDIT_FIELDS)[number], string>;

export interface GrantEditView extends ConsoleFrame {
  /** What somebody else changed meanwhile, beside what was typed; empty when nobody did. */
  conflicts: Conflict<(typeof EDIT_FIELDS)[number]>[];
  id: string;
  sentence: Phrase[];
  /** Whether it is for a person, who stays, or a rule. */
  isRule: boolean;
  form: EditFields;
  problem: GrantProblem | null;
  error: RefusalView | null;
}
