import type { PendingState } from '../../domain/directory/pending-plan.ts';
import type { RemovalGuard } from '../../domain/directory/staff-guard.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface HrImportsViews {
  'admin/hr-imports': HrImportsView;
  'admin/hr-import': HrImportView;
}

/** What a plan does, in numbers. */
export interface PlanCounts {
  joiners: number;
  movers: number;
  leavers: number;
  changed: number;
}

export interface HrImportsView extends ConsoleFrame {
  error: RefusalView | null;
  canImport: boolean;
  /** Bytes of all files together. */
  mostBytes: number;
  waiting: (PlanCounts & {
    kind: MessageKey;
    address: string;
    submittedBy: string;
    submittedAt: Date;
    expiresAt: Date;
    isBlocked: boolean;
  })[];
  applied: (PlanCounts & {
    kind: MessageKey;
    plan: string;
    appliedBy: string;
    appliedAt: Date;
    /** Whether another plan took it back; null where nothing can. */
    undo: 'possible' | 'undone' | 'impossible';
  })[];
}

/** One person's line in a plan, or one fault of a file. */
export interface PlanRowView {
  kind: 'joiner' | 'mover' | 'leaver' | 'changed';
  name: string;
  number: string | null;
  before: string | null;
  after: string | null;
  gained: number;
  lost: number;
}

export interface RefusedRowView {
  file: string;
  line: number;
  column: string;
  value: string;
  text: string;
}

export const TABS = ['roles', 'all', 'refused'] as const;
export type Tab = (typeof TABS)[number];

export interface HrImportView extends ConsoleFrame {
  error: RefusalView | null;
  notice: 'applied' | 'rejected' | null;
  /** Null for files of which nothing was kept, because rows were refused or nothing changes. */
  plan: string | null;
  kind: MessageKey;
  state: PendingState | 'refused' | 'unchanged';
  submittedBy: string | null;
  submittedAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  expiresAt: Date | null;
  guard: RemovalGuard | null;
  /** Whether it takes somebody else than who submitted it. */
  needsSecond: boolean;
  /** What the visitor may do with it now. */
  can: { apply: boolean; approve: boolean; reject: boolean };
  decisionAction: string;
  counts: (PlanCounts & { unchanged: number; refused: number }) | null;
  tabs: { tab: Tab; address: string; count: number; isChosen: boolean }[];
  rows: PlanRowView[];
  refused: RefusedRowView[];
  /** How many more there are than are shown. */
  more: number;
  orphans: string[];
  violations: { name: string; roles: string; from: string }[];
}
