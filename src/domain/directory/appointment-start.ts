import type { Day } from '../clock.ts';
import { type Appointment, isSamePost, type Post } from './appointment.ts';
import { hasEnded } from './appointment-history.ts';
import { dayBefore } from './staff-draft.ts';

// HR often writes one day, that of the position, whether its holder acts or not. Acting begins or ends at the
// import then, and the periods before stay as they are.

/**
 * The appointment that a post goes on from: its own, even if a plan ended it yesterday, else the one to the same
 * position that is held the other way, acting or not.
 */
export function currentOf(post: Post, held: readonly Appointment[], today: Day): Appointment | undefined {
  const same = held.filter((each) => isSamePost(each, post));
  const other = { ...post, isActing: !post.isActing };
  return (
    same.find((each) => !hasEnded(each, today)) ??
    same.find((each) => each.until === dayBefore(today)) ??
    held.find((each) => isSamePost(each, other) && !hasEnded(each, today))
  );
}

/** The first day of the unbroken time in a position up to an appointment, acting and not in turns. */
export function heldSince(current: Appointment, held: readonly Appointment[]): Day | null {
  const { from } = current;
  if (from === null) return null;
  const other = { ...current, isActing: !current.isActing };
  const before = held.find(
    (each) =>
      isSamePost(each, other) && each.until === dayBefore(from) && (each.from === null || each.from < from),
  );
  return before === undefined ? from : heldSince(before, held);
}

/** The first day of a post that goes on from an appointment: its own day, or today when acting begins or ends. */
export function goingOnFrom(current: Appointment, post: Post, today: Day): Day | null {
  if (isSamePost(current, post)) return current.from;
  return current.from !== null && current.from > today ? current.from : today;
}
