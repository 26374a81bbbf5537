import type { HolderKind } from '../../domain/overview/role-overview-store.ts';
import type { RolePathVia } from '../../domain/roles/role-paths.ts';
import type { ConsoleFrame } from './console-frame.ts';
import type { Phrase } from './role-grant-words.ts';
import type { AffectedView } from './role-grants-view.ts';

export interface RoleMatrixViews {
  'admin/role-matrix': RoleMatrixView;
  'admin/role-cell': RoleCellView;
}

/** A number of people, and how strongly it is shaded: 1 to 4. */
export interface CellView {
  people: number;
  kinds: HolderKind[];
  heat: number;
  /** Where its people are listed. */
  address: string;
}

export interface RoleMatrixView extends ConsoleFrame {
  /** The system whose roles are shown; null where none may be read. */
  client: { id: string; title: string } | null;
  clients: { value: string; text: string }[];
  /** The day, as `YYYY-MM-DD`. */
  at: string;
  unit: string;
  /** What narrows cells to one kind of role grants; empty for all. */
  kind: string;
  columns: { name: string; isPrivileged: boolean; address: string }[];
  rows: {
    name: string;
    depth: number;
    /** Where it is folded or unfolded; null for what has nothing below it. */
    toggle: { address: string; isOpen: boolean } | null;
    cells: (CellView | null)[];
    isSum: boolean;
  }[];
  /** Addresses of the neighbouring pages. */
  moreRows: PageLinks;
  moreColumns: PageLinks;
  canGrant: boolean;
}

export interface PageLinks {
  previous: string | null;
  next: string | null;
}

export interface RoleCellView extends ConsoleFrame {
  role: string;
  client: string;
  unit: string;
  /** Null for today. */
  on: Date | null;
  back: string;
  people: (AffectedView & { email: string | null; kinds: RolePathVia['kind'][]; until: Date | null })[];
  more: string | null;
  roleGrants: { id: string; sentence: Phrase[] }[];
  /** The form by which another one is given; null for who may give none. */
  grantAddress: string | null;
}
