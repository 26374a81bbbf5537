import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { overlap, type Period } from './period.ts';
import type { Role } from './role.ts';

/**
 * An acting mandate (ủy quyền): for a while a deputy holds some of the roles that the mandator holds. It is written
 * once; afterwards it can only be ended early, so that every path stays explainable.
 */
export interface Mandate extends Period {
  id: string;
  /** The person whose roles they are. */
  mandatorId: string;
  /** The person who holds them as well. */
  deputyId: string;
  /** At least one, of any clients but the product's own; sorted. */
  roleIds: string[];
  from: Date;
  until: Date;
  /** Number of the decision that orders it. */
  decision: string;
  reason: string | null;
  /** Who entered it, as `actorLabel` writes it. */
  enteredBy: string;
  createdAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
}

/** The period in which a mandate counts: its own, cut short by its early end. */
export function periodOfMandate(mandate: Mandate): Period {
  return overlap(mandate, { from: null, until: mandate.endedAt });
}

/** Whether a role can be held by mandate at all: what opens the product itself goes by role grants alone. */
export function isMandatable({ clientId }: Pick<Role, 'clientId'>): boolean {
  return clientId !== OWN_CLIENT_ID;
}
