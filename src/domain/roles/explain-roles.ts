import { getPersonRecord } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { roleClaims, sizeOfClaims } from './role-claims.ts';
import { loadEffectiveRoles } from './role-lookup.ts';
import type { RolePath } from './role-paths.ts';
import type { RoleStores } from './stores-for-roles.ts';

/** Which roles a person holds at a client and why; `role explain --json` (contract, section 1). */
export interface RoleExplanation {
  /** Id of the person. */
  person: string;
  client: string;
  at: Date;
  roles: { code: string; units: string[] | null; until: Date | null; paths: RolePath[] }[];
  /** Size of the role claims in a token, as JSON in UTF-8. */
  token: { bytes: number };
}

/** Explains the roles of a person at a client. Throws `person_not_found`, `client_not_found`. */
export async function explain(
  stores: Omit<RoleStores, 'audit'>,
  personText: string,
  clientId: string,
  at: Date,
): Promise<RoleExplanation> {
  const record = await getPersonRecord(stores.directory, personText);
  if ((await stores.clients.find(clientId)) === undefined) {
    throw new DomainError('client_not_found', { client: clientId });
  }
  const effective = await loadEffectiveRoles(stores.roles, record, clientId, at);
  return {
    person: record.person.id,
    client: clientId,
    at,
    roles: effective.map(({ role, units, until, paths }) => ({ code: role.code, units, until, paths })),
    token: { bytes: sizeOfClaims(roleClaims(effective)) },
  };
}
