import type { Clock, Ids } from '../clock.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { CompletedMethod } from './assurance.ts';
import type { Decision } from './authentication-policy.ts';
import { askForPasskey, completedBy, verifyPasskey } from './passkey.ts';
import type { BrowserOptions, PasskeyCeremony } from './passkey-ceremony.ts';
import type { PasskeyService } from './passkey-service.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { Known, SignInContext, SignInStep, Standing } from './sign-in-step.ts';

interface Dependencies {
  stores: Stores;
  ceremony: PasskeyCeremony;
  passkeys: PasskeyService;
  clock: Clock;
  ids: Ids;
}

/** What a method needs of the sign-in that it is a step of. */
export interface SignInFlow {
  known(context: SignInContext): Promise<Known | undefined>;
  decisionFor(context: SignInContext, state: Known, origin: RequestOrigin): Promise<Decision>;
  begin(
    context: SignInContext,
    person: { id: string },
    method: CompletedMethod,
    origin: RequestOrigin,
  ): Promise<SignInStep>;
  record(context: SignInContext, state: Known, method: CompletedMethod): Promise<void>;
  add(
    context: SignInContext,
    state: Known,
    method: CompletedMethod,
    origin: RequestOrigin,
  ): Promise<SignInStep>;
}

/** The steps of a sign-in that passkeys take: first factor, second factor, and being enrolled on the way. */
export function createPasskeySteps(dependencies: Dependencies, flow: SignInFlow) {
  const { passkeys, clock } = dependencies;

  /** The sign-in of a known person and what it needs next, without completing it; undefined where one has yet to begin. */
  async function standing(context: SignInContext, origin: RequestOrigin) {
    const state = await flow.known(context);
    return state && { state, decision: await flow.decisionFor(context, state, origin) };
  }

  /** The sign-in that asks its known person for a passkey; undefined where a passkey would begin one. */
  async function adding(context: SignInContext, origin: RequestOrigin): Promise<Known | undefined> {
    const at = await standing(context, origin);
    const isOffered = at?.decision.need === 'second-factor' && at.decision.offers.includes('passkey');
    return isOffered ? at.state : undefined;
  }

  return {
    /** What to ask the browser for: the known person's passkeys where one is offered, else anybody's. */
    async askForPasskey(context: SignInContext, origin: RequestOrigin): Promise<BrowserOptions> {
      const state = await adding(context, origin);
      const personId = state?.record.person.id ?? null;
      return askForPasskey(dependencies, { context: context.uid, personId });
    },

    /**
     * The browser's answer: the second factor of the known person where one is offered, else the first method of
     * a sign-in, like a password. @throws passkey_refused, network_paused, sign_in_expired
     */
    async submitPasskey(
      context: SignInContext,
      response: string,
      origin: RequestOrigin,
    ): Promise<SignInStep> {
      const state = await adding(context, origin);
      const { uid, clientId } = context;
      const personId = state?.record.person.id ?? null;
      const proof = { context: uid, clientId, personId, response };
      const { person, method } = await verifyPasskey(dependencies, proof, origin);
      return state === undefined
        ? flow.begin(context, person, method, origin)
        : flow.add(context, state, method, origin);
    },

    /** What to ask the browser for, where the sign-in asks for a factor and there is none. @throws sign_in_expired */
    async askForNewPasskey(context: SignInContext, origin: RequestOrigin): Promise<BrowserOptions> {
      const at = await standing(context, origin);
      if (at?.decision.need !== 'enrolment') throw new DomainError('sign_in_expired');
      return passkeys.beginPasskey(at.state.record.person, context.uid);
    },

    /**
     * Enrols the new key and counts it as a method of this sign-in; gives the recovery codes, shown this once.
     * @throws sign_in_expired, passkey_not_made, passkey_exists, passkey_name_invalid
     */
    async confirmPasskeyEnrolment(
      context: SignInContext,
      { state, person }: Standing<'enrolment'>,
      answer: { response: string; name: string },
      origin: RequestOrigin,
    ): Promise<string[]> {
      const proof = { context: context.uid, ...answer };
      const { passkey, recoveryCodes } = await passkeys.confirmPasskey(person, proof, origin);
      await flow.record(context, state, completedBy(passkey, clock.now()));
      return recoveryCodes;
    },
  };
}
