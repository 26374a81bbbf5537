import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import { SYSTEM_ADMINISTRATOR } from '../roles/permissions.ts';
import { findHolders } from '../roles/role-holders.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { Stores } from '../transact.ts';
import { isByRule } from './assign-reviewers.ts';
import type { Review, ReviewItem } from './review.ts';
import { lineages, poolOf, reachedBy } from './reviewer-facts.ts';
import { canReview } from './reviewers-by-rule.ts';

type Authority = Pick<Stores, 'directory' | 'roles' | 'mandates'>;
type Reading = Authority & Pick<Stores, 'reviews'>;
type Context = { actor: Actor; at: Date };

/**
 * Whether somebody administers reviews: opens them, and decides where nobody else is named. The server's operator
 * does, and the system administrators. Throws `permission_denied` for anybody else.
 */
export async function requireAdministrator(stores: Authority, { actor, at }: Context): Promise<void> {
  if (actor.kind === 'operator') return;
  if (actor.kind === 'person' && (await isAdministrator(stores, actor.id, at))) return;
  throw new DomainError('permission_denied');
}

/**
 * Lets only those pass who decide on a whole review: the people it names, and administrators. Throws `review_not_found`
 * for a person whom it does not concern, else `permission_denied`.
 */
export async function requireReviewer(stores: Reading, context: Context, review: Review): Promise<void> {
  const { actor, at } = context;
  const isNamed = actor.kind === 'person' && !isEscalated(review) && review.reviewerIds.includes(actor.id);
  if (isNamed && (await openPeople(stores, [actor.id], at)).length === 1) return;
  await requireAdministrator(stores, context).catch((refusal: unknown) =>
    refuseStranger(stores, actor, review, refusal),
  );
}

/**
 * Lets only those pass who decide on an item: whom the review names, whom the rule named while she still could be, and
 * administrators. Throws `review_not_found` and `review_item_not_found` for a person whom they do not concern, else
 * `permission_denied`.
 */
export async function requireItemReviewer(
  stores: Reading,
  context: Context,
  review: Review,
  item: ReviewItem,
): Promise<void> {
  const { actor, at } = context;
  const isAssigned = actor.kind === 'person' && !isEscalated(review) && item.reviewerIds.includes(actor.id);
  if (isAssigned && (await canStillReview(stores, actor.id, item, at))) return;
  await requireReviewer(stores, context, review).catch((refusal: unknown) => {
    if (actor.kind !== 'person' || review.reviewerIds.includes(actor.id) || isConcerned(item, actor.id))
      throw refusal;
    // The review concerns her, or else this is not reached with `permission_denied`.
    if (!(refusal instanceof DomainError) || refusal.code !== 'permission_denied') throw refusal;
    throw new DomainError('review_item_not_found', { item: item.number });
  });
}

/** Whether somebody may read an item that no other right opens to her. */
export function isConcerned({ reviewerIds, questions }: ReviewItem, personId: string): boolean {
  return reviewerIds.includes(personId) || questions.some(({ to }) => to.includes(personId));
}

/** What does not concern a person is as if it were not there. */
async function refuseStranger(
  { reviews }: Pick<Stores, 'reviews'>,
  actor: Actor,
  review: Review,
  refusal: unknown,
): Promise<never> {
  const concerns =
    actor.kind !== 'person' ||
    review.reviewerIds.includes(actor.id) ||
    (await reviews.count(review.id, actor.id)).items > 0;
  throw concerns ? refusal : new DomainError('review_not_found', { review: review.id });
}

async function canStillReview(stores: Authority, personId: string, item: ReviewItem, at: Date) {
  const record = await stores.directory.findPersonRecord(personId);
  const held = record === undefined ? [] : await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at);
  const lineage = lineages(await stores.directory.listUnits())(item.unitCode);
  return canReview(personId, { clientId: item.clientId, lineage }, poolOf(personId, held));
}

/**
 * Nobody decides on a role of her own, by whatever holder reaches her, nor on one that she gave, unless the review names
 * nobody else. The server's operator stands outside. Throws `review_own_role`, `review_own_grant`.
 */
export async function refuseConflict(
  stores: Authority,
  { actor, at }: Context,
  review: Review,
  item: ReviewItem,
): Promise<void> {
  if (actor.kind !== 'person') return;
  if (item.personId === actor.id || (await reachedBy(stores, at)(actor.id, item)))
    throw new DomainError('review_own_role', { item: item.number });
  if (item.grantedBy !== actorLabel(actor)) return;
  const named = isByRule(review) ? [] : await reviewersOf(stores, review, at);
  const isOther = ({ id }: Person) => id !== actor.id && id !== item.personId;
  if (isByRule(review) || named.some(isOther))
    throw new DomainError('review_own_grant', { item: item.number });
}

/** Who decides on all of it now: the people named, while their accounts are open, or else the system administrators. */
export async function reviewersOf(stores: Authority, review: Review, at: Date): Promise<Person[]> {
  const named = isEscalated(review) ? [] : await openPeople(stores, [...review.reviewerIds], at);
  return named.length > 0 ? named : administrators(stores, at);
}

/** Whether an overdue review has gone to the system administrators. */
export function isEscalated({ overdueAt, overdueRule }: Review): boolean {
  return overdueAt !== null && overdueRule === 'escalate';
}

/** More administrators than any ministry has. */
const MOST = 200;

async function administrators(stores: Authority, at: Date): Promise<Person[]> {
  // A new database has the role as soon as a server has started on it.
  if ((await stores.roles.findRole(OWN_CLIENT_ID, SYSTEM_ADMINISTRATOR)) === undefined) return [];
  const asked = { clientId: OWN_CLIENT_ID, code: SYSTEM_ADMINISTRATOR, at, limit: MOST };
  const { holders } = await findHolders(stores, asked);
  return openPeople(
    stores,
    holders.map(({ person }) => person),
    at,
  );
}

/** Of some people those whose accounts are open. */
export async function openPeople({ directory }: Authority, ids: string[], at: Date): Promise<Person[]> {
  const standings = await directory.listStandings(ids);
  return standings.filter((standing) => isOpen(standing, dayOf(at))).map(({ person }) => person);
}

async function isAdministrator(stores: Authority, personId: string, at: Date) {
  const record = await stores.directory.findPersonRecord(personId);
  const held = record === undefined ? [] : await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at);
  return held.some(({ role }) => role.code === SYSTEM_ADMINISTRATOR);
}
