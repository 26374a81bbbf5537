import { type Day, dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import type { ErrorDetails } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { AcceptedCertificate, CertificateBinding } from './certificate-binding.ts';
import type { CertificateVerdict, StepCode, VerdictStep } from './certificate-verdict.ts';
import type { TreePolicy } from './tree-policy.ts';

export type MappingCode = Extract<
  StepCode,
  | 'not_bound'
  | 'not_yours'
  | 'awaiting_confirmation'
  | 'email_ambiguous'
  | 'identity_differs'
  | 'person_closed'
>;

/** Whose certificate it is, and by which binding (null = by the official e-mail), or why nobody's. */
export type Mapping =
  | { person: Person; binding: CertificateBinding | null }
  | { code: MappingCode; personId: string | null };

/** ASCII and one `@`: what an employee number never is. Anything else in a certificate is no official address. */
const ADDRESS = /^[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,190}$/;

/**
 * Whose a certificate is: by issuer and serial number, else, where the tree's policy allows it, the one open person
 * whose official e-mail stands in it. Two candidates are nobody. Reads only.
 * @param policy of the certificate's tree
 */
export async function mapCertificate(
  stores: Pick<Stores, 'directory' | 'certificates'>,
  certificate: AcceptedCertificate,
  policy: Pick<TreePolicy, 'binding'>,
  now: Date,
): Promise<Mapping> {
  const day = dayOf(now);
  const binding = await stores.certificates.findLive(certificate);
  if (binding !== undefined) return byBinding(stores, binding, day);
  // Whose binding was taken away is not let in by the back door of the e-mail.
  if (!policy.binding.byEmail || (await stores.certificates.wasRevoked(certificate))) {
    return { code: 'not_bound', personId: null };
  }
  return byEmail(stores, certificate, day);
}

/** What a person may know of it: whether it is hers, and nothing of whose it is otherwise. */
export function asSeenBy(mapping: Mapping, personId: string): Mapping {
  const holder = 'person' in mapping ? mapping.person.id : mapping.personId;
  return holder === personId ? mapping : { code: 'not_yours', personId: null };
}

/** The verdict with its last step filled in. */
export function withMapping(verdict: CertificateVerdict, mapping: Mapping): CertificateVerdict {
  const step: Pick<VerdictStep, 'state' | 'code' | 'facts'> =
    'code' in mapping
      ? { state: 'failed', code: mapping.code, facts: {} }
      : { state: 'passed', code: null, facts: mappingFacts(mapping) };
  const steps = verdict.steps.map((each) => (each.name === 'mapping' ? { ...each, ...step } : each));
  return { ...verdict, steps };
}

function mappingFacts({ person, binding }: Extract<Mapping, { person: Person }>): ErrorDetails {
  return { person: person.fullName, employee_no: person.employeeNo, via: binding?.via ?? 'email' };
}

async function byBinding(
  { directory }: Pick<Stores, 'directory'>,
  binding: CertificateBinding,
  day: Day,
): Promise<Mapping> {
  const { personId } = binding;
  if (binding.confirmedAt === null) return { code: 'awaiting_confirmation', personId };
  const record = await directory.findPersonRecord(personId);
  if (record === undefined || !isOpen(record, day)) return { code: 'person_closed', personId };
  return { person: record.person, binding };
}

async function byEmail(
  { directory }: Pick<Stores, 'directory'>,
  { emails, nationalIds }: AcceptedCertificate,
  day: Day,
): Promise<Mapping> {
  const [person, ...others] = await peopleNamedBy(directory, emails);
  if (person === undefined) return { code: 'not_bound', personId: null };
  if (others.length > 0) return { code: 'email_ambiguous', personId: null };
  if (isSomebodyElse(person, nationalIds)) return { code: 'identity_differs', personId: person.id };
  const record = await directory.findPersonRecord(person.id);
  if (record === undefined || !isOpen(record, day)) return { code: 'person_closed', personId: person.id };
  return { person: record.person, binding: null };
}

/** The people whose official e-mail stands in a certificate, each once. */
async function peopleNamedBy(
  directory: Pick<Stores['directory'], 'findPersonByLogin'>,
  emails: readonly string[],
): Promise<Person[]> {
  const found = new Map<string, Person>();
  for (const email of new Set(emails.map((each) => each.toLowerCase()))) {
    const person = ADDRESS.test(email) ? await directory.findPersonByLogin(email) : undefined;
    if (person !== undefined) found.set(person.id, person);
  }
  return [...found.values()];
}

/** Whether a certificate names another than a person: by a citizen id, or by somebody's official e-mail. */
export async function namesAnother(
  { directory }: Pick<Stores, 'directory'>,
  { emails, nationalIds }: AcceptedCertificate,
  person: Person,
): Promise<boolean> {
  if (isSomebodyElse(person, nationalIds)) return true;
  return (await peopleNamedBy(directory, emails)).some(({ id }) => id !== person.id);
}

/** An address that was given to somebody else; an old CMND of 9 digits says nothing about a number of 12. */
function isSomebodyElse({ citizenId }: Person, nationalIds: readonly string[]): boolean {
  const comparable = nationalIds.filter((each) => each.length === citizenId?.length);
  return comparable.length > 0 && !comparable.some((each) => each === citizenId);
}
