import type { ErrorDetails } from '../errors.ts';

/** Everything the audit log records. A new kind of act is a new member here, nowhere else. */
export type AuditType =
  | 'sign_in.succeeded'
  | 'sign_in.refused'
  | 'sign_in.claimed'
  | 'sign_in.disowned'
  | 'session.ended'
  | 'password.changed'
  | 'password.reset_requested'
  | 'password.reset'
  | 'activation.sent'
  | 'activation.used'
  | 'credential.enrolled'
  | 'credential.renamed'
  | 'credential.revoked'
  | 'credentials.reset'
  | 'factor_reset.asked'
  | 'factor_reset.approved'
  | 'factor_reset.rejected'
  | 'break_glass.half_drawn'
  | 'break_glass.sealed'
  | 'break_glass.used'
  | 'break_glass.refused'
  | 'break_glass.ended'
  | 'break_glass.revoked'
  | 'recovery_codes.made'
  | 'recovery_code.used'
  | 'certificate.bound'
  | 'certificate.proposed'
  | 'certificate.confirmed'
  | 'certificate.unbound'
  | 'certificate.ambiguous'
  | 'certificate.reminded'
  | 'device.forgotten'
  | 'account.unlocked'
  | 'account.dormant'
  | 'dormancy.stopped'
  | 'person.viewed'
  | 'person.exported'
  | 'people.exported'
  | 'person.disabled'
  | 'person.enabled'
  | 'person.protected'
  | 'person.unprotected'
  | 'person.deprovisioned'
  | 'staff.imported'
  | 'staff.undone'
  | 'staff.provisioned'
  | 'units.merged'
  | 'plan.submitted'
  | 'plan.approved'
  | 'plan.rejected'
  | 'plan.stale'
  | 'setting.changed'
  | 'client.created'
  | 'client.updated'
  | 'client.secret_rotated'
  | 'client.removed'
  | 'client.watched'
  | 'client.checked'
  | 'role.created'
  | 'role.included'
  | 'role.excluded'
  | 'role.granted'
  | 'role.edited'
  | 'role.submitted'
  | 'role.approved'
  | 'role.rejected'
  | 'role.revoked'
  | 'role_grants.exported'
  | 'profile.reported'
  | 'request.made'
  | 'request.approved'
  | 'request.rejected'
  | 'request.withdrawn'
  | 'request.expired'
  | 'role_plan.applied'
  | 'role_plan.undone'
  | 'role_plan.submitted'
  | 'role_plan.approved'
  | 'role_plan.rejected'
  | 'role_plan.stale'
  | 'mandate.given'
  | 'mandate.ended'
  | 'separation.created'
  | 'separation.ended'
  | 'separation.excepted'
  | 'separation.violated'
  | 'review.opened'
  | 'review.decided'
  | 'review.asked'
  | 'review.answered'
  | 'review.reassigned'
  | 'review.reminded'
  | 'review.overdue'
  | 'review.closed'
  | 'review.exported'
  | 'tokens.revoked'
  | 'token.reuse_detected'
  | 'keys.created'
  | 'keys.noted'
  | 'keys.rotated'
  | 'keys.retired'
  | 'revocation.alarmed'
  | 'revocation.restored'
  | 'revocation.requested'
  | 'logout.delivered'
  | 'logout.undeliverable'
  | 'role_change.delivered'
  | 'role_change.undeliverable'
  | 'delivery.retried'
  | 'mail.tried'
  | 'audit.exported';

/** Who acts: a person in a browser, an officer at the command line, a relying party, or the system itself. */
export type Actor =
  | { kind: 'person'; id: string }
  | { kind: 'operator'; name: string }
  | { kind: 'client'; id: string }
  | { kind: 'system' };

/** An actor in one word, for columns such as `granted_by`. */
export function actorLabel(actor: Actor): string {
  if (actor.kind === 'system') return 'system';
  return actor.kind === 'operator' ? `operator:${actor.name}` : `${actor.kind}:${actor.id}`;
}

/** The actor that a label of `actorLabel` tells of; undefined for any other text. */
export function actorOf(label: string): Actor | undefined {
  if (label === 'system') return { kind: 'system' };
  const [, kind, name = ''] = /^(person|client|operator):(.+)$/s.exec(label) ?? [];
  if (kind === 'operator') return { kind, name };
  return kind === 'person' || kind === 'client' ? { kind, id: name } : undefined;
}

/** One act as its author hands it over; the store adds sequence number and hash. */
export interface AuditEvent {
  type: AuditType;
  at: Date;
  actor: Actor;
  /** The person acted upon. */
  personId?: string | undefined;
  clientId?: string | undefined;
  /** Source address of the request. */
  network?: string | undefined;
  /** Finds the log line and the refusal page of the same request. */
  supportCode?: string | undefined;
  /** Plain facts, before and after; never a secret. */
  details?: ErrorDetails | undefined;
}

/** A stored event. `hash` covers every other field and `previousHash`. */
export interface AuditRecord extends AuditEvent {
  /** 1, 2, 3 … without a gap. */
  seq: number;
  previousHash: string;
  hash: string;
}
