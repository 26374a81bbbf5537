import type { CertificateBinding } from '../domain/certificates/certificate-binding.ts';
import type { CertificateVerdict, VerdictStep } from '../domain/certificates/certificate-verdict.ts';
import { CAUSE_WORDS, STATE_WORDS, STEP_WORDS } from './certificate-verdict.ts';

/** A verdict for machines; national id numbers stay out. */
export function verdictFields({ accepted, steps, facts }: CertificateVerdict) {
  return {
    accepted: accepted && steps.every(({ state }) => state !== 'failed'),
    steps: steps.map(({ name, state, code, facts: found }) => ({
      step: name,
      state,
      code,
      facts: found,
      cause: code === null ? null : CAUSE_WORDS[code].vi,
      cause_en: code === null ? null : CAUSE_WORDS[code].en,
    })),
    certificate: facts && {
      tree: facts.tree,
      issuer: facts.issuer,
      serial: facts.serial,
      fingerprint: facts.fingerprint,
      subject: facts.subject,
      common_name: facts.commonName,
      emails: facts.emails,
      not_before: facts.notBefore.toISOString(),
      not_after: facts.notAfter.toISOString(),
      key: `${facts.keyType} ${facts.keyBits}`,
      key_storage: facts.keyStorage,
    },
  };
}

/** A verdict for people: one line a step in both languages, with its cause and facts. */
export function verdictLines({ steps }: CertificateVerdict): string[][] {
  return steps.map(({ name, state, code, facts }) => [
    `${STEP_WORDS[name].vi} / ${STEP_WORDS[name].en}`,
    `${STATE_WORDS[state].vi} / ${STATE_WORDS[state].en}`,
    code === null ? shown(facts) : `${CAUSE_WORDS[code].vi} / ${CAUSE_WORDS[code].en} ${shown(facts)}`,
  ]);
}

/** A binding for machines. */
export function bindingFields(binding: CertificateBinding) {
  const { id, personId, tree, issuer, serial, fingerprint, subject, notAfter, via, enrolledBy } = binding;
  return {
    ...{ id, person: personId, tree, issuer, serial, fingerprint, subject, via },
    not_after: notAfter.toISOString(),
    enrolled_by: enrolledBy,
    enrolled_at: binding.enrolledAt.toISOString(),
    revoked_at: binding.revokedAt?.toISOString() ?? null,
    revoked_by: binding.revokedBy,
    state: stateOf(binding),
  };
}

function stateOf({ revokedAt, confirmedAt }: CertificateBinding): 'bound' | 'waiting' | 'unbound' {
  if (revokedAt !== null) return 'unbound';
  return confirmedAt === null ? 'waiting' : 'bound';
}

function shown(facts: VerdictStep['facts']): string {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
}
