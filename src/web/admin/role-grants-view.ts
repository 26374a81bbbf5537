import type { HolderKind } from '../../domain/overview/role-overview-store.ts';
import type { RolePathVia } from '../../domain/roles/role-paths.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { RefusalView } from '../view-models.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { PagingView } from './list-query.ts';
import type { GrantLink } from './role-grant-links.ts';
import type { Phrase } from './role-grant-words.ts';
import type { ExportView } from './table-export.ts';

export interface RoleGrantViews {
  'admin/role-grants': RoleGrantsView;
  'admin/role-grant': RoleGrantView;
  'admin/role-grant-confirm': RoleGrantConfirmView;
}

/** What a state looks like in a list. */
export type GrantState = 'standing' | 'upcoming' | 'ending' | 'over' | 'revoked' | 'waiting';

export interface RoleGrantsView extends ConsoleFrame {
  notice: GrantNotice | null;
  /** For who reads the whole ministry. */
  exports: ExportView[];
  canGrant: boolean;
  search: { text: string; client: string; kind: string; state: string; role: string; unit: string };
  clients: { value: string; text: string }[];
  kinds: { value: HolderKind; text: MessageKey }[];
  states: { value: string; text: MessageKey }[];
  /** What narrows the list besides, with the address without it. */
  chosen: { name: string; without: string }[];
  roleGrants: {
    id: string;
    kind: HolderKind;
    sentence: Phrase[];
    links: GrantLink[];
    author: string;
    createdAt: Date;
    state: GrantState;
    /** The day that the state speaks of. */
    on: Date | null;
  }[];
  paging: PagingView;
}

export const GRANT_NOTICES = ['granted', 'submitted', 'revoked', 'approved', 'rejected', 'edited'] as const;
export type GrantNotice = (typeof GRANT_NOTICES)[number];

/** A person in a list of those whom something changes for. */
export interface AffectedView {
  id: string;
  name: string;
  employeeNo: string | null;
}

/** What a role grant would come to. */
export interface EffectsView {
  sentence: Phrase[];
  /** When it is judged, if that lies ahead. */
  from: Date | null;
  gained: { count: number; people: AffectedView[] };
  kept: { count: number; people: AffectedView[] };
  conflicts: { id: string; name: string; roles: string; separation: string }[];
  /** The largest role claims that come of it, in bytes; null when nobody gains the role. */
  token: { name: string; bytes: number; limit: number; isLarge: boolean } | null;
  isWaiting: boolean;
}

export interface RoleGrantView extends ConsoleFrame {
  notice: GrantNotice | null;
  error: RefusalView | null;
  id: string;
  role: string;
  client: string;
  sentence: Phrase[];
  links: GrantLink[];
  state: GrantState;
  on: Date | null;
  reason: string | null;
  documentHash: string | null;
  history: { kind: 'submitted' | 'approved' | 'rejected' | 'granted' | 'revoked'; by: string; at: Date }[];
  /** Null while it waits. */
  holders: {
    /** Whether each has a page that may be opened. */
    areLinked: boolean;
    people: (AffectedView & { kind: RolePathVia['kind']; until: Date | null })[];
    more: string | null;
  } | null;
  /** What is to be decided; null where nothing is. */
  waiting: { until: Date; effects: EffectsView | null; isOwn: boolean } | null;
  canChange: boolean;
}

export interface RoleGrantConfirmView extends ConsoleFrame {
  error: RefusalView | null;
  id: string;
  sentence: Phrase[];
  lost: { count: number; people: AffectedView[] };
  kept: number;
  isAllowed: boolean;
}
