import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { ownerRoleCode } from '../clients/owner-role.ts';

/** Who can be a reviewer at a moment, by id; each with an open account. */
export interface ReviewerPool {
  /** With the codes of the units that they administer, and all units below them. */
  unitAdministrators: readonly { personId: string; units: readonly string[] }[];
  /** By the code of the owners' role (`ownerRoleCode`). */
  owners: ReadonlyMap<string, readonly string[]>;
  administrators: readonly string[];
}

/** What the rule asks of an item. */
export interface ReviewedItem {
  clientId: string;
  /** Codes of the holder's unit and all above it, the nearest first; empty without a unit. */
  lineage: readonly string[];
  /** Who decides on it in no case: holder, granter, and whoever holds the role by this role grant. */
  isBarred(personId: string): boolean;
}

/**
 * Who decides on an item: the administrators of the nearest unit at or above the holder's, else the owners of the
 * system, else the system administrators. A step without anybody but those who are barred goes on to the next; nobody
 * at all leaves it to the server's operator. Roles of the product itself are the system administrators'. Pure.
 */
export function reviewersFor({ clientId, lineage, isBarred }: ReviewedItem, pool: ReviewerPool): string[] {
  const byUnit = lineage.map((code) =>
    pool.unitAdministrators.flatMap(({ personId, units }) => (units.includes(code) ? [personId] : [])),
  );
  const delegates = [...byUnit, pool.owners.get(ownerRoleCode(clientId)) ?? []];
  const steps = [...(clientId === OWN_CLIENT_ID ? [] : delegates), pool.administrators];
  for (const step of steps) {
    const free = step.filter((personId) => !isBarred(personId));
    if (free.length > 0) return [...new Set(free)].sort();
  }
  return [];
}

/** Whether somebody could still be the reviewer of an item by any of the steps. Pure. */
export function canReview(
  personId: string,
  { clientId, lineage }: Pick<ReviewedItem, 'clientId' | 'lineage'>,
  pool: ReviewerPool,
): boolean {
  if (pool.administrators.includes(personId)) return true;
  if (clientId === OWN_CLIENT_ID) return false;
  if (pool.owners.get(ownerRoleCode(clientId))?.includes(personId) === true) return true;
  return pool.unitAdministrators.some(
    (each) => each.personId === personId && each.units.some((code) => lineage.includes(code)),
  );
}
