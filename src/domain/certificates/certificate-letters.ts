import type { Actor } from '../audit/audit-event.ts';
import type { Stores } from '../transact.ts';
import type { CertificateBinding } from './certificate-binding.ts';

/** Where people see their login certificates. */
export const CERTIFICATES_PATH = '/security';

export type CertificateOutcome = 'bound' | 'proposed' | 'confirmed' | 'unbound';

const EVENTS = {
  bound: 'certificate.bound',
  proposed: 'certificate.proposed',
  confirmed: 'certificate.confirmed',
  unbound: 'certificate.unbound',
} as const;

interface Change {
  binding: CertificateBinding;
  outcome: CertificateOutcome;
  actor: Actor;
  now: Date;
  issuer: string;
}

/** Writes the audit event of a change and queues the letter to the person, in the caller's transaction. */
export async function recordChange(
  inside: Pick<Stores, 'audit' | 'directory' | 'deliveries'>,
  { binding, outcome, actor, now, issuer }: Change,
): Promise<void> {
  const { personId } = binding;
  await inside.audit.append({
    type: EVENTS[outcome],
    at: now,
    actor,
    personId,
    details: bindingDetails(binding),
  });
  await tell(inside, { binding, template: 'certificate-changed', now, issuer, facts: { outcome } });
}

/** Queues a letter about a binding to its person, who may have no official e-mail. */
export async function tell(
  { directory, deliveries }: Pick<Stores, 'directory' | 'deliveries'>,
  letter: {
    binding: CertificateBinding;
    template: 'certificate-changed' | 'certificate-expiring';
    now: Date;
    issuer: string;
    facts?: Record<string, string>;
  },
): Promise<void> {
  const { binding, template, now, issuer } = letter;
  const person = await directory.findPerson(binding.personId);
  if (person === undefined || person.email === null) return;
  const facts = {
    fullName: person.fullName,
    certificate: `${binding.subject} (${binding.serial})`,
    at: now.toISOString(),
    until: binding.notAfter.toISOString(),
    url: `${issuer}${CERTIFICATES_PATH}`,
    ...letter.facts,
  };
  await deliveries.add({ kind: 'mail', to: person.email, template, facts }, now);
}

/** What the audit log keeps of a binding. */
export function bindingDetails(binding: CertificateBinding) {
  const { id, tree, issuer, serial, fingerprint, via, enrolledBy } = binding;
  return { bindingId: id, tree, issuer, serial, fingerprint, via, enrolledBy };
}
