import type { RevocationMeans } from '../../domain/certificates/tree-policy.ts';
import type { ListStanding, Validity } from '../../domain/certificates/trust-anchors.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface TrustViews {
  'admin/trust': TrustView;
}

export const TRUST_NOTICES = ['asked', 'none'] as const;

export interface TrustListView {
  url: string;
  standing: ListStanding;
  /** Why the last try failed, in words. */
  problem: string | null;
  failures: number;
  number: string | null;
  thisUpdate: Date | null;
  nextUpdate: Date | null;
  fetchedAt: Date | null;
  dueAt: Date;
}

export interface TrustAuthorityView {
  id: string;
  subject: string;
  issuer: string;
  serial: string;
  /** In pairs, as certificate viewers show it. */
  fingerprint: string;
  key: string;
  policies: string[];
  isAnchor: boolean;
  notBefore: Date;
  notAfter: Date;
  validity: Validity;
  daysLeft: number;
  bound: number;
  lists: TrustListView[];
}

export interface TrustTreeView {
  tree: string;
  name: string;
  /** The files that say it all. */
  files: string[];
  isSample: boolean;
  order: readonly RevocationMeans[];
  hosts: string[];
  policies: string[];
  graceHours: number;
  maxAgeMinutes: number;
  isNonceRequired: boolean;
  bindsByEmail: boolean;
  authorities: TrustAuthorityView[];
}

/** What an officer has to see to, the worst first. */
export interface TrustWarning {
  kind: Exclude<Validity, 'valid'> | Exclude<ListStanding, 'fresh' | 'missing'>;
  isBad: boolean;
  subject: string;
  href: string;
  /** Until it ends, or since when it has ended. */
  at: Date;
}

export interface TrustView extends ConsoleFrame {
  notice: (typeof TRUST_NOTICES)[number] | null;
  mayFetch: boolean;
  hasLists: boolean;
  warnings: TrustWarning[];
  trees: TrustTreeView[];
}
