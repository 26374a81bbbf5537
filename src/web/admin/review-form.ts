import { dayOf } from '../../domain/clock.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { OpenReview } from '../../domain/reviews/open-review.ts';
import { OVERDUE_RULES } from '../../domain/reviews/review.ts';
import type { ReviewPreview } from '../../domain/reviews/review-progress.ts';
import { SIGNALS } from '../../domain/reviews/review-signals.ts';
import { SIGNAL_WORDS } from '../../messages/reviews.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { actorNames } from './actor-names.ts';
import { action, type ConsolePage, page, whole } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { textFrom } from './list-query.ts';
import { type ReviewParts, reviewAddress } from './review-words.ts';
import { REVIEW_FIELDS, type ReviewFields, type ReviewFormView } from './reviews-view.ts';

const SHOWN: readonly ErrorCode[] = [
  'review_invalid',
  'review_too_large',
  'unit_not_found',
  'client_not_found',
  'person_not_found',
  'period_invalid',
  'permission_denied',
];

/**
 * `/admin/reviews/new`: opening a review, with what it would come to before anybody opens it. It may be of anybody, so
 * who looks after a part of the ministry has no such page.
 */
export function reviewFormPages(parts: ReviewParts): ConsolePage[] {
  const { reviews } = parts;
  return [
    page('/reviews/new', 'roles:write', (visit, ctx) =>
      showForm(parts, visit, ctx, { form: prefilled(ctx) }),
    ),
    action(
      '/reviews/new',
      'roles:write',
      { fields: [...REVIEW_FIELDS, 'act'] },
      async (visit, ctx, { fields }) => {
        const { act, ...form } = fields;
        try {
          if (act === 'open') {
            const { review } = await reviews.open(visit.actor, reviewFrom(form));
            return leadTo(ctx, `${reviewAddress(review.id, 'progress')}?notice=opened`);
          }
          const preview = await reviews.preview(visit.actor, reviewFrom(form));
          await showForm(parts, visit, ctx, { form, preview });
        } catch (thrown) {
          const error = parts.pages.refusalOf(ctx, thrown, SHOWN);
          // What somebody typed is not a page that is not there.
          if (ctx.status === 404) ctx.status = 400;
          await showForm(parts, visit, ctx, { form, error });
        }
      },
    ),
  ].map(whole);
}

/** What a link to the form names already. */
function prefilled(ctx: Context): ReviewFields {
  const named = Object.fromEntries(REVIEW_FIELDS.map((field) => [field, textFrom(ctx, field) ?? '']));
  const { client = '' } = named;
  return { ...(named as ReviewFields), kind: client === '' ? 'unit' : 'client', overdue: 'escalate' };
}

/** A form as the service takes it; what is left empty is not given. */
function reviewFrom({ kind, unit, client, name, due, overdue, reviewers }: ReviewFields): OpenReview {
  const named = reviewers.split(/[,;\n]/).map((each) => each.trim());
  return {
    name,
    ...(kind === 'client' ? { client } : { unit }),
    due: due === '' ? undefined : due,
    overdue: overdue === '' ? undefined : overdue,
    reviewers: named.filter((each) => each !== ''),
  };
}

async function showForm(
  parts: ReviewParts,
  { frame, lang, csrfToken }: ConsoleVisit,
  ctx: Context,
  {
    form,
    error = null,
    preview,
  }: Pick<ReviewFormView, 'form'> & { error?: ReviewFormView['error']; preview?: ReviewPreview },
): Promise<void> {
  const { stores, pages, clock } = parts;
  const model: ReviewFormView = {
    ...frame,
    form,
    error,
    earliest: dayOf(clock.now()),
    clients: (await stores.clients.list()).map((client) => ({
      value: client.id,
      text: titleOf(client, lang),
    })),
    rules: OVERDUE_RULES,
    preview: preview === undefined ? null : await previewView(parts, preview, lang),
  };
  pages.show(ctx, 'admin/review-new', model, { csrf: csrfToken });
}

async function previewView(
  { stores }: ReviewParts,
  { review, counts, signals, reviewers }: ReviewPreview,
  lang: ConsoleVisit['lang'],
): Promise<ReviewFormView['preview']> {
  const nameOf = await actorNames(
    stores,
    reviewers.map(({ by }) => by),
    lang,
  );
  return {
    scope: review.scopeName,
    dueOn: review.dueOn,
    items: counts.items,
    signals: SIGNALS.flatMap((signal) => {
      const number = signals.get(signal) ?? 0;
      return number === 0 ? [] : [{ text: SIGNAL_WORDS[signal][lang], number }];
    }),
    reviewers: reviewers.map(({ by, left }) => ({ name: nameOf(by), left })),
  };
}
