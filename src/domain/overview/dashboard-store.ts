import type { Day } from '../clock.ts';
import type { SignInCount } from './sign-in-slots.ts';

/** Whom numbers are about: everybody, or who holds a post in one of some units on a day. */
export interface CountedPeople {
  unitIds: readonly string[] | null;
  today: Day;
}

export interface CountedSpan {
  from: Date;
  until: Date;
  stepMs: number;
}

/** Failed sign-ins of one cause. */
export interface CauseCount {
  cause: string;
  /** The method that was refused. */
  method: string;
  number: number;
}

/** Logout messages to one relying party. */
export interface LogoutCount {
  clientId: string;
  sent: number;
  arrived: number;
  /** What the last one that has not arrived met. */
  lastError: string | null;
  /** When it is tried again; null when it never is. */
  retryAt: Date | null;
}

/** The last change by HR that was applied. */
export interface LastImport {
  appliedAt: Date;
  joiners: number;
  movers: number;
  leavers: number;
  changed: number;
}

/** Port of the numbers on the console's first page. */
export interface DashboardStore {
  /** By stretch, counted from `from`; stretches without any are absent. */
  countSignIns(span: CountedSpan, people: CountedPeople): Promise<SignInCount[]>;
  /** The most frequent first. */
  countCauses(span: Pick<CountedSpan, 'from' | 'until'>, people: CountedPeople): Promise<CauseCount[]>;
  /** Sessions used after one moment that began after another. */
  countSessions(after: { seen: Date; signedIn: Date }, people: CountedPeople): Promise<number>;
  /** Password paths that so many failures have closed. @param prefix of the counters of accounts */
  countLocked(prefix: string, attempts: number, now: Date, people: CountedPeople): Promise<number>;
  /** Role grants in force that end before a moment. */
  countEndingRoleGrants(now: Date, until: Date): Promise<number>;
  /** Login certificates that end before a moment. */
  countEndingCertificates(now: Date, until: Date, people: CountedPeople): Promise<number>;
  /** Plans of HR files, plans of role grants and role grants that wait for a second person. */
  countWaiting(now: Date): Promise<{ staffPlans: number; rolePlans: number; roleGrants: number }>;
  /** Functional mailboxes that nobody keeps. */
  countOwnerlessMailboxes(): Promise<number>;
  findLastImport(): Promise<LastImport | undefined>;
  /** Messages queued since a moment, by relying party. */
  countLogouts(since: Date): Promise<LogoutCount[]>;
  /** Relying parties with a message queued since a moment that failed and has not arrived. */
  countUntold(since: Date): Promise<number>;
}
