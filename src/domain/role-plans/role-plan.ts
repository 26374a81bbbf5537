import { createHash } from 'node:crypto';
import { type GuardContext, guardRemovals, type RemovalGuard } from '../directory/staff-guard.ts';
import { refusalAt } from '../directory/staff-refusal.ts';
import type { RoleRules } from '../roles/role-effects.ts';
import { violationsByRoleGrants } from '../roles/separation-checks.ts';
import type { Violation } from '../roles/separation-of-duties.ts';
import { type ListedViolation, listedViolations, roleLabel } from '../roles/separation-report.ts';
import {
  type PlannedRoleGrant,
  type RoleDraft,
  type RoleRefusal,
  subjectKey,
  termKey,
} from './role-plan-draft.ts';
import type { RolePlanFacts } from './role-plan-facts.ts';
import { NO_SHIFTS, type RoleShifts, roleShifts } from './role-shifts.ts';

/** What a file of role grants, or the way back from one, would do: for a person to judge and for storage to apply. */
export interface RolePlan {
  /** The plan's name: SHA-256 in hex over what it gives and takes back. */
  plan: string;
  granted: PlannedRoleGrant[];
  revoked: PlannedRoleGrant[];
  /** Rows that are true already. */
  unchanged: number;
  /** Empty, or nothing may be applied: the lists and the shifts are empty then. */
  refused: RoleRefusal[];
  shifts: RoleShifts;
  /** Who would come to hold by the plan what one person must not hold together; their rows are refused. */
  separation: ListedViolation[];
  /** Removals are people who lose a role; of an edit, or gain one. */
  guard: RemovalGuard;
}

/**
 * What a draft means for everybody. Pure; applying the plan and planning the same rows again gives an empty one.
 * @param guard what the guard lets pass, and what it counts together with this plan
 * @param namedAt when the plan got its name: on a later day it is the same plan, though a day it names has come
 */
export function concludeRolePlan(
  facts: RolePlanFacts,
  draft: RoleDraft,
  guard: GuardContext,
  namedAt = facts.now,
): RolePlan {
  const { directory, rules, separation, now } = facts;
  const after = rulesAfter(rules, draft, now);
  const roleGrantIds = new Set(draft.granted.map(({ roleGrant }) => roleGrant.id));
  const violations =
    roleGrantIds.size === 0 || separation.separations.length === 0
      ? []
      : violationsByRoleGrants(directory, after, separation, { roleGrantIds, now });
  const refused = [...draft.refused, ...refusalsOf(violations, draft.granted)];
  // Half of a plan means something else than the whole, so a refused one shows nothing but its refusals.
  const { granted, revoked, unchanged } =
    refused.length > 0 ? { granted: [], revoked: [], unchanged: 0 } : draft;
  const changed = [...granted, ...revoked].map(({ roleGrant }) => roleGrant);
  const shifts = changed.length === 0 ? NO_SHIFTS : roleShifts(facts, after, changed);
  const counted = draft.guards === 'changing' ? shifts.people : shifts.lost.people;
  return {
    plan: digestOf({ granted, revoked, refused }, namedAt),
    granted,
    revoked,
    unchanged,
    refused,
    shifts,
    separation: listedViolations(violations, directory.people),
    guard: guardRemovals(directory.people, counted, guard),
  };
}

/** The rules once a draft is applied. */
export function rulesAfter(
  rules: RoleRules,
  { granted, revoked }: Pick<RoleDraft, 'granted' | 'revoked'>,
  now: Date,
): RoleRules {
  const gone = new Set(revoked.map(({ roleGrant }) => roleGrant.id));
  const kept = rules.roleGrants.map((each) => (gone.has(each.id) ? { ...each, revokedAt: now } : each));
  return { ...rules, roleGrants: [...kept, ...granted.map(({ roleGrant }) => roleGrant)] };
}

/** One refusal for each row whose role grant has to do with a violation. */
function refusalsOf(violations: readonly Violation[], granted: readonly PlannedRoleGrant[]): RoleRefusal[] {
  if (violations.length === 0) return [];
  const paths = violations.flatMap(({ roles }) => roles.flatMap((role) => role.paths));
  const violating = new Set(paths.map(({ roleGrantId }) => roleGrantId));
  return granted
    .filter(({ roleGrant }) => violating.has(roleGrant.id))
    .map(({ place, role }) => refusalAt(place, 'vai_tro', roleLabel(role), 'separation_violated'));
}

/**
 * Random ids and the order of rows do not count, so that the same rows give the same name. What is revoked is named by
 * its id: it was written once, so nobody can have changed it.
 */
function digestOf(
  { granted, revoked, refused }: Pick<RolePlan, 'granted' | 'revoked' | 'refused'>,
  at: Date,
) {
  const given = granted.map(({ roleGrant }) => {
    const { decision, decisionSha256, reason } = roleGrant;
    return [subjectKey(roleGrant), termKey(roleGrant, at), decision, decisionSha256, reason];
  });
  const taken = revoked.map(({ roleGrant, asked }) => [roleGrant.id, asked.decision, asked.reason]);
  const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  const meaning = { granted: lines(given), revoked: lines(taken), refused: lines(refused) };
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
}
