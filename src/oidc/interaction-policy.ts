import { errors, interactionPolicy } from 'oidc-provider';
import {
  type AssuranceLevel,
  askedLevel,
  levelOf,
  PASSWORD_LEVEL,
  reaches,
} from '../domain/authentication/assurance.ts';
import { levelFrom } from '../domain/authentication/authentication-policy.ts';
import type { Stores } from '../domain/transact.ts';
import { type AcrRequest, requestedAcrs } from './requested-acrs.ts';
import type { ProviderSessions } from './session.ts';

const { Check, Prompt, base } = interactionPolicy;

/** Reasons for a visit that a session can be raised for; any other one asks the person for everything anew. */
export const RAISING_REASONS: ReadonlySet<string> = new Set([
  'level_too_low',
  'outside_network',
  'essential_acr',
  'essential_acrs',
]);

interface Dependencies {
  sessions: ProviderSessions;
  stores: Pick<Stores, 'settings'>;
}

/** What the checks read of the provider's context. */
interface PolicyContext extends AcrRequest {
  session?: { accountId?: string | undefined; acr?: string | undefined } | undefined;
  client?: { minimum_acr?: unknown } | undefined;
}

/** When a visit needs the person: no session, one that is over, or one that is too weak. */
export function createInteractionPolicy({ sessions, stores }: Dependencies): interactionPolicy.DefaultPolicy {
  const policy = base();
  const login = policy.get('login');
  if (login === undefined) throw new Error('the library has no login prompt');

  login.checks.add(
    new Check(
      'account_closed',
      'the account is not open',
      'login_required',
      ({ oidc }) => isSignedIn(oidc) && oidc.account === undefined,
    ),
  );
  login.checks.add(
    new Check(
      'session_over',
      'the session has rested too long or has ended',
      'login_required',
      async (ctx) => {
        const { session } = ctx.oidc;
        return session?.accountId !== undefined && !(await sessions.observe(session, ctx));
      },
    ),
  );
  login.checks.add(
    new Check('level_too_low', 'a stronger sign-in is asked for', 'login_required', ({ oidc }) => {
      refuseUnknownEssentials(oidc);
      const asked = askedLevel(oidc.client?.minimum_acr as string | undefined, requestedAcrs(oidc));
      return isSignedIn(oidc) && asked !== null && !reaches(heldLevel(oidc), asked);
    }),
  );
  login.checks.add(
    new Check(
      'outside_network',
      'a second factor is asked for outside the ministry’s networks',
      'login_required',
      async (ctx) => {
        const { isOutside = false } = (ctx.state as { origin?: { isOutside?: boolean } }).origin ?? {};
        if (!isOutside || !isSignedIn(ctx.oidc)) return false;
        return !reaches(heldLevel(ctx.oidc), levelFrom({ isOutside }, await stores.settings.load()));
      },
    ),
  );

  // Every client is the ministry's own, registered by its officers: the prompt stays requestable for
  // clients that insist on it, and `web/interaction` answers it without a page.
  policy.remove('consent');
  policy.add(new Prompt({ name: 'consent', requestable: true }));
  return policy;
}

/** An essential level that nobody here can reach would send the person round for ever. */
function refuseUnknownEssentials({ claims }: AcrRequest): void {
  const claim = claims?.id_token?.acr as { essential?: boolean } | null | undefined;
  if (claim?.essential !== true) return;
  const named = requestedAcrs({ claims: claims ?? {} });
  if (named.length > 0 && askedLevel(undefined, named) === null)
    throw new errors.UnmetAuthenticationRequirements('none of the requested levels is known');
}

function heldLevel({ session }: Pick<PolicyContext, 'session'>): AssuranceLevel {
  return levelOf(session?.acr ?? '') ?? PASSWORD_LEVEL;
}

function isSignedIn(oidc: Pick<PolicyContext, 'session'>): boolean {
  return oidc.session?.accountId !== undefined;
}
