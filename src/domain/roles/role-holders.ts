import { dayOf } from '../clock.ts';
import { isOpen, type Standing } from '../directory/account-state.ts';
import { isRowId } from '../directory/person-lookup.ts';
import type { Position } from '../directory/position.ts';
import { extentAt, type ReadableExtent, readsRolesOf } from '../directory/readable-extent.ts';
import type { Unit } from '../directory/unit.ts';
import { DomainError } from '../errors.ts';
import { groupBy } from '../group-by.ts';
import { withComposites, withParts } from './composite-roles.ts';
import { type EffectiveRole, effectiveRoles } from './effective-roles.ts';
import type { MandatorFacts } from './mandate-paths.ts';
import type { Role } from './role.ts';
import type { RoleRules } from './role-effects.ts';
import type { RolePathVia } from './role-paths.ts';
import type { RoleStores } from './stores-for-roles.ts';
import { byId, lineageOf } from './unit-ancestry.ts';

/** Somebody who holds a role. */
export interface RoleHolder {
  /** Id of the person. */
  person: string;
  employeeNo: string | null;
  name: string;
  email: string | null;
  /** Codes of the units that the role is limited to; null when it is not. */
  units: string[] | null;
  until: Date | null;
  /** What the role comes by, each once. */
  kinds: RolePathVia['kind'][];
  /** Ids of the role grants that it comes by. */
  roleGrants: string[];
}

export interface HolderQuestion {
  clientId: string;
  code: string;
  at: Date;
  /** 1 to 200; 50 when absent. */
  limit?: number | undefined;
  /** `next` of the page before. */
  cursor?: string | undefined;
  /** What whoever asks may read; everything when absent. */
  extent?: ReadableExtent | undefined;
}

/** A page of holders by given name, the Vietnamese way, and where the next one begins. */
export interface HolderPage {
  role: Role;
  holders: RoleHolder[];
  next: string | null;
}

const PAGE = 50;
const MOST = 200;

/**
 * Who holds a role at a moment, by whatever path. The store names whom a role grant may reach; `effectiveRoles`
 * decides on each. Throws `role_not_found`, `bad_request` for a page that cannot be.
 */
export async function findHolders(
  stores: Pick<RoleStores, 'directory' | 'roles' | 'mandates'>,
  { clientId, code, at, limit = PAGE, cursor, extent = 'whole' }: HolderQuestion,
): Promise<HolderPage> {
  const isPage = Number.isInteger(limit) && limit >= 1 && limit <= MOST;
  if (!isPage || (cursor !== undefined && !isRowId(cursor))) throw new DomainError('bad_request');
  const role = await stores.roles.findRole(clientId, code);
  if (role === undefined || !readsRolesOf(extent, clientId))
    throw new DomainError('role_not_found', { client: clientId, role: code });
  const tree = await loadTree(stores);
  const family = await loadFamily(stores, role.id);
  const roleIds = family.roles.map(({ id }) => id);
  const holders: RoleHolder[] = [];
  const bounds = extentAt(extent, clientId);
  const within = bounds === 'whole' ? undefined : bounds;
  let after = cursor ?? null;
  for (;;) {
    const ids = await stores.roles.listReached({ roleIds, at }, { after, limit: MOST, within });
    holders.push(...(await holdersAmong(stores, { role, family, tree, at }, ids)));
    if (holders.length > limit) {
      const shown = holders.slice(0, limit);
      return { role, holders: shown, next: shown.at(-1)?.person ?? null };
    }
    if (ids.length < MOST) return { role, holders, next: null };
    after = ids.at(-1) ?? null;
  }
}

/** Units and positions, read once for many people. */
export interface Tree {
  units: Unit[];
  positions: Position[];
}

export async function loadTree({ directory }: Pick<RoleStores, 'directory'>): Promise<Tree> {
  return { units: await directory.listUnits(), positions: await directory.listPositions() };
}

/** A role with its parts, and every role by which somebody may hold one of these: composites, at any depth. */
export type RoleFamily = Pick<RoleRules, 'roles' | 'parts'>;

