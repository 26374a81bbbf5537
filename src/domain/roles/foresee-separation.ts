import { loadSeparations } from './check-separation.ts';
import type { RoleGrant } from './role-grant.ts';
import { loadTree } from './role-holders.ts';
import { type Standings, violationsByRoleGrants } from './separation-checks.ts';
import { type ListedViolation, listedViolations } from './separation-report.ts';
import type { RoleStores } from './stores-for-roles.ts';

type Stores = Pick<RoleStores, 'directory' | 'roles' | 'mandates' | 'separations'>;

/**
 * What `checkSeparation` would refuse once a role grant is stored, for everybody whom it reaches, now and later; writes
 * nothing. For one person it reads her and her deputies, else everybody, once.
 */
export async function foreseeSeparation(
  stores: Stores,
  roleGrant: RoleGrant,
  now: Date,
): Promise<ListedViolation[]> {
  const rules = await loadSeparations(stores, now);
  if (rules.separations.length === 0) return [];
  const directory = await (roleGrant.personId === null
    ? stores.separations.loadStandings()
    : loadParties(stores, roleGrant.personId, now));
  const roles = await stores.roles.listRoles();
  const ids = directory.people.map(({ id }) => id);
  const among = await stores.roles.listRoleGrantsAmong(
    roles.map(({ id }) => id),
    ids,
  );
  const given = {
    roles,
    parts: await stores.roles.listRoleParts(),
    handoverDays: among.handoverDays,
    roleGrants: [...among.roleGrants, roleGrant],
    mandates: await stores.mandates.list({ at: now }),
  };
  const asked = { roleGrantIds: new Set([roleGrant.id]), now };
  return listedViolations(violationsByRoleGrants(directory, given, rules, asked), directory.people);
}

/** A person with her deputies, and whoever else gave these a mandate. */
async function loadParties(stores: Stores, personId: string, now: Date): Promise<Standings> {
  const given = await stores.mandates.list({ partyId: personId, at: now });
  const deputyIds = [...new Set([personId, ...given.map(({ deputyId }) => deputyId)])];
  const received = await stores.mandates.list({ deputyIds, at: now });
  const ids = new Set([...deputyIds, ...received.map(({ mandatorId }) => mandatorId)]);
  const standings = await stores.directory.listStandings([...ids]);
  return {
    people: standings.map(({ person }) => person),
    appointments: standings.flatMap(({ appointments }) => appointments),
    ...(await loadTree(stores)),
  };
}
