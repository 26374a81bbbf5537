import type { Actor } from '../audit/audit-event.ts';
import { type Clock, dayOf, daysAfter, startOfDay } from '../clock.ts';
import type { Settings } from '../settings/settings.ts';
import type { Stores, Transact } from '../transact.ts';
import { isOpen } from './account-state.ts';
import type { CountedAccounts } from './activity-store.ts';
import { disablePerson } from './close-account.ts';
import type { StaffStatus } from './person.ts';
import { removalLimit } from './staff-guard.ts';

/**
 * HR knows why people on maternity or unpaid leave stay away, and that they come back: their days do not count.
 * Whoever is seconded works, and may be asked to sign in once.
 */
const COUNTED_STATUSES: readonly StaffStatus[] = ['dang_cong_tac', 'biet_phai'];
/** Accounts of one sweep: what is left waits a minute. */
const BATCH = 200;
const SYSTEM: Actor = { kind: 'system' };

interface Dependencies {
  stores: Pick<Stores, 'settings' | 'activity'>;
  transact: Transact;
  clock: Clock;
  /** Where people sign in. */
  issuer: string;
}

/** More accounts are due than may close in a day, so none closes. */
export interface DormancyAlarm {
  /** The first of its day. */
  isNew: boolean;
  due: number;
  closedToday: number;
  limit: number;
}

/** A moment with what counts at it. */
interface Sweep {
  now: Date;
  counted: CountedAccounts;
  settings: Settings;
}

/**
 * Begins to count the days of whoever joined, came back or was let go of protection, and stops for who is away. It reads
 * everybody, and days are counted: once an hour is often enough. Nobody is closed by it alone.
 */
export async function countDormancy({
  stores,
  clock,
}: Omit<Dependencies, 'transact' | 'issuer'>): Promise<void> {
  const now = clock.now();
  await stores.activity.count(countedAt(now, await stores.settings.load()), now);
}

/** Nobody counts while the policy is off, so that all begin from nought when it is on again. */
function countedAt(now: Date, settings: Settings): CountedAccounts {
  return { day: dayOf(now), statuses: settings['dormant.days'] > 0 ? COUNTED_STATUSES : [] };
}

/**
 * Flags accounts whose people have not signed in for `dormant.days`, with a letter, and closes them when the grace is
 * over. Only a sign-in counts as use: a refresh token works on its own for weeks. Any number of nodes may sweep.
 * @returns an alarm, once a day, when more accounts are due than the removal guard lets go
 */
export async function sweepDormantAccounts(dependencies: Dependencies): Promise<DormancyAlarm | undefined> {
  const { stores, transact, clock } = dependencies;
  const now = clock.now();
  const settings = await stores.settings.load();
  const counted = countedAt(now, settings);
  if (settings['dormant.days'] === 0) {
    await stores.activity.count(counted, now);
    return undefined;
  }
  const since = daysAfter(now, -settings['dormant.days']);
  await stores.activity.unflagSince(since);
  const closesAt = daysAfter(now, settings['dormant.grace_days']);
  for (const personId of await stores.activity.listDormant(since, BATCH)) {
    await transact((inside) => flag(inside, personId, { now, since, closesAt, issuer: dependencies.issuer }));
  }
  for (let left = BATCH; left > 0 && (await stores.activity.countDue(now)) > 0; left -= 1) {
    const alarm = await transact((inside) => closeOne(inside, { now, counted, settings }));
    if (alarm !== undefined) return alarm.isNew ? alarm : undefined;
  }
  return undefined;
}

async function flag(
  inside: Stores,
  personId: string,
  { now, since, closesAt, issuer }: { now: Date; since: Date; closesAt: Date; issuer: string },
): Promise<void> {
  if (!(await inside.activity.flag(personId, since, now, closesAt))) return;
  const person = await inside.directory.findPerson(personId);
  if (person === undefined) return;
  const until = closesAt.toISOString();
  const details = { closes_at: until };
  await inside.audit.append({ type: 'account.dormant', at: now, actor: SYSTEM, personId, details });
  if (person.email === null) return;
  await inside.deliveries.add(
    {
      kind: 'mail',
      to: person.email,
      template: 'account-dormant',
      facts: { fullName: person.fullName, until, url: `${issuer}/` },
      expiresAt: until,
    },
    now,
  );
}

/** Closes one account under the directory's lock, so that all nodes together keep the limit. */
async function closeOne(
  inside: Stores,
  { now, counted, settings }: Sweep,
): Promise<DormancyAlarm | undefined> {
  await inside.directory.lock();
  const due = await inside.activity.countDue(now);
  const closedToday = await inside.activity.countClosedSince(startOfDay(counted.day));
  // What a day closes does not lower its own limit.
  const limit = removalLimit(closedToday + (await inside.directory.countActive()), {
    people: settings['guard.people'],
    percent: settings['guard.percent'],
  });
  if (due > 0 && due + closedToday > limit) return raiseAlarm(inside, { due, closedToday, limit }, now);
  const personId = await inside.activity.takeDue(now);
  const record = personId === undefined ? undefined : await inside.directory.findPersonRecord(personId);
  if (record === undefined || !isOpen(record, counted.day)) return undefined;
  // Judged once more under the lock: who went on leave or was protected a moment ago stays.
  if (!counted.statuses.includes(record.person.status)) return undefined;
  if ((await inside.directory.listProtectedIds()).has(record.person.id)) return undefined;
  await disablePerson(inside, record.person, { actor: SYSTEM, now, reason: 'dormant' });
  return undefined;
}

async function raiseAlarm(
  inside: Stores,
  alarm: Omit<DormancyAlarm, 'isNew'>,
  now: Date,
): Promise<DormancyAlarm> {
  const isNew = await inside.activity.raiseAlarm(dayOf(now));
  const details = { due: alarm.due, closed_today: alarm.closedToday, limit: alarm.limit };
  if (isNew) await inside.audit.append({ type: 'dormancy.stopped', at: now, actor: SYSTEM, details });
  return { ...alarm, isNew };
}
