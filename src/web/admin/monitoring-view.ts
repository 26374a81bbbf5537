import type { LedgerState } from '../../domain/deliveries/ledger-store.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface MonitoringViews {
  'admin/sessions': SessionsView;
  'admin/person-sessions': PersonSessionsView;
  'admin/logouts': LogoutsView;
}

export interface SessionRowView {
  person: { id: string; fullName: string; email: string | null };
  since: Date;
  seenAt: Date;
  address: string | null;
  device: string | null;
  systems: string[];
  /** Whether the officer looks at it out of this very session. */
  isThis: boolean;
  /** Where it can be ended. */
  end: string;
}

export interface SessionsView extends ConsoleFrame {
  notice: SessionNotice | null;
  search: { q: string };
  chosen: { name: string; without: string }[];
  sessions: SessionRowView[];
  total: number;
  newer: string | null;
  older: string | null;
}

export const SESSION_NOTICES = ['ended', 'all-ended', 'none'] as const;
export type SessionNotice = (typeof SESSION_NOTICES)[number];

/** What ends with one session of a person, or with all of them: the question before it is done. */
export interface PersonSessionsView extends ConsoleFrame {
  account: { id: string; fullName: string; email: string | null };
  sessions: SessionRowView[];
  /** Which one is to end; null for all. */
  chosen: string | null;
  /** Relying parties that are told. */
  systems: string[];
  action: string;
}

export const LOGOUT_NOTICES = ['retried', 'none'] as const;

export interface LogoutsView extends ConsoleFrame {
  notice: (typeof LOGOUT_NOTICES)[number] | null;
  /** Whether messages may be sent again at once. */
  mayRetry: boolean;
  systems: {
    clientId: string;
    title: string;
    sent: number;
    delivered: number;
    waiting: number;
    failed: number;
    lastDeliveredAt: Date | null;
    /** What of it has not arrived. */
    address: string;
  }[];
  clients: { id: string; title: string }[];
  search: { client: string; state: string };
  states: readonly LedgerState[];
  rows: {
    id: string;
    kind: 'backchannel_logout' | 'role_change';
    title: string;
    person: { id: string; fullName: string } | null;
    createdAt: Date;
    attempts: number;
    lastError: string | null;
    dueAt: Date | null;
    failedAt: Date | null;
  }[];
  newer: string | null;
  older: string | null;
}
