import type { PendingInput, PendingPlan, PendingState } from './pending-plan.ts';
import type { PlanReport } from './staff-plan-report.ts';

/** What is known of people in a pending plan; it is gone once the plan is decided. */
export interface PendingContent {
  input: PendingInput;
  report: PlanReport;
}

/** How a pending plan ends. */
export interface Decision {
  state: Exclude<PendingState, 'pending' | 'expired'>;
  decidedAt: Date;
  decidedBy: string;
}

/** Port of the plans that wait to be applied. */
export interface PendingPlanStore {
  add(pending: PendingPlan, content: PendingContent): Promise<void>;
  /** Those that may be decided at a moment, the newest first. */
  listOpen(now: Date): Promise<PendingPlan[]>;
  /** The open one with this name, or else the newest. */
  find(plan: string): Promise<PendingPlan | undefined>;
  findInput(id: string): Promise<PendingInput | undefined>;
  findReport(id: string): Promise<PlanReport | undefined>;
  /** By a conditional statement, which also removes the content; false when it was decided before or has expired. */
  decide(id: string, decision: Decision): Promise<boolean>;
}
