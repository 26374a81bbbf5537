import { STATUS_CODES } from 'node:http';
import type { Clock, Ids } from '../domain/clock.ts';
import type { Delivery } from '../domain/deliveries/delivery.ts';
import { skewOf } from '../domain/integration-lab/probe.ts';
import type { TraceFacts } from '../domain/integration-lab/trace.ts';
import type { TraceRecorder } from '../domain/integration-lab/trace-recorder.ts';
import type { Stores } from '../domain/transact.ts';
import { faultOf } from './logout-fault.ts';
import { logoutClaims, postLogoutToken, signLogoutToken } from './logout-token.ts';
import type { SigningKeySource } from './signing-keys.ts';

type Logout = Extract<Delivery, { kind: 'backchannel_logout' }>;

export interface LogoutDeliveryParts {
  issuer: string;
  /** The product's keys of this moment. */
  keys: SigningKeySource;
  stores: Pick<Stores, 'clients'>;
  clock: Clock;
  ids: Ids;
  trace: Pick<TraceRecorder, 'note'>;
  /** The only way out: refuses private addresses that nobody allowed. */
  fetch: (url: string | URL, init: RequestInit) => Promise<Response>;
}

/**
 * Sends one logout message (OpenID Back-Channel Logout 1.0) with a fresh logout token: two minutes of life and
 * a new `jti` at every try. A client that is gone, or no longer wants messages, has nothing left to end.
 */
export function createLogoutDelivery(parts: LogoutDeliveryParts) {
  const { issuer, keys, stores, clock, ids, trace, fetch } = parts;
  return async ({ clientId, personId, sid }: Logout): Promise<void> => {
    const client = await stores.clients.find(clientId);
    const uri = client?.metadata.backchannel_logout_uri;
    if (client === undefined || uri === undefined) return;
    const { id_token_signed_response_alg: alg, backchannel_logout_session_required: isSidWanted } =
      client.metadata;
    const key = (await keys()).keys.find((candidate) => candidate.alg === alg);
    if (key === undefined) throw new Error(`no key signs ${alg}`);
    const named = { iss: issuer, aud: clientId, sub: personId, sid: isSidWanted ? sid : undefined };
    const token = await signLogoutToken(logoutClaims({ ...named, jti: ids.uuid() }, clock.now()), key);
    const tell = async (facts: TraceFacts) => {
      if ((client.watchedUntil?.getTime() ?? 0) <= clock.now().getTime()) return;
      const links = { by: [['session', sid] as const], begins: facts.kind === 'logout_failed' };
      // What is noted for the lab decides nothing about the message.
      await trace.note(clientId, links, [facts]).catch(() => {});
    };
    const response = await postLogoutToken(fetch, uri, token).catch(async (error: unknown) => {
      await tell({ kind: 'logout_failed', fault: faultOf(error), status: null, skewSeconds: null });
      throw error;
    });
    const { status } = response;
    const skewSeconds = skewOf(response.headers.get('date'), clock.now());
    if (status === 200 || status === 204) return tell({ kind: 'logout', status, skewSeconds });
    await tell({ kind: 'logout_failed', fault: 'status', status, skewSeconds });
    throw new Error(`expected 200 OK from ${uri}, got: ${status} ${STATUS_CODES[status]}`);
  };
}
