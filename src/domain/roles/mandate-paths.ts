import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import { contentsOf, pathsWithParts } from './composite-roles.ts';
import { type HeldPath, type HoldingFacts, heldPaths } from './held-paths.ts';
import { isMandatable, type Mandate, periodOfMandate } from './mandate.ts';
import { covers, overlap } from './period.ts';
import { compareRoles } from './role.ts';
import { isHandover, type OwnPath, type RolePath } from './role-paths.ts';

/** What a mandator's own roles depend on. Mandates given to the mandator are not among it: nobody passes one on. */
export interface MandatorFacts extends HoldingFacts {
  person: Person;
  appointments: HoldingFacts['appointments'][number][];
}

/** A mandate with what decides whether it gives anything. */
export interface GivenMandate {
  mandate: Mandate;
  /** Absent when it is not needed, because the mandate does not count at the moment that is asked about. */
  mandator?: MandatorFacts | undefined;
}

/** Everybody whose role grants decide on a person's roles: herself, and who gave her mandates. */
export function everyHolder(facts: HoldingFacts & { mandates?: readonly GivenMandate[] }): HoldingFacts[] {
  return [facts, ...(facts.mandates ?? []).flatMap(({ mandator }) => mandator ?? [])];
}

/** What a mandator could give away at a moment: the roles held by role grants, unless the office is being handed over. */
export function mandatablePaths(mandator: MandatorFacts, at: Date): HeldPath<OwnPath>[] {
  if (!isOpen(mandator, dayOf(at))) return [];
  return heldPaths(mandator, at).filter(({ role, path }) => isMandatable(role) && !isHandover(path));
}

/**
 * Every path on which mandates give a deputy roles at a moment: those of the mandator at that moment, for as long as
 * the mandator's account is open and a role grant gives the mandator the role. A mandated composite is held with its
 * parts. Pure; whether the deputy's account is open is the caller's to ask.
 */
export function mandatedPaths(deputyId: string, given: readonly GivenMandate[], at: Date): HeldPath[] {
  return given.flatMap(({ mandate, mandator }) => {
    const isGiven = mandate.deputyId === deputyId && covers(periodOfMandate(mandate), at);
    if (!isGiven || mandator?.person.id !== mandate.mandatorId || mandate.mandatorId === deputyId) return [];
    const contents = contentsOf([...mandator.roles].sort(compareRoles), mandator.parts);
    const found = mandatablePaths(mandator, at)
      .filter(({ role }) => mandate.roleIds.includes(role.id))
      .flatMap(({ role, path }) => pathsWithParts(role, underMandate(path, mandate, mandator), contents))
      .filter(({ role }) => isMandatable(role));
    return shortest(found);
  });
}

function underMandate(path: OwnPath, mandate: Mandate, { person }: MandatorFacts): RolePath {
  const period = periodOfMandate(mandate);
  return {
    ...path,
    ...overlap(path, period),
    via: {
      kind: 'mandate',
      mandateId: mandate.id,
      mandatorId: person.id,
      mandatorName: person.fullName,
      decision: mandate.decision,
      until: period.until ?? mandate.until,
      own: path.via,
    },
  };
}

/** A role that is mandated both by itself and inside a composite is held once by each of the mandator's connections. */
function shortest(found: readonly HeldPath[]): HeldPath[] {
  const depth = ({ path }: HeldPath) => path.composites?.length ?? 0;
  const byKey = new Map<string, HeldPath>();
  for (const held of [...found].sort((one, other) => depth(one) - depth(other))) {
    const key = JSON.stringify([held.role.id, held.path.roleGrantId, held.path.via]);
    if (!byKey.has(key)) byKey.set(key, held);
  }
  return [...byKey.values()];
}
