import * as oidc from 'openid-client';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedClient } from '../support/ministry.ts';
import type { TestServer } from '../support/running-server.ts';

export const SCOPE = 'openid profile email staff roles';

/** A fresh browser that stays on the provider: clients of the journeys exist in name only. */
export function browser(): Browser {
  const made = new Browser();
  made.stopAt.push('https://');
  return made;
}

/** One trip to the provider: where the browser goes, and what the client will hold the answer against. */
export interface Visit {
  url: URL;
  checks: { pkceCodeVerifier: string; expectedState: string; expectedNonce: string };
}

export interface RelyingParty {
  id: string;
  secret: string | null;
  redirectUri: string;
  config: oidc.Configuration;
}

type Registration = Record<string, unknown> & { client_id: string };

/**
 * Registers a client and makes openid-client act for it; ID tokens are checked down to the signature.
 * @param authenticate how it authenticates; the registration's default without it
 * @param fetch sees every request the client makes
 */
export async function relyingParty(
  server: Pick<TestServer, 'issuer' | 'services'>,
  input: Registration,
  authenticate?: (secret: string) => oidc.ClientAuth,
  fetch?: oidc.CustomFetch,
): Promise<RelyingParty> {
  return connect(server.issuer, await seedClient(server, input), input, authenticate, fetch);
}

/** Makes openid-client act for a client that is registered already. */
export async function connect(
  issuer: string,
  { id, secret }: Pick<RelyingParty, 'id' | 'secret'>,
  input: Registration = { client_id: id },
  authenticate?: (secret: string) => oidc.ClientAuth,
  fetch?: oidc.CustomFetch,
): Promise<RelyingParty> {
  const config = await oidc.discovery(
    new URL(issuer),
    id,
    { id_token_signed_response_alg: String(input.id_token_signed_response_alg ?? 'ES256') },
    authenticate?.(secret ?? '') ?? oidc.ClientSecretBasic(secret ?? ''),
    {
      execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
      ...(fetch !== undefined && { [oidc.customFetch]: fetch }),
    },
  );
  return { id, secret, redirectUri: `https://${id}.example/callback`, config };
}

/** An authorization request with PKCE, state and nonce; `extra` adds to it or replaces. */
export async function prepare(client: RelyingParty, extra: Record<string, string> = {}): Promise<Visit> {
  const { parameters, checks } = await request(client, extra);
  return { url: oidc.buildAuthorizationUrl(client.config, parameters), checks };
}

/** The parameters of such a request, for whoever sends them another way. */
export async function request(client: RelyingParty, extra: Record<string, string> = {}) {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const checks = { pkceCodeVerifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
  const parameters: Record<string, string> = {
    redirect_uri: client.redirectUri,
    scope: SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...extra,
  };
  return { parameters, checks };
}

/** Goes to an address, signing in when the provider asks for it; ends at the client's. */
export async function travel(browser: Browser, url: URL, username = 'staff@mic.example'): Promise<URL> {
  let page = await browser.get(url.href);
  if (isSignIn(page)) page = await browser.submit(page, { username, password: PASSWORD });
  if (page.text !== '')
    throw new Error(`stopped at ${page.url} (${page.status}):\n${page.text.slice(0, 2000)}`);
  return new URL(page.url);
}

export function isSignIn(page: Page): boolean {
  return page.status === 200 && page.text.includes('name="password"');
}

/** The whole code flow, as a person and her client go through it. */
export async function signIn(
  client: RelyingParty,
  browser: Browser,
  extra: Record<string, string> = {},
  options: oidc.AuthorizationCodeGrantOptions = {},
  username?: string,
) {
  const { url, checks } = await prepare(client, extra);
  const answer = await travel(browser, url, username);
  const resource: Record<string, string> = extra.resource === undefined ? {} : { resource: extra.resource };
  return oidc.authorizationCodeGrant(client.config, answer, checks, resource, options);
}

/** Whether the provider calls a token active when its own client asks. */
export async function isActive(client: RelyingParty, token: string | undefined): Promise<boolean> {
  return (await oidc.tokenIntrospection(client.config, token ?? '')).active;
}

/** A matcher for the refusals of OAuth endpoints, for assert.rejects. */
export function refusal(error: string, status = 400) {
  return { name: 'ResponseBodyError', error, status };
}
