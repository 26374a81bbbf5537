import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { loadEffectiveRoles } from '../roles/role-lookup.ts';
import type { Stores } from '../transact.ts';

/**
 * Whether the stricter rules for administrators' passwords hold for a person (domain.md section 5): whoever holds a
 * role of the product itself, auditors and help desk among them, or a privileged role anywhere, because that system's
 * administrators sign in to it by this password. A role by mandate counts as one's own.
 */
export async function isAdministrator(
  stores: Pick<Stores, 'roles' | 'directory'>,
  record: PersonRecord,
  now: Date,
): Promise<boolean> {
  const held = await loadEffectiveRoles(stores, record, null, now);
  return held.some(({ role }) => role.isPrivileged || role.clientId === OWN_CLIENT_ID);
}
