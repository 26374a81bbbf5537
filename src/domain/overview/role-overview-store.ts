import type { Day } from '../clock.ts';
import type { ReadingBounds } from '../directory/readable-extent.ts';
import type { RoleGrant } from '../roles/role-grant.ts';

/** By what a role grant finds its holders: the first of these that it names. */
export const HOLDER_KINDS = ['person', 'position', 'unit', 'category'] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

/** `standing`: counts, or will; `ending`: and has its last day soon; `ended`: revoked, or over. */
export const ROLE_GRANT_STATES = ['standing', 'ending', 'ended'] as const;
export type RoleGrantState = (typeof ROLE_GRANT_STATES)[number];

/** A word of a search, and what bears it besides people. */
export interface SearchedPart {
  text: string;
  roleIds: string[];
  unitIds: string[];
  positionIds: string[];
}

/** Every condition that is set must hold. */
export interface RoleGrantSearch {
  ids?: readonly string[] | undefined;
  parts?: readonly SearchedPart[] | undefined;
  clientId?: string | undefined;
  roleId?: string | undefined;
  /** The unit whose people it reaches, or that it is limited to. */
  unitId?: string | undefined;
  kind?: HolderKind | undefined;
  state?: RoleGrantState | undefined;
  now: Date;
  /** Until when an end is soon. */
  soon: Date;
  within?: ReadingBounds | undefined;
}

/** A page of a list: after one row, or before it on the way back. */
export interface RoleGrantEdge {
  after: string | null;
  before: string | null;
  limit: number;
}

/** A row of the matrix: a unit, with those below it. */
export interface MatrixRow {
  key: string;
  unitIds: readonly string[];
}

/** How many people hold a role in a row, and by which kinds of role grants. */
export interface MatrixCell {
  key: string;
  roleId: string;
  people: number;
  kinds: HolderKind[];
}

export interface MatrixQuestion {
  roleIds: readonly string[];
  rows: readonly MatrixRow[];
  at: Date;
  today: Day;
  /** Statuses of people who work. */
  working: readonly string[];
}

/** Port of what the console shows of roles, many at once. */
export interface RoleOverviewStore {
  /** The newest first; one row more than asked tells that there are more. */
  pageRoleGrants(search: RoleGrantSearch, edge: RoleGrantEdge): Promise<RoleGrant[]>;
  /** @param most beyond which it does not count; null counts all */
  countRoleGrants(search: RoleGrantSearch, most: number | null): Promise<number>;
  /**
   * Who holds roles by role grants, counted by unit: each person once in every row in which she holds them by a post.
   * Deputies, and movers who hand over, are not counted.
   */
  countHolders(question: MatrixQuestion): Promise<MatrixCell[]>;
  /** How many role grants stand, by the id of their role. */
  countByRole(now: Date): Promise<Map<string, number>>;
}
