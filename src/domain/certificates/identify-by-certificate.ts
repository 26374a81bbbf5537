import { type Actor, actorLabel } from '../audit/audit-event.ts';
import type { KeyStorage } from '../authentication/assurance.ts';
import type { RequestOrigin } from '../authentication/request-origin.ts';
import { dayOf, type Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { findOpenPerson } from '../directory/person-lookup.ts';
import type { Stores } from '../transact.ts';
import { type AcceptedCertificate, acceptedBy, type BindingWay, boundFacts } from './certificate-binding.ts';
import { recordChange } from './certificate-letters.ts';
import type { CertificateValidator, CertificateVerdict, StepCode } from './certificate-verdict.ts';
import { type Mapping, mapCertificate, namesAnother } from './map-certificate.ts';

/** Who signs in, or the cause of the refusal: for the help desk, never for the page. */
export type Identification =
  | { person: Person; bindingId: string; keyStorage: KeyStorage }
  | { code: StepCode };

interface Context {
  validator: Pick<CertificateValidator, 'policyOf'>;
  ids: Pick<Ids, 'uuid'>;
  issuer: string;
  now: Date;
  origin: Pick<RequestOrigin, 'address' | 'supportCode'>;
}

const SYSTEM: Actor = { kind: 'system' };

/**
 * Who signs in with a certificate, in the caller's transaction. The first sign-in by the e-mail in a certificate binds
 * it by issuer and serial, so that a later holder of the address inherits nothing. A certificate that follows a bound
 * one of the same subject waits for confirmation from then on.
 * @param verdict of this very request: it must be as fresh as the proof that the key is held
 */
export async function identifyByCertificate(
  inside: Stores,
  verdict: CertificateVerdict,
  context: Context,
): Promise<Identification> {
  const certificate = acceptedBy(verdict);
  const policy = certificate && context.validator.policyOf(certificate.tree);
  if (certificate === undefined || policy === undefined) return { code: causeOf(verdict) };
  const { keyStorage } = policy.profile;
  const mapping = await mapCertificate(inside, certificate, policy, context.now);
  if ('person' in mapping) {
    const { person, binding } = mapping;
    const bindingId = binding?.id ?? (await add(inside, person, certificate, { ...context, via: 'email' }));
    return bindingId === undefined ? { code: 'not_bound' } : { person, bindingId, keyStorage };
  }
  if (mapping.code === 'email_ambiguous' || mapping.code === 'identity_differs') {
    await reportAmbiguity(inside, certificate, mapping, context);
  }
  if (mapping.code !== 'not_bound') return { code: mapping.code };
  const isProposed = await proposeRenewal(inside, certificate, context);
  return { code: isProposed ? 'awaiting_confirmation' : 'not_bound' };
}

function causeOf({ steps }: CertificateVerdict): StepCode {
  return steps.find(({ state }) => state === 'failed')?.code ?? 'certificate_malformed';
}

/** The id of the binding; undefined when the certificate became somebody else's meanwhile. */
async function add(
  inside: Stores,
  person: Person,
  certificate: AcceptedCertificate,
  { ids, issuer, now, via }: Context & { via: BindingWay },
): Promise<string | undefined> {
  const binding = {
    ...{ id: ids.uuid(), personId: person.id, via, enrolledBy: actorLabel(SYSTEM), enrolledAt: now },
    ...boundFacts(certificate),
    ...{ confirmedAt: via === 'renewal' ? null : now, remindedDays: null, revokedAt: null, revokedBy: null },
  };
  if (!(await inside.certificates.add(binding))) {
    // Two sign-ins at once: the other was first.
    const live = await inside.certificates.findLive(certificate);
    return live?.personId === person.id ? live.id : undefined;
  }
  const outcome = via === 'renewal' ? 'proposed' : 'bound';
  await recordChange(inside, { binding, outcome, actor: SYSTEM, now, issuer });
  return binding.id;
}

/**
 * A certificate of the same tree and subject as a bound one, which ends later: nobody is signed in by that, but its
 * person is told and may confirm it. Two people of one subject get nothing, and an address must be the person's own.
 */
async function proposeRenewal(
  inside: Stores,
  certificate: AcceptedCertificate,
  context: Context,
): Promise<boolean> {
  if (await inside.certificates.wasRevoked(certificate)) return false;
  const { tree, subject, emails, notAfter } = certificate;
  const followed = await inside.certificates.listOfSubject(tree, subject);
  const [personId, ...others] = new Set(followed.map((each) => each.personId));
  if (personId === undefined || others.length > 0) return false;
  if (followed.some((each) => each.notAfter >= notAfter)) return false;
  const person = await findOpenPerson(inside.directory, personId, dayOf(context.now));
  if (person === undefined || (await namesAnother(inside, certificate, person))) return false;
  const addresses = emails.map((each) => each.toLowerCase());
  if (addresses.length > 0 && !addresses.some((each) => each === person.email)) return false;
  return (await add(inside, person, certificate, { ...context, via: 'renewal' })) !== undefined;
}

/** One certificate that points at several people, or at another than its number: somebody should look at it. */
async function reportAmbiguity(
  inside: Stores,
  { tree, issuer, serial, fingerprint }: AcceptedCertificate,
  { code, personId }: Extract<Mapping, { code: unknown }>,
  { now, origin }: Context,
): Promise<void> {
  await inside.audit.append({
    type: 'certificate.ambiguous',
    at: now,
    actor: SYSTEM,
    personId: personId ?? undefined,
    network: origin.address,
    supportCode: origin.supportCode,
    details: { cause: code, tree, issuer, serial, fingerprint },
  });
}
