import type { Period } from '../../domain/overview/dashboard.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { ChartView } from './sign-in-chart.ts';

export interface OverviewViews {
  'admin/overview': OverviewView;
}

/** One thing of which the page says whether it is well. */
export interface HealthView {
  key: 'signIns' | 'lists' | 'logouts';
  isWell: boolean;
  text: string;
}

/** What waits for somebody; a number of nought is not shown. */
export interface WorkView {
  label: MessageKey;
  icon: string;
  note: string | null;
  number: number;
  /** Null where there is no page for it. */
  address: string | null;
}

export interface OverviewView extends ConsoleFrame {
  at: Date;
  period: Period;
  periods: { value: Period; address: string }[];
  health: HealthView[];
  succeeded: number;
  refused: number;
  /** In percent of all tries. */
  refusedShare: number;
  usual: number | null;
  openSessions: number;
  lockedAccounts: number;
  lockedAddress: string;
  chart: ChartView;
  /** The same as numbers: stretches in which something happened. */
  table: { at: Date; succeeded: number; refused: number }[];
  isByDay: boolean;
  work: WorkView[];
  causes: { cause: string; number: number; width: number }[];
  lastImport: { appliedAt: Date; joiners: number; movers: number; leavers: number; changed: number } | null;
  /** Null for who looks after a part of the ministry. */
  logouts:
    | {
        title: string;
        icon: string | null;
        tint: string;
        sent: number;
        arrived: number;
        retryAt: Date | null;
      }[]
    | null;
}
