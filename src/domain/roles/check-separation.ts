import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import type { RoleRules } from './role-effects.ts';
import type { RoleGrant } from './role-grant.ts';
import { loadRoleFacts } from './role-lookup.ts';
import type { RolePath } from './role-paths.ts';
import { violationsByParts, violationsByPath, violationsByRoleGrants } from './separation-checks.ts';
import type { SeparationRules, Violation } from './separation-of-duties.ts';
import { listedViolations } from './separation-report.ts';
import type { RoleStores } from './stores-for-roles.ts';

type Stores = Pick<RoleStores, 'directory' | 'roles' | 'mandates' | 'separations' | 'settings'>;

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

/** Every role, role grant and mandate, and the setting that goes with them. */
export async function loadRoleRules({
  roles,
  mandates,
  settings,
}: Pick<Stores, 'roles' | 'mandates' | 'settings'>): Promise<RoleRules> {
  return {
    roles: await roles.listRoles(),
    parts: await roles.listRoleParts(),
    roleGrants: await roles.listRoleGrants({}),
    mandates: await mandates.list({}),
    handoverDays: (await settings.load())['handover.days'],
  };
}

/**
 * Checks a role grant that is stored already, for everybody whom it reaches, now and whenever somebody gains a role
 * later. The caller holds the lock of separations. For one person it reads her record and her deputies'; else
 * everybody, once. Throws `separation_violated` with the first person's `separation` and `roles`, the first people as
 * `person`, and their number as `people`.
 */
export async function checkSeparation(stores: Stores, roleGrant: RoleGrant, now: Date): Promise<void> {
  const { id: roleGrantId, personId } = roleGrant;
  const rules = await loadSeparations(stores, now);
  if (rules.separations.length === 0) return;
  if (personId !== null) {
    const given = await stores.mandates.list({ partyId: personId, at: now });
    const people = new Set([personId, ...given.map(({ deputyId }) => deputyId)]);
    await checkPeople(stores, [...people], rules, (path) => path.roleGrantId === roleGrantId, now);
    return;
  }
  const directory = await stores.separations.loadStandings();
  const roles = await loadRoleRules(stores);
  const asked = { roleGrantIds: new Set([roleGrantId]), now };
  refuseViolations(violationsByRoleGrants(directory, roles, rules, asked), directory.people);
}

/** Checks a mandate that is stored already, as `checkSeparation` does a role grant, for its deputy. */
export async function checkMandate(
  stores: Stores,
  { id, deputyId }: { id: string; deputyId: string },
  now: Date,
): Promise<void> {
  const rules = await loadSeparations(stores, now);
  if (rules.separations.length === 0) return;
  const isGiven = ({ via }: RolePath) => via.kind === 'mandate' && via.mandateId === id;
  await checkPeople(stores, [deputyId], rules, isGiven, now);
}

async function checkPeople(
  stores: Stores,
  personIds: readonly string[],
  rules: SeparationRules,
  isGiven: (path: RolePath) => boolean,
  now: Date,
): Promise<void> {
  const found: Violation[] = [];
  const people: Person[] = [];
  for (const personId of personIds) {
    const record = await stores.directory.findPersonRecord(personId);
    if (record === undefined) throw new DomainError('person_not_found', { person: personId });
    const facts = await loadRoleFacts(stores, record, null, now, true);
    found.push(...violationsByPath(facts, rules, isGiven, now));
    people.push(record.person);
  }
  refuseViolations(found, people);
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
  const found = violationsByParts(directory, { ...roles, parts: before }, roles, rules, now);
  refuseViolations(found, directory.people);
}

function refuseViolations(found: readonly Violation[], among: readonly Person[]): void {
  const violations = listedViolations(found, among);
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
