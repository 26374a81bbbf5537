import type { ReviewItem, ReviewState, Verdict } from '../domain/reviews/review.ts';
import type { Signal } from '../domain/reviews/review-signals.ts';
import { formatDay } from './dates.ts';
import { fill, type Lang } from './translate.ts';

type Words = Readonly<Record<Lang, string>>;

export const SIGNAL_WORDS: Readonly<Record<Signal, Words>> = {
  changed: { vi: 'Có thay đổi từ kỳ trước', en: 'Changed since the last review' },
  unused: { vi: 'Lâu không dùng', en: 'Not used for long' },
  outlier: { vi: 'Khác thường', en: 'Outlier' },
  privileged: { vi: 'Đặc quyền', en: 'Privileged' },
  no_decision: { vi: 'Không có số quyết định', en: 'No decision number' },
  ends_never: { vi: 'Không thời hạn', en: 'Ends never' },
};

export const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  keep: { vi: 'Giữ', en: 'Keep' },
  revoke: { vi: 'Thu hồi', en: 'Revoke' },
};

export const STATE_WORDS: Readonly<Record<ReviewState, Words>> = {
  open: { vi: 'đang rà soát', en: 'open' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  closed: { vi: 'đã ký và nộp', en: 'signed and submitted' },
};

const CATEGORY_WORDS: Readonly<Record<NonNullable<ReviewItem['category']>, Words>> = {
  can_bo: { vi: 'cán bộ', en: 'cadres' },
  cong_chuc: { vi: 'công chức', en: 'civil servants' },
  vien_chuc: { vi: 'viên chức', en: 'public employees' },
  nguoi_lao_dong: { vi: 'người lao động', en: 'contract workers' },
};

const EVERYBODY: Words = { vi: 'Mọi người', en: 'Everybody' };
const BELOW: Words = { vi: '{unit} và đơn vị trực thuộc', en: '{unit} and the units below it' };
const NOT_KNOWN: Words = { vi: 'lần dùng cuối chưa rõ', en: 'last use not known' };
const LAST_USED: Words = { vi: 'dùng lần cuối {day}', en: 'last used {day}' };
const ONE_OF: Words = {
  vi: 'Chỉ {holders} trên {people} người có',
  en: 'Only {holders} of {people} hold it',
};

/** Who holds the role of an item: a person's name, or what a rule names. */
export function holderWords(item: ReviewItem, lang: Lang): string {
  if (item.personId !== null) return item.personName ?? item.personId;
  const unit = item.unitName ?? '';
  const category = item.category === null ? undefined : CATEGORY_WORDS[item.category][lang];
  const parts = [
    item.positionName,
    item.includesSubtree ? fill(BELOW[lang], { unit }) : unit,
    category,
  ].filter((part): part is string => typeof part === 'string' && part !== '');
  return parts.length === 0 ? EVERYBODY[lang] : parts.join(', ');
}

/** Where the holder of an item stands; empty for a rule, which says it itself. */
export function placeWords({ personId, positionName, unitName }: ReviewItem): string {
  return personId === null ? '' : [positionName, unitName].filter(Boolean).join(', ');
}

/** What to look at: each signal in words, an outlier with its numbers. */
export function signalWords(item: ReviewItem, lang: Lang): string[] {
  return item.signals.map((signal) => {
    if (signal !== 'outlier') return SIGNAL_WORDS[signal][lang];
    const facts = { holders: String(item.peersWithRole + 1), people: String(item.peers + 1) };
    return fill(ONE_OF[lang], facts);
  });
}

/** When the person last used the relying party, as far as it is known; empty for a rule. */
export function usageWords({ personId, lastUsedAt }: ReviewItem, lang: Lang): string {
  if (personId === null) return '';
  return lastUsedAt === null ? NOT_KNOWN[lang] : fill(LAST_USED[lang], { day: formatDay(lastUsedAt, lang) });
}

/** Somebody who acts, as `actorLabel` writes it, in words where they are known. */
export function actorWords(label: string | null, names: ReadonlyMap<string, string>): string {
  return label === null ? '' : (names.get(label) ?? label);
}
