import type { Actor } from '../audit/audit-event.ts';
import type { Clock, Ids } from '../clock.ts';
import { isRowId } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import type { ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import { type ComposeRole, excludeRoles, includeRoles } from './compose-role.ts';
import { type CreateRole, createRole } from './create-role.ts';
import { approveRoleGrant, rejectRoleGrant } from './decide-role-grant.ts';
import type { EffectiveRole } from './effective-roles.ts';
import {
  explain,
  explainEverywhere,
  type OverallExplanation,
  type RoleExplanation,
} from './explain-roles.ts';
import {
  grantWithAuthority,
  refuseComposition,
  refuseCreation,
  refuseRevocation,
} from './grant-authority.ts';
import { type GrantRole, grantRole } from './grant-role.ts';
import { type GrantPreview, previewGrant, previewWaiting } from './preview-grant.ts';
import { revokeRole } from './revoke-role.ts';
import type { Role } from './role.ts';
import { findHolders, type HolderPage, type HolderQuestion } from './role-holders.ts';
import { byClient, loadEffectiveRoles } from './role-lookup.ts';
import { type RoleGrantEffects, simulateGrant, simulateRevocation } from './simulate-grant.ts';
import type { RoleStores } from './stores-for-roles.ts';
import { type WaitingRoleGrant, waitingStateAt } from './waiting-role-grant.ts';

export interface RoleServiceParts {
  stores: RoleStores;
  transact: <T>(work: (stores: RoleStores) => Promise<T>) => Promise<T>;
  clock: Clock;
  ids: Pick<Ids, 'uuid'>;
}

/**
 * Everything done with roles. Each change and its audit event are one transaction; each throws what `refusalOf` names
 * when the actor may not.
 */
export interface RoleService {
  /** Throws `role_invalid`, `client_not_found`, `role_exists`. */
  createRole(actor: Actor, input: CreateRole): Promise<Role>;
  /**
   * Makes a role a composite. Throws `role_not_found`, `role_part_invalid`, `separation_violated`.
   */
  includeRoles(actor: Actor, input: ComposeRole): Promise<void>;
  /** Throws `role_not_found`, `role_part_not_found`. */
  excludeRoles(actor: Actor, input: ComposeRole): Promise<void>;
  /**
   * A privileged role that anybody but the operator gives only waits for a second person (`isWaiting`).
   * Throws `role_not_found`, `person_not_found`, `unit_not_found`, `position_not_found`, `period_invalid`
   * `role_grant_invalid` and `separation_violated`.
   */
  grantRole(actor: Actor, input: GrantRole): Promise<{ id: string; isWaiting: boolean }>;
  /**
   * A second person lets a role grant count. Throws `role_grant_not_found`, `role_grant_not_waiting`, `approval_self`,
   * `approver_not_person`, `role_grant_invalid` when its time is over, `separation_violated`.
   */
  approveRoleGrant(actor: Actor, id: string): Promise<WaitingRoleGrant>;
  /** Ends a waiting one; its author may, too. Throws `role_grant_not_found`, `role_grant_not_waiting`. */
  rejectRoleGrant(actor: Actor, id: string): Promise<WaitingRoleGrant>;
  /** Role grants that wait for a second person, the newest first; of an extent, and whoever reads hers. */
  listWaiting(extent?: ReadableExtent): Promise<WaitingRoleGrant[]>;
  /** One that waits, or what became of it. Throws `role_grant_not_found`. */
  findWaiting(id: string): Promise<WaitingRoleGrant>;
  /** What giving a role would do, person by person. Throws as `grantRole`. */
  simulateGrant(actor: Actor, input: GrantRole): Promise<RoleGrantEffects>;
  /** The same with what it would violate, and whether it would wait. Throws as `grantRole` but for `separation_violated`. */
  previewGrant(actor: Actor, input: GrantRole): Promise<GrantPreview>;
  /** The same of one that waits. Throws `role_grant_not_found`. */
  previewWaiting(id: string): Promise<GrantPreview>;
  /** Throws `role_grant_not_found`, for one that was revoked before as well. */
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
  /** Every role of a person by one statement; role by role what `explain` says of each client. */
  explainEverywhere(record: PersonRecord, at: Date): Promise<OverallExplanation>;
  /** Who holds a role, a page at a time. Throws `role_not_found`, `bad_request`. */
  holders(question: HolderQuestion): Promise<HolderPage>;
}

/** Puts the service together. */
export function createRoleService({ stores, transact, clock, ids }: RoleServiceParts): RoleService {
  const findWaiting = async (id: string) => {
    const found = isRowId(id) ? await stores.waitingRoleGrants.find(id) : undefined;
    if (found === undefined) throw new DomainError('role_grant_not_found', { roleGrant: id });
    return { ...found, state: waitingStateAt(found, clock.now()) };
  };
  const decide =
    (work: typeof approveRoleGrant) =>
    async (actor: Actor, id: string): Promise<WaitingRoleGrant> => {
      await transact((within) => work(within, { actor, at: clock.now() }, id));
      return findWaiting(id);
    };
  const compose =
    (kind: 'include' | 'exclude', work: typeof includeRoles) =>
    (actor: Actor, input: ComposeRole): Promise<void> =>
      transact(async (within) => {
        const context = { actor, at: clock.now() };
        await lockRoles(within);
        await refuseComposition(within, context, kind, input);
        await work(within, context, input);
      });
  return {
    createRole: (actor, input) =>
      transact(async (within) => {
        const context = { actor, at: clock.now(), id: ids.uuid() };
        await refuseCreation(within, context, input);
        return createRole(within, context, input);
      }),
    includeRoles: compose('include', includeRoles),
    excludeRoles: compose('exclude', excludeRoles),
    grantRole: (actor, input) =>
      transact(async (within) => {
        const context = { actor, at: clock.now(), id: ids.uuid() };
        await within.separations.lock();
        return grantWithAuthority(within, context, input, () => grantRole(within, context, input));
      }),
    approveRoleGrant: decide(approveRoleGrant),
    rejectRoleGrant: decide(rejectRoleGrant),
    listWaiting: (extent = 'whole') =>
      stores.waitingRoleGrants.listOpen(clock.now(), extent === 'whole' ? undefined : extent),
    findWaiting,
    simulateGrant: (actor, input) => {
      const context = { actor, at: clock.now(), id: ids.uuid() };
      return grantWithAuthority(stores, context, input, () => simulateGrant(stores, context, input));
    },
    previewGrant: (actor, input) => previewGrant(stores, { actor, at: clock.now(), id: ids.uuid() }, input),
    previewWaiting: async (id) => previewWaiting(stores, (await findWaiting(id)).roleGrant, clock.now()),
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
    effectiveRolesOf: (record, clientId, at) => loadEffectiveRoles(stores, record, clientId, at),
    effectiveRolesEverywhere: async (record, at) =>
      byClient(await loadEffectiveRoles(stores, record, null, at)),
    explain: (person, clientId, at, code) => explain(stores, { person, clientId, at, code }),
    explainEverywhere: (record, at) => explainEverywhere(stores, record, at),
    holders: (question) => findHolders(stores, question),
  };
}

/** What is inside a role, and who holds it, stays so until the transaction ends: rights are judged by it. */
async function lockRoles(within: RoleStores): Promise<void> {
  await within.roles.lockRoleParts();
  await within.separations.lock();
}
