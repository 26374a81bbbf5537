import type { JWK } from 'jose';
import { type Configuration, errors, Provider } from 'oidc-provider';
import { ACR_VALUES, acrOnTheWire } from '../domain/authentication/assurance.ts';
import { SIGNING_ALGS } from '../domain/clients/client-metadata.ts';
import { SCOPES } from '../domain/clients/scopes.ts';
import type { Clock } from '../domain/clock.ts';
import type { TraceRecorder } from '../domain/integration-lab/trace-recorder.ts';
import type { Stores, Transact } from '../domain/transact.ts';
import type { Accounts, PersonAccount } from './account.ts';
import { StateAdapter } from './adapter.ts';
import { SCOPE_CLAIMS } from './claims.ts';
import { compareHashedSecrets, createClientAdapter, EXTENSIONS } from './client-adapter.ts';
import { createClientTrace } from './client-trace.ts';
import { createConsentLoader } from './consent.ts';
import { deviceFlow } from './device-flow.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import { createIntrospection } from './introspection.ts';
import { lifetimes } from './lifetimes.ts';
import { isPkceRequired } from './pkce.ts';
import type { ProviderPages } from './provider-pages.ts';
import { type AcrRequest, requestedAcrs } from './requested-acrs.ts';
import { createResources } from './resources.ts';
import { guardRoutes } from './routes.ts';
import type { ProviderSessions } from './session.ts';
import type { SignOut } from './sign-out.ts';
import type { SignedTokens } from './signed-tokens.ts';

/** How far ahead a client may date the end of an assertion that it signs. */
const ASSERTION_LIFE_S = 60 * 60;

export interface ProviderParts {
  issuer: string;
  jwks: { keys: JWK[] };
  signedTokens: SignedTokens;
  /** Sign cookies; the first one signs, all of them are accepted. */
  cookieKeys: string[];
  /** 32 bytes, the same on every node. */
  dpopSecret: Buffer;
  sessionAbsoluteMs: number;
  stores: Stores;
  transact: Transact;
  accounts: Accounts;
  sessions: ProviderSessions;
  signOut: SignOut;
  pages: ProviderPages;
  clock: Clock;
  trace: TraceRecorder;
  /** The only way out: refuses private addresses that nobody allowed. */
  fetch: (url: string | URL, init: RequestInit) => Promise<Response>;
}

/** Assembles the provider; what each part decides stands in the part's own file. */
export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(parts.issuer, configuration(parts));
  compareHashedSecrets(provider);
  provider.proxy = true;
  // Every ID token names its session, so that logout tokens and hints can.
  provider.Client.prototype.includeSid = () => true;
  Object.defineProperty(provider.OIDCContext.prototype, 'acr', {
    get(this: { session?: { acr?: string } } & AcrRequest) {
      return acrOnTheWire(this.session?.acr, requestedAcrs(this));
    },
  });
  persistSavedSessionsOnly(provider);
  // One statement instead of the library's find and save.
  provider.ReplayDetection.unique = (issuer: string, jti: string, exp: number) =>
    parts.stores.protocol.addOnce('ReplayDetection', `${issuer} ${jti}`, new Date(exp * 1000));
  provider.use(guardRoutes(parts.signOut, parts.pages));
  provider.use(createIntrospection(parts));
  provider.use(createClientTrace(provider, parts));
  return provider;
}

