import type { Day } from '../clock.ts';

/** Factors that a list shows beside a person. */
export const LISTED_FACTORS = ['totp', 'passkey', 'certificate'] as const;
export type ListedFactor = (typeof LISTED_FACTORS)[number];

/** What a list shows of an account beside the person's record. */
export interface Glance {
  personId: string;
  factors: ListedFactor[];
  lastSignInAt: Date | null;
  /** Whether the account can be signed in to at all: it has a password or a certificate. */
  isActivated: boolean;
  /** Until when its password path is locked; null when it is not. */
  lockedUntil: Date | null;
  /** When it will be disabled for want of a sign-in; null while it is not flagged. */
  closesAt: Date | null;
}

/** A post that somebody holds on a day. */
export interface HeldPost {
  /** Of the appointment. */
  id: string;
  personId: string;
  fullName: string;
  unitId: string;
  unitCode: string;
  unitName: string;
  position: string;
  isActing: boolean;
  isMain: boolean;
}

/** Posts, asked of the store; ids that are no UUID never reach it. */
export interface HeldPostQuery {
  /** Null for all. */
  unitIds: readonly string[] | null;
  positionIds: readonly string[];
  /** Also the posts of those who act as something, whatever their position. */
  withActing: boolean;
  day: Day;
  /** The appointment after which the page begins, or before which it ends; an unknown one ends the list. */
  after?: string | undefined;
  before?: string | undefined;
  limit: number;
}

export interface HeldPostPage {
  /** By the names of the people, the Vietnamese way. */
  posts: HeldPost[];
  /** Whether one stands after the last of them; before the first, on the way back. */
  hasMore: boolean;
}

/** Where the store finds the locks of accounts. */
export interface AccountLocks {
  keyOf(personId: string): string;
  attempts: number;
}

/** Port of what the console shows of many at once. */
export interface OverviewStore {
  /**
   * Of accounts that are there.
   * @param locks the counter of each account's password path, and how many failures close it
   */
  listGlances(personIds: readonly string[], locks: AccountLocks, now: Date): Promise<Glance[]>;
  /** Ids of people whose password path is locked. */
  listLocked(locks: AccountLocks, now: Date): Promise<string[]>;
  /** How many people who work have their main post in a unit on a day, by the unit's id. */
  countByUnit(day: Day): Promise<Map<string, number>>;
  /** How many people hold each position on a day, by its id; in some units, and of some positions, when they are named. */
  countByPosition(
    day: Day,
    unitIds: readonly string[] | null,
    positionIds?: readonly string[],
  ): Promise<Map<string, number>>;
  /** One page of posts. */
  listHeldPosts(query: HeldPostQuery): Promise<HeldPostPage>;
}
