import { importJWK, type JWK, SignJWT } from 'jose';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const LIFE_S = 120;

/** What a logout token says; `sid` is absent where the client registered that it needs none. */
export interface LogoutClaims {
  iss: string;
  aud: string;
  sub: string;
  sid?: string;
  jti: string;
  iat: number;
  exp: number;
  events: Readonly<Record<string, object>>;
}

/** The claims of a logout token that lives for two minutes (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
export function logoutClaims(
  named: Pick<LogoutClaims, 'iss' | 'aud' | 'sub' | 'jti'> & { sid: string | undefined },
  now: Date,
): LogoutClaims {
  const { sid, ...rest } = named;
  const iat = Math.floor(now.getTime() / 1000);
  return { ...rest, ...(sid !== undefined && { sid }), iat, exp: iat + LIFE_S, events: { [EVENT]: {} } };
}

/** A logout token in its signed form; the key says by which algorithm. */
export async function signLogoutToken(claims: object, key: JWK): Promise<string> {
  const { alg, kid } = key;
  if (alg === undefined || kid === undefined)
    throw new Error('a key without a name or an algorithm signs nothing');
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg, kid, typ: 'logout+jwt' })
    .sign(await importJWK(key, alg));
}

/** Hands a logout token to a relying party (section 2.5); its answer's body is left unread. */
export async function postLogoutToken(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  uri: string,
  token: string,
  signal?: AbortSignal,
): Promise<Response> {
  const response = await fetch(uri, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
    ...(signal && { signal }),
  });
  // An unread body would hold its connection.
  await response.body?.cancel();
  return response;
}
