import type { CertificateVerdict, VerdictStep } from '../domain/certificates/certificate-verdict.ts';
import type { RevocationProblem } from '../domain/certificates/revocation-proof.ts';
import { PROBLEM_WORDS, REMEDY_WORDS } from './certificate-remedies.ts';
import { CAUSE_WORDS, STEP_WORDS } from './certificate-verdict.ts';
import { formatDay, formatTimestamp } from './dates.ts';
import type { Lang } from './translate.ts';

/** A step of a verdict as a page tells it. */
export interface StepLine {
  state: VerdictStep['state'];
  title: string;
  /** What was found; empty where there is nothing to tell. */
  detail: string;
  /** What to do about a step that failed. */
  remedy: string | null;
}

const MEANS: Readonly<Record<string, Record<Lang, string>>> = {
  crl: { vi: 'danh sách thu hồi', en: 'revocation list' },
  ocsp: { vi: 'máy chủ OCSP', en: 'OCSP responder' },
};

/** Between the names of a path, as `pki` tells it. */
const PATH_ARROW = ' → ';

/** The steps of a verdict in one language; a failed one is titled by its cause. */
export function stepLines({ steps }: CertificateVerdict, lang: Lang): StepLine[] {
  return steps.map((step) => ({
    state: step.state,
    title: step.code === null ? STEP_WORDS[step.name][lang] : CAUSE_WORDS[step.code][lang],
    detail: detailOf(step, lang),
    remedy: step.code === null ? null : REMEDY_WORDS[step.code][lang],
  }));
}

function detailOf({ name, facts }: VerdictStep, lang: Lang): string {
  const text = (key: string) => (facts[key] == null ? '' : String(facts[key]));
  const date = (key: string) => (text(key) === '' ? '' : new Date(text(key)));
  const until = date('until');
  const revokedAt = date('revoked_at');
  const producedAt = date('produced_at');
  const parts = {
    parse: [commonName(text('subject')), text('serial').slice(0, 40)],
    path: [text('authorities').split(PATH_ARROW).map(commonName).join(PATH_ARROW)],
    validity: [until && formatDay(until, lang)],
    usage: [],
    algorithm: [`${text('key')} ${text('bits')}`.trim()],
    profile: [],
    // Each authority below the anchor is asked about as well: the line says whom it is about.
    revocation: [
      commonName(text('certificate')),
      revokedAt && formatDay(revokedAt, lang),
      MEANS[text('by')]?.[lang] ?? '',
      producedAt && `${formatTimestamp(producedAt, lang)} (${ageOf(Number(text('age_minutes')), lang)})`,
      PROBLEM_WORDS[text('problem') as RevocationProblem]?.[lang] ?? '',
    ],
    mapping: [text('person')],
  }[name];
  return parts.filter((part) => part !== '').join(', ');
}

/** How old a list or response is. */
function ageOf(minutes: number, lang: Lang): string {
  if (minutes < 1) return lang === 'vi' ? 'vừa xong' : 'just now';
  const [count, vi, en] =
    minutes < 120
      ? [minutes, 'phút', 'min']
      : minutes < 48 * 60
        ? [Math.floor(minutes / 60), 'giờ', 'hours']
        : [Math.floor(minutes / (24 * 60)), 'ngày', 'days'];
  if (lang === 'en') return `${count}\u00a0${en} ago`;
  return `${count}\u00a0${vi} trước`;
}

/** The first common name of a subject; the whole of it where there is none. */
export function commonName(subject: string): string {
  return /(?:^|,)CN=((?:[^,\\]|\\.)+)/.exec(subject)?.[1]?.replace(/\\(.)/g, '$1') ?? subject.slice(0, 100);
}
