import { type Day, dayOf } from '../clock.ts';
import { type AccountState, accountState } from '../directory/account-state.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import type { Unit } from '../directory/unit.ts';
import { effectiveRoles } from './effective-roles.ts';
import { type MandateObstacle, mandatorObstacles } from './mandate-misses.ts';
import { OPEN } from './period.ts';
import type { Role } from './role.ts';
import { type HolderRule, holderOf, type RoleGrant } from './role-grant.ts';
import { linksOf, type PersonFacts } from './role-links.ts';
import type { RoleFacts } from './role-lookup.ts';
import { tenuresAt, tenuresOf } from './tenure.ts';
import { byId, type UnitsById } from './unit-ancestry.ts';

/** What keeps a role grant, or a mandate, from giving its role to a person at a moment. */
export type Obstacle =
  | MandateObstacle
  | { kind: 'account_not_open'; state: AccountState }
  | { kind: 'revoked'; at: Date; by: string | null }
  | { kind: 'not_begun'; from: Date }
  | { kind: 'ended'; until: Date }
  | { kind: 'other_unit' | 'other_position' | 'other_category' | 'no_unit' | 'no_appointment' }
  | { kind: 'appointment_not_begun' | 'unit_not_begun'; unitCode: string; from: Day }
  | { kind: 'appointment_ended' | 'unit_ended'; unitCode: string; until: Day };

/** A role grant that names something of a person, or a mandate given to her, of a role that she does not hold. */
export type NearMiss = ({ roleGrantId: string } | { mandateId: string }) & {
  /** Of the role. */
  code: string;
  /** Never empty. By appointment one of them is enough to take away, of all others each. */
  obstacles: Obstacle[];
};

/** How many role grants one answer explains. */
export const MOST_MISSES = 50;

/**
 * Why a person does not hold the roles that are asked about: every role grant of one that names her, a unit of hers or
 * above, a position or the category of hers, at any time, and every mandate given to her, unless she holds the role at the moment by whatever else. Pure; at most 50, those that reach her unit and
 * position first, then by role and id.
 */
export function whyNot(
  record: PersonRecord,
  facts: RoleFacts,
  isAsked: (role: Role) => boolean,
): { grants: NearMiss[]; more: number } {
  const state = accountState(record, dayOf(facts.at));
  const held = new Set(state === 'open' ? effectiveRoles(facts).map(({ role }) => role.id) : []);
  const missed = facts.roles.filter((role) => isAsked(role) && !held.has(role.id));
  const missedById = new Map(missed.map((role) => [role.id, role]));
  const closed: Obstacle[] = state === 'open' ? [] : [{ kind: 'account_not_open', state }];
  const byRoleGrant = facts.roleGrants.flatMap((roleGrant): NearMiss[] => {
    const role = missedById.get(roleGrant.roleId);
    if (role === undefined || !isAbout(roleGrant, facts)) return [];
    const obstacles = [...closed, ...ofPeriod(roleGrant, facts.at), ...ofHolder(roleGrant, role, facts)];
    return [{ code: role.code, roleGrantId: roleGrant.id, obstacles }];
  });
  const byMandate = facts.mandates.flatMap((given): NearMiss[] =>
    given.mandate.roleIds.flatMap((roleId) => {
      const role = missedById.get(roleId);
      if (role === undefined) return [];
      const { id: mandateId, endedAt: revokedAt, endedBy: revokedBy, ...rest } = given.mandate;
      const period = ofPeriod({ ...rest, revokedAt, revokedBy }, facts.at);
      const obstacles = [...closed, ...period, ...mandatorObstacles(given, role, facts.at)];
      return [{ code: role.code, mandateId, obstacles }];
    }),
  );
  const found = [...byRoleGrant, ...byMandate]
    .filter(({ obstacles }) => obstacles.length > 0)
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  return { grants: found.slice(0, MOST_MISSES), more: Math.max(0, found.length - MOST_MISSES) };
}

function isAbout(roleGrant: RoleGrant, { person }: RoleFacts): boolean {
  const holder = holderOf(roleGrant);
  return holder !== undefined && (holder.kind !== 'person' || holder.personId === person.id);
}

