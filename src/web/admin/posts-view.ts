import type { MailboxKind } from '../../domain/directory/mailbox.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { PagingView } from './list-query.ts';

export interface PostsViews {
  'admin/positions': PositionsView;
  'admin/position': PositionView;
  'admin/mailboxes': MailboxesView;
}

interface NameLink {
  name: string;
  address: string;
}

export interface PositionsView extends ConsoleFrame {
  search: string;
  total: number;
  positions: (NameLink & { code: string; holders: number })[];
}

export interface PositionView extends ConsoleFrame {
  name: string;
  code: string;
  onDay: string;
  holders: { person: NameLink; unit: NameLink; position: string; isMain: boolean }[];
  paging: PagingView;
}

export interface MailboxesView extends ConsoleFrame {
  search: { text: string; kind: string; isUnkept: boolean };
  kinds: readonly MailboxKind[];
  mailboxes: {
    address: string;
    name: string | null;
    kind: MailboxKind;
    owner: NameLink | null;
    stewards: NameLink[];
  }[];
  paging: PagingView;
}
