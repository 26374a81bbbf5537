import type { Lang } from './translate.ts';

const MEGABYTE = 1024 * 1024;

/** Bytes as kilobytes of 1,024, or megabytes, with one decimal: `6,2 KB`, in English `6.2 KB`; the space does not break. */
export function formatSize(bytes: number, lang: Lang): string {
  const isLarge = bytes >= MEGABYTE;
  const [whole, tenth] = (bytes / (isLarge ? MEGABYTE : 1024)).toFixed(1).split('.');
  return `${whole}${lang === 'vi' ? ',' : '.'}${tenth}\u00a0${isLarge ? 'MB' : 'KB'}`;
}
