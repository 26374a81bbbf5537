import { decodeJwt } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { TraceFacts, TracePlace } from '../domain/integration-lab/trace.ts';
import type { TraceLink, TraceLinks } from '../domain/integration-lab/trace-recorder.ts';

/** Tokens that a client gets for itself come by the hundred, and stand together. */
const OWN_TOKENS: TraceLink = ['session', 'own tokens'];

type OfSession = { grantId?: string; sid?: string };
interface Entities {
  Interaction?: { uid: string };
  AuthorizationCode?: OfSession;
  AccessToken?: OfSession;
  RefreshToken?: OfSession;
  PushedAuthorizationRequest?: object;
  IdTokenHint?: { payload?: { sid?: string } };
}

/** What a request was, and which sign-in it belongs to. */
export interface Noted {
  links: TraceLinks;
  facts: TraceFacts[];
}

/** What is known of an answered request beside its context. */
export interface Answered {
  /** The code that the answer carries. */
  code: string | undefined;
  /** Whether its nonce served a sign-in before. */
  isNonceSpent: boolean;
  now: Date;
}

/** What the request of a relying party says to the integration lab, refused or not. Pure. */
export function stepsOf(ctx: KoaContextWithOIDC, place: TracePlace, answered: Answered): Noted {
  const { AccessToken, RefreshToken, IdTokenHint } = ctx.oidc.entities as Entities;
  const consent = linkTo('consent', (AccessToken ?? RefreshToken)?.grantId);
  switch (place) {
    case 'authorize':
      return authorizeSteps(ctx, answered);
    case 'token':
      return tokenSteps(ctx, answered);
    case 'userinfo':
      return { links: { by: consent, begins: false }, facts: [{ kind: 'userinfo' }] };
    case 'introspection':
      return { links: { by: consent, begins: false }, facts: [{ kind: 'introspected' }] };
    case 'sign_out': {
      const by = linkTo('session', IdTokenHint?.payload?.sid);
      return { links: { by, begins: false }, facts: [{ kind: 'signed_out' }] };
    }
  }
}

function authorizeSteps(ctx: KoaContextWithOIDC, { code, isNonceSpent }: Answered): Noted {
  const { route, params, session } = ctx.oidc;
  const { Interaction, AuthorizationCode } = ctx.oidc.entities as Entities;
  const nonce = textOf(params?.nonce);
  const isResumed = route === 'resume';
  const links: TraceLinks = {
    by: isResumed ? [['visit', ctx.path.split('/').at(-1) ?? '']] : [],
    begins: true,
    leaves: [
      ...linkTo('visit', Interaction?.uid),
      ...linkTo('nonce', nonce),
      ...linkTo('code', code),
      ...linkTo('consent', AuthorizationCode?.grantId),
      ...linkTo('session', AuthorizationCode?.sid),
    ],
  };
  const facts: TraceFacts[] = isResumed ? [] : [askedIn(ctx, nonce, isNonceSpent)];
  if (code !== undefined)
    facts.push(
      { kind: 'signed_in', acr: ctx.oidc.acr ?? null, amr: [...(session?.amr ?? [])] },
      { kind: 'code_sent' },
    );
  return { links, facts };
}

function askedIn(ctx: KoaContextWithOIDC, nonce: string | undefined, isNonceSpent: boolean): TraceFacts {
  const { params } = ctx.oidc;
  const { PushedAuthorizationRequest } = ctx.oidc.entities as Entities;
  const method = params?.code_challenge_method === 'S256' ? 'S256' : 'plain';
  return {
    kind: 'asked',
    pkce: textOf(params?.code_challenge) === undefined ? 'none' : method,
    hasState: textOf(params?.state) !== undefined,
    nonce: nonce === undefined ? 'none' : isNonceSpent ? 'reused' : 'fresh',
    isPushed: PushedAuthorizationRequest !== undefined,
  };
}

function tokenSteps(ctx: KoaContextWithOIDC, { now }: Answered): Noted {
  const { params, client, entities } = ctx.oidc;
  const { AuthorizationCode, RefreshToken } = entities as Entities;
  const method = client?.clientAuthMethod ?? 'none';
  const skewSeconds = skewOfAssertion(params?.client_assertion, now);
  if (params?.grant_type === 'refresh_token') {
    const by = linkTo('consent', RefreshToken?.grantId);
    return { links: { by, begins: false }, facts: [{ kind: 'refreshed' }] };
  }
  if (params?.grant_type !== 'authorization_code')
    return { links: { by: [OWN_TOKENS], begins: true }, facts: [{ kind: 'own_token', method, skewSeconds }] };
  const { id_token: idToken } = (ctx.body ?? {}) as { id_token?: string };
  const by = linkTo('code', textOf(params.code));
  const leaves = [
    ...linkTo('consent', AuthorizationCode?.grantId),
    ...linkTo('session', AuthorizationCode?.sid),
  ];
  const idTokenBytes = idToken?.length ?? null;
  return {
    links: { by, begins: true, leaves },
    facts: [{ kind: 'redeemed', method, idTokenBytes, skewSeconds }],
  };
}

function linkTo(kind: TraceLink[0], value: string | undefined): TraceLink[] {
  return value === undefined ? [] : [[kind, value]];
}

/** How far the client's clock is ahead, by when it says that it signed (RFC 7523 section 3). */
function skewOfAssertion(assertion: unknown, now: Date): number | null {
  try {
    const { iat } = decodeJwt(String(assertion));
    return typeof iat === 'number' ? Math.round(iat - now.getTime() / 1000) : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
