import type { Shot } from './load.ts';
import type { Minted } from './mint.ts';
import { BASIC, ENDPOINTS, RELYING_PARTY } from './relying-party.ts';

/** A kind of request that is measured on both servers. */
export interface Case {
  name: string;
  /** What each request needs, and whether the request uses it up. */
  needs: { model: Minted; isSpent: boolean } | null;
  shot(value: string): Shot;
}

const { resource, redirectUri } = RELYING_PARTY;

export const CASES: readonly Case[] = [
  {
    name: 'token: client_credentials → JWT',
    needs: null,
    shot: () => form(ENDPOINTS.token, { grant_type: 'client_credentials', resource }),
  },
  {
    name: 'token: authorization code',
    needs: { model: 'AuthorizationCode', isSpent: true },
    shot: (code) =>
      form(ENDPOINTS.token, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  },
  {
    name: 'token: refresh, rotated',
    needs: { model: 'RefreshToken', isSpent: true },
    shot: (token) => form(ENDPOINTS.token, { grant_type: 'refresh_token', refresh_token: token }),
  },
  {
    name: 'introspection',
    needs: { model: 'AccessToken', isSpent: false },
    shot: (token) => form(ENDPOINTS.introspection, { token, token_type_hint: 'access_token' }),
  },
  {
    name: 'userinfo',
    needs: { model: 'AccessToken', isSpent: false },
    shot: (token) => ({
      method: 'GET',
      path: ENDPOINTS.userinfo,
      headers: { authorization: `Bearer ${token}` },
    }),
  },
];

function form(path: string, fields: Record<string, string>): Shot {
  const headers = { authorization: BASIC, 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', path, headers, body: new URLSearchParams(fields).toString() };
}
