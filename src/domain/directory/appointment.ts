import type { Day } from '../clock.ts';

/** A person holds a position in a unit for a period, both days included (W3C ORG `Membership`). */
export interface Appointment {
  id: string;
  personId: string;
  unitId: string;
  positionId: string;
  /** One main appointment a person; any number of concurrent ones (kiêm nhiệm). */
  isMain: boolean;
  /** Phụ trách, quyền: a deputy acts as head, or the head's position is held for the time being. */
  isActing: boolean;
  from: Day | null;
  until: Day | null;
}

/** Whether an appointment is in force on a day. */
export function isInForce(period: { from: Day | null; until: Day | null }, day: Day): boolean {
  return (period.from === null || period.from <= day) && (period.until === null || day <= period.until);
}

/** What is held where, and how. Acting or not makes two posts, so that who acted on a past day stays known. */
export type Post = Pick<Appointment, 'unitId' | 'positionId' | 'isActing'>;

/** Whether two appointments are to the same post. */
export function isSamePost(one: Post, other: Post): boolean {
  return (
    one.unitId === other.unitId && one.positionId === other.positionId && one.isActing === other.isActing
  );
}
