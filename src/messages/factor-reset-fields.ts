import type { NamedReset } from '../domain/authentication/factor-reset-service.ts';

/** A reset of second factors for machines, by the tool and the API alike. */
export function factorResetFields({ id, personId, personName, state, ...reset }: NamedReset) {
  const { checked, reference, reason, askedAt, askedBy, expiresAt, decidedAt, decidedBy } = reset;
  return {
    id,
    person: personId,
    name: personName,
    state,
    checked,
    reference,
    reason,
    asked_at: askedAt,
    asked_by: askedBy,
    expires_at: expiresAt,
    decided_at: decidedAt,
    decided_by: decidedBy,
  };
}
