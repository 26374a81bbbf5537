import type { Person } from '../directory/person.ts';
import type { EffectiveRole } from './effective-roles.ts';
import type { RolePath } from './role-paths.ts';

/**
 * The claim `act` (RFC 8693 section 4.1): who acts, and for whom. The actor is the deputy, who is the `sub` of the
 * token too: she signed in as herself, so that a relying party that does not know the claim takes her for nobody
 * else, and one that knows no more than the RFC reads the right actor. There is no outer actor and no chain, hence no
 * `act` inside; and no `may_act` (section 4.4), because nobody can redeem it.
 */
export interface ActClaim {
  /** The deputy: the same as the token's `sub`. */
  sub: string;
  name: string;
  /** A member of our own, which RFC 8693 leaves room for: whose roles she holds, by which mandate. */
  mandates: MandateClaim[];
}

export interface MandateClaim {
  /** The mandator. */
  sub: string;
  name: string;
  /** Those roles of the claim `roles` that she would not hold, or not in all of their units, without a mandate. */
  roles: string[];
  /** NumericDate (RFC 7519 section 2): the first second without the mandate. */
  until: number;
}

/** What a person holds at one client for others; undefined when she holds all of it by herself as well. */
export function actClaim(
  effective: readonly EffectiveRole[],
  { id, fullName }: Pick<Person, 'id' | 'fullName'>,
): ActClaim | undefined {
  const mandates = new Map<string, MandateClaim>();
  for (const { role, paths } of effective) {
    const own = paths.filter(({ via }) => via.kind !== 'mandate');
    for (const path of paths) {
      if (path.via.kind !== 'mandate' || isCovered(path, own)) continue;
      const { mandateId, mandatorId: sub, mandatorName: name, until } = path.via;
      const claim = mandates.get(mandateId) ?? {
        sub,
        name,
        roles: [],
        until: Math.floor(until.getTime() / 1000),
      };
      if (!claim.roles.includes(role.code)) claim.roles.push(role.code);
      mandates.set(mandateId, claim);
    }
  }
  if (mandates.size === 0) return undefined;
  const sorted = [...mandates].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    sub: id,
    name: fullName,
    mandates: sorted.map(([, claim]) => ({ ...claim, roles: claim.roles.sort() })),
  };
}

/** Whether a person holds by herself what a mandate gives: the role without a limit, or in all of the units. */
function isCovered({ units }: RolePath, own: readonly RolePath[]): boolean {
  if (own.some((path) => path.units === null)) return true;
  const held = new Set(own.flatMap((path) => path.units ?? []));
  return units?.every((unit) => held.has(unit)) === true && own.length > 0;
}
