import { importJWK, SignJWT } from 'jose';
import type { Delivery, OutboxRow } from '../domain/deliveries/delivery.ts';
import type { Stores } from '../domain/transact.ts';
import type { SigningKeySource } from './signing-keys.ts';

/** What the notice says happened; nothing about which roles: whoever gets it asks userinfo, or refreshes. */
export const ROLES_CHANGED = 'urn:micconnect:event:roles-changed';

type RoleChange = Extract<Delivery, { kind: 'role_change' }>;

export interface RoleChangeParts {
  issuer: string;
  /** The product's keys of this moment. */
  keys: SigningKeySource;
  stores: Pick<Stores, 'clients'>;
  /** The only way out: refuses private addresses that nobody allowed. */
  fetch: (url: string | URL, init: RequestInit) => Promise<Response>;
}

/**
 * Pushes one security event token (RFC 8417, RFC 8935), signed with the key that signs the client's ID tokens. Every
 * try carries the same `jti` and `iat`, so that a receiver which was slow to answer knows the second one.
 * @returns a function that throws unless the receiver answers 202; a client that is gone, or wants no notice any more,
 *   is told nothing
 */
export function createRoleChangeDelivery({ issuer, keys, stores, fetch }: RoleChangeParts) {
  async function sign(claims: Record<string, unknown>, alg: string): Promise<string> {
    const key = (await keys()).keys.find((candidate) => candidate.alg === alg);
    if (key?.kid === undefined) throw new Error(`no key signs ${alg}`);
    return new SignJWT(claims)
      .setProtectedHeader({ alg, kid: key.kid, typ: 'secevent+jwt' })
      .sign(await importJWK(key, alg));
  }

  return async ({ clientId, personId }: RoleChange, row: Omit<OutboxRow, 'delivery'>): Promise<void> => {
    const metadata = (await stores.clients.find(clientId))?.metadata;
    if (metadata?.role_change_notice !== 'webhook' || metadata.role_change_uri === undefined) return;
    const token = await sign(
      {
        iss: issuer,
        iat: Math.floor(row.createdAt.getTime() / 1000),
        jti: row.id,
        aud: clientId,
        // Not `sub`: what has one could pass for an ID token (RFC 8417 section 4).
        sub_id: { format: 'iss_sub', iss: issuer, sub: personId },
        events: { [ROLES_CHANGED]: {} },
      },
      metadata.id_token_signed_response_alg,
    );
    const response = await fetch(metadata.role_change_uri, {
      method: 'POST',
      headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json' },
      body: token,
    });
    await response.body?.cancel();
    if (response.status !== 202) throw new Error(`the receiver answered ${response.status}, not 202`);
  };
}