type Revocable = Pick<RoleGrant, 'from' | 'until' | 'revokedAt' | 'revokedBy'>;

function ofPeriod({ from, until, revokedAt, revokedBy }: Revocable, at: Date): Obstacle[] {
  const found: Obstacle[] = [];
  if (revokedAt !== null && revokedAt <= at) found.push({ kind: 'revoked', at: revokedAt, by: revokedBy });
  if (from !== null && at < from) found.push({ kind: 'not_begun', from });
  if (until !== null && until <= at) found.push({ kind: 'ended', until });
  return found;
}

function ofHolder(roleGrant: RoleGrant, role: Role, facts: RoleFacts): Obstacle[] {
  const holder = holderOf(roleGrant);
  if (holder === undefined) return [];
  const units = byId(facts.units);
  if (holder.kind === 'person') {
    const isLimited = role.extent === 'own-unit' && roleGrant.extentUnitId === null;
    const tenures = tenuresAt(tenuresOf(facts.person.id, facts.appointments, units), facts.at);
    return isLimited && tenures.length === 0 ? [{ kind: 'no_unit' }] : [];
  }
  return [...ofCategory(holder, facts), ...ofAppointments(holder, facts, units)];
}

function ofCategory({ category }: HolderRule, { person }: RoleFacts): Obstacle[] {
  return category === null || category === person.category ? [] : [{ kind: 'other_category' }];
}

function ofAppointments(rule: HolderRule, facts: RoleFacts, units: UnitsById): Obstacle[] {
  const everHeld = factsOfAllTime(facts, units);
  const ofAnyCategory = { ...rule, kind: 'rule', category: null } as const;
  const reached = new Set(
    linksOf(ofAnyCategory, everHeld).flatMap(({ tenures }) => tenures.map(({ appointment }) => appointment)),
  );
  if (reached.size === 0) return [{ kind: missing(rule, facts) }];
  const judged = [...reached].map((appointment) => {
    const unit = units.get(appointment.unitId);
    return unit === undefined ? [] : ofAppointment(appointment, unit, dayOf(facts.at));
  });
  return judged.some((obstacles) => obstacles.length === 0) ? [] : judged.flat();
}

function missing({ unitId, positionId }: HolderRule, { appointments }: RoleFacts) {
  if (unitId === null && positionId === null) return 'no_appointment';
  const holdsPosition = appointments.some((each) => each.positionId === positionId);
  return positionId === null || holdsPosition ? 'other_unit' : 'other_position';
}

/** A person as if every appointment and unit were in force for ever. */
function factsOfAllTime(facts: RoleFacts, units: UnitsById): PersonFacts {
  return {
    personId: facts.person.id,
    category: facts.person.category,
    tenures: facts.appointments.flatMap((appointment) => {
      const unit = units.get(appointment.unitId);
      return unit === undefined ? [] : [{ appointment, unit, period: OPEN, endedAt: null }];
    }),
    handovers: [],
    units,
    positions: new Map(facts.positions.map((position) => [position.id, position])),
  };
}

function ofAppointment(
  { from, until }: { from: Day | null; until: Day | null },
  { code: unitCode, validFrom, validUntil }: Unit,
  day: Day,
): Obstacle[] {
  const found: Obstacle[] = [];
  if (from !== null && day < from) found.push({ kind: 'appointment_not_begun', unitCode, from });
  if (until !== null && until < day) found.push({ kind: 'appointment_ended', unitCode, until });
  if (validFrom !== null && day < validFrom)
    found.push({ kind: 'unit_not_begun', unitCode, from: validFrom });
  if (validUntil !== null && validUntil < day)
    found.push({ kind: 'unit_ended', unitCode, until: validUntil });
  return found;
}

function keyOf({ code, obstacles, ...by }: NearMiss): string {
  const isFar = obstacles.some(({ kind }) => kind === 'other_unit' || kind === 'other_position');
  return `${Number(isFar)} ${code} ${'mandateId' in by ? by.mandateId : by.roleGrantId}`;
}
