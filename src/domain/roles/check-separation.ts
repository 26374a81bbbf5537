import { DomainError } from '../errors.ts';
import type { RoleRules } from './role-effects.ts';
import type { RoleGrant } from './role-grant.ts';
import { subjectOf } from './role-lookup.ts';
import { type Standings, violationsByParts, violationsByRoleGrants } from './separation-checks.ts';
import type { SeparationRules, Violation } from './separation-of-duties.ts';
import { listedViolations } from './separation-report.ts';
import type { RoleStores } from './stores-for-roles.ts';

type Stores = Pick<RoleStores, 'directory' | 'roles' | 'separations' | 'settings'>;

/** More people than an officer needs to find out what is wrong. */
const NAMED = 5;

/** The separations in force, and the exceptions that are not over. */
export async function loadSeparations(
  { separations }: Pick<RoleStores, 'separations'>,
  now: Date,
): Promise<SeparationRules> {
  const found = await separations.list();
  return { separations: found, exceptions: found.length === 0 ? [] : await separations.listExceptions(now) };
}

/** Every role and role grant, and the setting that goes with them. */
export async function loadRoleRules({
  roles,
  settings,
}: Pick<Stores, 'roles' | 'settings'>): Promise<RoleRules> {
  return {
    roles: await roles.listRoles(),
    parts: await roles.listRoleParts(),
    roleGrants: await roles.listRoleGrants({}),
    handoverDays: (await settings.load())['handover.days'],
  };
}

/**
 * Checks a role grant that is stored already, for everybody whom it reaches, now and whenever somebody gains a role
 * later. The caller holds the lock of separations. For one person it reads her record; else everybody, once.
 * Throws `separation_violated` with the first person's `separation` and `roles`, the first people as `person`, and
 * their number as `people`.
 */
export async function checkSeparation(stores: Stores, roleGrant: RoleGrant, now: Date): Promise<void> {
  const rules = await loadSeparations(stores, now);
  if (rules.separations.length === 0) return;
  const { directory, roles } =
    roleGrant.personId === null
      ? { directory: await stores.separations.loadStandings(), roles: await loadRoleRules(stores) }
      : await loadStandingOf(stores, roleGrant.personId);
  const asked = { roleGrantIds: new Set([roleGrant.id]), now };
  refuseViolations(violationsByRoleGrants(directory, roles, rules, asked), directory);
}

/**
 * Checks what composites contain by now, for everybody who holds one, against what they did before. The caller holds
 * the lock of separations. Throws `separation_violated` as `checkSeparation` does.
 */
export async function checkParts(stores: Stores, before: RoleRules['parts'], now: Date): Promise<void> {
  const rules = await loadSeparations(stores, now);
  if (rules.separations.length === 0) return;
  const directory = await stores.separations.loadStandings();
  const roles = await loadRoleRules(stores);
  refuseViolations(violationsByParts(directory, { ...roles, parts: before }, roles, rules, now), directory);
}

function refuseViolations(found: readonly Violation[], directory: Standings): void {
  const violations = listedViolations(found, directory.people);
  const [first] = violations;
  if (first === undefined) return;
  const people = new Map(
    violations.map((each) => [each.person, each.employeeNo ?? each.email ?? each.person]),
  );
  throw new DomainError('separation_violated', {
    separation: first.name ?? first.separation,
    roles: first.roles.join(', '),
    person: [...people.values()].slice(0, NAMED).join(', '),
    people: people.size,
    from: first.from,
  });
}

async function loadStandingOf(
  { directory, roles }: Stores,
  personId: string,
): Promise<{ directory: Standings; roles: RoleRules }> {
  const record = await directory.findPersonRecord(personId);
  if (record === undefined) throw new DomainError('person_not_found', { person: personId });
  const { person, units, positions, appointments } = record;
  const { extentUnits, ...rules } = await roles.listRoleGrantsFor(subjectOf(record), null);
  return {
    directory: { people: [person], units: [...units, ...extentUnits], positions, appointments },
    roles: rules,
  };
}
