import type { Actor } from '../audit/audit-event.ts';
import { type Day, startOfDay } from '../clock.ts';
import type { Directory } from '../directory/directory-store.ts';
import { planMerger, type UnitMerger } from '../directory/merge-units.ts';
import { directoryAfter } from '../directory/staff-change.ts';
import { dayBefore, type StaffPlanOptions } from '../directory/staff-draft.ts';
import { guardRemovals } from '../directory/staff-guard.ts';
import type { StaffPlan } from '../directory/staff-plan.ts';
import type { PlanSource } from '../directory/staff-plan-source.ts';
import { digestWith, type StaffRoleChange, type UndecidedRoleGrant } from '../directory/staff-role-change.ts';
import { getUnit } from '../directory/unit-lookup.ts';
import { DomainError } from '../errors.ts';
import { loadRoleRules, loadSeparations } from '../roles/check-separation.ts';
import { refuseGiving } from '../roles/grant-authority.ts';
import { roleEffects } from '../roles/role-effects.ts';
import { violationsByRoleGrants } from '../roles/separation-checks.ts';
import type { Stores } from '../transact.ts';
import { type CarriedRoleGrant, type CarriedRoleGrants, carryRoleGrants } from './carry-role-grants.ts';
import { roleGrantNamer } from './name-role-grant.ts';
import { readsInMemory } from './reads-in-memory.ts';
import { rulesAfter } from './role-plan.ts';
import type { RolePlanFacts } from './role-plan-facts.ts';

/** A merger as an officer names it. */
export interface MergeUnits {
  /** Codes of the units that end. */
  units: readonly string[];
  /** Code of the one that takes them up. */
  into: string;
  /** The first day on which only that one is there. */
  from: Day;
  /** Number of the decision that orders it. */
  decision?: string | undefined;
  /** Whoever asks may change the directory, but no role grants: all of them are left to decide. */
  withoutRoles?: boolean | undefined;
}

/**
 * A merger of units: the directory as HR would write it, and the role grants that name the units. Planning it throws
 * unit_not_found.
 * @param actor by whose rights role grants are carried over; what she may not give is left to decide
 */
export function mergeSource(
  { units, into, from, decision, withoutRoles = false }: MergeUnits,
  actor: Actor,
): PlanSource {
  return {
    kind: 'merge',
    isPartial: true,
    facts: { units: units.join(', '), into, from, decision: decision ?? null },
    async plan(directory, options, inside) {
      // Whoever gives roles waits, so that what is carried over is what there is.
      await inside.separations.lock();
      const merged = new Set(units.map((code) => getUnit(directory.units, code)));
      const merger: UnitMerger = { units: [...merged], into: getUnit(directory.units, into), from };
      const plan = planMerger(directory, merger, options);
      return plan.refused.length > 0
        ? plan
        : withRoles(inside, { directory, merger, plan, options, actor, withoutRoles });
    },
  };
}

interface Merging {
  directory: Directory;
  merger: UnitMerger;
  plan: StaffPlan;
  options: StaffPlanOptions;
  actor: Actor;
  withoutRoles: boolean;
}

/** The plan with what becomes of role grants. Its guard counts who then holds other roles than before. */
async function withRoles(inside: Stores, merging: Merging): Promise<StaffPlan> {
  const { directory, merger, plan, options } = merging;
  const { now, newId } = options;
  const rules = await loadRoleRules(inside);
  const facts = { directory, rules, separation: await loadSeparations(inside, now), now };
  const allowed = await withAuthority(inside, facts, carryRoleGrants(facts, merger, newId), merging);
  const after = directoryAfter(directory, plan.change);
  const { granted, undecided } = withoutViolations({ ...facts, directory: after }, allowed);
  const waiting = await waitingFor(inside, merger, facts);
  const start = startOfDay(merger.from);
  const at = start > now ? start : now;
  const roleChange: StaffRoleChange = { granted, revoked: [], undecided: [...undecided, ...waiting], at };
  const effects = roleEffects(directory, after, rules, at, rulesAfter(rules, roleChange, now));
  const guard = guardRemovals(directory.people, plan.guard.removals + peopleIn(effects), {
    limits: options.removalLimits,
    allowed: options.allowRemovals,
    recent: options.recentRemovals,
  });
  const last = dayBefore(merger.from);
  const hrRows = merger.units.map(({ code }) => {
    return { ma_don_vi: code, hieu_luc_den: last, thay_the_boi: merger.into.code };
  });
  return { ...plan, plan: digestWith(plan.plan, roleChange), guard, roleChange, hrRows };
}

