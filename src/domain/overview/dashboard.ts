import { personKey } from '../authentication/throttle.ts';
import { type Clock, dayOf, daysAfter, startOfDay } from '../clock.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import type { SessionLimits } from '../sessions/session-store.ts';
import type { Stores } from '../transact.ts';
import type { CauseCount, CountedPeople, LastImport, LogoutCount } from './dashboard-store.ts';
import {
  type ChartSlot,
  type ChartSpan,
  chartSlots,
  type SignInCount,
  withinHours,
} from './sign-in-slots.ts';

/** What the numbers of the overview are about. */
export const PERIODS = ['today', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** Days of a period, today included, and the stretches of its chart. */
const SPANS: Readonly<Record<Period, { days: number; stepMs: number }>> = {
  today: { days: 1, stepMs: 15 * 60_000 },
  week: { days: 7, stepMs: 3 * 3_600_000 },
  month: { days: 30, stepMs: 24 * 3_600_000 },
};
/** The hours that a chart of today always shows. */
const OFFICE_HOURS = [6, 18] as const;
/** How many weeks back the same weekday is looked at. */
const WEEKS = 4;
const DAY_MS = 86_400_000;
/** What ends within so many days waits for somebody. */
const SOON_DAYS = 30;
/** For so long the delivery of a logout message is looked at. */
export const LOGOUT_HOURS = 24;

/** The state of the proof that certificates are not revoked. */
export interface ListsState {
  lists: number;
  failing: number;
  /** When the one that was fetched longest ago was fetched; null without lists. */
  oldest: Date | null;
}

export interface Dashboard {
  at: Date;
  signIns: { slots: ChartSlot[]; stepMs: number; succeeded: number; refused: number; usual: number | null };
  causes: CauseCount[];
  openSessions: number;
  lockedAccounts: number;
  endingRoleGrants: number;
  endingCertificates: number;
  /** Null for who looks after a part of the ministry: these are not by unit. */
  whole: {
    waiting: { staffPlans: number; rolePlans: number; roleGrants: number };
    ownerlessMailboxes: number;
    lastImport: LastImport | null;
    logouts: LogoutCount[];
    lists: ListsState;
  } | null;
}

interface Dependencies {
  stores: Pick<Stores, 'dashboard' | 'settings' | 'revocationLists'>;
  limits: SessionLimits;
  clock: Clock;
}

export type DashboardService = ReturnType<typeof createDashboard>;

/** The numbers on the console's first page. */
export function createDashboard({ stores, limits, clock }: Dependencies) {
  const { dashboard } = stores;
  const remembered = new Map<string, Promise<Map<number, number>>>();

  /** How many sign-ins a day like this usually has, by stretch; former weeks do not change, so they are counted once. */
  function usualOf(day: Date, stepMs: number, people: CountedPeople): Promise<Map<number, number>> {
    const key = `${day.toISOString()} ${people.unitIds?.join(' ') ?? ''}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const counted = countUsual(day, stepMs, people);
    // Some units and today; yesterday's are not asked for again.
    if (remembered.size >= 50) remembered.clear();
    remembered.set(key, counted);
    counted.catch(() => remembered.delete(key));
    return counted;
  }

  async function countUsual(day: Date, stepMs: number, people: CountedPeople): Promise<Map<number, number>> {
    const weeks: SignInCount[][] = [];
    for (let week = 1; week <= WEEKS; week += 1) {
      const from = daysAfter(day, -7 * week);
      weeks.push(await dashboard.countSignIns({ from, until: daysAfter(from, 1), stepMs }, people));
    }
    return usualSlots(weeks);
  }

  async function signIns(period: Period, people: CountedPeople, now: Date): Promise<Dashboard['signIns']> {
    const { days, stepMs } = SPANS[period];
    const from = daysAfter(startOfDay(people.today), 1 - days);
    const span: ChartSpan = { from, stepMs, length: (days * DAY_MS) / stepMs };
    const counts = await dashboard.countSignIns({ from, until: daysAfter(from, days), stepMs }, people);
    const usual = period === 'today' ? await usualOf(from, stepMs, people) : new Map<number, number>();
    const all = chartSlots(span, counts, usual.size === 0 ? null : usual, now);
    const sum = (number: (slot: ChartSlot) => number) => all.reduce((total, slot) => total + number(slot), 0);
    return {
      slots: period === 'today' ? withinHours(all, span, OFFICE_HOURS) : all,
      stepMs,
      succeeded: sum(({ succeeded }) => succeeded),
      refused: sum(({ refused }) => refused),
      usual: usual.size === 0 ? null : Math.round(sum((slot) => (slot.isAhead ? 0 : (slot.usual ?? 0)))),
    };
  }

  async function ofTheWhole(now: Date): Promise<Dashboard['whole']> {
    const lists = await stores.revocationLists.list();
    const fetched = lists.flatMap(({ fetchedAt }) => (fetchedAt === null ? [] : [fetchedAt.getTime()]));
    return {
      waiting: await dashboard.countWaiting(now),
      ownerlessMailboxes: await dashboard.countOwnerlessMailboxes(),
      lastImport: (await dashboard.findLastImport()) ?? null,
      logouts: await dashboard.countLogouts(new Date(now.getTime() - LOGOUT_HOURS * 3_600_000)),
      lists: {
        lists: lists.length,
        failing: lists.filter(({ problem }) => problem !== null).length,
        oldest: fetched.length === 0 ? null : new Date(Math.min(...fetched)),
      },
    };
  }

  return {
    /** The numbers of a period for who may read an extent of the directory. */
    async show(period: Period, extent: ReadableExtent): Promise<Dashboard> {
      const now = clock.now();
      const isWhole = extent === 'whole';
      const people = { unitIds: isWhole ? null : extent.unitIds, today: dayOf(now) };
      const soon = daysAfter(now, SOON_DAYS);
      const from = daysAfter(startOfDay(people.today), 1 - SPANS[period].days);
      const open = {
        seen: new Date(now.getTime() - limits.idleMs),
        signedIn: new Date(now.getTime() - limits.absoluteMs),
      };
      const attempts = (await stores.settings.load())['lock.attempts'];
      // What reads most, side by side.
      const [counted, causes, whole] = await Promise.all([
        signIns(period, people, now),
        dashboard.countCauses({ from, until: now }, people),
        isWhole ? ofTheWhole(now) : null,
      ]);
      return {
        at: now,
        signIns: counted,
        causes,
        openSessions: await dashboard.countSessions(open, people),
        lockedAccounts: await dashboard.countLocked(personKey(''), attempts, now, people),
        endingRoleGrants: isWhole ? await dashboard.countEndingRoleGrants(now, soon) : 0,
        endingCertificates: await dashboard.countEndingCertificates(now, soon, people),
        whole,
      };
    },
  };
}

/** The mean of former weeks by stretch; weeks without a single sign-in, as before the product was there, do not count. Pure. */
export function usualSlots(weeks: readonly (readonly SignInCount[])[]): Map<number, number> {
  const counted = weeks.filter((week) => week.some(({ succeeded }) => succeeded > 0));
  const usual = new Map<number, number>();
  for (const { slot, succeeded } of counted.flat())
    usual.set(slot, (usual.get(slot) ?? 0) + succeeded / counted.length);
  return usual;
}
