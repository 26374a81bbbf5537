import type { Actor } from '../audit/audit-event.ts';
import { actorLabel } from '../audit/audit-event.ts';
import type { Standing } from '../directory/account-state.ts';
import { isRowId } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { withParts } from './composite-roles.ts';
import type { EffectiveRole } from './effective-roles.ts';
import { draftRoleGrant, type GrantRole } from './grant-role.ts';
import type { Role } from './role.ts';
import type { RoleRules } from './role-effects.ts';
import { periodOf, type RoleGrant } from './role-grant.ts';
import { loadAmong, loadFamily, loadTree, roleJudge } from './role-holders.ts';
import type { RoleStores } from './stores-for-roles.ts';

/** What a person gains or loses of one role. */
export interface HolderChange {
  /** Id of the person. */
  person: string;
  employeeNo: string | null;
  name: string;
  /** Codes of the units that it is limited to; null when it is not. */
  units: string[] | null;
}

/** Everybody counted, the first 100 by name listed. */
export interface HolderChanges {
  count: number;
  people: HolderChange[];
}

/** Who gains and who loses one role; with other units it is lost and gained. */
export interface RoleChanges {
  /** `CLIENT:CODE`. */
  role: string;
  gained: HolderChanges;
  lost: HolderChanges;
  /** Whom the role grant reaches, and who hold the role without it as well, as far as with it. */
  kept: HolderChanges;
}

/** What changing a role grant does, person by person. */
export interface RoleGrantEffects extends RoleChanges {
  /** The moment that is judged: now, or the beginning of a role grant that has not begun. */
  at: Date;
  /** The same of every role inside a composite, by `CLIENT:CODE`. */
  parts: RoleChanges[];
}

type ReadStores = Pick<RoleStores, 'directory' | 'roles' | 'mandates'>;

const LISTED = 100;
/** People judged at a time. */
const BATCH = 1000;

/** What giving a role would do. Throws what `grantRole` throws before it looks at separations; writes nothing. */
export async function simulateGrant(
  stores: ReadStores,
  { actor, at, id }: { actor: Actor; at: Date; id: string },
  input: GrantRole,
): Promise<RoleGrantEffects> {
  const { role, roleGrant } = await draftRoleGrant(stores, { actor, at, id }, input);
  return simulateGiving(stores, role, roleGrant, at);
}

/** What a role grant would do that is not stored yet. */
export function simulateGiving(
  stores: ReadStores,
  role: Role,
  roleGrant: RoleGrant,
  at: Date,
): Promise<RoleGrantEffects> {
  return simulate(stores, role, roleGrant, at, (stored) => [stored, [...stored, roleGrant]]);
}

/** What revoking a role grant would do. Throws `role_grant_not_found`; writes nothing. */
export async function simulateRevocation(
  stores: ReadStores,
  { actor, at }: { actor: Actor; at: Date },
  roleGrantId: string,
): Promise<RoleGrantEffects> {
  const roleGrant = isRowId(roleGrantId) ? await stores.roles.findRoleGrant(roleGrantId) : undefined;
  const role = roleGrant && (await stores.roles.findRoleById(roleGrant.roleId));
  if (roleGrant === undefined || roleGrant.revokedAt !== null || role === undefined)
    throw new DomainError('role_grant_not_found', { roleGrant: roleGrantId });
  const revoked = { ...roleGrant, revokedAt: at, revokedBy: actorLabel(actor) };
  return simulate(stores, role, roleGrant, at, (stored) => [
    stored,
    stored.map((each) => (each.id === roleGrant.id ? revoked : each)),
  ]);
}

/** Judges everybody whom the role grant may reach, batch by batch, before and after. */
async function simulate(
  stores: ReadStores,
  role: Role,
  roleGrant: RoleGrant,
  now: Date,
  change: (stored: readonly RoleGrant[]) => [readonly RoleGrant[], readonly RoleGrant[]],
): Promise<RoleGrantEffects> {
  const { from } = periodOf(roleGrant);
  const at = from !== null && from > now ? from : now;
  const tree = await loadTree(stores);
  const family = await loadFamily(stores, role.id);
  const changes = changesOf(role, family);
  for (let after: string | null = null; ; ) {
    const ids: string[] = await stores.roles.listReached(roleGrant, { after, limit: BATCH });
    const { standings, roleGrants, ...rest } = await loadAmong(stores, family, ids);
    const [before, later] = change(roleGrants);
    const judge = (given: readonly RoleGrant[]) =>
      roleJudge({ ...family, ...rest, roleGrants: given }, tree, at);
    addChanges(changes, standings, [judge(before), judge(later)], roleGrant.id);
    if (ids.length < BATCH) break;
    after = ids.at(-1) ?? null;
  }
  const [whole = noChanges(role), ...parts] = changes.values();
  return { ...whole, at, parts };
}

/** No changes yet, by the id of the role: itself first, then what is inside it. */
function changesOf(
  role: Role,
  { roles, parts }: Pick<RoleRules, 'roles' | 'parts'>,
): Map<string, RoleChanges> {
  const given = withParts([role.id], parts);
  const inside = roles.filter(({ id }) => id !== role.id && given.has(id));
  const named = inside.map((part): [string, RoleChanges] => [part.id, noChanges(part)]);
  named.sort(([, one], [, other]) => (one.role < other.role ? -1 : 1));
  return new Map([[role.id, noChanges(role)], ...named]);
}

function noChanges({ clientId, code }: Role): RoleChanges {
  return {
    role: `${clientId}:${code}`,
    gained: { count: 0, people: [] },
    lost: { count: 0, people: [] },
    kept: { count: 0, people: [] },
  };
}

type Judge = ReturnType<typeof roleJudge>;

/** Adds what some people gain and lose of each role between two states of its role grants. */
function addChanges(
  changes: ReadonlyMap<string, RoleChanges>,
  standings: readonly Standing[],
  [judgeBefore, judgeLater]: readonly [Judge, Judge],
  roleGrantId: string,
): void {
  for (const standing of standings) {
    const [before, later] = [byRole(judgeBefore(standing)), byRole(judgeLater(standing))];
    for (const [roleId, { gained, lost, kept }] of changes) {
      const [had, has] = [before.get(roleId), later.get(roleId)];
      if (keyOf(had) === keyOf(has)) {
        const held = [had, has].find((each) => each?.paths.some((path) => path.roleGrantId === roleGrantId));
        if (held !== undefined) add(kept, standing, held);
        continue;
      }
      if (had !== undefined) add(lost, standing, had);
      if (has !== undefined) add(gained, standing, has);
    }
  }
}

function byRole(held: readonly EffectiveRole[]): Map<string, EffectiveRole> {
  return new Map(held.map((each) => [each.role.id, each]));
}

function add(changes: HolderChanges, { person }: Standing, { units }: EffectiveRole): void {
  const { id, employeeNo, fullName } = person;
  changes.count += 1;
  if (changes.people.length < LISTED) changes.people.push({ person: id, employeeNo, name: fullName, units });
}

function keyOf(held: EffectiveRole | undefined): string {
  return JSON.stringify(held === undefined ? 'none' : held.units);
}
