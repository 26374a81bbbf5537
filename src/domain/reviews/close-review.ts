import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { getReview } from './decide-item.ts';
import { type Review, type ReviewItem, undecided } from './review.ts';
import { jsonLinesOf, type ReviewRecord, recordOf, sha256Of } from './review-record.ts';
import { requireReviewer } from './reviewers.ts';

const BATCH = 1000;
const PERSON = 'person:';

/**
 * Closes a review once everything is decided; its record's hash goes into the audit log. The caller brings the
 * transaction. Throws `review_not_found`, `review_closed`, `review_incomplete` {undecided}, `permission_denied`.
 */
export async function closeReview(
  stores: Stores,
  { actor, at }: { actor: Actor; at: Date },
  id: string,
): Promise<Review> {
  const review = await getReview(stores, id);
  await requireReviewer(stores, { actor, at }, review);
  if (!(await stores.reviews.close(id, at, actorLabel(actor)))) await refuse(stores, id);
  const record = await loadRecord(stores, id);
  const recordSha256 = sha256Of(jsonLinesOf(record));
  await stores.reviews.saveRecordHash(id, recordSha256);
  const { name, scopeCode } = review;
  const details = { review: id, name, scope: scopeCode, ...record.counts, record_sha256: recordSha256 };
  await stores.audit.append({
    type: 'review.closed',
    at,
    actor,
    clientId: review.clientId ?? undefined,
    details,
  });
  return { ...record.review, recordSha256 };
}

/** A review with all its items, read by bounded batches. @throws review_not_found */
export async function loadRecord(
  stores: Pick<Stores, 'reviews' | 'directory'>,
  id: string,
): Promise<ReviewRecord> {
  const review = await getReview(stores, id);
  const items: ReviewItem[] = [];
  for (;;) {
    const page = await stores.reviews.listItems(id, { after: items.length, limit: BATCH });
    items.push(...page);
    if (page.length < BATCH) break;
  }
  const labels = [review.openedBy, review.closedBy, ...items.map(({ decidedBy }) => decidedBy)];
  return recordOf(review, items, await namesOf(stores, labels));
}

/** Names of the people among labels such as `person:…`. */
export async function namesOf(
  { directory }: Pick<Stores, 'directory'>,
  labels: readonly (string | null)[],
): Promise<Map<string, string>> {
  const ids = labels.flatMap((label) => (label?.startsWith(PERSON) ? [label.slice(PERSON.length)] : []));
  const standings = ids.length === 0 ? [] : await directory.listStandings([...new Set(ids)]);
  return new Map(standings.map(({ person }) => [`${PERSON}${person.id}`, person.fullName]));
}

async function refuse({ reviews }: Stores, id: string): Promise<never> {
  const review = await reviews.find(id);
  if (review?.closedAt !== null) throw new DomainError('review_closed', { review: id });
  throw new DomainError('review_incomplete', { undecided: undecided(await reviews.count(id)) });
}
