import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import type { Assurance } from '../domain/authentication/assurance.ts';
import type { Clock } from '../domain/clock.ts';
import { DomainError } from '../domain/errors.ts';
import { endSession } from '../domain/sessions/session-service.ts';
import type { Transact } from '../domain/transact.ts';

/** One visit that the provider asks for, in our words. */
export interface Interaction {
  uid: string;
  /** `login` needs the person; `consent` is given for the ministry's own clients. */
  prompt: 'login' | 'consent';
  clientId: string | null;
  loginHint: string;
  uiLocales: string[];
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
  async function details(req: IncomingMessage, res: ServerResponse) {
    try {
      return await provider.interactionDetails(req, res);
    } catch (error) {
      // No cookie, another browser's visit, or one that has ended: all the same to who asks.
      if (error instanceof errors.SessionNotFound) throw new DomainError('sign_in_expired');
      throw error;
    }
  }

  return {
    /** @throws sign_in_expired unless the visit belongs to this browser, by its cookie */
    async load(req: IncomingMessage, res: ServerResponse, uid: string): Promise<Interaction> {
      const visit = await details(req, res);
      if (visit.uid !== uid) throw new DomainError('sign_in_expired');
      const { client_id: clientId, login_hint: loginHint, ui_locales: uiLocales } = visit.params;
      return {
        uid: visit.uid,
        prompt: visit.prompt.name === 'consent' ? 'consent' : 'login',
        clientId: typeof clientId === 'string' ? clientId : null,
        loginHint: typeof loginHint === 'string' ? loginHint.slice(0, 200) : '',
        uiLocales: typeof uiLocales === 'string' ? uiLocales.split(' ') : [],
      };
    },

    /**
     * Hands the outcome to the provider and gives the address at which it goes on. When somebody else was
     * signed in in this browser, that session ends first, with all it opened: nobody gets another's tokens.
     */
    async finish(req: IncomingMessage, res: ServerResponse, outcome: Outcome): Promise<string> {
      if ('consent' in outcome) return provider.interactionResult(req, res, { consent: {} });
      const visit = await details(req, res);
      const former = visit.session;
      if (former !== undefined && former.accountId !== outcome.personId) {
        const actor = { kind: 'person', id: outcome.personId } as const;
        await transact((stores) =>
          endSession(stores, former.uid, { reason: 'replaced', actor, now: clock.now() }),
        );
        Reflect.deleteProperty(former, 'uid');
        await visit.save(visit.exp - Math.floor(clock.now().getTime() / 1000));
      }
      const { personId, assurance } = outcome;
      return provider.interactionResult(req, res, {
        login: { accountId: personId, acr: assurance.acr, amr: assurance.amr, remember: false },
      });
    },
  };
}
