import type { ReviewProgress } from '../../domain/reviews/read-reviews.ts';
import { type ReviewItem, stateOf, undecided } from '../../domain/reviews/review.ts';
import {
  actorWords,
  holderWords,
  placeWords,
  STATE_WORDS,
  signalWords,
  usageWords,
  VERDICT_WORDS,
} from '../../messages/reviews.ts';

/** A review in a line. */
export function reviewWords({ review, counts }: ReviewProgress): string[] {
  const state = STATE_WORDS[stateOf(review)];
  return [
    review.id,
    review.name,
    review.scopeCode,
    `${state.vi} / ${state.en}`,
    review.dueOn,
    `${counts.items - undecided(counts)}/${counts.items}`,
  ];
}

/** An item in a line. */
export function itemWords(item: ReviewItem, names: ReadonlyMap<string, string>): string[] {
  const { verdict, questions } = item;
  const asked = questions.map(({ question, answer }) => `${question} – ${answer ?? '…'}`).join('; ');
  return [
    String(item.number),
    [holderWords(item, 'vi'), placeWords(item)].filter(Boolean).join(', '),
    `${item.clientId}:${item.roleCode}`,
    item.extentCode ?? '',
    [...signalWords(item, 'vi'), usageWords(item, 'vi')].filter(Boolean).join('; '),
    verdict === null ? '' : `${VERDICT_WORDS[verdict].vi} (${actorWords(item.decidedBy, names)})`,
    asked,
  ];
}
