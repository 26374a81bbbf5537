import { formatDay } from './dates.ts';
import type { Lang } from './translate.ts';

const HANDOVER: Readonly<Record<Lang, string>> = { vi: 'bàn giao đến', en: 'handover until' };

/**
 * Until when a role outlasts its appointment: `bàn giao đến 18/11/2026`, naming the last day.
 * @param until the first moment without the role
 */
export function handoverNote(until: Date, lang: Lang): string {
  return `${HANDOVER[lang]} ${formatDay(new Date(until.getTime() - 1), lang)}`;
}
