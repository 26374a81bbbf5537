/** A stretch of time between instants: from the first instant inside to the first one after; null is open. */
export interface Period {
  from: Date | null;
  until: Date | null;
}

/** The period that holds every instant. */
export const OPEN: Period = { from: null, until: null };

/** Whether an instant lies in a period. */
export function covers(period: Period, at: Date): boolean {
  return (period.from === null || period.from <= at) && (period.until === null || at < period.until);
}

/** What two periods share; ends before it begins when they share nothing. */
export function overlap(one: Period, other: Period): Period {
  return {
    from: later(one.from, other.from),
    until: earlier(one.until, other.until),
  };
}

/** The shortest period that holds both. */
export function span(one: Period, other: Period): Period {
  return {
    from: one.from && other.from && earlier(one.from, other.from),
    until: latestEnd(one.until, other.until),
  };
}

/** The later of two ends, where null never comes. */
export function latestEnd(one: Date | null, other: Date | null): Date | null {
  return one && other && later(one, other);
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one <= other ? one : other;
}

function later(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one >= other ? one : other;
}
