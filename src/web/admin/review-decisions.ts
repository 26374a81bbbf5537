import { DomainError } from '../../domain/errors.ts';
import { RUN_LEAST } from '../../domain/reviews/haste.ts';
import type { Verdict } from '../../domain/reviews/review.ts';
import { errorText } from '../../messages/errors.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { RefusalView } from '../view-models.ts';
import { action, type ConsolePage } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { itemFilter, itemsAddress } from './review.ts';
import { DECISION_REFUSALS, headOf, itemLiner, type ReviewParts } from './review-words.ts';
import type { ReviewDecisionsView } from './reviews-view.ts';

interface Asked {
  verdict: Verdict;
  items: number[];
  note: string;
  back: string;
}

/** Decides on the items that are ticked in the list: first what would be decided, then that. */
export function decisionsPages(parts: ReviewParts): ConsolePage[] {
  const form = { fields: ['verdict', 'note', 'back', 'act'], lists: ['item'] } as const;
  return [
    action('/reviews/:review/decisions', 'roles:read', form, (visit, ctx, { fields, lists }) => {
      const { verdict, act, note, back } = fields;
      if (verdict !== 'keep' && verdict !== 'revoke')
        throw new DomainError('bad_request', { reason: 'verdict' });
      const items = lists.item.filter((each) => /^\d{1,7}$/.test(each)).map(Number);
      const asked: Asked = { verdict, items, note, back };
      return act === 'apply' ? apply(parts, visit, ctx, asked) : show(parts, visit, ctx, asked);
    }),
  ];
}

async function apply(parts: ReviewParts, visit: ConsoleVisit, ctx: Context, asked: Asked): Promise<void> {
  const id = String(ctx.params.review);
  const { back, ...input } = asked;
  try {
    await parts.reviews.decideMany(visit.actor, { reviewId: id, ...input });
  } catch (thrown) {
    return show(parts, visit, ctx, asked, parts.pages.refusalOf(ctx, thrown, DECISION_REFUSALS));
  }
  const notice = asked.verdict === 'keep' ? 'kept' : 'revoked';
  leadTo(ctx, itemsAddress(id, itemFilter(new URLSearchParams(back)), notice));
}

async function show(
  { reviews, stores, pages, clock }: ReviewParts,
  { actor, frame, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  { items, verdict, note, back }: Asked,
  error: RefusalView | null = null,
): Promise<void> {
  const id = String(ctx.params.review);
  // Nothing ticked is no fault: the page says how to tick.
  const foreseen =
    items.length === 0 ? undefined : await reviews.foresee(actor, { reviewId: id, items, verdict });
  if (foreseen === undefined) return leadTo(ctx, itemsAddress(id, itemFilter(new URLSearchParams(back))));
  const lineOf = itemLiner(await stores.clients.list(), lang);
  const reached = foreseen.decisions.filter(({ refusal }) => refusal === null).length;
  const model: ReviewDecisionsView = {
    ...frame,
    review: headOf(foreseen.review, clock),
    error,
    verdict,
    note,
    lines: foreseen.decisions.map(({ item, refusal }) => {
      const { number, holder, place, role, application } = lineOf(item);
      return { number, holder, place, role, application, refusal: refusal && errorText(refusal, lang).title };
    }),
    reached,
    isHasty: verdict === 'keep' && reached >= RUN_LEAST,
    back,
    backUrl: itemsAddress(id, itemFilter(new URLSearchParams(back))),
  };
  pages.show(ctx, 'admin/review-decisions', model, { csrf: csrfToken });
}
