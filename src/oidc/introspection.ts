import { decodeProtectedHeader } from 'jose';
import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type { Accounts } from './account.ts';
import type { Claims } from './claims.ts';
import { createResources } from './resources.ts';
import type { SignedTokens } from './signed-tokens.ts';

type Answer = Record<string, unknown> & { active: boolean };
const INACTIVE: Answer = { active: false };

interface Dependencies {
  issuer: string;
  signedTokens: SignedTokens;
  accounts: Accounts;
}

/**
 * What the library's introspection (RFC 7662) leaves out: JWT access tokens, the user name and roles at
 * this moment, and that a token of a person who may no longer sign in is not active.
 * Runs around the library's own steps, after which the client is authenticated.
 */
export function createIntrospection({ issuer, signedTokens, accounts }: Dependencies) {
  const resources = createResources(issuer);

  async function person(answer: Claims, roleClientId: string): Promise<Answer> {
    const account = await accounts.findAccount(String(answer.sub), roleClientId);
    if (account === undefined) return INACTIVE;
    const scopes = String(answer.scope ?? '').split(' ');
    const { email, employeeNo } = account.person;
    const roles = scopes.includes('roles') ? await account.roleClaims() : {};
    // A mandate may be over that the token was issued under.
    const { act: _, ...rest } = answer;
    return { ...rest, active: true, username: email ?? employeeNo ?? undefined, ...roles };
  }

  async function structured(token: string, client: Client): Promise<Answer> {
    const found = await signedTokens.read(token);
    if (found === undefined) return INACTIVE;
    const { payload, clientId, personId } = found;
    if (!resources.mayIntrospect(client, { clientId, aud: payload.aud })) return INACTIVE;
    const answer = { ...payload, active: true, token_type: payload.cnf ? 'DPoP' : 'Bearer' };
    return personId === undefined ? answer : person(answer, clientId);
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
