import type { PendingInput, PendingPlan, PendingState } from './pending-plan.ts';
import type { PlanReport } from './staff-plan-report.ts';

/** How a pending plan ends. */
export interface Decision {
  state: Exclude<PendingState, 'pending' | 'expired'>;
  decidedAt: Date;
  decidedBy: string;
}

/** Port of plans of one kind that wait to be applied, each with a sealed content that is gone once it is decided. */
export interface WaitingPlanStore<Pending, Content extends { input: unknown }> {
  add(pending: Pending, content: Content): Promise<void>;
  /** Those that may be decided at a moment, the newest first. */
  listOpen(now: Date): Promise<Pending[]>;
  /** The open one with this name, or else the newest. */
  find(plan: string): Promise<Pending | undefined>;
  /** What makes the plan again. */
  findInput(id: string): Promise<Content['input'] | undefined>;
  /** By a conditional statement, which also removes the content; false when it was decided before or has expired. */
  decide(id: string, decision: Decision): Promise<boolean>;
}

/** What is known of people in a pending plan. */
export interface PendingContent {
  input: PendingInput;
  report: PlanReport;
}

/** Port of the plans of the directory that wait. */
export interface PendingPlanStore extends WaitingPlanStore<PendingPlan, PendingContent> {
  findReport(id: string): Promise<PlanReport | undefined>;
}
