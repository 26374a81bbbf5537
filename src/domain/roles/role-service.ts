import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { type ComposeRole, excludeRoles, includeRoles } from './compose-role.ts';
import { type CreateRole, createRole } from './create-role.ts';
import type { EffectiveRole } from './effective-roles.ts';
import { explain, type RoleExplanation } from './explain-roles.ts';
import { type GrantRole, grantRole } from './grant-role.ts';
import { revokeRole } from './revoke-role.ts';
import type { Role } from './role.ts';
import { loadEffectiveRoles } from './role-lookup.ts';
import type { RoleStores } from './stores-for-roles.ts';

export interface RoleServiceParts {
  stores: RoleStores;
  transact: <T>(work: (stores: RoleStores) => Promise<T>) => Promise<T>;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/** Everything done with roles. Each change and its audit event are one transaction. */
export interface RoleService {
  /** Throws `role_invalid`, `client_not_found`, `role_exists`. */
  createRole(actor: Actor, input: CreateRole): Promise<Role>;
  /** Makes a role a composite. Throws `role_not_found`, `role_part_invalid`, `separation_violated`. */
  includeRoles(actor: Actor, input: ComposeRole): Promise<void>;
  /** Throws `role_not_found`, `role_part_not_found`. */
  excludeRoles(actor: Actor, input: ComposeRole): Promise<void>;
  /**
   * Throws `role_not_found`, `person_not_found`, `unit_not_found`, `position_not_found`, `period_invalid`
   * `role_grant_invalid` and `separation_violated`.
   */
  grantRole(actor: Actor, input: GrantRole): Promise<{ id: string }>;
  /** Throws `role_grant_not_found`, for one that was revoked before as well. */
  revokeRole(actor: Actor, roleGrantId: string): Promise<void>;
  /** Empty for an unknown client. */
  effectiveRolesOf(record: PersonRecord, clientId: string, at: Date): Promise<EffectiveRole[]>;
  /** By client id, in its order; without the clients at which the person holds nothing. */
  effectiveRolesEverywhere(record: PersonRecord, at: Date): Promise<Map<string, EffectiveRole[]>>;
  /** Takes an official e-mail, an employee number or an id. Throws `person_not_found`, `client_not_found`. */
  explain(person: string, clientId: string, at: Date): Promise<RoleExplanation>;
}

/** Puts the service together. */
export function createRoleService({ stores, transact, clock, ids }: RoleServiceParts): RoleService {
  return {
    createRole: (actor, input) =>
      transact((within) => createRole(within, { actor, at: clock.now(), id: ids.uuid() }, input)),
    includeRoles: (actor, input) =>
      transact((within) => includeRoles(within, { actor, at: clock.now() }, input)),
    excludeRoles: (actor, input) =>
      transact((within) => excludeRoles(within, { actor, at: clock.now() }, input)),
    grantRole: (actor, input) =>
      transact((within) => grantRole(within, { actor, at: clock.now(), id: ids.uuid() }, input)),
    revokeRole: (actor, roleGrantId) =>
      transact((within) => revokeRole(within, { actor, at: clock.now() }, roleGrantId)),
    effectiveRolesOf: (record, clientId, at) => loadEffectiveRoles(stores.roles, record, clientId, at),
    effectiveRolesEverywhere: async (record, at) =>
      groupByClient(await loadEffectiveRoles(stores.roles, record, null, at)),
    explain: (person, clientId, at) => explain(stores, person, clientId, at),
  };
}

function groupByClient(effective: readonly EffectiveRole[]): Map<string, EffectiveRole[]> {
  const clientIds = [...new Set(effective.map(({ role }) => role.clientId))].sort();
  return new Map(clientIds.map((id) => [id, effective.filter(({ role }) => role.clientId === id)]));
}
