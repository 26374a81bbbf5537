import type { Actor } from '../audit/audit-event.ts';
import type { Stores } from '../transact.ts';
import type { SessionEnd } from './session-store.ts';

type SessionStores = Pick<Stores, 'sessions' | 'clients' | 'deliveries' | 'audit'>;

/** With the account every role is gone, which a client without logout messages hears as that. */
const CLOSES_ACCOUNT: ReadonlySet<SessionEnd> = new Set(['disabled', 'expired']);

export interface EndOfSession {
  reason: SessionEnd;
  actor: Actor;
  now: Date;
  network?: string | undefined;
}

/**
 * Ends a session: its tokens die, and a logout message is queued for every relying party that knew it.
 * Works in the caller's transaction.
 * @returns the clients that held the session, or undefined when it had ended before
 */
export async function endSession(
  stores: SessionStores,
  uid: string,
  end: EndOfSession,
): Promise<string[] | undefined> {
  const ended = await stores.sessions.end(uid, end.reason, end.now);
  if (ended === undefined) return undefined;
  for (const { clientId, sid } of ended.clients) {
    const client = await stores.clients.find(clientId);
    const about = { clientId, personId: ended.personId };
    if (client?.metadata.backchannel_logout_uri !== undefined) {
      await stores.deliveries.add({ kind: 'backchannel_logout', ...about, sid, sessionUid: uid }, end.now);
    } else if (client?.metadata.role_change_notice === 'webhook' && CLOSES_ACCOUNT.has(end.reason)) {
      await stores.deliveries.add({ kind: 'role_change', ...about }, end.now);
    }
  }
  const clientIds = ended.clients.map(({ clientId }) => clientId);
  await stores.audit.append({
    type: 'session.ended',
    at: end.now,
    actor: end.actor,
    personId: ended.personId,
    network: end.network,
    details: { reason: end.reason, clients: clientIds.join(' ') },
  });
  return clientIds;
}

/**
 * Ends every open session of a person, in the caller's transaction, and what would lead to a new one without all
 * being proved anew: sign-ins under way, and devices that stand in for a code. Returns how many sessions.
 */
export async function endSessionsOf(
  stores: SessionStores & Pick<Stores, 'signIns' | 'devices'>,
  personId: string,
  end: EndOfSession,
): Promise<number> {
  const open = await stores.sessions.listOpen(personId);
  for (const { uid } of open) await endSession(stores, uid, end);
  await stores.signIns.removeAllOf(personId);
  await stores.devices.forgetAllOf(personId);
  return open.length;
}
