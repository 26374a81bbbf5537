import type { Lang } from './translate.ts';

const formats = { vi: new Intl.NumberFormat('vi'), en: new Intl.NumberFormat('en') };

/** A number as people read it: `2.918` and `4,6`, in English `2,918` and `4.6`. */
export function formatNumber(value: number, lang: Lang): string {
  return formats[lang].format(value);
}
