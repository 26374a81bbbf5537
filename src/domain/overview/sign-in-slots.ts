/** Sign-ins in one stretch of time. */
export interface SignInCount {
  /** Number of the stretch, from 0. */
  slot: number;
  succeeded: number;
  refused: number;
}

/** A stretch of a chart. */
export interface ChartSlot {
  from: Date;
  succeeded: number;
  refused: number;
  /** How many sign-ins are usual then; null where nothing is known of former weeks. */
  usual: number | null;
  /** Whether it has not begun yet. */
  isAhead: boolean;
}

export interface ChartSpan {
  from: Date;
  stepMs: number;
  /** How many stretches there are. */
  length: number;
}

/**
 * The stretches of a chart, each with its numbers, nought where nothing was counted. Pure.
 * @param usual by stretch; null when nothing is known
 */
export function chartSlots(
  { from, stepMs, length }: ChartSpan,
  counts: readonly SignInCount[],
  usual: ReadonlyMap<number, number> | null,
  now: Date,
): ChartSlot[] {
  const counted = new Map(counts.map((each) => [each.slot, each]));
  return Array.from({ length }, (_, slot) => {
    const at = new Date(from.getTime() + slot * stepMs);
    const { succeeded = 0, refused = 0 } = counted.get(slot) ?? {};
    return { from: at, succeeded, refused, usual: usual && (usual.get(slot) ?? 0), isAhead: at > now };
  });
}

/**
 * A chart of a day shows the working hours, and more when something happened outside them. Pure.
 * @param hours first and last hour of what is always shown
 */
export function withinHours(
  slots: readonly ChartSlot[],
  { stepMs }: ChartSpan,
  [first, last]: readonly [number, number],
): ChartSlot[] {
  const perHour = 3_600_000 / stepMs;
  const busy = slots.flatMap(({ succeeded, refused }, index) => (succeeded + refused > 0 ? [index] : []));
  const begin = Math.min(first * perHour, ...busy);
  const end = Math.max(last * perHour, ...busy.map((index) => index + 1));
  return slots.slice(begin, end);
}
