import type { StaffPreview } from './staff-planning.ts';

/** The lists of a plan that may be long. */
type Lists = Pick<StaffPreview, 'joiners' | 'movers' | 'leavers' | 'changed' | 'orphans' | 'separation'>;

/** What a person reads of a plan before deciding: everything but the rows to write. */
export interface PlanReport extends Omit<StaffPreview, 'change'> {
  /** How long each list was before it was cut. */
  counts: Record<keyof Lists | 'gained' | 'lost', number>;
}

/** @param most entries that each list keeps */
export function reportOf(
  { change: _, ...preview }: StaffPreview,
  most = Number.POSITIVE_INFINITY,
): PlanReport {
  const { joiners, movers, leavers, changed, orphans, separation, roles, roleChange } = preview;
  return {
    ...preview,
    ...(roleChange !== undefined && {
      roleChange: {
        ...roleChange,
        granted: roleChange.granted.slice(0, most),
        revoked: roleChange.revoked.slice(0, most),
        undecided: roleChange.undecided.slice(0, most),
      },
    }),
    joiners: joiners.slice(0, most),
    movers: movers.slice(0, most),
    leavers: leavers.slice(0, most),
    changed: changed.slice(0, most),
    orphans: orphans.slice(0, most),
    separation: separation.slice(0, most),
    roles: { gained: roles.gained.slice(0, most), lost: roles.lost.slice(0, most) },
    counts: {
      joiners: joiners.length,
      movers: movers.length,
      leavers: leavers.length,
      changed: changed.length,
      orphans: orphans.length,
      separation: separation.length,
      gained: roles.gained.length,
      lost: roles.lost.length,
    },
  };
}
