import type { Client } from '../../domain/clients/client.ts';
import { type Clock, type Day, dayOf, startOfDay } from '../../domain/clock.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Haste } from '../../domain/reviews/haste.ts';
import {
  openQuestion,
  type Review,
  type ReviewCounts,
  type ReviewItem,
  stateOf,
  undecided,
} from '../../domain/reviews/review.ts';
import { holderWords, placeWords, signalWords, usageWords } from '../../messages/reviews.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { WebParts } from '../web-parts.ts';
import { actorNames } from './actor-names.ts';
import type { ItemLine, ReviewHead, ReviewMeter, ReviewView } from './reviews-view.ts';

/** What a decision on items is refused for in place. */
export const DECISION_REFUSALS: readonly ErrorCode[] = [
  'review_invalid',
  'review_closed',
  'review_item_decided',
  'review_own_role',
  'review_own_grant',
  'permission_denied',
  'role_grant_higher',
];

export const REVIEWS_PATH = '/admin/reviews';
/** Of the whole bar, in units of its drawing. */
export const BAR_WIDTH = 1000;
const DAY_MS = 24 * 60 * 60_000;

export type ReviewParts = Pick<WebParts, 'reviews' | 'stores' | 'pages' | 'clock'>;

/** The address of a review, or of what is done there. */
export function reviewAddress(id: string, ...below: (string | number)[]): string {
  return [REVIEWS_PATH, id, ...below].join('/');
}

/** What every page of a review has on top. */
export function headOf(review: Review, clock: Clock): ReviewHead {
  const { id, name, scopeName, dueOn, closedAt } = review;
  const daysLeft = daysBetween(dayOf(clock.now()), dueOn);
  return { id, name, scope: scopeName, state: stateOf(review), dueOn, daysLeft, closedAt };
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / DAY_MS);
}

/** Numbers of items with the widths of their bar; what is asked back is among what is left. */
export function meterOf(counts: ReviewCounts, asked = 0): ReviewMeter {
  const { items, kept, revoked } = counts;
  const widthOf = (number: number) => (items === 0 ? 0 : Math.round((number / items) * BAR_WIDTH));
  const widths = { kept: widthOf(kept), revoked: widthOf(revoked), asked: widthOf(asked) };
  return { items, kept, revoked, asked, left: undecided(counts), widths };
}

/** Runs of items kept faster than anybody reads, with names. */
export async function hasteOf(
  { stores }: Pick<ReviewParts, 'stores'>,
  haste: readonly Haste[],
  lang: Lang,
): Promise<ReviewView['haste']> {
  const nameOf = await actorNames(
    stores,
    haste.map(({ by }) => by),
    lang,
  );
  return haste.map(({ by, items, from, until }) => ({ by: nameOf(by), items, from, until }));
}

/** Draws items in the language of a visit. */
export function itemLiner(clients: readonly Client[], lang: Lang) {
  const titles = new Map(clients.map((client) => [client.id, titleOf(client, lang)]));
  return (item: ReviewItem): Omit<ItemLine, 'canDecide'> => {
    const words = signalWords(item, lang);
    return {
      number: item.number,
      holder: holderWords(item, lang),
      place: placeWords(item),
      role: item.roleName,
      application: titles.get(item.clientId) ?? item.clientId,
      extent: item.extentName,
      grantedAt: item.grantedAt,
      decision: item.decision,
      granter: item.grantedByName ?? '',
      roleGrantId: item.roleGrantId,
      signals: item.signals.map((signal, index) => ({
        text: words[index] ?? '',
        isStrong: signal === 'unused' || signal === 'outlier' || signal === 'privileged',
      })),
      usage: usageWords(item, lang),
      verdict: item.verdict,
      isAsked: item.verdict === null && openQuestion(item) !== undefined,
    };
  };
}
