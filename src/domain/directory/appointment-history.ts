import type { Day } from '../clock.ts';
import { type Appointment, isSamePost } from './appointment.ts';
import { dayBefore } from './staff-draft.ts';

/** An appointment as a file wants it; its id follows from what is on record. */
export type WantedAppointment = Omit<Appointment, 'id'>;

interface Moment {
  today: Day;
  newId: () => string;
}

/**
 * Carries a person's appointments of one kind on to what a file wants. What is wanted keeps its id, with new days
 * where they differ; what is wanted no more ends, and stays on record; what had not begun is dropped. Who worked
 * where on a past day is therefore known, as HR saw it then.
 * @param onNew called for each appointment that begins with the plan
 */
export function carryOn(
  old: readonly Appointment[],
  wanted: readonly WantedAppointment[],
  { today, newId }: Moment,
  onNew: (each: WantedAppointment) => void,
): Appointment[] {
  const open = new Set(old);
  const kept = wanted.map((each) => {
    const match = matchOf(each, open, today);
    if (match === undefined) {
      onNew(each);
      return { id: newId(), ...each };
    }
    open.delete(match);
    return withDays(match, each);
  });
  if (open.size === 0) return kept;
  const lastDay = lastDayBefore(wanted, today);
  return [...[...open].flatMap((each) => ended(each, lastDay, today)), ...kept];
}

/** The appointment on record that a wanted one continues: the very same, else the same post. */
function matchOf(
  wanted: WantedAppointment,
  open: ReadonlySet<Appointment>,
  today: Day,
): Appointment | undefined {
  const candidates = [...open].filter((each) => isSamePost(each, wanted));
  return (
    candidates.find(({ from, until }) => from === wanted.from && until === wanted.until) ??
    candidates.find((each) => !hasEnded(each, today)) ??
    candidates.find(({ from }) => from === wanted.from)
  );
}

/** A main appointment ends when the next one begins, which may be some time ago or to come; any other, yesterday. */
function lastDayBefore(wanted: readonly WantedAppointment[], today: Day): Day {
  const next = wanted.find(({ isMain }) => isMain);
  return next === undefined || next.from === null ? dayBefore(today) : dayBefore(next.from);
}

function ended(each: Appointment, lastDay: Day, today: Day): Appointment[] {
  if (hasEnded(each, today)) return [each];
  if (each.from !== null && (each.from > lastDay || each.from >= today)) return [];
  return [withDays(each, { from: each.from, until: lastDay })];
}

/** The same object when nothing changes, so that unchanged rows are found by identity. */
function withDays(each: Appointment, { from, until }: Pick<Appointment, 'from' | 'until'>): Appointment {
  return each.from === from && each.until === until ? each : { ...each, from, until };
}

/** Whether an appointment's last day lies before a day. */
export function hasEnded({ until }: Pick<Appointment, 'until'>, today: Day): boolean {
  return until !== null && until < today;
}

/** The main appointment that goes on longest after a day: the one that a person has, or is to have, in the end. */
export function lastMain(list: readonly Appointment[], today: Day): Appointment | undefined {
  const lastDay = ({ until }: Appointment) => until ?? '9999-12-31';
  return list
    .filter((each) => each.isMain && !hasEnded(each, today))
    .reduce<Appointment | undefined>(
      (last, each) => (last === undefined || lastDay(each) >= lastDay(last) ? each : last),
      undefined,
    );
}
