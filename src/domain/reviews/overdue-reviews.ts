import type { Actor } from '../audit/audit-event.ts';
import { actorLabel } from '../audit/audit-event.ts';
import { type Clock, type Day, dayOf, daysAfter, endOfDay, startOfDay } from '../clock.ts';
import type { MailTemplate } from '../deliveries/delivery.ts';
import { GUARD_WINDOW_MS, removalLimit } from '../directory/staff-guard.ts';
import type { Stores, Transact } from '../transact.ts';
import { settle } from './decide-item.ts';
import { type Review, undecided } from './review.ts';
import type { ReviewReminder } from './review-store.ts';
import { reviewersOf } from './reviewers.ts';

const SYSTEM: Actor = { kind: 'system' };
/** Days before the due one on which reviewers hear of it first. */
const EARLY_DAYS = 7;

interface Dependencies {
  stores: Pick<Stores, 'reviews'>;
  transact: Transact;
  clock: Clock;
  /** Where people sign in. */
  issuer: string;
}

/** What one step of the sweep works with. */
interface Round {
  now: Date;
  issuer: string;
}

/**
 * Reminds reviewers a week before and on the due day, marks what is overdue, and does what the review's rule says
 * then. One transaction a step; any number of nodes may sweep.
 */
export async function sweepReviews({ stores, transact, clock, issuer }: Dependencies): Promise<void> {
  const now = clock.now();
  const round = { now, issuer };
  const today = dayOf(now);
  for (const review of await stores.reviews.listOpen()) {
    for (const reminder of dueReminders(review, today))
      await transact((inside) => remind(inside, review, reminder, round));
    if (today > review.dueOn && review.overdueAt === null)
      await transact((inside) => markOverdue(inside, review, round));
    if (today > review.dueOn && review.overdueRule === 'expire')
      while (await transact((inside) => expireOne(inside, review, now)));
  }
}

/** The reminders whose time has come; a review opened on short notice sends the early one at once. Pure. */
export function dueReminders({ dueOn }: Pick<Review, 'dueOn'>, today: Day): ReviewReminder[] {
  if (today > dueOn) return [];
  if (today === dueOn) return ['due'];
  return today >= dayOf(daysAfter(startOfDay(dueOn), -EARLY_DAYS)) ? ['early'] : [];
}

async function remind(inside: Stores, review: Review, reminder: ReviewReminder, round: Round): Promise<void> {
  if (!(await inside.reviews.takeReminder(review.id, reminder, round.now))) return;
  const letters = await write(inside, review, 'review-due', round);
  const details = { review: review.id, reminder, letters };
  await inside.audit.append({ type: 'review.reminded', at: round.now, actor: SYSTEM, details });
}

async function markOverdue(inside: Stores, review: Review, round: Round): Promise<void> {
  const { now } = round;
  if (!(await inside.reviews.markOverdue(review.id, dayOf(now), now))) return;
  // Escalated from now on: the letter goes to whoever decides by it.
  const letters = await write(inside, { ...review, overdueAt: now }, 'review-overdue', round);
  const left = undecided(await inside.reviews.count(review.id));
  const details = { review: review.id, rule: review.overdueRule, undecided: left, letters };
  await inside.audit.append({ type: 'review.overdue', at: now, actor: SYSTEM, details });
}

/**
 * Revokes the first undecided role grant that is not privileged; all nodes together no more in 24 hours than the
 * removal guard lets go. @returns whether another may follow
 */
async function expireOne(inside: Stores, review: Review, now: Date): Promise<boolean> {
  await inside.reviews.lockExpiry();
  const settings = await inside.settings.load();
  const limit = removalLimit(await inside.directory.countActive(), {
    people: settings['guard.people'],
    percent: settings['guard.percent'],
  });
  const since = new Date(now.getTime() - GUARD_WINDOW_MS);
  if ((await inside.reviews.countDecidedBy(actorLabel(SYSTEM), since)) >= limit) return false;
  if (!(await inside.reviews.holdOpen(review.id))) return false;
  const item = await inside.reviews.findExpiring(review.id);
  if (item === undefined) return false;
  const note = `${review.name}: ${review.dueOn}`;
  await settle(inside, { actor: SYSTEM, at: now }, { item, verdict: 'revoke', note });
  return true;
}

/** Queues a letter to each reviewer. @returns how many */
async function write(
  inside: Stores,
  review: Review,
  template: MailTemplate,
  { now, issuer }: Round,
): Promise<number> {
  const left = undecided(await inside.reviews.count(review.id));
  const until = new Date(endOfDay(review.dueOn).getTime() - 1).toISOString();
  let letters = 0;
  for (const { email, fullName } of await reviewersOf(inside, review, now)) {
    if (email === null) continue;
    const facts = { fullName, review: review.name, left: String(left), until, url: `${issuer}/` };
    await inside.deliveries.add({ kind: 'mail', to: email, template, facts }, now);
    letters += 1;
  }
  return letters;
}
