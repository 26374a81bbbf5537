import type { Actor } from '../audit/audit-event.ts';
import { actorLabel } from '../audit/audit-event.ts';
import { type Clock, type Day, dayOf, daysAfter, endOfDay, startOfDay } from '../clock.ts';
import type { MailTemplate } from '../deliveries/delivery.ts';
import type { Person } from '../directory/person.ts';
import { GUARD_WINDOW_MS, removalLimit } from '../directory/staff-guard.ts';
import type { Stores, Transact } from '../transact.ts';
import { assignReviewers, hasLostReviewer, isByRule } from './assign-reviewers.ts';
import { settle } from './decide-item.ts';
import { type Review, undecided } from './review.ts';
import type { ReviewReminder } from './review-store.ts';
import { isEscalated, openPeople, reviewersOf } from './reviewers.ts';

const SYSTEM: Actor = { kind: 'system' };
/** Days before the due one on which reviewers hear of it first. */
export const EARLY_DAYS = 7;

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
    if (isByRule(review) && !isEscalated(review))
      await transact((inside) => replaceReviewers(inside, review, round));
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

/** Gives the items of who left, or cannot be a reviewer any more, to whom the rule names now; each hears of it. */
async function replaceReviewers(inside: Stores, review: Review, round: Round): Promise<void> {
  const { now } = round;
  // Another node that found the same waits here, and then finds nothing.
  await inside.reviews.lockExpiry();
  if (!(await hasLostReviewer(inside, review, now))) return;
  const added = await assignReviewers(inside, review, now);
  const reviewers = (await addresseesOf(inside, review, now)).filter(({ person }) => added.has(person.id));
  const letters = await send(inside, review, 'review-due', { ...round, addressees: reviewers });
  const details = { review: review.id, added: added.size, letters };
  await inside.audit.append({ type: 'review.reassigned', at: now, actor: SYSTEM, details });
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

/** Somebody who is to decide, and on how many items. */
export interface Addressee {
  person: Person;
  left: number;
}

/** Who is to decide at a moment: by the rule each on her own items, else everybody on what is left. */
export async function addresseesOf(
  inside: Pick<Stores, 'reviews' | 'directory' | 'roles' | 'mandates'>,
  review: Review,
  now: Date,
): Promise<Addressee[]> {
  const own = isByRule(review) && !isEscalated(review) ? await inside.reviews.listAssignments(review.id) : [];
  const lefts = new Map<string, number>();
  for (const { personId, items } of own) lefts.set(personId, (lefts.get(personId) ?? 0) + items);
  if (lefts.size > 0) {
    const people = await openPeople(inside, [...lefts.keys()], now);
    return people.map((person) => ({ person, left: lefts.get(person.id) ?? 0 }));
  }
  const left = undecided(await inside.reviews.count(review.id));
  return (await reviewersOf(inside, review, now)).map((person) => ({ person, left }));
}

/** Queues a letter to each reviewer. @returns how many */
async function write(inside: Stores, review: Review, template: MailTemplate, round: Round): Promise<number> {
  const addressees = await addresseesOf(inside, review, round.now);
  return send(inside, review, template, { ...round, addressees });
}

async function send(
  inside: Stores,
  review: Review,
  template: MailTemplate,
  { now, issuer, addressees }: Round & { addressees: Addressee[] },
): Promise<number> {
  const until = new Date(endOfDay(review.dueOn).getTime() - 1).toISOString();
  let letters = 0;
  for (const { person, left } of addressees) {
    const { email, fullName } = person;
    if (email === null) continue;
    const facts = { fullName, review: review.name, left: String(left), until, url: `${issuer}/` };
    await inside.deliveries.add({ kind: 'mail', to: email, template, facts }, now);
    letters += 1;
  }
  return letters;
}
