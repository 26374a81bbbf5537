import type { RefusalCode } from '../domain/directory/staff-refusal.ts';
import type { ErrorCode } from '../domain/errors.ts';
import { errorText } from './errors.ts';
import { STAFF_REFUSALS } from './staff-refusals.ts';
import type { Lang } from './translate.ts';

/** The reason and the remedy of a refused row, which is refused for a cell or as the single act would be. */
export function refusalText(code: RefusalCode | ErrorCode): Record<Lang, string> {
  if (isForRows(code)) return STAFF_REFUSALS[code];
  const sentence = (lang: Lang) => {
    const { title, remedy } = errorText(code, lang);
    return `${title}. ${remedy}`;
  };
  return { vi: sentence('vi'), en: sentence('en') };
}

function isForRows(code: RefusalCode | ErrorCode): code is RefusalCode {
  return Object.hasOwn(STAFF_REFUSALS, code);
}
