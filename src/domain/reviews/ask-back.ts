import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { endOfDay } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { getItem, getReview } from './decide-item.ts';
import { type AskedBack, openQuestion, type Review, type ReviewItem } from './review.ts';
import { lineages, loadReviewerPool } from './reviewer-facts.ts';
import { openPeople, refuseConflict, requireItemReviewer } from './reviewers.ts';

/** Whom a question goes to: who gave the role, or the administrators of the holder's unit. */
export const ASKED = ['granter', 'unit'] as const;
export type Asked = (typeof ASKED)[number];

export interface AskBack {
  reviewId: string;
  /** The item's number. */
  item: number;
  to: Asked;
  question: string;
}

export interface AnswerBack {
  reviewId: string;
  item: number;
  answer: string;
}

interface Context {
  actor: Actor;
  at: Date;
  issuer: string;
}

const TEXT_LIMIT = 1000;

/**
 * Asks about an item before deciding on it ("Hỏi lại"): the item stays open, and so does the deadline. The caller
 * brings the transaction. Throws as `decideItem`, `review_invalid` with `field` `question`, or `to` when there is
 * nobody to ask, and `review_question_open` while another question waits.
 */
export async function askBack(stores: Stores, context: Context, input: AskBack): Promise<ReviewItem> {
  const { actor, at } = context;
  const text = readText('question', input.question);
  const review = await getReview(stores, input.reviewId);
  const item = await getItem(stores, review, input.item);
  await requireItemReviewer(stores, context, review, item);
  await refuseConflict(stores, context, review, item);
  const asked = await peopleAsked(stores, { item, to: input.to, at });
  const others = asked.filter(({ id }) => actor.kind !== 'person' || id !== actor.id);
  if (others.length === 0) throw new DomainError('review_invalid', { field: 'to', value: input.to });
  const question: AskedBack = {
    by: actorLabel(actor),
    to: others.map(({ id }) => id),
    question: text,
    askedAt: at.toISOString(),
    answer: null,
    answeredAt: null,
    answeredBy: null,
  };
  if (!(await stores.reviews.holdOpen(review.id)))
    throw new DomainError('review_closed', { review: review.id });
  if (!(await stores.reviews.ask(review.id, item.number, question))) refuseAsking(item);
  await note(stores, context, 'review.asked', { review, item, details: { to: input.to, question: text } });
  await write(stores, context, { review, item, text, to: others, template: 'review-question' });
  return { ...item, questions: [...item.questions, question] };
}

/**
 * Answers the question that waits at an item. The caller brings the transaction. Throws `review_not_asked` for a
 * reviewer who was not asked, and for everybody else what `requireItemReviewer` throws; also
 * `review_not_found`, `review_item_not_found`, `review_closed`, `review_invalid` with `field` `answer`.
 */
export async function answerBack(stores: Stores, context: Context, input: AnswerBack): Promise<ReviewItem> {
  const { actor, at } = context;
  const answer = readText('answer', input.answer);
  const review = await getReview(stores, input.reviewId);
  const item = await getItem(stores, review, input.item);
  const open = openQuestion(item);
  const isAsked = actor.kind === 'operator' || (actor.kind === 'person' && open?.to.includes(actor.id));
  if (isAsked !== true) await requireItemReviewer(stores, context, review, item);
  if (open === undefined || isAsked !== true)
    throw new DomainError('review_not_asked', { item: item.number });
  if (!(await stores.reviews.holdOpen(review.id)))
    throw new DomainError('review_closed', { review: review.id });
  const answered = { ...open, answer, answeredAt: at.toISOString(), answeredBy: actorLabel(actor) };
  const questions = [...item.questions.slice(0, -1), answered];
  if (!(await stores.reviews.answer(review.id, item.number, { open, answered })))
    throw new DomainError('review_not_asked', { item: item.number });
  await note(stores, context, 'review.answered', { review, item, details: { answer } });
  const asker = /^person:(.+)$/.exec(open.by)?.[1];
  const to = asker === undefined ? [] : await openPeople(stores, [asker], at);
  await write(stores, context, { review, item, text: answer, to, template: 'review-answer' });
  return { ...item, questions };
}

/** People with open accounts whom a question can go to. */
async function peopleAsked(
  stores: Stores,
  { item, to, at }: { item: ReviewItem; to: Asked; at: Date },
): Promise<Reader[]> {
  if (to === 'granter') {
    const granter = /^person:(.+)$/.exec(item.grantedBy)?.[1];
    return granter === undefined ? [] : openPeople(stores, [granter], at);
  }
  const { unitAdministrators } = await loadReviewerPool(stores, at, []);
  for (const code of lineages(await stores.directory.listUnits())(item.unitCode)) {
    // The holder does not answer for herself.
    const nearest = unitAdministrators.filter(
      ({ personId, units }) => units.includes(code) && personId !== item.personId,
    );
    const ids = nearest.map(({ personId }) => personId);
    if (ids.length > 0) return openPeople(stores, [...new Set(ids)], at);
  }
  return [];
}

type Reader = Awaited<ReturnType<typeof openPeople>>[number];

async function note(
  { audit }: Stores,
  { actor, at }: Context,
  type: 'review.asked' | 'review.answered',
  { review, item, details }: { review: Review; item: ReviewItem; details: Record<string, string> },
): Promise<void> {
  const { number, roleGrantId, roleCode } = item;
  await audit.append({
    type,
    at,
    actor,
    personId: item.personId ?? undefined,
    clientId: item.clientId,
    details: { review: review.id, item: number, roleGrantId, role: roleCode, ...details },
  });
}

async function write(
  { deliveries }: Stores,
  { at, issuer }: Context,
  {
    review,
    item,
    text,
    to,
    template,
  }: {
    review: Review;
    item: ReviewItem;
    text: string;
    to: Reader[];
    template: 'review-question' | 'review-answer';
  },
): Promise<void> {
  const until = new Date(endOfDay(review.dueOn).getTime() - 1).toISOString();
  const about = { review: review.name, role: item.roleName, note: text, until, url: `${issuer}/` };
  for (const { email, fullName } of to)
    if (email !== null)
      await deliveries.add({ kind: 'mail', to: email, template, facts: { fullName, ...about } }, at);
}

function refuseAsking(item: ReviewItem): never {
  if (item.verdict !== null) throw new DomainError('review_item_decided', { item: item.number });
  throw new DomainError('review_question_open', { item: item.number });
}

function readText(field: 'question' | 'answer', given: string): string {
  const text = given.normalize('NFC').trim();
  if (text === '' || text.length > TEXT_LIMIT) throw new DomainError('review_invalid', { field });
  return text;
}
