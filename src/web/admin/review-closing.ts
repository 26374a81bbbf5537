import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { RefusalView } from '../view-models.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { hasteOf, headOf, meterOf, type ReviewParts, reviewAddress } from './review-words.ts';

const SHOWN: readonly ErrorCode[] = ['review_closed', 'review_incomplete', 'permission_denied'];

/** `/admin/reviews/:review/closing`: signing and submitting, after a look at what the record will say. */
export function closingPages(parts: ReviewParts): ConsolePage[] {
  return [
    page('/reviews/:review/closing', 'roles:write', (visit, ctx) => showClosing(parts, visit, ctx, null)),
    action('/reviews/:review/closing', 'roles:write', { fields: [] }, async (visit, ctx) => {
      const id = String(ctx.params.review);
      try {
        await parts.reviews.close(visit.actor, id);
      } catch (thrown) {
        return showClosing(parts, visit, ctx, parts.pages.refusalOf(ctx, thrown, SHOWN));
      }
      leadTo(ctx, `${reviewAddress(id)}?notice=closed`);
    }),
  ];
}

async function showClosing(
  parts: ReviewParts,
  { extent, lang, frame, csrfToken }: ConsoleVisit,
  ctx: Context,
  error: RefusalView | null,
): Promise<void> {
  const { review, counts, haste } = await parts.reviews.follow(String(ctx.params.review), extent);
  const model = {
    ...frame,
    review: headOf(review, parts.clock),
    error,
    meter: meterOf(counts),
    haste: await hasteOf(parts, haste, lang),
  };
  parts.pages.show(ctx, 'admin/review-closing', model, { csrf: csrfToken });
}
