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
import type { Review, ReviewItem } from './review.ts';

type Authority = Pick<Stores, 'directory' | 'roles' | 'mandates'>;
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

/** Throws `permission_denied` for whoever is not a reviewer of a review. */
export async function requireReviewer(stores: Authority, context: Context, review: Review): Promise<void> {
  const { actor, at } = context;
  const isNamed = actor.kind === 'person' && !isEscalated(review) && review.reviewerIds.includes(actor.id);
  if (isNamed && (await openPeople(stores, [actor.id], at)).length === 1) return;
  await requireAdministrator(stores, context);
}

/**
 * Nobody decides on a role of her own, by whatever holder reaches her, nor, while somebody else could, on one that
 * she gave. The server's operator stands outside. Throws `review_own_role`, `review_own_grant`.
 */
export async function refuseConflict(
  stores: Authority,
  { actor, at }: Context,
  review: Review,
  item: ReviewItem,
): Promise<void> {
  if (actor.kind !== 'person') return;
  if (item.personId === actor.id || (await isReached(stores, actor.id, item, at)))
    throw new DomainError('review_own_role', { item: item.number });
  if (item.grantedBy !== actorLabel(actor)) return;
  const others = (await reviewersOf(stores, review, at)).filter(
    ({ id }) => id !== actor.id && id !== item.personId,
  );
  if (others.length > 0) throw new DomainError('review_own_grant', { item: item.number });
}

/** Who decides now: the people named, while their accounts are open, or else the system administrators. */
export async function reviewersOf(stores: Authority, review: Review, at: Date): Promise<Person[]> {
  const named = isEscalated(review) ? [] : await openPeople(stores, [...review.reviewerIds], at);
  return named.length > 0 ? named : administrators(stores, at);
}

/** Whether an overdue review has gone to the system administrators. */
function isEscalated({ overdueAt, overdueRule }: Review): boolean {
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

async function openPeople({ directory }: Authority, ids: string[], at: Date): Promise<Person[]> {
  const standings = await directory.listStandings(ids);
  return standings.filter((standing) => isOpen(standing, dayOf(at))).map(({ person }) => person);
}

async function isAdministrator(stores: Authority, personId: string, at: Date) {
  const record = await stores.directory.findPersonRecord(personId);
  const held = record === undefined ? [] : await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at);
  return held.some(({ role }) => role.code === SYSTEM_ADMINISTRATOR);
}

async function isReached(
  stores: Authority,
  personId: string,
  { roleGrantId, clientId }: ReviewItem,
  at: Date,
): Promise<boolean> {
  const record = await stores.directory.findPersonRecord(personId);
  const held = record === undefined ? [] : await loadEffectiveRoles(stores, record, clientId, at);
  return held.some(({ paths }) => paths.some((path) => path.roleGrantId === roleGrantId));
}
