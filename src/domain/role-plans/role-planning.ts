import type { Actor } from '../audit/audit-event.ts';
import type { Ids } from '../clock.ts';
import { GUARD_WINDOW_MS, type GuardContext } from '../directory/staff-guard.ts';
import type { Stores } from '../transact.ts';
import { type RoleReads, readsInMemory } from './reads-in-memory.ts';
import { concludeRolePlan, type RolePlan } from './role-plan.ts';
import { refuseWithoutAuthority } from './role-plan-authority.ts';
import { loadRolePlanFacts } from './role-plan-facts.ts';
import type { RolePlanSource } from './role-plan-source.ts';

/** How a plan of role grants is made. */
export interface RolePlanning {
  /** By whose rights its rows are judged. */
  actor: Actor;
  at: Date;
  /** People who may lose a role although the guard would stop it. */
  allowed: number;
  /** When the plan got its name; now unless given. */
  namedAt?: Date | undefined;
}

/** Makes a plan from whatever source, with the reads by which its rows were judged. */
export async function makeRolePlan(
  inside: Stores,
  source: RolePlanSource,
  { actor, at, allowed, namedAt = at }: RolePlanning,
  { uuid: newId }: Pick<Ids, 'uuid'>,
): Promise<{ plan: RolePlan; reads: RoleReads }> {
  const facts = await loadRolePlanFacts(inside, source.touched, at);
  const reads = readsInMemory(inside, facts);
  const draft = await source.draft({ facts, reads, actor, newId });
  const refused = await refuseWithoutAuthority(reads, { actor, at }, draft);
  const whole = { ...draft, refused: [...draft.refused, ...refused] };
  const guard = await guardContext(inside, at, allowed);
  return { plan: concludeRolePlan(facts, whole, guard, namedAt), reads };
}

/** The guard of the HR import: people who lose a role count as people who leave do there. */
async function guardContext(inside: Stores, at: Date, allowed: number): Promise<GuardContext> {
  const settings = await inside.settings.load();
  return {
    limits: { people: settings['guard.people'], percent: settings['guard.percent'] },
    allowed,
    recent: await inside.rolePlans.guardedRemovalsSince(new Date(at.getTime() - GUARD_WINDOW_MS)),
  };
}
