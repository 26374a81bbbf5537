import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { type Assurance, levelOf } from '../domain/authentication/assurance.ts';
import type { HeldSession } from '../domain/authentication/sign-in-step.ts';
import type { Clock } from '../domain/clock.ts';
import { DomainError } from '../domain/errors.ts';
import { endSession } from '../domain/sessions/session-service.ts';
import type { Transact } from '../domain/transact.ts';
import { RAISING_REASONS } from './interaction-policy.ts';
import { keptAcrRequest, requestedAcrs } from './requested-acrs.ts';

type Visit = Awaited<ReturnType<Provider['interactionDetails']>>;

/** One visit that the provider asks for, in our words. */
export interface Interaction {
  uid: string;
  /** `login` needs the person; `consent` is given for the ministry's own clients. */
  prompt: 'login' | 'consent';
  clientId: string | null;
  loginHint: string;
  uiLocales: string[];
  /** Levels of which any will do, in the request's words. */
  requestedAcrs: string[];
  /** The session to raise; null when the person has to prove everything anew. */
  held: HeldSession | null;
}

/** The result of a visit. */
export type Outcome = { personId: string; assurance: Assurance } | { consent: true };

interface Dependencies {
  provider: Provider;
  transact: Transact;
  clock: Clock;
}

export type Interactions = ReturnType<typeof createInteractions>;

/** The bridge between the provider's visits and the pages that serve them. */
export function createInteractions({ provider, transact, clock }: Dependencies) {
  /** The visit of a request, as it was read when the request came. */
  const visits = new WeakMap<IncomingMessage, Visit>();

  async function details(req: IncomingMessage, res: ServerResponse) {
    try {
      return await provider.interactionDetails(req, res);
    } catch (error) {
      // No cookie, another browser's visit, or one that has ended: all the same to who asks.
      if (error instanceof errors.SessionNotFound) throw new DomainError('sign_in_expired');
      throw error;
    }
  }

  /** Writes an outcome to a visit, by a statement that writes nothing when it has ended; gives the address to go on at. */
  async function conclude(visit: Visit, result: NonNullable<Visit['result']>): Promise<string> {
    visit.result = { ...visit.lastSubmission, ...result };
    await visit.persist();
    return visit.returnTo;
  }

  return {
    /** @throws sign_in_expired unless the visit belongs to this browser, by its cookie */
    async load(req: IncomingMessage, res: ServerResponse, uid: string): Promise<Interaction> {
      const visit = await details(req, res);
      if (visit.uid !== uid) throw new DomainError('sign_in_expired');
      visits.set(req, visit);
      const { client_id: clientId, login_hint: loginHint, ui_locales: uiLocales } = visit.params;
      return {
        uid: visit.uid,
        prompt: visit.prompt.name === 'consent' ? 'consent' : 'login',
        clientId: typeof clientId === 'string' ? clientId : null,
        loginHint: typeof loginHint === 'string' ? loginHint.slice(0, 200) : '',
        uiLocales: typeof uiLocales === 'string' ? uiLocales.split(' ') : [],
        requestedAcrs: requestedAcrs(keptAcrRequest(visit.params)),
        held: heldSession(visit),
      };
    },

    /**
     * Ends the visit because the person cannot prove what is asked for (OpenID Connect Core Unmet Authentication
     * Requirements 1.0); gives the address at which the relying party learns that.
     */
    refuse(req: IncomingMessage, res: ServerResponse): Promise<string> {
      return provider.interactionResult(req, res, { error: 'unmet_authentication_requirements' });
    },

    /**
     * Hands the outcome to the provider and gives the address at which it goes on. When somebody else was
     * signed in in this browser, that session ends first, with all it opened: nobody gets another's tokens.
     */
    async finish(req: IncomingMessage, res: ServerResponse, outcome: Outcome): Promise<string> {
      const visit = visits.get(req) ?? (await details(req, res));
      if ('consent' in outcome) return conclude(visit, { consent: {} });
      const former = visit.session;
      if (former !== undefined && former.accountId !== outcome.personId) {
        const actor = { kind: 'person', id: outcome.personId } as const;
        await transact((stores) =>
          endSession(stores, former.uid, { reason: 'replaced', actor, now: clock.now() }),
        );
        Reflect.deleteProperty(former, 'uid');
        // It ended with what that session opened, and begins anew without it.
        await visit.persist();
      }
      const { personId, assurance } = outcome;
      const raised = heldSession(visit)?.personId === personId && former?.uid !== undefined;
      // A raised session is as old as it was: its absolute end and `max_age` count from its first sign-in.
      const ts = raised ? (await provider.Session.findByUid(former.uid))?.loginTs : undefined;
      return conclude(visit, {
        login: {
          accountId: personId,
          acr: assurance.acr,
          amr: assurance.amr,
          remember: false,
          ...(ts !== undefined && { ts }),
        },
      });
    },
  };
}

/** What the visit's session proved, when everything that asked for the visit can be had by proving more. */
function heldSession({ session, prompt }: Visit): HeldSession | null {
  const acr = levelOf(session?.acr ?? '');
  if (session === undefined || acr === undefined) return null;
  if (!prompt.reasons.every((reason) => RAISING_REASONS.has(reason))) return null;
  return { personId: session.accountId, acr, amr: [...(session.amr ?? [])] };
}