function configuration(parts: ProviderParts): Configuration {
  const { accounts, pages, stores } = parts;
  const resources = createResources(parts.issuer);
  return {
    adapter: (model: string) =>
      model === 'Client' ? createClientAdapter(stores.clients) : new StateAdapter(model, parts),
    jwks: parts.jwks as NonNullable<Configuration['jwks']>,
    routes: {
      authorization: '/oidc/authorize',
      token: '/oidc/token',
      userinfo: '/oidc/userinfo',
      jwks: '/oidc/jwks',
      introspection: '/oidc/introspect',
      revocation: '/oidc/revoke',
      pushed_authorization_request: '/oidc/par',
      device_authorization: '/oidc/device/authorize',
      code_verification: '/oidc/device',
      end_session: '/oidc/end-session',
    },
    cookies: {
      keys: parts.cookieKeys,
      names: {
        session: sessionCookieName(parts.issuer),
        interaction: 'micconnect_visit',
        resume: 'micconnect_resume',
      },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    scopes: [...SCOPES],
    claims: SCOPE_CLAIMS,
    acrValues: [...ACR_VALUES],
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: {
      idTokenSigningAlgValues: [...SIGNING_ALGS],
      userinfoSigningAlgValues: [...SIGNING_ALGS],
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    },
    // Our relying systems read people and roles from the ID token (contract section 4).
    conformIdTokenClaims: false,
    extraClientMetadata: { properties: EXTENSIONS },
    pkce: { required: isPkceRequired },
    ttl: lifetimes(parts.sessionAbsoluteMs, parts.clock),
    interactions: {
      policy: createInteractionPolicy(parts),
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    findAccount: (ctx, sub) => accounts.findAccount(sub, ctx.oidc.client?.clientId),
    loadExistingGrant: createConsentLoader(stores),
    expiresWithSession: () => Promise.resolve(true),
    issueRefreshToken: (_ctx, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
    rotateRefreshToken: true,
    clientBasedCORS: (_ctx, origin, client) =>
      client.clientAuthMethod === 'none' &&
      (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === origin),
    assertJwtClientAuthClaimsAndHeader: async (ctx, claims) => {
      // draft rfc7523bis: only our issuer is a valid audience, for every client.
      if (claims.aud !== ctx.oidc.issuer) throw new errors.InvalidClientAuth('aud must be the issuer');
      // An assertion that lives long is a secret in transit, and its replay record lives as long.
      const latest = parts.clock.now().getTime() / 1000 + ASSERTION_LIFE_S;
      if (Number(claims.exp) > latest) throw new errors.InvalidClientAuth('exp is too far ahead');
    },
    extraTokenClaims: async (ctx, token) => {
      if (token.kind !== 'AccessToken') return undefined;
      if (token.accountId !== undefined && token.clientId !== undefined)
        await stores.activity.usedClient(token.accountId, token.clientId, parts.clock.now());
      if (token.aud === undefined) return undefined;
      const account = ctx.oidc.account as PersonAccount | undefined;
      if (account === undefined || account.accountId !== token.accountId) return undefined;
      const isForRoles = token.scope?.split(' ').includes('roles') ?? false;
      const acr = acrOfGrant(ctx.oidc.entities);
      return { sid: token.sid, ...(acr && { acr }), ...(isForRoles && (await account.roleClaims())) };
    },
    fetch: async (url, init) => (await parts.fetch(url as string | URL, init as RequestInit)) as never,
    renderError: (ctx, out, error) => {
      const redirectUri =
        error instanceof errors.InvalidRedirectUri ? ctx.oidc?.params?.redirect_uri : undefined;
      pages.refusal(ctx, {
        error: out.error,
        description: out.error_description ?? '',
        clientId: ctx.oidc?.client?.clientId ?? null,
        redirectUri: typeof redirectUri === 'string' ? redirectUri : null,
      });
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: true },
      clientCredentials: { enabled: true },
      deviceFlow: deviceFlow(pages),
      dPoP: { enabled: true, nonceSecret: parts.dpopSecret },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => resources.mayIntrospect(client, token),
      },
      jwtUserinfo: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (ctx, _client, oneOf) =>
          oneOf ?? resources.impliedBy(ctx.oidc.requestParamScopes),
        getResourceServerInfo: (_ctx, resource, client) => resources.serverFor(resource, client),
      },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx) => {
          if (await parts.signOut.endAtOnce(ctx)) return;
          pages.confirmSignOut(ctx, ctx.oidc.client?.clientName ?? null);
        },
      },
      userinfo: { enabled: true },
    },
  };
}

/** The level of the sign-in that a token comes from (RFC 9068 section 2.2.1). */
function acrOfGrant(entities: object): string | undefined {
  const { AuthorizationCode, RefreshToken, DeviceCode } = entities as Record<
    string,
    { acr?: string } | undefined
  >;
  return (AuthorizationCode ?? RefreshToken ?? DeviceCode)?.acr;
}

/** The library persists a session after every request, and fails for one that was never saved. */
function persistSavedSessionsOnly(provider: Provider): void {
  const session = provider.Session.prototype as unknown as { exp?: number; persist(): Promise<string> };
  const { persist } = session;
  session.persist = function persistSaved() {
    return typeof this.exp === 'number' ? persist.call(this) : Promise.resolve('');
  };
}

/** Over https the name itself forbids other hosts and paths to set the cookie (RFC 6265bis section 4.1.3.2). */
function sessionCookieName(issuer: string): string {
  return issuer.startsWith('https://') ? '__Host-micconnect_session' : 'micconnect_session';
}
