import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { FRESH_MS } from '../authentication/fresh-sign-in.ts';
import type { RequestOrigin } from '../authentication/request-origin.ts';
import { type Clock, dayOf, type Ids } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import { getPerson, getPersonRecord, isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { loadRights } from '../roles/load-rights.ts';
import { endSessionsOf } from '../sessions/session-service.ts';
import type { Stores, Transact } from '../transact.ts';
import {
  type AcceptedCertificate,
  acceptedBy,
  type BindingWay,
  boundFacts,
  type CertificateBinding,
} from './certificate-binding.ts';
import { recordChange } from './certificate-letters.ts';
import type { CertificateValidator, CertificateVerdict } from './certificate-verdict.ts';
import { type Identification, identifyByCertificate } from './identify-by-certificate.ts';
import { asSeenBy, type Mapping, mapCertificate, namesAnother, withMapping } from './map-certificate.ts';

interface Dependencies {
  stores: Stores;
  transact: Transact;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
  validator: CertificateValidator;
  /** Where people sign in, for letters. */
  issuer: string;
}

/** The sign-in that a person shows before changing what opens the account; the caller read it from the session. */
export interface ShownSignIn {
  personId: string;
  at: Date;
  /** Two factors or better. */
  isStrong: boolean;
}

export type CertificateService = ReturnType<typeof createCertificateService>;

/**
 * Login certificates: what is wrong with one, whose it is, and the bindings to people. Each change, its audit event
 * and the letter to the person are one transaction.
 */
export function createCertificateService({ stores, transact, clock, ids, validator, issuer }: Dependencies) {
  const record = (inside: Stores, change: Omit<Parameters<typeof recordChange>[1], 'issuer'>) =>
    recordChange(inside, { ...change, issuer });

  async function bind(
    inside: Stores,
    person: Person,
    certificate: AcceptedCertificate,
    { actor, via }: { actor: Actor; via: BindingWay },
  ): Promise<CertificateBinding> {
    if (await namesAnother(inside, certificate, person)) throw new DomainError('certificate_of_another');
    const now = clock.now();
    const enrolled = {
      id: ids.uuid(),
      personId: person.id,
      via,
      enrolledBy: actorLabel(actor),
      enrolledAt: now,
    };
    const state = { confirmedAt: now, remindedDays: null, revokedAt: null, revokedBy: null };
    const binding = { ...enrolled, ...boundFacts(certificate), ...state };
    if (!(await inside.certificates.add(binding))) throw await takenBy(inside, person, certificate);
    await record(inside, { binding, outcome: 'bound', actor, now });
    return binding;
  }

  async function inspected(
    bytes: Uint8Array,
    seen: (mapping: Mapping) => Mapping,
  ): Promise<CertificateVerdict> {
    const now = clock.now();
    const verdict = await validator.validateFile(bytes, now);
    const certificate = acceptedBy(verdict);
    const policy = certificate && validator.policyOf(certificate.tree);
    if (certificate === undefined || policy === undefined) return verdict;
    return withMapping(verdict, seen(await mapCertificate(stores, certificate, policy, now)));
  }

  return {
    /**
     * The verdict on a file, step by step, with whose certificate it is. Changes nothing.
     * @param bytes PEM, DER or PKCS #7
     */
    inspect: (bytes: Uint8Array): Promise<CertificateVerdict> => inspected(bytes, (mapping) => mapping),

    /**
     * The same for the eyes of one person, or of whoever helps her: whether it opens her account. Changes nothing.
     * @param bytes PEM, DER or PKCS #7
     */
    inspectFor: (bytes: Uint8Array, personId: string): Promise<CertificateVerdict> =>
      inspected(bytes, (mapping) => asSeenBy(mapping, personId)),

    /** Who signs in with a certificate; see `identifyByCertificate`. */
    identify: (verdict: CertificateVerdict, origin: Pick<RequestOrigin, 'address' | 'supportCode'>) =>
      transact(
        (inside): Promise<Identification> =>
          identifyByCertificate(inside, verdict, { validator, ids, issuer, now: clock.now(), origin }),
      ),

    /**
     * An administrator binds a certificate to a person.
     * @throws permission_denied, person_not_found, account_closed, certificate_refused {step, cause},
     *   certificate_of_another, certificate_bound, certificate_taken
     */
    async bindFor(reference: string, bytes: Uint8Array, actor: Actor): Promise<CertificateBinding> {
      const certificate = accepted(await validator.validateFile(bytes, clock.now()));
      return transact(async (inside) => {
        await refuseStranger(inside, actor, clock.now());
        const person = await openPerson(inside, reference, clock.now());
        return bind(inside, person, certificate, { actor, via: 'administrator' });
      });
    },

    /**
     * A person binds a certificate whose key she has just shown to hold.
     * @throws sign_in_not_fresh, account_closed, certificate_refused {step, cause}, certificate_of_another,
     *   certificate_bound, certificate_taken
     */
    async enrol(verdict: CertificateVerdict, signIn: ShownSignIn): Promise<CertificateBinding> {
      refuseStale(signIn, clock.now());
      const certificate = accepted(verdict);
      return transact(async (inside) => {
        const person = await openPerson(inside, signIn.personId, clock.now());
        return bind(inside, person, certificate, { actor: { kind: 'person', id: person.id }, via: 'self' });
      });
    },

    /**
     * Confirms a renewed certificate that waits: its person after a strong sign-in by another method, or an administrator.
     * @throws certificate_not_found, sign_in_not_fresh, permission_denied, account_closed
     */
    confirm: (id: string, by: ShownSignIn | Actor): Promise<void> =>
      transact(async (inside) => {
        const now = clock.now();
        const binding = await getLive(inside, id);
        const actor: Actor = 'kind' in by ? by : { kind: 'person', id: by.personId };
        if ('kind' in by) await refuseStranger(inside, by, now);
        else refuseStale(by, now);
        if (!('kind' in by) && binding.personId !== by.personId) throw notFound(id);
        await openPerson(inside, binding.personId, now);
        if (!(await inside.certificates.confirm(id, now))) throw notFound(id);
        await record(inside, { binding, outcome: 'confirmed', actor, now });
      }),

    /**
     * Takes a binding away, and ends the person's sessions when it is not her own doing: the token may be in other
     * hands. The certificate never comes back by its e-mail address.
     * @throws certificate_not_found, permission_denied
     */
    unbind: (id: string, actor: Actor): Promise<CertificateBinding> =>
      transact(async (inside) => {
        const now = clock.now();
        const isOwn = (binding: CertificateBinding) =>
          actor.kind === 'person' && actor.id === binding.personId;
        const binding = await getLive(inside, id);
        if (!isOwn(binding)) await refuseStranger(inside, actor, now);
        if (!(await inside.certificates.revoke(id, now, actorLabel(actor)))) throw notFound(id);
        if (!isOwn(binding))
          await endSessionsOf(inside, binding.personId, { reason: 'credentials_reset', actor, now });
        await record(inside, { binding, outcome: 'unbound', actor, now });
        return binding;
      }),

    /** Everything ever bound to a person, the newest first. */
    listOf: (personId: string): Promise<CertificateBinding[]> => stores.certificates.listOf(personId),

    /** The same of whoever is looked up. @throws person_not_found */
    list: async (reference: string): Promise<CertificateBinding[]> =>
      stores.certificates.listOf((await getPerson(stores.directory, reference)).id),
  };
}

async function openPerson(inside: Stores, reference: string, now: Date): Promise<Person> {
  const record = await getPersonRecord(inside.directory, reference);
  if (!isOpen(record, dayOf(now))) throw new DomainError('account_closed', { person: reference });
  return record.person;
}

/** Only operators and system administrators change what opens another's account. */
async function refuseStranger(inside: Stores, actor: Actor, now: Date): Promise<void> {
  const { kind } = await loadRights(inside, actor, now);
  if (kind !== 'operator' && kind !== 'administrator') throw new DomainError('permission_denied');
}

function refuseStale({ at, isStrong }: ShownSignIn, now: Date): void {
  const age = now.getTime() - at.getTime();
  if (!isStrong || !(age >= 0 && age <= FRESH_MS)) throw new DomainError('sign_in_not_fresh');
}

/** @throws certificate_refused with the step and its cause */
function accepted(verdict: CertificateVerdict): AcceptedCertificate {
  const certificate = acceptedBy(verdict);
  if (certificate !== undefined) return certificate;
  const failed = verdict.steps.find(({ state }) => state === 'failed');
  throw new DomainError('certificate_refused', {
    ...failed?.facts,
    step: failed?.name ?? 'parse',
    cause: failed?.code ?? null,
  });
}

/** Whose it is otherwise, is nobody's business. */
async function takenBy(
  inside: Stores,
  person: Person,
  certificate: AcceptedCertificate,
): Promise<DomainError> {
  const live = await inside.certificates.findLive(certificate);
  return new DomainError(live?.personId === person.id ? 'certificate_bound' : 'certificate_taken');
}

async function getLive(inside: Stores, id: string): Promise<CertificateBinding> {
  const binding = isRowId(id) ? await inside.certificates.find(id) : undefined;
  if (binding === undefined || binding.revokedAt !== null) throw notFound(id);
  return binding;
}

function notFound(id: string): DomainError {
  return new DomainError('certificate_not_found', { certificate: id });
}
