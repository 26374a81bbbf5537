import { type Clock, dayOf, type Ids } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import type { Assurance, CompletedMethod } from './assurance.ts';
import type { FactorService, ShownSecret } from './factor-service.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import type { PasskeyCeremony } from './passkey-ceremony.ts';
import type { PasskeyService } from './passkey-service.ts';
import { verifyPassword } from './password.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { PasswordService } from './password-service.ts';
import type { RequestOrigin } from './request-origin.ts';
import { type CodeMethod, verifyCode } from './second-factor.ts';
import { loadDecision } from './sign-in-decision.ts';
import { createPasskeySteps } from './sign-in-passkeys.ts';
import { noteSignIn } from './sign-in-record.ts';
import type { Known, SignInContext, SignInStep, Standing } from './sign-in-step.ts';

/** How long a sign-in may wait between its first method and its last step. */
const PENDING_LIFE_MS = 15 * 60_000;

interface Dependencies {
  stores: Stores;
  transact: Transact;
  hasher: PasswordHasher;
  passwords: PasswordService;
  factors: FactorService;
  oneTimeCodes: OneTimeCodes;
  passkeys: PasskeyService;
  ceremony: PasskeyCeremony;
  clock: Clock;
  ids: Ids;
}

export type SignIn = ReturnType<typeof createSignIn>;

/**
 * The state of a sign-in and its one dispatcher: every page asks `next`, every post ends in it.
 * A step is done when the database says so, never because a page was visited.
 */
