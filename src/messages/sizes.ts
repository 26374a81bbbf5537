import type { Lang } from './translate.ts';

/** Bytes as kilobytes of 1,024 with one decimal: `6,2 KB`, in English `6.2 KB`; the space does not break. */
export function formatSize(bytes: number, lang: Lang): string {
  const [whole, tenth] = (bytes / 1024).toFixed(1).split('.');
  return `${whole}${lang === 'vi' ? ',' : '.'}${tenth}\u00a0KB`;
}
