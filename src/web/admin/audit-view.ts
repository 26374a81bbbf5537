import type { AuditGroup } from '../../domain/audit/audit-groups.ts';
import type { BreakReason } from '../../domain/audit/chain-check.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface AuditViews {
  'admin/audit': AuditView;
  'admin/audit-record': AuditRecordView;
  'admin/sign-in-failure': SignInFailureView;
}

/** What is known of the chain; every number is that of a record. */
export interface ChainView {
  state: 'intact' | 'broken' | 'unchecked';
  upTo: number;
  newest: number;
  checkedAt: Date | null;
  /** When everything was last read anew from record 1, and how far. */
  whole: { seq: number; at: Date } | null;
  /** How far a reading anew has come. */
  round: number | null;
  broken: { seq: number; reason: BreakReason; at: Date } | null;
}

export interface AuditRowView {
  seq: number;
  at: Date;
  icon: string;
  sentence: string;
  act: string;
  isTroubling: boolean;
  network: string | null;
  supportCode: string | null;
}

export interface AuditView extends ConsoleFrame {
  notice: 'checking' | null;
  chain: ChainView;
  search: {
    q: string;
    /** An id, from a link. */
    person: string;
    type: string;
    client: string;
    actor: string;
    network: string;
    code: string;
    /** Days as `YYYY-MM-DD`. */
    from: string;
    until: string;
  };
  groups: { group: AuditGroup; types: { value: string; name: string }[] }[];
  clients: { id: string; title: string }[];
  /** What narrows the list, each with the address of the list without it. */
  chosen: { name: string; without: string }[];
  /** Where the list begins anew; the filters of the address. */
  exportAddress: string;
  rows: AuditRowView[];
  newer: string | null;
  older: string | null;
}

/** A fact of a record; `href` leads to whom or what it speaks of. */
export interface FactView {
  label: string;
  text: string;
  isCode: boolean;
  href: string | null;
}

export interface AuditRecordView extends ConsoleFrame {
  seq: number;
  at: Date;
  act: string;
  sentence: string;
  icon: string;
  facts: FactView[];
  changes: { field: string; before: string; after: string }[];
  previousHash: string;
  hash: string;
  isSealed: boolean;
  /** Addresses of the records beside it. */
  previous: string | null;
  next: string | null;
}

export interface SignInFailureView extends ConsoleFrame {
  code: string;
  at: Date;
  cause: string;
  remedy: string;
  account: { id: string; fullName: string; email: string | null; address: string | null } | null;
  facts: FactView[];
  /** Everything that bears the code. */
  records: string | null;
}
