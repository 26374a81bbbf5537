import { boundingUnits } from '../../domain/directory/readable-extent.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { ASKED } from '../../domain/reviews/ask-back.ts';
import type { AskedBack } from '../../domain/reviews/review.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { RefusalView } from '../view-models.ts';
import { actorNames } from './actor-names.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { itemFilter, itemsAddress } from './review.ts';
import { DECISION_REFUSALS, headOf, itemLiner, type ReviewParts } from './review-words.ts';
import type { ReviewItemView, ReviewNotice } from './reviews-view.ts';

/** What the forms of an item are refused for in place. */
const SHOWN: readonly ErrorCode[] = [...DECISION_REFUSALS, 'review_question_open', 'review_not_asked'];

type Typed = Partial<ReviewItemView['typed']>;

/** `/admin/reviews/:review/items/:item`: one role grant under review: kept, revoked, asked about, answered for. */
export function reviewItemPages(parts: ReviewParts): ConsolePage[] {
  const { reviews } = parts;
  const path = '/reviews/:review/items/:item';
  return [
    page(path, 'roles:read', (visit, ctx) => showItem(parts, visit, ctx, {})),
    // Whom a review names decides on it, whatever she may write otherwise: the service says so.
    action(
      `${path}/decision`,
      'roles:read',
      { fields: ['verdict', 'note', 'back'], lists: ['item'] },
      (visit, ctx, { fields: { verdict, note, back } }) => {
        if (verdict !== 'keep' && verdict !== 'revoke')
          throw new DomainError('bad_request', { reason: 'verdict' });
        const notice = verdict === 'keep' ? 'kept' : 'revoked';
        return answer(parts, visit, ctx, { notice, back, typed: { note } }, (place) =>
          reviews.decide(visit.actor, { ...place, verdict, note }),
        );
      },
    ),
    action(
      `${path}/question`,
      'roles:read',
      { fields: ['to', 'question', 'back'] },
      (visit, ctx, { fields: { to: named, question, back } }) => {
        const to = ASKED.find((each) => each === named);
        if (to === undefined) throw new DomainError('bad_request', { reason: 'to' });
        return answer(parts, visit, ctx, { notice: 'asked', back, typed: { to, question } }, (place) =>
          reviews.ask(visit.actor, { ...place, to, question }),
        );
      },
    ),
    action(
      `${path}/answer`,
      'roles:read',
      { fields: ['answer', 'back'] },
      (visit, ctx, { fields: { answer: said, back } }) =>
        answer(parts, visit, ctx, { notice: 'answered', back, typed: { answer: said } }, (place) =>
          reviews.answer(visit.actor, { ...place, answer: said }),
        ),
    ),
  ];
}

function placeOf(ctx: Context): { reviewId: string; item: number } {
  const number = String(ctx.params.item);
  return { reviewId: String(ctx.params.review), item: /^\d{1,7}$/.test(number) ? Number(number) : 0 };
}

/** Does what a form asks for, and comes back to the list; or shows the item again with what is wrong. */
async function answer(
  parts: ReviewParts,
  visit: ConsoleVisit,
  ctx: Context,
  { notice, back, typed }: { notice: ReviewNotice; back: string; typed: Typed },
  work: (place: ReturnType<typeof placeOf>) => Promise<unknown>,
): Promise<void> {
  const place = placeOf(ctx);
  try {
    await work(place);
  } catch (thrown) {
    const error = parts.pages.refusalOf(ctx, thrown, SHOWN);
    return showItem(parts, visit, ctx, { error, typed, back });
  }
  const list = itemsAddress(place.reviewId, itemFilter(new URLSearchParams(back)), notice);
  leadTo(ctx, `${list}#item-${place.item}`);
}

async function showItem(
  parts: ReviewParts,
  visit: ConsoleVisit,
  ctx: Context,
  {
    error = null,
    typed = {},
    back = ctx.querystring,
  }: { error?: RefusalView | null; typed?: Typed; back?: string },
): Promise<void> {
  const { reviews, stores, pages, clock } = parts;
  const { lang, extent, actor } = visit;
  const { reviewId, item: number } = placeOf(ctx);
  const { review, item } = await reviews.showItem(reviewId, number, extent);
  const offers = await reviews.offers(actor, reviewId);
  const labels = item.questions.flatMap(({ by, answeredBy, to }) => [
    by,
    answeredBy ?? '',
    ...to.map(labelOf),
  ]);
  const nameOf = await actorNames(
    stores,
    [...labels, item.decidedBy ?? '', item.grantedBy, ...item.reviewerIds.map(labelOf)].filter(Boolean),
    lang,
  );
  const line = itemLiner(await stores.clients.list(), lang)(item);
  const canDecide = offers.decides(item);
  const filter = itemFilter(new URLSearchParams(back));
  const model: ReviewItemView = {
    ...visit.frame,
    review: headOf(review, clock),
    error,
    item: {
      ...line,
      canDecide,
      granter: nameOf(item.grantedBy),
      personId: item.personId,
      until: item.until && new Date(item.until.getTime() - 1),
      note: item.note,
      decidedBy: item.decidedBy && nameOf(item.decidedBy),
      decidedAt: item.decidedAt,
      reviewers: item.reviewerIds.map(labelOf).map(nameOf),
    },
    questions: item.questions.map((each) => questionOf(each, nameOf)),
    canAsk: canDecide && item.verdict === null && !line.isAsked,
    canAnswer: offers.answers(item),
    canOpenPerson: boundingUnits(extent)?.length !== 0,
    typed: { note: '', to: 'granter', question: '', answer: '', ...typed },
    back,
    backUrl: `${itemsAddress(reviewId, filter)}#item-${item.number}`,
  };
  pages.show(ctx, 'admin/review-item', model, { csrf: visit.csrfToken });
}

function labelOf(personId: string): string {
  return `person:${personId}`;
}

function questionOf(
  { by, to, question, askedAt, answer: said, answeredBy, answeredAt }: AskedBack,
  nameOf: (label: string) => string,
): ReviewItemView['questions'][number] {
  return {
    by: nameOf(by),
    to: to.map(labelOf).map(nameOf),
    question,
    askedAt: new Date(askedAt),
    answer: said,
    answeredBy: answeredBy && nameOf(answeredBy),
    answeredAt: answeredAt === null ? null : new Date(answeredAt),
  };
}
