import { errors, interactionPolicy } from 'oidc-provider';
import { levelOf, reaches } from '../domain/authentication/assurance.ts';
import type { ProviderSessions } from './session.ts';

const { Check, Prompt, base } = interactionPolicy;

/** When a visit needs the person: no session, one that is over, or one that is too weak for the client. */
export function createInteractionPolicy(sessions: ProviderSessions): interactionPolicy.DefaultPolicy {
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
    new Check('level_too_low', 'the client asks for a stronger sign-in', ({ oidc }) => {
      const minimum = levelOf(String(oidc.client?.minimum_acr ?? ''));
      const held = levelOf(String(oidc.session?.acr ?? ''));
      if (!isSignedIn(oidc) || minimum === undefined) return false;
      if (held !== undefined && reaches(held, minimum)) return false;
      throw new errors.UnmetAuthenticationRequirements(`this client asks for ${minimum}`);
    }),
  );

  // Every client is the ministry's own, registered by its officers: the prompt stays requestable for
  // clients that insist on it, and `web/interaction` answers it without a page.
  policy.remove('consent');
  policy.add(new Prompt({ name: 'consent', requestable: true }));
  return policy;
}

function isSignedIn(oidc: { session?: { accountId?: string | undefined } | undefined }): boolean {
  return oidc.session?.accountId !== undefined;
}
