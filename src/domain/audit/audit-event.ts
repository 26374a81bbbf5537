import type { ErrorDetails } from '../errors.ts';

/** Everything the audit log records. A new kind of act is a new member here, nowhere else. */
export type AuditType =
  | 'sign_in.succeeded'
  | 'sign_in.refused'
  | 'session.ended'
  | 'password.changed'
  | 'password.reset_requested'
  | 'password.reset'
  | 'activation.sent'
  | 'activation.used'
  | 'account.unlocked'
  | 'account.dormant'
  | 'dormancy.stopped'
  | 'person.disabled'
  | 'person.enabled'
  | 'person.protected'
  | 'person.unprotected'
  | 'person.deprovisioned'
  | 'staff.imported'
  | 'staff.undone'
  | 'staff.provisioned'
  | 'plan.submitted'
  | 'plan.approved'
  | 'plan.rejected'
  | 'plan.stale'
  | 'setting.changed'
  | 'client.created'
  | 'client.updated'
  | 'client.secret_rotated'
  | 'client.removed'
  | 'role.created'
  | 'role.included'
  | 'role.excluded'
  | 'role.granted'
  | 'role.submitted'
  | 'role.approved'
  | 'role.rejected'
  | 'role.revoked'
  | 'request.made'
  | 'request.approved'
  | 'request.rejected'
  | 'request.withdrawn'
  | 'request.expired'
  | 'role_plan.applied'
  | 'role_plan.undone'
  | 'mandate.given'
  | 'mandate.ended'
  | 'separation.created'
  | 'separation.ended'
  | 'separation.excepted'
  | 'separation.violated'
  | 'review.opened'
  | 'review.decided'
  | 'review.reminded'
  | 'review.overdue'
  | 'review.closed'
  | 'tokens.revoked'
  | 'token.reuse_detected'
  | 'keys.created'
  | 'logout.delivered'
  | 'logout.undeliverable'
  | 'role_change.delivered'
  | 'role_change.undeliverable';

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