/** What the actor may not give is left to decide. */
async function withAuthority(
  inside: Stores,
  facts: RolePlanFacts,
  { granted, undecided }: CarriedRoleGrants,
  { actor, withoutRoles }: Pick<Merging, 'actor' | 'withoutRoles'>,
): Promise<CarriedRoleGrants> {
  const reads = readsInMemory(inside, facts);
  const kept: CarriedRoleGrants = { granted: [], undecided: [...undecided] };
  for (const row of granted) {
    try {
      if (withoutRoles) throw new DomainError('permission_denied');
      await refuseGiving(reads, { actor, at: facts.now }, row.role, row.roleGrant);
      kept.granted.push(row);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      kept.undecided.push(leftOf(row, error.code));
    }
  }
  return kept;
}

/** What would bring together what nobody may hold together is left to decide, too. */
function withoutViolations(
  { directory, rules, separation, now }: RolePlanFacts,
  { granted, undecided }: CarriedRoleGrants,
): CarriedRoleGrants {
  if (separation.separations.length === 0) return { granted, undecided };
  const after = { ...rules, roleGrants: [...rules.roleGrants, ...granted.map((row) => row.roleGrant)] };
  const roleGrantIds = new Set(granted.map(({ roleGrant }) => roleGrant.id));
  const found = violationsByRoleGrants(directory, after, separation, { roleGrantIds, now });
  const paths = found.flatMap(({ roles }) => roles.flatMap((role) => role.paths));
  const violating = new Set(paths.map(({ roleGrantId }) => roleGrantId));
  const isKept = ({ roleGrant }: { roleGrant: { id: string } }) => !violating.has(roleGrant.id);
  const left = granted.filter((row) => !isKept(row));
  return {
    granted: granted.filter(isKept),
    undecided: [...undecided, ...left.map((row) => leftOf(row, 'separation_violated'))],
  };
}

function leftOf({ carries, ...row }: CarriedRoleGrant, code: UndecidedRoleGrant['code']): UndecidedRoleGrant {
  return { place: row.place, asked: row.asked, role: row.role, roleGrant: carries, code };
}

/** Role grants about merged units that still wait for a second person: to be asked for anew. */
async function waitingFor(
  inside: Stores,
  { units }: UnitMerger,
  facts: RolePlanFacts,
): Promise<UndecidedRoleGrant[]> {
  const merged = new Set(units.map(({ id }) => id));
  const isOf = (id: string | null) => id !== null && merged.has(id);
  const nameOf = roleGrantNamer(facts);
  return (await inside.waitingRoleGrants.listOpen(facts.now)).flatMap(({ roleGrant }) => {
    const role = facts.rules.roles.find(({ id }) => id === roleGrant.roleId);
    if (role === undefined || !(isOf(roleGrant.unitId) || isOf(roleGrant.extentUnitId))) return [];
    const place = { file: roleGrant.id, line: 0, columns: new Map() };
    return [
      { place, asked: nameOf(role, roleGrant), role, roleGrant, code: 'second_person_needed' as const },
    ];
  });
}

/** People who hold a role on one side and not on the other, in whatever units. */
function peopleIn({ gained, lost }: ReturnType<typeof roleEffects>): number {
  const keyOf = (each: (typeof gained)[number]) =>
    JSON.stringify([each.employeeNo, each.email, each.fullName, each.clientId, each.role]);
  const [had, has] = [new Set(lost.map(keyOf)), new Set(gained.map(keyOf))];
  const changed = [
    ...lost.filter((each) => !has.has(keyOf(each))),
    ...gained.filter((each) => !had.has(keyOf(each))),
  ];
  return new Set(
    changed.map(({ employeeNo, email, fullName }) => JSON.stringify([employeeNo, email, fullName])),
  ).size;
}
