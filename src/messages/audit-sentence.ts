import type { AuditType } from '../domain/audit/audit-event.ts';
import { auditActsEn } from './audit-acts-en.ts';
import { auditActsVi } from './audit-acts-vi.ts';
import type { Lang } from './translate.ts';

/** The name of an act and its sentence: `{fact}` must be known or is a dash, `[…]` falls away unless all of it is. */
export type ActWords = readonly [name: string, sentence: string];

/** What a sentence may speak of, in the words of the page. */
export type SentenceFacts = Readonly<Record<string, string | undefined>>;

const ACTS: Record<Lang, Record<AuditType, ActWords>> = { vi: auditActsVi, en: auditActsEn };
const OPTIONAL = /\[([^\]]*)\]/g;
const FACT = /\{(\w+)\}/g;
const UNKNOWN = '–';

/** "Cấp quyền", "Role granted". */
export function actName(type: AuditType, lang: Lang): string {
  return ACTS[lang][type][0];
}

/** The event as a sentence without its full stop. */
export function auditSentence(type: AuditType, facts: SentenceFacts, lang: Lang): string {
  const known = (name: string) => (Object.hasOwn(facts, name) ? facts[name] : undefined);
  const isKnown = (part: string) => [...part.matchAll(FACT)].every(([, name = '']) => known(name));
  const [, sentence] = ACTS[lang][type];
  const text = sentence
    .replace(OPTIONAL, (_, part: string) => (isKnown(part) ? part : ''))
    .replace(FACT, (_, name: string) => known(name) ?? UNKNOWN);
  return text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);
}
