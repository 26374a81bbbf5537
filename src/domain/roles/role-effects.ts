import type { Appointment } from '../directory/appointment.ts';
import type { Directory } from '../directory/directory-store.ts';
import type { Person } from '../directory/person.ts';
import { groupBy } from '../group-by.ts';
import { withParts } from './composite-roles.ts';
import { type EffectiveRole, type EffectiveRoleFacts, effectiveRoles } from './effective-roles.ts';
import type { Mandate } from './mandate.ts';
import type { MandatorFacts } from './mandate-paths.ts';
import { latestEnd } from './period.ts';
import type { RoleGrant } from './role-grant.ts';
import { isHandover } from './role-paths.ts';
import { byId, lineageOf, type UnitsById } from './unit-ancestry.ts';

/** A role that somebody holds on one side of a change of the directory, and not on the other. */
export interface RoleEffect {
  employeeNo: string | null;
  email: string | null;
  fullName: string;
  clientId: string;
  role: string;
  /** Codes of the units that it is limited to; null when it is not limited. */
  units: string[] | null;
  /** When a lost role goes at last, if its holder hands over until then; else null. */
  handoverUntil: Date | null;
}

export interface RoleEffects {
  gained: RoleEffect[];
  /** With other units a role is lost with the old ones and gained with the new ones. */
  lost: RoleEffect[];
}

/** What decides on roles beside the directory. */
export interface RoleRules
  extends Pick<EffectiveRoleFacts, 'roles' | 'parts' | 'roleGrants' | 'handoverDays'> {
  /** None when absent. */
  mandates?: readonly Mandate[];
}

/**
 * What a change of the directory does to roles, at a moment. Pure. Looks only at people whom the change can reach:
 * themselves, their appointments, or a unit above them.
 * @param rulesThen role grants after the change, when it changes them as well
 */
export function roleEffects(
  before: Directory,
  after: Directory,
  rules: RoleRules,
  at: Date,
  rulesThen = rules,
): RoleEffects {
  if (rules.roleGrants.length + rulesThen.roleGrants.length === 0) return { gained: [], lost: [] };
  const codes = new Map(after.units.map(({ id, code }) => [id, code]));
  // A unit with another code is the same unit: its people neither lose nor gain what they hold in it.
  const units = before.units.map((unit) => ({ ...unit, code: codes.get(unit.id) ?? unit.code }));
  const rolesBefore = lookUp({ ...before, units }, rules, at);
  const rolesAfter = lookUp(after, rulesThen, at);
  const effects: RoleEffects = { gained: [], lost: [] };
  for (const id of reachedPeople(before, after, rules, rulesThen)) {
    const [old, current] = [rolesBefore(id, 0), rolesAfter(id, 0)];
    const [oldKeys, currentKeys] = [new Set(old.map(keyOf)), new Set(current.map(keyOf))];
    const lost = old.filter((effect) => !currentKeys.has(keyOf(effect)));
    effects.lost.push(...handedOver(lost, current, () => rolesAfter(id, rulesThen.handoverDays)));
    effects.gained.push(...current.filter((effect) => !oldKeys.has(keyOf(effect))));
  }
  effects.gained.sort(byKey);
  effects.lost.sort(byKey);
  return effects;
}

/** Lost roles; those that nothing but a handover keeps, with its end. */
function handedOver(
  lost: readonly RoleEffect[],
  current: readonly RoleEffect[],
  withHandovers: () => RoleEffect[],
): RoleEffect[] {
  if (lost.length === 0) return [];
  const held = withHandovers();
  return lost.map((effect) => {
    const kept = current.some((other) => includes(other, effect))
      ? undefined
      : held.find((other) => includes(other, effect));
    return { ...effect, handoverUntil: kept?.handoverUntil ?? null };
  });
}

/** Whether a role is another's, in at least its units. */
function includes(one: RoleEffect, { clientId, role, units }: RoleEffect): boolean {
  if (one.clientId !== clientId || one.role !== role) return false;
  return one.units === null || (units?.every((unit) => one.units?.includes(unit)) ?? false);
}

/**
 * Ids of the people whom a change of the directory may reach: themselves, by an appointment or a unit above it, by a
 * role grant that changes with it, or as the deputy of somebody so reached.
 */
export function reachedPeople(
  before: Directory,
  after: Directory,
  rules: RoleRules,
  rulesThen = rules,
): Set<string> {
  const { mandates = [] } = rules;
  const reached = new Set([...reachedAlone(before, after), ...reachedBy(after, rules, rulesThen)]);
  const deputies = mandates.flatMap(({ mandatorId, deputyId }) => (reached.has(mandatorId) ? deputyId : []));
  return new Set([...reached, ...deputies]);
}

function reachedBy(directory: Directory, rules: RoleRules, rulesThen: RoleRules): string[] {
  const roleGrants = differingRows(rules.roleGrants, rulesThen.roleGrants);
  if (roleGrants.length === 0) return [];
  const factsOf = standingFacts(directory, { ...rulesThen, roleGrants });
  return directory.people.flatMap(({ id }) => (factsOf(id) === undefined ? [] : [id]));
}

