import type { AuditEvent, AuditType } from '../audit/audit-event.ts';
import { type Clock, dayOf } from '../clock.ts';
import type { Delivery } from '../deliveries/delivery.ts';
import { isRowId } from '../directory/person-lookup.ts';
import type { Stores, Transact } from '../transact.ts';
import { changedAmong, type NoticeReading } from './noticed-changes.ts';
import type { NoticedConsent } from './role-notice-store.ts';

/**
 * Relying parties that asked for it hear when what they may know of a signed-in person's roles is no longer true.
 * What each was told is kept with the consent, so that whatever changes roles, an act or the mere passing of time, is
 * found the same way: by comparing with what holds now.
 */

/** Acts after which somebody may hold other roles. What was forgotten here is found by the sweep. */
const CHANGE_ROLES: ReadonlySet<AuditType> = new Set([
  'role.granted',
  'role.revoked',
  'role.included',
  'role.excluded',
  'mandate.given',
  'mandate.ended',
  'person.disabled',
  'person.enabled',
  'staff.imported',
  'staff.undone',
  'staff.provisioned',
  'units.merged',
  'setting.changed',
  'client.updated',
  'client.removed',
]);
/** Acts that reach the person they name and her deputies alone. */
const OF_PERSON: ReadonlySet<AuditType> = new Set([
  'mandate.given',
  'mandate.ended',
  'person.disabled',
  'person.enabled',
]);
/** So few consents are judged sooner than anybody has found out whom an act reaches. */
const SOON_JUDGED = 200;
/** Role grants that are asked one by one whom they reach. */
const FEW = 10;
/** Of more people than that, all are judged. */
const MOST_REACHED = 1000;
const SURELY_EVERY_MS = 10 * 60_000;

/**
 * Transactions at whose end, before they commit, relying parties are told of the roles that changed in them. Their
 * audit events say whether any may have.
 */
export function withRoleNotices(transact: Transact, clock: Clock): Transact {
  return (work) =>
    transact(async (inside) => {
      const acts: AuditEvent[] = [];
      const noting = (...events: readonly AuditEvent[]) =>
        void acts.push(...events.filter(({ type }) => CHANGE_ROLES.has(type)));
      const audit: Stores['audit'] = {
        ...inside.audit,
        append(event) {
          noting(event);
          return inside.audit.append(event);
        },
        appendAll(events) {
          noting(...events);
          return inside.audit.appendAll(events);
        },
      };
      const result = await work({ ...inside, audit });
      if (acts.length > 0) await tellOfActs(inside, acts, clock.now());
      return result;
    });
}

type Writing = NoticeReading & Pick<Stores, 'deliveries'>;

interface Dependencies {
  stores: NoticeReading;
  transact: Transact;
  clock: Clock;
}

/**
 * A sweep for roles that change by no act. It looks when something may have changed since it last did: with a new day,
 * when the period of a role grant or a mandate began or ended, and now and then all the same.
 */
export function createRoleNoticeSweep(parts: Dependencies): () => Promise<void> {
  let lookedAt: Date | undefined;
  return async () => {
    const now = parts.clock.now();
    const isDue =
      lookedAt === undefined ||
      dayOf(lookedAt) !== dayOf(now) ||
      now.getTime() - lookedAt.getTime() >= SURELY_EVERY_MS ||
      (await parts.stores.roles.hasPeriodEdge(lookedAt, now));
    if (!isDue) return;
    await sweepRoleNotices(parts, now);
    lookedAt = now;
  };
}

/** Looks without a lock first, as there is mostly nothing to tell; any number of nodes may do it at once. */
export async function sweepRoleNotices({ stores, transact }: Dependencies, now: Date): Promise<void> {
  const changed = await changedAmong(stores, await stores.roleNotices.list(null, now), now);
  const personIds = [...new Set(changed.map(({ personId }) => personId))];
  if (personIds.length === 0) return;
  await transact(async (inside) => tell(inside, await inside.roleNotices.lock(personIds, now), now));
}

/** Judges whom acts may reach, of those who are signed in where somebody listens; both may be few. */
async function tellOfActs(stores: Writing, acts: readonly AuditEvent[], now: Date): Promise<void> {
  // Acts follow one another here, as each of them has the audit log by now: none is judged before another one counts.
  const consents = await stores.roleNotices.lock(null, now);
  const reached = consents.length > SOON_JUDGED ? await reachedBy(stores, acts) : null;
  await tell(stores, reached ? consents.filter(({ personId }) => reached.has(personId)) : consents, now);
}

/** Whom acts may give or take roles; null: anybody. */
async function reachedBy(
  { roles, mandates }: Pick<Stores, 'roles' | 'mandates'>,
  acts: readonly AuditEvent[],
): Promise<Set<string> | null> {
  if (acts.length > FEW) return null;
  const reached = new Set<string>();
  for (const { type, personId, details } of acts) {
    if (OF_PERSON.has(type) && personId != null) {
      const given = await mandates.list({ partyId: personId });
      for (const id of [personId, ...given.map(({ deputyId }) => deputyId)]) reached.add(id);
      continue;
    }
    const id = String(details?.roleGrantId);
    const isOfOne = (type === 'role.granted' || type === 'role.revoked') && isRowId(id);
    const roleGrant = isOfOne ? await roles.findRoleGrant(id) : undefined;
    if (roleGrant === undefined) return null;
    const people = await roles.listReached(roleGrant, { after: null, limit: MOST_REACHED });
    if (people.length === MOST_REACHED) return null;
    for (const person of people) reached.add(person);
  }
  return reached;
}

/** Queues a notice for whoever was told something else, and notes what holds now; the caller brings the transaction. */
async function tell(stores: Writing, consents: readonly NoticedConsent[], now: Date): Promise<void> {
  const changed = await changedAmong(stores, consents, now);
  if (changed.length === 0) return;
  await stores.roleNotices.note(changed);
  const heard = changed.filter(({ told }) => told !== null);
  await stores.roleNotices.end(heard.filter(({ notice }) => notice === 'logout'));
  await stores.deliveries.addAll(noticesFor(heard), now);
}

/** A logout message for each session; of several sessions of one person at one client, one signed notice. */
function noticesFor(changed: readonly NoticedConsent[]): Delivery[] {
  const notices = new Map<string, Delivery>();
  for (const { consentId, clientId, personId, sid, notice } of changed) {
    if (notice === 'webhook')
      notices.set(`${clientId} ${personId}`, { kind: 'role_change', clientId, personId });
    else notices.set(consentId, { kind: 'backchannel_logout', clientId, personId, sid, sessionUid: null });
  }
  return [...notices.values()];
}
