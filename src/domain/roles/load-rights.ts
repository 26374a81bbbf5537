import { type Actor, actorLabel } from '../audit/audit-event.ts';
import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import { OWNER_ROLE_PREFIX } from '../clients/owner-role.ts';
import { dayOf } from '../clock.ts';
import { isRowId } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { UnitTree } from '../directory/unit-tree.ts';
import { withParts } from './composite-roles.ts';
import { effectiveRoles } from './effective-roles.ts';
import type { HoldingFacts } from './held-paths.ts';
import { SYSTEM_ADMINISTRATOR, UNIT_ADMINISTRATOR } from './permissions.ts';
import type { Role } from './role.ts';
import type { RoleGrant } from './role-grant.ts';
import { loadEffectiveRoles, loadRoleFacts } from './role-lookup.ts';
import { type RoleReach, reachOf } from './role-reach.ts';
import { isOperator, type RoleRights } from './role-rights.ts';
import type { RoleStores } from './stores-for-roles.ts';

type Stores = Pick<RoleStores, 'directory' | 'roles'>;

/** What an actor may do with roles at a moment; a person whose account is not open may nothing. */
export async function loadRights(stores: Stores, actor: Actor, at: Date): Promise<RoleRights> {
  if (isOperator(actor)) return { kind: 'operator' };
  if (actor.kind !== 'person') return { kind: 'program' };
  const record = await findRecord(stores, actor.id);
  const held = record === undefined ? [] : await loadEffectiveRoles(stores, record, OWN_CLIENT_ID, at);
  if (held.some(({ role }) => role.code === SYSTEM_ADMINISTRATOR)) return { kind: 'administrator' };
  const codes = held.map(({ role }) => role.code);
  const ownerRoles = new Set(codes.filter((code) => code.startsWith(OWNER_ROLE_PREFIX)));
  // Without a limit to units it would be no unit administrator's.
  const tops = held.find(({ role }) => role.code === UNIT_ADMINISTRATOR)?.units ?? [];
  return { kind: 'delegate', ownerRoles, units: await loadSubtrees(stores, tops) };
}

/** A role with everything inside it, at any depth. */
export async function loadContents(stores: Pick<Stores, 'roles'>, roles: readonly Role[]): Promise<Role[]> {
  const ids = roles.map(({ id }) => id);
  return stores.roles.listRolesByIds([...withParts(ids, await stores.roles.listRoleParts())]);
}

/** Whom and what a role grant reaches at a moment. */
export async function loadReach(
  stores: Stores,
  role: Role,
  roleGrant: RoleGrant,
  at: Date,
): Promise<RoleReach> {
  const roles = await loadContents(stores, [role]);
  const record =
    roleGrant.personId === null ? undefined : await stores.directory.findPersonRecord(roleGrant.personId);
  return reachOf(roleGrant, role, { roles, appointments: record?.appointments ?? [], day: dayOf(at) });
}

/** Whether a role grant reaches an actor, today or by an appointment to come, by whatever holder, whenever it begins. */
export async function reachesActor(
  stores: Stores,
  { actor, at }: { actor: Actor; at: Date },
  role: Role,
  roleGrant: RoleGrant,
): Promise<boolean> {
  if (actor.kind !== 'person') return false;
  if (roleGrant.personId === actor.id) return true;
  const record = await findRecord(stores, actor.id);
  return record !== undefined && holdsBy(stores, record, role, at, () => [roleGrant]);
}

/** Whether an actor holds a role, or will by a role grant that is there already. */
export async function holdsRole(
  stores: Stores,
  { actor, at }: { actor: Actor; at: Date },
  role: Role,
): Promise<boolean> {
  const record = actor.kind === 'person' ? await findRecord(stores, actor.id) : undefined;
  const isOver = ({ until, revokedAt }: RoleGrant) => revokedAt !== null || (until !== null && until <= at);
  return (
    record !== undefined &&
    holdsBy(stores, record, role, at, (stored) => stored.filter((each) => !isOver(each)))
  );
}

/**
 * Whether who acts is the author of a role grant, or stands no lower than that author does now. Who cannot be shown to
 * stand no higher counts as higher.
 */
export async function isOfPeer(
  stores: Stores,
  { actor, at }: { actor: Actor; at: Date },
  { grantedBy }: Pick<RoleGrant, 'grantedBy'>,
): Promise<boolean> {
  if (grantedBy === actorLabel(actor) || grantedBy.startsWith('client:')) return true;
  const id = /^person:(.+)$/.exec(grantedBy)?.[1];
  if (id === undefined) return false;
  const rights = await loadRights(stores, { kind: 'person', id }, at);
  return rights.kind === 'delegate' && rights.ownerRoles.size + rights.units.size > 0;
}

/**
 * Whom some role grants reach is what counts: neither when they, mandates or appointments begin, nor what the roles are
 * limited to.
 */
async function holdsBy(
  stores: Stores,
  record: PersonRecord,
  role: Role,
  at: Date,
  choose: (stored: RoleGrant[]) => RoleGrant[],
): Promise<boolean> {
  const facts = await loadRoleFacts(stores, record, role.clientId, at, true);
  const unlimited = (each: Role): Role => ({ ...each, extent: 'none' });
  const widened = <Facts extends HoldingFacts>(holding: Facts): Facts => ({
    ...holding,
    appointments: holding.appointments.map((each) => ({ ...each, from: null })),
    roles: [unlimited(role), ...holding.roles.filter(({ id }) => id !== role.id).map(unlimited)],
    roleGrants: choose([...holding.roleGrants]).map((each) => {
      return { ...each, from: null, until: null, extentUnitId: null };
    }),
  });
  // What reaches a mandator reaches her deputies.
  const mandates = facts.mandates.map(({ mandate, mandator }) => ({
    mandate: { ...mandate, from: mandate.from < at ? mandate.from : at },
    mandator: mandator && widened(mandator),
  }));
  const held = effectiveRoles({ ...widened(facts), mandates });
  return held.some(({ role: { id } }) => id === role.id);
}

async function findRecord({ directory }: Stores, personId: string): Promise<PersonRecord | undefined> {
  return isRowId(personId) ? directory.findPersonRecord(personId) : undefined;
}

/** Ids of units (by code) with all units below them. */
export async function loadSubtrees(
  { directory }: Pick<Stores, 'directory'>,
  codes: readonly string[],
): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const units = await directory.listUnits();
  const tree = new UnitTree(units);
  const tops = units.filter(({ code }) => codes.includes(code));
  return new Set(tops.flatMap(({ id }) => [id, ...tree.descendants(id).map((unit) => unit.id)]));
}
