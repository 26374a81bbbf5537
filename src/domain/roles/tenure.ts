import { type Day, dayOf, endOfDay, startOfDay } from '../clock.ts';
import { type Appointment, isInForce } from '../directory/appointment.ts';
import type { Unit } from '../directory/unit.ts';
import { overlap, type Period } from './period.ts';
import type { UnitsById } from './unit-ancestry.ts';

/** An appointment that counts at a moment, and the period in which it does. */
export interface Tenure {
  appointment: Appointment;
  unit: Unit;
  period: Period;
}

/**
 * The appointments of a person that count at a moment: in force on its day of Asia/Ho_Chi_Minh, in a unit that
 * exists on it. A tenure ends with its appointment or with its unit, whichever comes first.
 */
export function tenuresAt(
  personId: string,
  appointments: readonly Appointment[],
  units: UnitsById,
  at: Date,
): Tenure[] {
  const day = dayOf(at);
  return appointments.flatMap((appointment) => {
    const unit = units.get(appointment.unitId);
    if (appointment.personId !== personId || unit === undefined) return [];
    const existence = { from: unit.validFrom, until: unit.validUntil };
    if (!isInForce(appointment, day) || !isInForce(existence, day)) return [];
    return [{ appointment, unit, period: overlap(instantsOf(appointment), instantsOf(existence)) }];
  });
}

function instantsOf(days: { from: Day | null; until: Day | null }): Period {
  return {
    from: days.from === null ? null : startOfDay(days.from),
    until: days.until === null ? null : endOfDay(days.until),
  };
}
