import type { ChartSlot } from '../../domain/overview/sign-in-slots.ts';

/** A chart as shapes in pixels: drawn on the server, because pages may neither style nor script themselves. */
export interface ChartView {
  width: number;
  height: number;
  succeeded: BarView[];
  refused: BarView[];
  /** What is usual, as the data of a path; null when nothing is known. */
  usual: string | null;
  /** The baseline of what succeeded, with what failed below it. */
  base: number;
  left: number;
  lines: { y: number; value: number }[];
  marks: { x: number; at: Date }[];
  /** Where the present is; null when it is the end. */
  now: number | null;
}

interface BarView {
  x: number;
  y: number;
  width: number;
  height: number;
}

const WIDTH = 610;
const LEFT = 34;
const TOP = 12;
const BASE = 172;
const FAILURES = 24;
const HEIGHT = 222;
const GRID = 3;
const HOUR_MS = 3_600_000;
/** Days begin at this hour of UTC in Viet Nam. */
const OFFSET_MS = 7 * HOUR_MS;
/** The same length for less does not make one failure look like a wave of them. */
const LEAST_FAILURES = 10;

/** Lays out the sign-ins of a period. Pure. */
export function signInChart(slots: readonly ChartSlot[], now: Date): ChartView {
  const step = roundStep(
    Math.max(1, ...slots.map(({ succeeded, usual }) => Math.max(succeeded, usual ?? 0))) / GRID,
  );
  const most = step * GRID;
  const mostRefused = Math.max(LEAST_FAILURES, ...slots.map(({ refused }) => refused));
  const pitch = (WIDTH - LEFT) / Math.max(1, slots.length);
  const width = round(Math.max(1, pitch - Math.min(3, pitch / 4)));
  const x = (index: number) => round(LEFT + index * pitch);
  const rise = (value: number) => round((value / most) * (BASE - TOP));
  const bar = (index: number, value: number, y: number, height: number) =>
    value === 0 ? [] : [{ x: x(index), y: round(y), width, height: round(Math.max(1, height)) }];
  const isKnown = slots.some(({ usual }) => usual !== null);
  const point = ({ usual }: ChartSlot, index: number) =>
    `${index === 0 ? 'M' : 'L'}${round(x(index) + width / 2)} ${round(BASE - rise(usual ?? 0))}`;
  const ahead = slots.findIndex(({ isAhead }) => isAhead);
  const every = markEvery(slots);
  return {
    width: WIDTH,
    height: HEIGHT,
    left: LEFT,
    base: BASE,
    succeeded: slots.flatMap(({ succeeded }, index) =>
      bar(index, succeeded, BASE - rise(succeeded), rise(succeeded)),
    ),
    refused: slots.flatMap(({ refused }, index) => {
      const height = (refused / mostRefused) * FAILURES;
      return bar(index, refused, BASE + 4 + FAILURES - height, height);
    }),
    usual: isKnown ? slots.map(point).join('') : null,
    lines: Array.from({ length: GRID + 1 }, (_, line) => ({
      y: BASE - rise(line * step),
      value: line * step,
    })),
    marks: slots.flatMap(({ from }, index) =>
      (from.getTime() + OFFSET_MS) % every === 0 ? [{ x: x(index), at: from }] : [],
    ),
    now: ahead <= 0 ? null : nowAt(slots, ahead, now, x),
  };
}

/** Where the present lies in the last stretch that has begun. */
function nowAt(slots: readonly ChartSlot[], ahead: number, now: Date, x: (index: number) => number): number {
  const [begun, next] = [slots[ahead - 1]?.from.getTime() ?? 0, slots[ahead]?.from.getTime() ?? 1];
  const share = Math.min(1, Math.max(0, (now.getTime() - begun) / (next - begun)));
  return round(x(ahead - 1) + share * (x(ahead) - x(ahead - 1)));
}

/** How far the times below a chart lie apart: two hours of a day, days of a week, five days of a month. */
function markEvery(slots: readonly ChartSlot[]): number {
  const [first, last] = [slots[0]?.from.getTime() ?? 0, slots.at(-1)?.from.getTime() ?? 0];
  if (last - first < 24 * HOUR_MS) return 2 * HOUR_MS;
  return (last - first < 7 * 24 * HOUR_MS ? 1 : 5) * 24 * HOUR_MS;
}

/** The next of 1, 2, 4, 5, 8, 10, 20, … */
function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const step = [1, 2, 4, 5, 8, 10].find((each) => each * power >= value);
  return (step ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