function reachedAlone(before: Directory, after: Directory): Set<string> {
  const reached = new Set(differingRows(before.people, after.people).map(({ id }) => id));
  for (const { personId } of differingRows(before.appointments, after.appointments)) reached.add(personId);
  const units = new Set(differingRows(before.units, after.units).map(({ id }) => id));
  if (units.size === 0) return reached;
  for (const { appointments, units: tree } of [before, after]) {
    const ancestry = byId(tree);
    for (const { personId, unitId } of appointments) {
      if (lineageOf(unitId, ancestry).some((id) => units.has(id))) reached.add(personId);
    }
  }
  return reached;
}

/** Rows of either side that the other does not have as the same object: changes replace rows, never edit them. */
function differingRows<Row extends { id: string }>(before: readonly Row[], after: readonly Row[]): Row[] {
  const [old, current] = [new Set(before), new Set(after)];
  return [...before.filter((row) => !current.has(row)), ...after.filter((row) => !old.has(row))];
}

/** The roles of one person in one state of the directory, with a number of days for handovers. */
function lookUp(
  directory: Directory,
  rules: RoleRules,
  at: Date,
): (personId: string, handoverDays: number) => RoleEffect[] {
  const factsOf = standingFacts(directory, rules);
  return (personId, handoverDays) => {
    const facts = factsOf(personId);
    if (facts === undefined) return [];
    return effectiveRoles({ ...facts, handoverDays, at }).map((role) => effectOf(facts.person, role));
  };
}

/** What decides on one person's roles in one state of the directory; undefined when no role grant or mandate may reach her. */
export function standingFacts(
  { people, appointments, units, positions }: Omit<Directory, 'mailboxes'>,
  { roles, parts, roleGrants, mandates = [], handoverDays }: RoleRules,
): (personId: string) => (Omit<EffectiveRoleFacts, 'at'> & { person: Person }) | undefined {
  const persons = new Map(people.map((person) => [person.id, person]));
  const appointmentsOf = groupBy(appointments, ({ personId }) => personId);
  const unitsById = byId(units);
  const rolesById = new Map(roles.map((role) => [role.id, role]));
  const grantsTo = groupBy(
    roleGrants,
    ({ personId, positionId, unitId, category }) => personId ?? positionId ?? unitId ?? category ?? '',
  );
  const mandatesTo = groupBy(mandates, ({ deputyId }) => deputyId);
  /** Without mandates; undefined when there are none and no role grant may reach her either. */
  const ownFactsOf = (personId: string): MandatorFacts | undefined => {
    const person = persons.get(personId);
    if (person === undefined) return undefined;
    const held = appointmentsOf.get(personId) ?? [];
    const reaching = holdersOf(person, held, unitsById).flatMap((key) => grantsTo.get(key ?? '') ?? []);
    if (reaching.length === 0 && !mandatesTo.has(personId)) return undefined;
    const given = withParts(
      reaching.map(({ roleId }) => roleId),
      parts,
    );
    return {
      person,
      appointments: held,
      units: unitsOf(held, reaching, unitsById),
      positions: positions.filter(({ id }) => held.some(({ positionId }) => positionId === id)),
      roles: [...given].flatMap((id) => rolesById.get(id) ?? []),
      parts,
      roleGrants: reaching,
      handoverDays,
    };
  };
  return (personId) => {
    const facts = ownFactsOf(personId);
    const given = mandatesTo.get(personId) ?? [];
    const mandatesGiven = given.map((mandate) => ({ mandate, mandator: ownFactsOf(mandate.mandatorId) }));
    return facts && { ...facts, mandates: mandatesGiven };
  };
}

function holdersOf(
  { id, category }: Person,
  held: readonly Appointment[],
  units: UnitsById,
): (string | null)[] {
  const ids = held.flatMap(({ unitId, positionId }) => [positionId, ...lineageOf(unitId, units)]);
  return [...new Set([id, category, ...ids])];
}

function unitsOf(held: readonly Appointment[], roleGrants: readonly RoleGrant[], units: UnitsById) {
  const ids = new Set(held.flatMap(({ unitId }) => lineageOf(unitId, units)));
  for (const { extentUnitId } of roleGrants) if (extentUnitId !== null) ids.add(extentUnitId);
  return [...ids].flatMap((id) => units.get(id) ?? []);
}

function effectOf(
  { employeeNo, email, fullName }: Person,
  { role, units, paths }: EffectiveRole,
): RoleEffect {
  const [first, ...others] = paths.filter(isHandover).map(({ until }) => until);
  const handoverUntil = first === undefined ? null : others.reduce(latestEnd, first);
  return { employeeNo, email, fullName, clientId: role.clientId, role: role.code, units, handoverUntil };
}

function keyOf({ employeeNo, email, clientId, role, units }: RoleEffect): string {
  return JSON.stringify([employeeNo ?? '\uFFFF', email, clientId, role, units]);
}

function byKey(one: RoleEffect, other: RoleEffect): number {
  const [key, otherKey] = [keyOf(one), keyOf(other)];
  return Number(key > otherKey) - Number(key < otherKey);
}
