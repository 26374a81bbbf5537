import { covers, OPEN, overlap, type Period, span } from './period.ts';
import type { Role } from './role.ts';
import { holderOf, periodOf, type RoleGrant } from './role-grant.ts';
import { linksOf, type PersonFacts, type RoleLinkVia } from './role-links.ts';
import type { Tenure } from './tenure.ts';
import type { UnitsById } from './unit-ancestry.ts';

/** A mandator between the role grant and the person, her deputy. */
export interface ViaMandate {
  kind: 'mandate';
  mandateId: string;
  mandatorId: string;
  /** The mandator's name in full. */
  mandatorName: string;
  /** Number of the decision that orders the mandate; the path's own is that of the role grant. */
  decision: string;
  /** The first moment at which the mandate does not count any more. */
  until: Date;
  /** What connects the role grant with the mandator. */
  own: RoleLinkVia;
}

export type RolePathVia = RoleLinkVia | ViaMandate;

/** One reason why a person holds a role, enough by itself; in force from `from` until `until`. */
export interface RolePath extends Period {
  roleGrantId: string;
  via: RolePathVia;
  decision: string | null;
  /** SHA-256 of the decision's document, in hex; absent when none was given. */
  decisionSha256?: string;
  reason: string | null;
  /** The composites by which the role granted includes this one, that one first, `CLIENT:CODE`; absent for it itself. */
  composites?: string[];
  /** Codes of the units that the role is limited to on this path; null when it is not limited. */
  units: string[] | null;
}

/** A path on which somebody holds a role by herself: not by mandate. */
export interface OwnPath extends RolePath {
  via: RoleLinkVia;
}

/** Every path on which a role grant gives its role to a person at a moment; none when it does not. */
export function pathsOf(roleGrant: RoleGrant, role: Role, facts: PersonFacts, at: Date): OwnPath[] {
  const period = periodOf(roleGrant);
  const holder = holderOf(roleGrant);
  if (holder === undefined || !covers(period, at)) return [];
  const handovers = facts.handovers.filter((tenure) => isHandedOver(role, period, tenure));
  return linksOf(holder, { ...facts, handovers }).flatMap((link) => {
    const reach = reachOf(roleGrant, role, link.tenures, facts.units);
    if (reach === undefined) return [];
    const { from, until } = overlap(period, overlap(link.period, reach.period));
    const { id: roleGrantId, decision, decisionSha256, reason } = roleGrant;
    const path = { roleGrantId, via: link.via, decision, reason, from, until, units: reach.units };
    return [decisionSha256 === null ? path : { ...path, decisionSha256 }];
  });
}

/** A mover hands over what the appointment gave while it was in force; a privileged role ends with it at once. */
function isHandedOver(role: Role, { from }: Period, { endedAt }: Tenure): boolean {
  return !role.isPrivileged && endedAt !== null && (from === null || from < endedAt);
}

/** Whether a path is one of a mover's handover: its appointment has ended. */
export function isHandover({ via }: RolePath): boolean {
  return 'handover' in via && via.handover === true;
}

/** The units a path is limited to, and for how long that makes it last. */
interface Reach {
  units: string[] | null;
  period: Period;
}

// Undefined when the role is limited to units and the person has none: no path at all, rather than
// an empty list, which a client could take for "not limited".
function reachOf(
  roleGrant: RoleGrant,
  role: Role,
  tenures: readonly Tenure[],
  units: UnitsById,
): Reach | undefined {
  if (role.extent === 'none') return { units: null, period: OPEN };
  if (roleGrant.extentUnitId !== null) {
    const unit = units.get(roleGrant.extentUnitId);
    return unit && { units: [unit.code], period: OPEN };
  }
  if (role.extent === 'any') return { units: null, period: OPEN };
  const [first, ...others] = tenures;
  if (first === undefined) return undefined;
  return {
    units: [...new Set(tenures.map(({ unit }) => unit.code))].sort(),
    period: others.reduce((whole, { period }) => span(whole, period), first.period),
  };
}
