import { startOfDay } from '../clock.ts';
import { type EffectiveRole, type EffectiveRoleFacts, effectiveRoles } from './effective-roles.ts';
import { everyHolder } from './mandate-paths.ts';
import { covers, type Period } from './period.ts';
import { tenuresOf } from './tenure.ts';
import { byId } from './unit-ancestry.ts';

/** Roles, of one client or several, of which one person must not hold more than some at a time. */
export interface Separation {
  id: string;
  name: string | null;
  /** At least two, sorted. */
  roleIds: string[];
  /** How many of the roles one person may hold at a time. */
  most: number;
  createdBy: string;
  createdAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
}

/** A decision that one person may hold what a separation keeps apart, for a while; it ends by itself. */
export interface SeparationException extends Period {
  id: string;
  separationId: string;
  personId: string;
  /** Number of the decision that allows it. */
  decision: string;
  reason: string | null;
  from: Date;
  until: Date;
  allowedBy: string;
  createdAt: Date;
}

export interface SeparationRules {
  separations: readonly Separation[];
  exceptions: readonly SeparationException[];
}

/** A person who holds, at a moment, more of a separation's roles than one person may. */
export interface Violation {
  personId: string;
  separation: Separation;
  /** All that she holds of the separation, with every path. */
  roles: EffectiveRole[];
  at: Date;
}

/**
 * The separations that somebody violates at a moment with the roles held then at all clients. Pure. Every path
 * counts, handovers and privileged roles too; so do roles that are limited to different units: whether the duties
 * really meet is for a decision to say, which makes an exception.
 */
export function violationsOf(
  personId: string,
  held: readonly EffectiveRole[],
  { separations, exceptions }: SeparationRules,
  at: Date,
): Violation[] {
  return separations.flatMap((separation) => {
    const roles = held.filter(({ role }) => separation.roleIds.includes(role.id));
    const isOver = separation.endedAt !== null && separation.endedAt <= at;
    const isExcepted = exceptions.some(
      (each) => each.separationId === separation.id && each.personId === personId && covers(each, at),
    );
    return isOver || isExcepted || roles.length <= separation.most
      ? []
      : [{ personId, separation, roles, at }];
  });
}

/** What decides on one person's roles, whatever the moment. */
export type StandingFacts = Omit<EffectiveRoleFacts, 'at'>;

/** What somebody violates at a moment. An officer's block can be lifted at any time, so it hides nothing. */
export function violationsAt(facts: StandingFacts, rules: SeparationRules, at: Date): Violation[] {
  const within = rulesWithinReach(facts, rules);
  return within.separations.length === 0 ? [] : judge(facts, within, at);
}

/**
 * What somebody violates now or comes to violate: judged now and whenever a role grant, a mandate or an appointment
 * begins, for only then are roles gained. An exception's end is no such moment: it is a reminder, not a change.
 */
export function violationsAhead(facts: StandingFacts, rules: SeparationRules, now: Date): Violation[] {
  const within = rulesWithinReach(facts, rules);
  if (within.separations.length === 0) return [];
  return momentsAhead(facts, now).flatMap((at) => judge(facts, within, at));
}

/** Now, and whenever a role grant, a mandate or an appointment of somebody or a mandator begins, in their order. */
export function momentsAhead(facts: StandingFacts, now: Date): Date[] {
  const begins = everyHolder(facts).flatMap(({ person, appointments, units, roleGrants }) => [
    ...roleGrants,
    ...tenuresOf(person.id, appointments, byId(units)).map(({ period }) => period),
    // An appointment opens the account, with what is given to the person, even in a unit that is not there yet.
    ...appointments.flatMap(({ from }) => (from === null ? [] : [{ from: startOfDay(from) }])),
  ]);
  const mandates = facts.mandates?.map(({ mandate }) => mandate) ?? [];
  const starts = [...begins, ...mandates].flatMap(({ from }) =>
    from !== null && from > now ? from.getTime() : [],
  );
  const moments = [...new Set(starts)].sort((one, other) => one - other);
  return [now, ...moments.map((moment) => new Date(moment))];
}

/** The separations of which somebody may hold too many at all, whatever the moment: for most people, none. */
function rulesWithinReach(facts: StandingFacts, rules: SeparationRules): SeparationRules {
  const within = new Set(everyHolder(facts).flatMap(({ roles }) => roles.map(({ id }) => id)));
  const separations = rules.separations.filter(
    ({ roleIds, most }) => roleIds.filter((id) => within.has(id)).length > most,
  );
  return { ...rules, separations };
}

function judge(facts: StandingFacts, rules: SeparationRules, at: Date): Violation[] {
  const person = { ...facts.person, disabledAt: null };
  const mandates = facts.mandates?.map(({ mandate, mandator }) => ({
    mandate,
    mandator: mandator && { ...mandator, person: { ...mandator.person, disabledAt: null } },
  }));
  const unblocked = { ...facts, person, ...(mandates !== undefined && { mandates }) };
  return violationsOf(person.id, effectiveRoles({ ...unblocked, at }), rules, at);
}
