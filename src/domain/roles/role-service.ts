import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { type ComposeRole, excludeRoles, includeRoles } from './compose-role.ts';
import { type CreateRole, createRole } from './create-role.ts';
import type { EffectiveRole } from './effective-roles.ts';
import { explain, type RoleExplanation } from './explain-roles.ts';
import { grantWithAuthority, refuseComposition, refuseRevocation } from './grant-authority.ts';
import { type GrantRole, grantRole } from './grant-role.ts';
import { revokeRole } from './revoke-role.ts';
import type { Role } from './role.ts';
import { findHolders, type HolderPage, type HolderQuestion } from './role-holders.ts';
import { loadEffectiveRoles } from './role-lookup.ts';
import { type RoleGrantEffects, simulateGrant, simulateRevocation } from './simulate-grant.ts';
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
  /**
   * Makes a role a composite. Throws `role_not_found`, `role_part_invalid`, `separation_violated`; `permission_denied`
   * as `grant-authority` says.
   */
  includeRoles(actor: Actor, input: ComposeRole): Promise<void>;
  /** Throws `role_not_found`, `role_part_not_found`, `permission_denied`. */
  excludeRoles(actor: Actor, input: ComposeRole): Promise<void>;
  /**
   * Throws `role_not_found`, `person_not_found`, `unit_not_found`, `position_not_found`, `period_invalid`
   * `role_grant_invalid` and `separation_violated`; `permission_denied` and `role_grant_to_self` as
   * `grant-authority` says.
   */
  grantRole(actor: Actor, input: GrantRole): Promise<{ id: string }>;
  /** What giving a role would do, person by person. Throws as `grantRole`. */
  simulateGrant(actor: Actor, input: GrantRole): Promise<RoleGrantEffects>;
  /** Throws `role_grant_not_found`, for one that was revoked before as well, and `permission_denied`. */
  revokeRole(actor: Actor, roleGrantId: string): Promise<void>;
  /** What revoking a role grant would do. Throws as `revokeRole`. */
  simulateRevocation(actor: Actor, roleGrantId: string): Promise<RoleGrantEffects>;
  /** Empty for an unknown client. */
  effectiveRolesOf(record: PersonRecord, clientId: string, at: Date): Promise<EffectiveRole[]>;
  /** By client id, in its order; without the clients at which the person holds nothing. */
  effectiveRolesEverywhere(record: PersonRecord, at: Date): Promise<Map<string, EffectiveRole[]>>;
  /**
   * Takes an official e-mail, an employee number or an id; of one role or of all of the client. Throws
   * `person_not_found`, `client_not_found`, `role_not_found`.
   */
  explain(person: string, clientId: string, at: Date, code?: string): Promise<RoleExplanation>;
  /** Who holds a role, a page at a time. Throws `role_not_found`, `bad_request`. */
  holders(question: HolderQuestion): Promise<HolderPage>;
}

/** Puts the service together. */
export function createRoleService({ stores, transact, clock, ids }: RoleServiceParts): RoleService {
  return {
    createRole: (actor, input) =>
      transact((within) => createRole(within, { actor, at: clock.now(), id: ids.uuid() }, input)),
    includeRoles: (actor, input) =>
      transact(async (within) => {
        const context = { actor, at: clock.now() };
        await refuseComposition(within, context, input);
        await includeRoles(within, context, input);
      }),
    excludeRoles: (actor, input) =>
      transact(async (within) => {
        const context = { actor, at: clock.now() };
        await refuseComposition(within, context, input);
        await excludeRoles(within, context, input);
      }),
    grantRole: (actor, input) =>
      transact((within) => {
        const context = { actor, at: clock.now(), id: ids.uuid() };
        return grantWithAuthority(within, context, input, () => grantRole(within, context, input));
      }),
    simulateGrant: (actor, input) => {
      const context = { actor, at: clock.now(), id: ids.uuid() };
      return grantWithAuthority(stores, context, input, () => simulateGrant(stores, context, input));
    },
    revokeRole: (actor, roleGrantId) =>
      transact(async (within) => {
        const context = { actor, at: clock.now() };
        await refuseRevocation(within, context, roleGrantId);
        await revokeRole(within, context, roleGrantId);
      }),
    simulateRevocation: async (actor, roleGrantId) => {
      const context = { actor, at: clock.now() };
      await refuseRevocation(stores, context, roleGrantId);
      return simulateRevocation(stores, context, roleGrantId);
    },
    effectiveRolesOf: (record, clientId, at) => loadEffectiveRoles(stores.roles, record, clientId, at),
    effectiveRolesEverywhere: async (record, at) =>
      groupByClient(await loadEffectiveRoles(stores.roles, record, null, at)),
    explain: (person, clientId, at, code) => explain(stores, { person, clientId, at, code }),
    holders: (question) => findHolders(stores, question),
  };
}

function groupByClient(effective: readonly EffectiveRole[]): Map<string, EffectiveRole[]> {
  const clientIds = [...new Set(effective.map(({ role }) => role.clientId))].sort();
  return new Map(clientIds.map((id) => [id, effective.filter(({ role }) => role.clientId === id)]));
}
