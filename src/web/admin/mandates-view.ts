import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { PagingView } from './list-query.ts';

export interface MandateViews {
  'admin/mandates': MandatesView;
  'admin/mandate-confirm': MandateConfirmView;
}

export const MANDATE_STATES = ['open', 'over', 'all'] as const;
export type MandateState = 'upcoming' | 'open' | 'over' | 'ended';

export interface MandateLine {
  id: string;
  mandator: string;
  deputy: string;
  roles: string[];
  from: Date;
  /** Its last day. */
  until: Date;
  decision: string;
  reason: string | null;
  author: string;
  createdAt: Date;
  state: MandateState;
}

export interface MandatesView extends ConsoleFrame {
  notice: 'ended' | null;
  search: { text: string; state: string };
  mandates: MandateLine[];
  canEnd: boolean;
  paging: PagingView;
}

export interface MandateConfirmView extends ConsoleFrame {
  error: RefusalView | null;
  mandate: MandateLine;
}
