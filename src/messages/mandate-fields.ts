import type { ListedMandate } from '../domain/roles/mandate-service.ts';

/** A mandate for machines, by the tool and the API alike. */
export function mandateFields({ mandatorId, mandatorName, deputyId, deputyName, ...mandate }: ListedMandate) {
  const { id, roles, from, until, decision, reason, enteredBy, createdAt, endedAt, endedBy } = mandate;
  return {
    id,
    mandator: { id: mandatorId, name: mandatorName },
    deputy: { id: deputyId, name: deputyName },
    roles,
    from,
    until,
    decision,
    reason,
    entered_by: enteredBy,
    created_at: createdAt,
    ended_at: endedAt,
    ended_by: endedBy,
  };
}
