import { type Day, daysAfter, endOfDay, startOfDay } from '../clock.ts';
import type { Appointment } from '../directory/appointment.ts';
import type { Unit } from '../directory/unit.ts';
import { covers, latestEnd, overlap, type Period } from './period.ts';
import type { UnitsById } from './unit-ancestry.ts';

/** An appointment, and the period in which it counts for roles. */
export interface Tenure {
  appointment: Appointment;
  unit: Unit;
  period: Period;
  /** The moment at which the appointment ended, when it counts only because its holder hands over; else null. */
  endedAt: Date | null;
}

/**
 * Every appointment of a person that ever counts: the days on which it is in force in a unit that exists. A tenure
 * ends with its appointment or with its unit, whichever comes first.
 */
export function tenuresOf(
  personId: string,
  appointments: readonly Appointment[],
  units: UnitsById,
): Tenure[] {
  return appointments.flatMap((appointment) => {
    const unit = units.get(appointment.unitId);
    if (appointment.personId !== personId || unit === undefined) return [];
    const existence = instantsOf({ from: unit.validFrom, until: unit.validUntil });
    const period = overlap(instantsOf(appointment), existence);
    const isEmpty = period.from !== null && period.until !== null && period.until <= period.from;
    return isEmpty ? [] : [{ appointment, unit, period, endedAt: null }];
  });
}

/** The tenures in force at a moment. */
export function tenuresAt(tenures: readonly Tenure[], at: Date): Tenure[] {
  return tenures.filter(({ period }) => covers(period, at));
}

/**
 * The tenures that a mover hands over at a moment: they ended at most `days` days ago, and every day since was one
 * of some tenure. A leaver hands over nothing, nor does who comes back after a gap: what had closed stays closed.
 */
export function handoversAt(tenures: readonly Tenure[], days: number, at: Date): Tenure[] {
  return tenures.flatMap((tenure) => {
    const { from, until: endedAt } = tenure.period;
    if (endedAt === null || endedAt > at) return [];
    const until = daysAfter(endedAt, days);
    return at < until && isBridged(tenures, endedAt, at)
      ? [{ ...tenure, period: { from, until }, endedAt }]
      : [];
  });
}

/** Whether every instant of a stretch lies in some tenure. */
function isBridged(tenures: readonly Tenure[], from: Date, to: Date): boolean {
  const reached = tenuresAt(tenures, from)
    .map(({ period }) => period.until)
    .reduce(latestEnd, from);
  if (reached === null || reached > to) return true;
  return reached > from && isBridged(tenures, reached, to);
}

function instantsOf(days: { from: Day | null; until: Day | null }): Period {
  return {
    from: days.from === null ? null : startOfDay(days.from),
    until: days.until === null ? null : endOfDay(days.until),
  };
}
