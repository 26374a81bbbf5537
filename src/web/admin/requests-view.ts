import type { ApprovalStep, RequestState } from '../../domain/requests/role-request.ts';
import type { ListedState } from '../../domain/requests/role-request-store.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { PagingView } from './list-query.ts';

export interface RequestViews {
  'admin/requests': RequestListView;
  'admin/request': RequestView;
}

export const REQUEST_NOTICES = ['approved', 'rejected'] as const;

/** What the list can be narrowed to: what waits for whoever looks, or what may be read, by state. */
export type RequestTab = 'mine' | ListedState | 'all';

interface RequestNames {
  id: string;
  role: string;
  application: string;
  icon: string | null;
  tint: string;
}

export interface RequestLine extends RequestNames {
  requester: string;
  employeeNo: string | null;
  reason: string;
  requestedAt: Date;
  state: RequestState;
  /** Null when it waits no more. */
  step: ApprovalStep | null;
  /** The last day on which to decide. */
  dueAt: Date;
}

export interface RequestListView extends ConsoleFrame {
  search: string;
  tab: RequestTab;
  tabs: { tab: RequestTab; url: string; number: number | null }[];
  requests: RequestLine[];
  /** Null where all of it is shown. */
  paging: PagingView | null;
}

export interface RequestView extends ConsoleFrame, RequestNames {
  notice: (typeof REQUEST_NOTICES)[number] | null;
  error: RefusalView | null;
  /** As it was typed, when the form is shown again. */
  note: string;
  state: RequestState;
  step: ApprovalStep | null;
  dueAt: Date;
  requestedAt: Date;
  reason: string;
  /** The last day of the role grant. */
  until: Date;
  /** The unit that the role is to be limited to. */
  extent: string | null;
  requester: {
    id: string;
    name: string;
    employeeNo: string | null;
    position: string | null;
    unit: string | null;
  };
  decisions: {
    step: ApprovalStep;
    verdict: 'approved' | 'rejected';
    by: string;
    at: Date;
    note: string | null;
  }[];
  endedAt: Date | null;
  /** Id of what came of it. */
  roleGrantId: string | null;
  held: { application: string; roles: string[] }[];
  conflicts: { separation: string; roles: string }[];
  isMine: boolean;
}
