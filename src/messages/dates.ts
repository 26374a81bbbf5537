import type { Lang } from './translate.ts';

// Viet Nam has kept UTC+7 without daylight saving since 1975; reading shifted UTC fields needs no ICU data.
const OFFSET_MS = 7 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NBSP = '\u00a0';

const words = {
  vi: { today: 'hôm nay', yesterday: 'hôm qua', tomorrow: 'ngày mai', on: ' ngày ' },
  en: { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow', on: ', ' },
} as const;

/** A calendar day: `18/11/2026`, in English `18 Nov 2026`. */
export function formatDay(instant: Date, lang: Lang): string {
  const local = localOf(instant);
  const [day, month, year] = [local.getUTCDate(), local.getUTCMonth(), local.getUTCFullYear()];
  if (lang === 'en') return [day, MONTHS[month], year].join(NBSP);
  return `${two(day)}/${two(month + 1)}/${year}`;
}

/** Clock time: `08:03`. */
export function formatTime(instant: Date): string {
  const local = localOf(instant);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** Day and time to the second, as logs show them: `20/11/2026 10:31:09`. */
export function formatTimestamp(instant: Date, lang: Lang): string {
  return `${formatDay(instant, lang)} ${formatTime(instant)}:${two(localOf(instant).getUTCSeconds())}`;
}

/** A past moment: `hôm nay 08:03`, `hôm qua 16:42`, before that `18/11/2026`. */
export function formatMoment(instant: Date, now: Date, lang: Lang): string {
  const distance = dayNumber(instant) - dayNumber(now);
  if (distance === 0) return `${words[lang].today} ${formatTime(instant)}`;
  if (distance === -1) return `${words[lang].yesterday} ${formatTime(instant)}`;
  return formatDay(instant, lang);
}

/** A past moment with its time on any day: `hôm nay 08:03`, before yesterday `18/11/2026 02:37`. */
export function formatMomentTime(instant: Date, now: Date, lang: Lang): string {
  const text = formatMoment(instant, now, lang);
  return text === formatDay(instant, lang) ? `${text} ${formatTime(instant)}` : text;
}

/** A deadline as clock time: `18:12 hôm nay`, `08:00 ngày mai`, `08:00 ngày 18/11/2026`. */
export function formatDeadline(instant: Date, now: Date, lang: Lang): string {
  const distance = dayNumber(instant) - dayNumber(now);
  if (distance === 0) return `${formatTime(instant)} ${words[lang].today}`;
  if (distance === 1) return `${formatTime(instant)} ${words[lang].tomorrow}`;
  return formatDayTime(instant, lang);
}

/** Time and day that still read right on a later day, as in letters: `10:12 ngày 20/11/2026`. */
export function formatDayTime(instant: Date, lang: Lang): string {
  return `${formatTime(instant)}${words[lang].on}${formatDay(instant, lang)}`;
}

function localOf(instant: Date): Date {
  return new Date(instant.getTime() + OFFSET_MS);
}

function dayNumber(instant: Date): number {
  return Math.floor((instant.getTime() + OFFSET_MS) / DAY_MS);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
