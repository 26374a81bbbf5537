import { createLocalJWKSet, decodeProtectedHeader, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '../domain/clock.ts';
import type { Stores } from '../domain/transact.ts';
import type { Accounts } from './account.ts';
import type { Claims } from './claims.ts';
import { resourcesOf } from './resources.ts';

type Answer = Record<string, unknown> & { active: boolean };
const INACTIVE: Answer = { active: false };

interface Dependencies {
  issuer: string;
  jwks: { keys: JWK[] };
  stores: Pick<Stores, 'sessions'>;
  accounts: Accounts;
  clock: Clock;
}

/** Whether a client may learn about a token: its own, or one made for its API. Never a public client's guess. */
export function mayIntrospect(client: Client, token: { clientId?: unknown; aud?: unknown }): boolean {
  if (token.clientId === client.clientId) return true;
  return client.clientAuthMethod !== 'none' && resourcesOf(client).includes(String(token.aud));
}

/**
 * What the library's introspection (RFC 7662) leaves out: JWT access tokens, the user name and roles at
 * this moment, and that a token of a person who may no longer sign in is not active.
 * Runs around the library's own steps, after which the client is authenticated.
 */
export function createIntrospection({ issuer, jwks, stores, accounts, clock }: Dependencies) {
  const publicKeys = createLocalJWKSet({ keys: jwks.keys.map(publicPart) });

  async function person(answer: Claims, roleClientId: string): Promise<Answer> {
    const account = await accounts.findAccount(String(answer.sub), roleClientId);
    if (account === undefined) return INACTIVE;
    const scopes = String(answer.scope ?? '').split(' ');
    const { email, employeeNo } = account.person;
    const roles = scopes.includes('roles') ? await account.roleClaims() : {};
    return { ...answer, active: true, username: email ?? employeeNo ?? undefined, ...roles };
  }

  async function structured(token: string, client: Client): Promise<Answer> {
    const payload = await verified(token);
    if (payload === undefined || !mayIntrospect(client, { clientId: payload.client_id, aud: payload.aud }))
      return INACTIVE;
    const { sub, client_id: clientId, sid } = payload;
    if (sub === clientId) return { ...payload, active: true, token_type: 'Bearer' };
    const given = {
      personId: String(sub),
      clientId: String(clientId),
      sid: String(sid),
      issuedAt: Number(payload.iat),
    };
    return (await stores.sessions.isConsentOpen(given))
      ? person({ ...payload, token_type: payload.cnf ? 'DPoP' : 'Bearer' }, String(clientId))
      : INACTIVE;
  }

  async function verified(token: string): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, publicKeys, {
        issuer,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        currentDate: clock.now(),
      });
      return payload;
    } catch {
      return undefined;
    }
  }

  return async function introspection(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.oidc?.route !== 'introspection' || ctx.method !== 'POST' || ctx.oidc.client === undefined) return;
    const token = ctx.oidc.params?.token;
    const body = ctx.body as Claims;
    if (body.error === 'unsupported_token_type' && typeof token === 'string' && isSigned(token)) {
      ctx.status = 200;
      ctx.body = await structured(token, ctx.oidc.client);
    } else if (body.active === true && ctx.oidc.entities.ClientCredentials === undefined) {
      ctx.body = await person(body, String(body.client_id));
    }
  };
}

function isSigned(token: string): boolean {
  try {
    return decodeProtectedHeader(token).alg !== undefined;
  } catch {
    return false;
  }
}

function publicPart({ d, p, q, dp, dq, qi, oth, k, ...rest }: JWK): JWK {
  return rest;
}
