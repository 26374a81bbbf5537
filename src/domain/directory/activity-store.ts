import type { Day } from '../clock.ts';
import type { StaffStatus } from './person.ts';

/** What is known of the use of an account. */
export interface Activity {
  lastSignInAt: Date | null;
  /** Since when it is flagged as dormant; null while it is not. */
  flaggedAt: Date | null;
  /** When a flagged account is closed; the person was told, so a change of the settings does not move it. */
  closesAt: Date | null;
}

/** Which accounts may lie dormant: open on a day, with one of the statuses, and not protected. */
export interface CountedAccounts {
  day: Day;
  /** None: nobody is counted. */
  statuses: readonly StaffStatus[];
}

/** Port of the use of accounts. Every change is one conditional statement: any number of nodes may sweep. */
export interface ActivityStore {
  find(personId: string): Promise<Activity | undefined>;
  /** Notes a sign-in: the count begins anew, and a flag goes. */
  signedIn(personId: string, at: Date): Promise<void>;
  /** Notes, to the day, that a person got a token for a relying party; mostly it is known already. */
  usedClient(personId: string, clientId: string, at: Date): Promise<void>;
  /** Begins the count anew, and takes a flag away. */
  restart(personId: string, at: Date): Promise<void>;

  /** Begins to count accounts that now may lie dormant, and forgets the count of all that may not. */
  count(counted: CountedAccounts, now: Date): Promise<void>;
  /** Takes the flag from accounts that have been counted from a moment after `since`. */
  unflagSince(since: Date): Promise<void>;
  /** Accounts without a flag that have been counted from `since` or before, the longest first. */
  listDormant(since: Date, limit: number): Promise<string[]>;
  /** False when somebody signed in meanwhile, or another node was first. */
  flag(personId: string, since: Date, at: Date, closesAt: Date): Promise<boolean>;
  /** Flagged accounts whose time has come. */
  countDue(now: Date): Promise<number>;
  /** Takes one of them for closing: it is counted no more. */
  takeDue(now: Date): Promise<string | undefined>;
  countClosedSince(since: Date): Promise<number>;
  /** True for one caller a day. */
  raiseAlarm(day: Day): Promise<boolean>;
}
