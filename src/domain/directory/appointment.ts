import type { Day } from '../clock.ts';

/** A person holds a position in a unit for a period, both days included (W3C ORG `Membership`). */
export interface Appointment {
  id: string;
  personId: string;
  unitId: string;
  positionId: string;
  /** One main appointment a person; any number of concurrent ones (kiêm nhiệm). */
  isMain: boolean;
  from: Day | null;
  until: Day | null;
}

/** Whether an appointment is in force on a day. */
export function isInForce(period: { from: Day | null; until: Day | null }, day: Day): boolean {
  return (period.from === null || period.from <= day) && (period.until === null || day <= period.until);
}
