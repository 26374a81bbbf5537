import { ASKED } from '../../domain/reviews/ask-back.ts';
import { OVERDUE_RULES } from '../../domain/reviews/review.ts';
import type { ReviewService } from '../../domain/reviews/review-service.ts';
import { SIGNALS } from '../../domain/reviews/review-signals.ts';
import { itemFields, reviewFields, viewFields } from '../../messages/review-fields.ts';
import { pageThrough } from './paging.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { REVIEW, REVIEW_ITEM, REVIEW_RECORD, REVIEW_VIEW } from './review-json.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

export interface ReviewParts {
  reviews: ReviewService;
}

const NUMBER_MOST = 1_000_000;

/** Access reviews: opened, read, decided, closed, and their signed records. */
export function reviewRoutes(parts: ReviewParts): Route[] {
  return [
    ...readRoutes(parts),
    openRoute(parts),
    decideRoute(parts),
    ...questionRoutes(parts),
    closeRoute(parts),
  ];
}

function readRoutes({ reviews }: ReviewParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/reviews',
      scope: 'roles:read',
      isForOneself: true,
      summary:
        'Access reviews, the newest first; without a role for all of them those with items for the caller',
      query: PAGING,
      answer: schema.pageOf(REVIEW),
      handle: async ({ query, extent }) =>
        pageThrough((await reviews.list(extent)).map(reviewFields), query, (review) => review),
    }),
    route({
      method: 'GET',
      path: '/reviews/{review}',
      scope: 'roles:read',
      isForOneself: true,
      summary: 'An access review with a page of its items, what changed first; of a reviewer her own',
      query: {
        signal: { is: 'one_of', about: 'items with this signal only', allowed: SIGNALS },
        undecided: { is: 'flag', about: 'items without a decision only' },
        limit: PAGING.limit,
        after: {
          is: 'whole_number',
          about: 'next_after of the page before',
          minimum: 0,
          maximum: NUMBER_MOST,
        },
      },
      answer: REVIEW_VIEW,
      problems: ['review_not_found'],
      handle: async ({ path: { review = '' }, query: { undecided, ...rest }, extent }) =>
        viewFields(await reviews.show(review, { ...rest, isUndecided: undecided }, extent)),
    }),
    route({
      method: 'GET',
      path: '/reviews/{review}/record',
      scope: 'roles:read',
      summary: 'The record of a closed review: JSON lines, CSV, PDF and their detached signature',
      answer: REVIEW_RECORD,
      problems: ['review_not_found', 'review_not_closed'],
      async handle({ caller, path: { review = '' }, extent }) {
        const files = await reviews.exportRecord(caller.actor, review, extent);
        const content = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
        return { files: files.map(({ name, bytes }) => ({ name, content: content(bytes) })) };
      },
    }),
  ];
}

function openRoute({ reviews }: ReviewParts): Route {
  return route({
    method: 'POST',
    path: '/reviews',
    scope: 'roles:write',
    summary: 'Opens an access review of a unit with everything below it, or of a relying system',
    body: {
      name: { is: 'text', about: 'required' },
      unit: { is: 'text', about: 'code of a unit; this or client' },
      client: { is: 'text', about: 'id of a client; this or unit' },
      due: { is: 'day', about: 'the last day on which to decide' },
      overdue: {
        is: 'one_of',
        about: 'what happens afterwards; escalate unless given',
        allowed: OVERDUE_RULES,
      },
      reviewers: {
        is: 'text',
        about: 'ids, employee numbers or e-mails, separated by commas',
        maximum: 5000,
      },
    },
    answer: REVIEW,
    problems: [
      'review_invalid',
      'review_too_large',
      'unit_not_found',
      'client_not_found',
      'person_not_found',
    ],
    async handle({ caller, body: { name, reviewers, ...rest } }) {
      if (name === undefined) throw refuseRequest(problemAt('name', 'required'));
      const named = { name, reviewers: reviewers?.split(',') };
      return reviewFields(await reviews.open(caller.actor, { ...rest, ...named }));
    },
  });
}

function decideRoute({ reviews }: ReviewParts): Route {
  return route({
    method: 'POST',
    path: '/reviews/{review}/items/{item}/decide',
    scope: 'roles:write',
    isForOneself: true,
    summary: 'Keeps a role grant, or revokes it at once; nobody decides on a role of her own',
    body: {
      verdict: { is: 'one_of', about: 'required', allowed: ['keep', 'revoke'] },
      note: { is: 'text', about: 'why; required to revoke', maximum: 1000 },
    },
    answer: REVIEW_ITEM,
    problems: [
      'review_not_found',
      'review_item_not_found',
      'review_item_decided',
      'review_closed',
      'review_own_role',
      'review_own_grant',
      'review_invalid',
    ],
    async handle({ caller, path: { review: reviewId = '', item = '' }, body: { verdict, note } }) {
      if (verdict === undefined) throw refuseRequest(problemAt('verdict', 'required'));
      return itemFields(
        await reviews.decide(caller.actor, { reviewId, item: numberOf(item), verdict, note }),
      );
    },
  });
}

function questionRoutes({ reviews }: ReviewParts): Route[] {
  const problems = ['review_not_found', 'review_item_not_found', 'review_closed', 'review_invalid'] as const;
  return [
    route({
      method: 'POST',
      path: '/reviews/{review}/items/{item}/ask',
      scope: 'roles:write',
      isForOneself: true,
      summary: 'Asks back before deciding; the item stays open, and the due day stands',
      body: {
        to: {
          is: 'one_of',
          about: 'who gave the role, or the administrators of the holder’s unit; required',
          allowed: ASKED,
        },
        question: { is: 'text', about: 'required', maximum: 1000 },
      },
      answer: REVIEW_ITEM,
      problems: [...problems, 'review_item_decided', 'review_question_open'],
      async handle({ caller, path: { review: reviewId = '', item = '' }, body: { to, question } }) {
        if (to === undefined) throw refuseRequest(problemAt('to', 'required'));
        if (question === undefined) throw refuseRequest(problemAt('question', 'required'));
        return itemFields(await reviews.ask(caller.actor, { reviewId, item: numberOf(item), to, question }));
      },
    }),
    route({
      method: 'POST',
      path: '/reviews/{review}/items/{item}/answer',
      scope: 'roles:write',
      isForOneself: true,
      summary: 'Answers what the caller was asked about an item',
      body: { answer: { is: 'text', about: 'required', maximum: 1000 } },
      answer: REVIEW_ITEM,
      problems: [...problems, 'review_not_asked'],
      async handle({ caller, path: { review: reviewId = '', item = '' }, body: { answer } }) {
        if (answer === undefined) throw refuseRequest(problemAt('answer', 'required'));
        return itemFields(await reviews.answer(caller.actor, { reviewId, item: numberOf(item), answer }));
      },
    }),
  ];
}

/** The number of an item; what is written otherwise is no item's. */
function numberOf(item: string): number {
  return /^\d{1,7}$/.test(item) ? Number(item) : 0;
}

function closeRoute({ reviews }: ReviewParts): Route {
  return route({
    method: 'POST',
    path: '/reviews/{review}/close',
    scope: 'roles:write',
    summary: 'Signs and submits a review in which everything is decided',
    answer: REVIEW_VIEW,
    problems: ['review_not_found', 'review_closed', 'review_incomplete'],
    async handle({ caller, path: { review = '' } }) {
      await reviews.close(caller.actor, review);
      return viewFields(await reviews.show(review));
    },
  });
}
