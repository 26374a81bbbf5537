import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Clock, Ids } from '../domain/clock.ts';
import {
  outcomeOf,
  PROBES,
  type Probe,
  type ProbeAnswer,
  type ProbeReport,
  type ProbeTarget,
  type SendProbes,
  skewOf,
} from '../domain/integration-lab/probe.ts';
import { faultOf } from './logout-fault.ts';
import { type LogoutClaims, logoutClaims, postLogoutToken, signLogoutToken } from './logout-token.ts';
import type { SigningKeySource } from './signing-keys.ts';

const WHOLE_MS = 18_000;
const HOUR_S = 3600;

interface Dependencies {
  issuer: string;
  /** The product's keys of this moment: of one algorithm, first what signs, last what will. */
  keys: SigningKeySource;
  clock: Clock;
  ids: Ids;
  /** The only way out: refuses private addresses that nobody allowed. */
  fetch: (url: string | URL, init: RequestInit) => Promise<Response>;
  /** For all of them together, in milliseconds: whoever runs the checks waits for the page. */
  limitMs?: number | undefined;
}

interface Keys {
  own: JWK;
  /** Another one that `/oidc/jwks` publishes; of the same algorithm when there is one. */
  other: JWK | undefined;
  /** One that nobody published. */
  unknown: JWK;
}

/**
 * Logout tokens of a person and a session that do not exist, right ones and wrong ones, for a relying party to show
 * what it checks. They end nobody's session wherever they are believed.
 */
export function createLogoutProbes({
  issuer,
  keys,
  clock,
  ids,
  fetch,
  limitMs = WHOLE_MS,
}: Dependencies): SendProbes {
  async function keysFor(alg: string): Promise<Keys> {
    const published = (await keys()).keys;
    const own = published.find((key) => key.alg === alg);
    if (own === undefined) throw new Error(`no key signs ${alg}`);
    const others = published.filter((key) => key !== own);
    const other = others.findLast((key) => key.alg === alg) ?? others[0];
    return { own, other, unknown: await makeKey(alg) };
  }

  function tokenOf(probe: Probe, { clientId }: ProbeTarget, { own, other, unknown }: Keys): Promise<string> {
    const named = { iss: issuer, aud: clientId, sub: ids.uuid(), sid: ids.uuid(), jti: ids.uuid() };
    const claims = logoutClaims(named, clock.now());
    switch (probe) {
      case 'wrong_audience':
        return signLogoutToken({ ...claims, aud: `${clientId}-other` }, own);
      case 'wrong_issuer':
        return signLogoutToken({ ...claims, iss: 'https://other-issuer.invalid' }, own);
      case 'expired':
        return signLogoutToken({ ...claims, iat: claims.iat - HOUR_S, exp: claims.exp - HOUR_S }, own);
      case 'with_nonce':
        return signLogoutToken({ ...claims, nonce: ids.uuid() }, own);
      case 'unknown_key':
        return signLogoutToken(claims, unknown);
      case 'unsigned':
        return Promise.resolve(unsigned(claims));
      case 'other_key':
        return signLogoutToken(claims, other ?? own);
      case 'right':
        return signLogoutToken(claims, own);
    }
  }

  async function ask(probe: Probe, uri: string, token: string, signal: AbortSignal): Promise<ProbeAnswer> {
    const sentAt = performance.now();
    const took = () => Math.round(performance.now() - sentAt);
    try {
      const { status, headers } = await postLogoutToken(fetch, uri, token, signal);
      const skewSeconds = skewOf(headers.get('date'), clock.now());
      return { probe, outcome: outcomeOf(status), status, fault: null, skewSeconds, tookMs: took() };
    } catch (error) {
      const none = { status: null, skewSeconds: null };
      return { probe, outcome: 'failed', fault: faultOf(error), ...none, tookMs: took() };
    }
  }

  return async (target): Promise<ProbeReport> => {
    const found = await keysFor(target.alg);
    const signal = AbortSignal.timeout(limitMs);
    const answers: ProbeAnswer[] = [];
    // One after the other: a receiver may refuse many at once for their number alone.
    for (const probe of PROBES) {
      if (probe === 'other_key' && found.other === undefined) continue;
      const answer = await ask(probe, target.uri, await tokenOf(probe, target, found), signal);
      answers.push(answer);
      // Who does not answer will not answer the others either.
      if (answer.outcome === 'failed') break;
    }
    return { answers, isOtherKeyOfSameAlg: found.other?.alg === target.alg };
  };
}

/** RFC 7515 appendix A.5: no signature at all. */
function unsigned(claims: LogoutClaims): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'logout+jwt' })}.${part(claims)}.`;
}

async function makeKey(alg: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, alg, kid: await calculateJwkThumbprint(jwk) };
}