export async function loadFamily({ roles }: Pick<RoleStores, 'roles'>, roleId: string): Promise<RoleFamily> {
  const parts = await roles.listRoleParts();
  return { roles: await roles.listRolesByIds([...withComposites(withParts([roleId], parts), parts)]), parts };
}

async function holdersAmong(
  stores: Pick<RoleStores, 'directory' | 'roles' | 'mandates'>,
  { role, family, tree, at }: { role: Role; family: RoleFamily; tree: Tree; at: Date },
  ids: string[],
): Promise<RoleHolder[]> {
  const { standings, ...given } = await loadAmong(stores, family, ids);
  const rolesOf = roleJudge({ ...family, ...given }, tree, at);
  return standings.flatMap((standing) => {
    const held = rolesOf(standing).find((each) => each.role.id === role.id);
    return held === undefined ? [] : [holderOf(standing, held)];
  });
}

/** What decides on who of some people holds roles of a family. */
export interface RulesAmong extends RoleRules {
  /** Of who gave the mandates. */
  mandators: readonly Standing[];
}

/** Some people, with every role grant of a family and every mandate that may reach them. */
export async function loadAmong(
  { directory, roles, mandates: store }: Pick<RoleStores, 'directory' | 'roles' | 'mandates'>,
  family: RoleFamily,
  ids: string[],
): Promise<Omit<RulesAmong, keyof RoleFamily> & { standings: Standing[] }> {
  const mandates = await store.list({ deputyIds: ids });
  const mandatorIds = [...new Set(mandates.map(({ mandatorId }) => mandatorId))];
  const roleIds = family.roles.map(({ id }) => id);
  return {
    standings: await directory.listStandings(ids),
    mandates,
    mandators: mandatorIds.length === 0 ? [] : await directory.listStandings(mandatorIds),
    ...(await roles.listRoleGrantsAmong(roleIds, [...new Set([...ids, ...mandatorIds])])),
  };
}

/** Tells which of some roles people hold by some role grants and mandates, and how. */
export function roleJudge(
  { roles, parts, roleGrants, mandates = [], mandators, handoverDays }: RulesAmong,
  { units, positions }: Tree,
  at: Date,
): (standing: Standing) => EffectiveRole[] {
  const unitsById = byId(units);
  const grantsTo = groupBy(roleGrants, ({ personId }) => personId);
  const shared = grantsTo.get(null) ?? [];
  const mandatesTo = groupBy(mandates, ({ deputyId }) => deputyId);
  const factsOf = (standing: Standing): MandatorFacts => {
    const given = [...shared, ...(grantsTo.get(standing.person.id) ?? [])];
    // Of the tree only what concerns the person: whoever judges a ministry judges 100,000.
    const ids = new Set(standing.appointments.flatMap(({ unitId }) => lineageOf(unitId, unitsById)));
    for (const { extentUnitId } of given) if (extentUnitId !== null) ids.add(extentUnitId);
    const nearby = [...ids].flatMap((id) => unitsById.get(id) ?? []);
    return { ...standing, units: nearby, positions, roles, parts, roleGrants: given, handoverDays };
  };
  const mandatorFacts = new Map(mandators.map((standing) => [standing.person.id, factsOf(standing)]));
  return (standing) => {
    if (!isOpen(standing, dayOf(at))) return [];
    const given = mandatesTo.get(standing.person.id) ?? [];
    const withMandators = given.map((mandate) => {
      return { mandate, mandator: mandatorFacts.get(mandate.mandatorId) };
    });
    return effectiveRoles({ ...factsOf(standing), mandates: withMandators, at });
  };
}

function holderOf({ person }: Standing, { units, until, paths }: EffectiveRole): RoleHolder {
  return {
    person: person.id,
    employeeNo: person.employeeNo,
    name: person.fullName,
    email: person.email,
    units,
    until,
    kinds: [...new Set(paths.map(({ via }) => via.kind))].sort(),
    roleGrants: [...new Set(paths.map(({ roleGrantId }) => roleGrantId))],
  };
}
