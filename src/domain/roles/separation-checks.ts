import type { Directory } from '../directory/directory-store.ts';
import { everyHolder } from './mandate-paths.ts';
import { type RoleRules, reachedPeople, standingFacts } from './role-effects.ts';
import type { RolePath } from './role-paths.ts';
import {
  type SeparationRules,
  type StandingFacts,
  type Violation,
  violationsAhead,
  violationsAt,
} from './separation-of-duties.ts';

/** What roles need of the directory. */
export type Standings = Omit<Directory, 'mailboxes'>;

/** What everybody violates at a moment, in the order of the people. */
export function violationsOfAll(
  directory: Standings,
  roles: RoleRules,
  rules: SeparationRules,
  at: Date,
): Violation[] {
  const factsOf = standingFacts(directory, roles);
  return directory.people.flatMap(({ id }) => {
    const facts = factsOf(id);
    return facts === undefined ? [] : violationsAt(facts, rules, at);
  });
}

/**
 * What people violate, now or later, with a role that some role grants of the rules give; each separation once a
 * person. One that is violated already without them is no excuse for them.
 */
export function violationsByRoleGrants(
  directory: Standings,
  roles: RoleRules,
  rules: SeparationRules,
  { roleGrantIds, now }: { roleGrantIds: ReadonlySet<string>; now: Date },
): Violation[] {
  const factsOf = standingFacts(directory, roles);
  const isGiven = (path: { roleGrantId: string }) => roleGrantIds.has(path.roleGrantId);
  return directory.people.flatMap(({ id }) => {
    const facts = factsOf(id);
    const given = facts && everyHolder(facts).flatMap(({ roleGrants }) => roleGrants);
    return given?.some(({ id }) => roleGrantIds.has(id)) ? violationsByPath(facts, rules, isGiven, now) : [];
  });
}

/** What one person violates, now or later, with a role held on some path; each separation once. */
export function violationsByPath(
  facts: StandingFacts | undefined,
  rules: SeparationRules,
  isGiven: (path: RolePath) => boolean,
  now: Date,
): Violation[] {
  if (facts === undefined) return [];
  const found = violationsAhead(facts, rules, now);
  return firstOfEach(found.filter(({ roles }) => roles.some(({ paths }) => paths.some(isGiven))));
}

/** What people violate, now or later, by a change of the directory, and did not before; each separation once a person. */
export function violationsByChange(
  before: Standings & Pick<Directory, 'mailboxes'>,
  after: Standings & Pick<Directory, 'mailboxes'>,
  roles: RoleRules,
  rules: SeparationRules,
  now: Date,
  rolesThen = roles,
): Violation[] {
  if (rules.separations.length === 0) return [];
  const [factsBefore, factsAfter] = [standingFacts(before, roles), standingFacts(after, rolesThen)];
  const people = [...reachedPeople(before, after, roles, rolesThen)];
  return newViolations(people, factsBefore, factsAfter, rules, now);
}

/** What people violate, now or later, by a change of what composites contain, and did not before. */
export function violationsByParts(
  directory: Standings,
  before: RoleRules,
  after: RoleRules,
  rules: SeparationRules,
  now: Date,
): Violation[] {
  const people = directory.people.map(({ id }) => id);
  const [factsBefore, factsAfter] = [standingFacts(directory, before), standingFacts(directory, after)];
  return newViolations(people, factsBefore, factsAfter, rules, now);
}

type FactsOf = ReturnType<typeof standingFacts>;

function newViolations(
  people: readonly string[],
  factsBefore: FactsOf,
  factsAfter: FactsOf,
  rules: SeparationRules,
  now: Date,
): Violation[] {
  const ahead = (facts: ReturnType<FactsOf>) =>
    facts === undefined ? [] : violationsAhead(facts, rules, now);
  return people.flatMap((id) => {
    const violations = ahead(factsAfter(id));
    if (violations.length === 0) return [];
    const had = new Set(ahead(factsBefore(id)).flatMap(keysOf));
    return firstOfEach(violations.filter((each) => keysOf(each).some((key) => !had.has(key))));
  });
}

function keysOf({ separation, roles }: Violation): string[] {
  return roles.map(({ role }) => `${separation.id} ${role.id}`);
}

function firstOfEach(violations: readonly Violation[]): Violation[] {
  const first = new Map<string, Violation>();
  for (const each of violations) if (!first.has(each.separation.id)) first.set(each.separation.id, each);
  return [...first.values()];
}
