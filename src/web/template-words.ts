import { type Day, startOfDay } from '../domain/clock.ts';
import type { ErrorCode } from '../domain/errors.ts';
import {
  formatDay,
  formatDeadline,
  formatMoment,
  formatMomentTime,
  formatTime,
  formatTimestamp,
} from '../messages/dates.ts';
import { type ErrorText, errorText } from '../messages/errors.ts';
import { formatNumber } from '../messages/numbers.ts';
import { formatSize } from '../messages/sizes.ts';
import { fill, type Lang, type MessageKey, type MessageParams, messageOf } from '../messages/translate.ts';
import { type AppLook, appLook, isTint } from './app-look.ts';
import type { PageContext } from './render.ts';

/** What templates may call through `it` besides the model. Functions ending in `Html` return markup. */
export interface TemplateWords {
  /** A text whose parameters stand out in bold; everything in it is escaped. */
  strongHtml(key: MessageKey, params: MessageParams): string;
  iconHtml(symbol: string, size?: number): string;
  errorText(code: ErrorCode): ErrorText;
  grouped(code: string): string;
  /** "gọi máy lẻ 2088", or the whole number where support has no extension. */
  callSupport: string;
  callSupportHtml: string;
  urgentSupportHtml: string;
  contact: string;
  look(icon: string | null, tint?: string): AppLook;
  initials(fullName: string): string;
  /** Of a file, in the unit that reads best. */
  size(bytes: number): string;
  /** `2.918`, in English `2,918`. */
  number(value: number): string;
  moment(at: Date): string;
  /** The same with the time on any day. */
  momentTime(at: Date): string;
  /** A deadline as clock time and day. */
  deadline(at: Date): string;
  day(at: Date | Day): string;
  time(at: Date): string;
  timestamp(at: Date): string;
  otherLang: Lang;
}

const EXTENSION = /^\d{1,5}$/;

/**
 * The vocabulary of one page.
 * @param sprite address of the file that has its icons
 */
export function templateWords(page: PageContext, sprite: string): TemplateWords {
  const { lang, now, supportPhone: phone } = page;
  const kind = EXTENSION.test(phone) ? 'Extension' : 'Number';
  const strongHtml = (key: MessageKey, params: MessageParams) => emphasised(messageOf(lang, key), params);
  return {
    strongHtml,
    iconHtml: (symbol, size = 20) =>
      `<svg class="icon" width="${size}" height="${size}" aria-hidden="true" focusable="false">` +
      `<use href="${sprite}#${symbol}"/></svg>`,
    errorText: (code) => errorText(code, lang),
    grouped,
    callSupport: page.t(`support.call${kind}`, { phone }),
    callSupportHtml: strongHtml(`support.call${kind}`, { phone }),
    urgentSupportHtml: strongHtml(`support.urgent${kind}`, { phone }),
    contact: contactOf(page.t, phone),
    look: (icon, tint = '') => ({ ...appLook(icon), ...(isTint(tint) ? { tint } : {}) }),
    initials,
    size: (bytes) => formatSize(bytes, lang),
    number: (value) => formatNumber(value, lang),
    moment: (at) => formatMoment(at, now, lang),
    momentTime: (at) => formatMomentTime(at, now, lang),
    deadline: (at) => formatDeadline(at, now, lang),
    day: (at) => formatDay(typeof at === 'string' ? startOfDay(at) : at, lang),
    time: formatTime,
    timestamp: (at) => formatTimestamp(at, lang),
    otherLang: lang === 'vi' ? 'en' : 'vi',
  };
}

/** Where support answers: "máy lẻ 2088", or the whole number. */
export function contactOf(t: PageContext['t'], phone: string): string {
  return t(EXTENSION.test(phone) ? 'support.extension' : 'support.number', { phone });
}

/** A support code as people read it out: XXXX-XXXX. */
export function grouped(code: string): string {
  return /^[A-Z0-9]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}

/** First letters of the family name and the given name; the given name comes last in Vietnamese. */
export function initials(fullName: string): string {
  const words = fullName.normalize('NFC').split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('vi');
}

/** A text with its parameters in bold; text and parameters are escaped. */
export function emphasised(text: string, params: MessageParams): string {
  return fill(escapeHtml(text), params, (value) => `<strong>${escapeHtml(value)}</strong>`);
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? '');
}
