import type { Actor } from '../audit/audit-event.ts';
import { loadRoleRules, loadSeparations } from '../roles/check-separation.ts';
import type { RoleRules } from '../roles/role-effects.ts';
import { violationsByChange } from '../roles/separation-checks.ts';
import type { Violation } from '../roles/separation-of-duties.ts';
import { roleLabel, separationLabel } from '../roles/separation-report.ts';
import type { Stores } from '../transact.ts';
import type { Directory } from './directory-store.ts';

/**
 * Who comes to hold by a change of the directory, now or later, what one person must not hold together.
 * @param rulesThen role grants after the change, when it changes them as well
 */
export async function violationsBetween(
  inside: Pick<Stores, 'separations' | 'roles' | 'mandates' | 'settings'>,
  before: Directory,
  after: Directory,
  now: Date,
  rulesThen?: RoleRules,
): Promise<Violation[]> {
  const rules = await loadSeparations(inside, now);
  if (rules.separations.length === 0) return [];
  const roles = await loadRoleRules(inside);
  return violationsByChange(before, after, roles, rules, now, rulesThen ?? roles);
}

/**
 * Records each violation that a plan brings. HR is the one source of who works where, so the plan counts all the
 * same, and no role is taken away in silence: an officer revokes one, or decides on an exception.
 */
export async function recordViolations(
  { audit }: Pick<Stores, 'audit'>,
  violations: readonly Violation[],
  { plan, actor, at }: { plan: string; actor: Actor; at: Date },
): Promise<void> {
  for (const { personId, separation, roles, at: from } of violations) {
    const details = {
      plan,
      separationId: separation.id,
      separation: separationLabel(separation),
      roles: roles.map(({ role }) => roleLabel(role)).join(', '),
      from: from.toISOString(),
    };
    await audit.append({ type: 'separation.violated', at, actor, personId, details });
  }
}
