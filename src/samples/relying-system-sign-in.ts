import * as oidc from 'openid-client';
import { ShortMemory } from './relying-system-memory.ts';
import type { KnownProvider } from './relying-system-provider.ts';
import type { LocalSession, SignedInPerson } from './relying-system-sessions.ts';

const SCOPE = 'openid profile email staff roles';

/** A sign-in that did not succeed; `code` is safe to show. */
export class SignInRefused extends Error {
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(`sign-in refused: ${code}`, options);
    this.code = code;
  }
}

interface Visit {
  /** The browser that began; nobody else may finish. */
  browserId: string;
  verifier: string;
  nonce: string;
}

/** Authorization code flow with PKCE, state and nonce; state is good once, in the browser that began. */
export class SignIns {
  readonly #visits: ShortMemory<Visit>;
  readonly #redirectUri: string;
  readonly #now: () => Date;

  constructor(redirectUri: string, now: () => Date) {
    this.#redirectUri = redirectUri;
    this.#now = now;
    this.#visits = new ShortMemory(now, { lifeMs: 3_600_000, limit: 10_000 });
  }

  /** The address at the provider where the person signs in. */
  async begin({ config }: KnownProvider, browserId: string): Promise<URL> {
    const state = oidc.randomState();
    const visit = { browserId, verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce() };
    this.#visits.set(state, visit);
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.#redirectUri,
      scope: SCOPE,
      state,
      nonce: visit.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(visit.verifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Redeems the answer that the browser brought back.
   * @throws SignInRefused
   */
  async finish(
    discover: () => Promise<KnownProvider>,
    answer: URL,
    browserId: string | undefined,
  ): Promise<LocalSession> {
    const state = answer.searchParams.get('state') ?? '';
    const visit = this.#visits.get(state);
    if (visit === undefined || visit.browserId !== browserId) throw new SignInRefused('state_mismatch');
    this.#visits.delete(state);
    try {
      return await this.#redeem(await discover(), answer, state, visit);
    } catch (error) {
      throw error instanceof SignInRefused ? error : new SignInRefused(refusalCode(error), { cause: error });
    }
  }

  async #redeem({ config }: KnownProvider, answer: URL, state: string, visit: Visit): Promise<LocalSession> {
    const tokens = await oidc.authorizationCodeGrant(config, answer, {
      expectedState: state,
      expectedNonce: visit.nonce,
      pkceCodeVerifier: visit.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined || tokens.id_token === undefined) throw new SignInRefused('invalid_response');
    const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
    return {
      person: readPerson(claims.sub, { ...claims, ...userinfo }),
      sid: textOf(claims.sid),
      idToken: tokens.id_token,
      signedInAt: this.#now(),
    };
  }
}

/** A short code for the error page: the provider's own, or ours when none reached us. */
export function refusalCode(error: unknown): string {
  if (error instanceof SignInRefused) return error.code;
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    // RFC 6749 allows more characters; real codes need no more than these.
    return /^[\w.-]{1,64}$/.test(error.error) ? error.error : 'invalid_response';
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'invalid_token';
  // fetch reports a refused connection as TypeError with a cause.
  const isUnreachable = error instanceof TypeError && error.cause !== undefined;
  const isLate = error instanceof oidc.ClientError && error.code === 'OAUTH_TIMEOUT';
  return isUnreachable || isLate ? 'provider_unavailable' : 'invalid_response';
}

function readPerson(sub: string, claims: Record<string, unknown>): SignedInPerson {
  const units = claims.role_units;
  const unitEntries = typeof units === 'object' && units !== null ? Object.entries(units) : [];
  return {
    sub,
    name: textOf(claims.name),
    email: textOf(claims.email),
    employeeNo: textOf(claims.employee_no),
    unit: textOf(claims.unit),
    unitCode: textOf(claims.unit_code),
    position: textOf(claims.position),
    roles: textsOf(claims.roles),
    roleUnits: new Map(unitEntries.map(([code, list]: [string, unknown]) => [code, textsOf(list)])),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