export function createSignIn(dependencies: Dependencies) {
  const { stores, transact, passwords, factors, clock, ids } = dependencies;

  /** What the interaction knows by now, if anything is proved; nothing of another interaction counts. */
  async function known({ uid, held }: SignInContext): Promise<Known | undefined> {
    const now = clock.now();
    const signIn = await stores.signIns.find(uid, now);
    const personId = signIn?.personId ?? held?.personId;
    const record = personId === undefined ? undefined : await stores.directory.findPersonRecord(personId);
    if (record === undefined || !isOpen(record, dayOf(now))) return undefined;
    const completed = signIn?.completed ?? [];
    const own = held?.personId === personId ? (held ?? undefined) : undefined;
    if (completed.length === 0 && own === undefined) return undefined;
    return { record, completed, held: own, isStored: signIn !== undefined };
  }

  const decisionFor = (context: SignInContext, state: Known, origin: RequestOrigin) =>
    loadDecision(stores, { context, state, origin, now: clock.now() });

  /** The step that a sign-in stands at; the last one completes it. */
  async function advance(context: SignInContext, state: Known, origin: RequestOrigin): Promise<SignInStep> {
    const { person } = state.record;
    const decision = await decisionFor(context, state, origin);
    const { trustHours } = decision;
    switch (decision.need) {
      case 'second-factor':
        return { step: 'second-factor', person, offers: decision.offers, trustHours, state };
      case 'enrolment':
        return { step: 'enrolment', person, state };
      case 'certificate':
        return { step: 'certificate', person };
      case 'new-password':
        return { step: 'change-password', person, state };
      case 'nothing':
        return complete(context, state, { assurance: decision.assurance, trustHours }, origin);
    }
  }

  async function complete(
    { uid, clientId, device }: SignInContext,
    { record: { person }, completed, isStored }: Known,
    { assurance, trustHours }: { assurance: Assurance; trustHours: number },
    origin: RequestOrigin,
  ): Promise<SignInStep> {
    const at = clock.now();
    const secret = ids.secret();
    await transact(async (inside) => {
      // A sign-in completes once: whoever comes second finds none.
      if (isStored && !(await inside.signIns.remove(uid))) throw new DomainError('sign_in_expired');
      const fresh = { id: ids.uuid(), former: device, secret };
      await noteSignIn(
        inside,
        { person, clientId, completed, assurance, trustHours, at, device: fresh },
        origin,
      );
    });
    return { step: 'done', person, assurance, device: secret };
  }

  /** Records a first method and goes on; only a sign-in that needs more is stored. */
  async function begin(
    context: SignInContext,
    record: PersonRecord,
    method: CompletedMethod,
    origin: RequestOrigin,
  ): Promise<SignInStep> {
    const { uid, held } = context;
    const { id } = record.person;
    const state: Known = {
      record,
      completed: [method],
      held: held?.personId === id ? held : undefined,
      isStored: false,
    };
    // Whatever another person began in this interaction ends here.
    await stores.signIns.remove(uid);
    const step = await advance(context, state, origin);
    if (step.step === 'done') return step;
    await store(uid, id, [method]);
    return 'state' in step ? { ...step, state: { ...state, isStored: true } } : step;
  }

  /** The same of a person whom a method names. @throws sign_in_expired */
  async function beginAs(
    context: SignInContext,
    { id }: Pick<Person, 'id'>,
    method: CompletedMethod,
    origin: RequestOrigin,
  ): Promise<SignInStep> {
    const record = await stores.directory.findPersonRecord(id);
    if (record === undefined) throw new DomainError('sign_in_expired');
    return begin(context, record, method, origin);
  }

  async function store(uid: string, personId: string, completed: CompletedMethod[]): Promise<void> {
    const expiresAt = new Date(clock.now().getTime() + PENDING_LIFE_MS);
    await stores.signIns.save({ uid, personId, completed, expiresAt });
  }

  /** Records a further method of a known person. @throws sign_in_expired */
  async function record({ uid }: SignInContext, state: Known, method: CompletedMethod): Promise<void> {
    const { id } = state.record.person;
    if (!state.isStored) await store(uid, id, [method]);
    else if (!(await stores.signIns.record(uid, id, method, clock.now())))
      throw new DomainError('sign_in_expired');
  }

  /** The same, and goes on. @throws sign_in_expired */
  async function add(
    context: SignInContext,
    state: Known,
    method: CompletedMethod,
    origin: RequestOrigin,
  ): Promise<SignInStep> {
    await record(context, state, method);
    const completed = [...state.completed, method];
    return advance(context, { ...state, completed, isStored: true }, origin);
  }

  const flow = { known, decisionFor, begin: beginAs, record, add };
  return {
    ...createPasskeySteps(dependencies, flow),

    /** The step that an interaction stands at. */
    async next(context: SignInContext, origin: RequestOrigin): Promise<SignInStep> {
      const state = await known(context);
      if (state === undefined) return { step: 'identify' };
      return advance(context, state, origin);
    },

    /** @throws sign_in_refused, network_paused, busy */
    async submitPassword(
      context: SignInContext,
      attempt: { login: string; password: string },
      origin: RequestOrigin,
    ): Promise<SignInStep> {
      const { clientId, device } = context;
      const record = await verifyPassword(dependencies, { ...attempt, clientId, device }, origin);
      return begin(context, record, { method: 'password', at: clock.now() }, origin);
    },

    /**
     * A typed code, only where the sign-in stands at a second factor and the method is offered. With it the person
     * may trust the browser; not with a recovery code, whose owner has lost something.
     * @throws sign_in_expired, code_refused, code_used, codes_paused, codes_locked
     */
    async submitCode(
      context: SignInContext,
      { state, offers, trustHours }: Standing<'second-factor'>,
      proof: { method: CodeMethod; code: string; trustsDevice: boolean },
      origin: RequestOrigin,
    ): Promise<SignInStep> {
      if (!offers.includes(proof.method)) throw new DomainError('sign_in_expired');
      await verifyCode(dependencies, state.record.person, proof, origin);
      const trustsDevice = proof.trustsDevice && proof.method === 'totp' && trustHours > 0;
      const method = { method: proof.method, at: clock.now(), ...(trustsDevice && { trustsDevice }) };
      return add(context, state, method, origin);
    },

    /**
     * A method that proves by itself who somebody is. It raises a session only of that person and where it is offered;
     * elsewhere it goes on with the sign-in of that person, or begins one.
     * @throws sign_in_refused for another's session
     */
    async submitIdentity(
      context: SignInContext,
      { person, method }: { person: Person; method: CompletedMethod },
      origin: RequestOrigin,
    ): Promise<SignInStep> {
      const state = await known(context);
      if (state === undefined) return beginAs(context, person, method, origin);
      const decision = await decisionFor(context, state, origin);
      const isOffered =
        decision.need === 'second-factor' && decision.offers.some((offer) => offer === method.method);
      if (isOffered && state.record.person.id === person.id) return add(context, state, method, origin);
      if (state.held !== undefined) {
        await stores.audit.append({
          type: 'sign_in.refused',
          at: clock.now(),
          actor: { kind: 'system' },
          personId: person.id,
          clientId: context.clientId ?? undefined,
          network: origin.address,
          supportCode: origin.supportCode,
          details: { cause: 'foreign', method: method.method, user_agent: origin.userAgent },
        });
        throw new DomainError('sign_in_refused');
      }
      return beginAs(context, person, method, origin);
    },

    /** The secret to enrol, where the sign-in asks for a factor and there is none. */
    showEnrolment({ uid }: SignInContext, { person }: Standing<'enrolment'>): Promise<ShownSecret> {
      return factors.beginTotp(person, uid);
    },

    /**
     * Enrols what was shown and counts it as the second factor; the codes are shown this once.
     * @throws sign_in_expired, enrolment_expired, code_refused
     */
    async confirmEnrolment(
      context: SignInContext,
      { state, person }: Standing<'enrolment'>,
      code: string,
      origin: RequestOrigin,
    ): Promise<string[]> {
      const codes = await factors.confirmTotp(person, { context: context.uid, code }, origin);
      await record(context, state, { method: 'totp', at: clock.now() });
      return codes;
    },

    /** @throws sign_in_expired, or a password_… code */
    async submitNewPassword(
      context: SignInContext,
      { state, person }: Standing<'change-password'>,
      password: string,
      origin: RequestOrigin,
    ): Promise<SignInStep> {
      await passwords.choose(person, password, origin);
      return advance(context, state, origin);
    },

    /** Forgets who began to sign in, so that somebody else can. */
    async restart({ uid }: SignInContext): Promise<void> {
      await stores.signIns.remove(uid);
    },
  };
}
