import type { ClientKind, ClientQuestion } from '../../domain/overview/client-overview.ts';
import type { RoleExtent } from '../../domain/roles/role.ts';
import type { MessageKey } from '../../messages/translate.ts';
import type { ClientFormViews } from './client-form-view.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { PagingView } from './list-query.ts';
import type { Snippet } from './snippets/client-snippets.ts';

export interface ClientsViews extends ClientFormViews {
  'admin/clients': ClientsView;
  'admin/client': ClientView;
}

/** A relying system in the list. */
export interface ClientRowView {
  id: string;
  address: string;
  title: string;
  icon: string | null;
  owner: string | null;
  roles: number;
  lastUsedAt: Date | null;
  /** Null where it may not be read how it is connected. */
  connection: { kind: ClientKind; isCompatible: boolean; hearsNothing: boolean } | null;
}

export interface ClientsView extends ConsoleFrame {
  notice: 'removed' | null;
  search: { text: string; kind: string; state: string };
  kinds: readonly ClientKind[];
  questions: readonly ClientQuestion[];
  clients: ClientRowView[];
  paging: PagingView;
  mayRegister: boolean;
}

/** A line about a connection. */
export interface ConnectionFact {
  label: MessageKey;
  /** Words of ours … */
  words?: MessageKey[];
  /** … or names and addresses as they stand in the registration. */
  values?: string[];
}

export interface ClientView extends ConsoleFrame {
  notice: ClientNotice | null;
  id: string;
  /** The page of this very system. */
  address: string;
  title: string;
  icon: string | null;
  /** Where people open it; null without a tile. */
  url: string | null;
  owner: { name: string; address: string | null } | null;
  lastUsedAt: Date | null;
  users: number;
  unusedDays: number;
  roles: {
    code: string;
    name: string;
    extent: RoleExtent;
    isPrivileged: boolean;
    roleGrants: number;
    address: string;
  }[];
  rolesAddress: string;
  /** Null where it may not be read how it is connected. */
  connection: ClientConnectionView | null;
  /** Who registered and changed it, for who may read the log. */
  auditAddress: string | null;
  mayChange: boolean;
}

export interface ClientConnectionView {
  isCompatible: boolean;
  hearsNothing: boolean;
  facts: ConnectionFact[];
  keys: {
    method: string;
    hasSecret: boolean;
    jwksUri: string | null;
    keys: { id: string | null; kind: string }[];
    changedAt: Date;
  };
  ledger: {
    sent: number;
    delivered: number;
    waiting: number;
    failed: number;
    lastDeliveredAt: Date | null;
  } | null;
  /** Where what has not arrived is listed, for who may read it. */
  ledgerAddress: string | null;
  /** The code that connects it, by one way of building systems, … */
  snippet: Snippet & { title: string };
  /** … and those that there are, each with its address. */
  snippets: { title: string; address: string }[];
}

export const CLIENT_NOTICES = ['registered', 'changed', 'unchanged'] as const;
export type ClientNotice = (typeof CLIENT_NOTICES)[number];
