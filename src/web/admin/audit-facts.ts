import { type Actor, type AuditRecord, actorOf } from '../../domain/audit/audit-event.ts';
import { attemptOf } from '../../domain/authentication/sign-in-history.ts';
import { BREAK_GLASS_ID } from '../../domain/directory/break-glass-account.ts';
import type { AuditNames } from '../../domain/overview/audit-names.ts';
import type { SentenceFacts } from '../../messages/audit-sentence.ts';
import { formatDay, formatTimestamp } from '../../messages/dates.ts';
import { formatNumber } from '../../messages/numbers.ts';
import { SETTING_WORDS } from '../../messages/settings.ts';
import { causeInWords } from '../../messages/sign-in-causes.ts';
import { isMessageKey, type Lang, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';

/** How far a role may be limited, where other events name a unit. */
const REACHES: ReadonlySet<string> = new Set(['none', 'own-unit', 'any']);
/** Ids of what stands beside them by name. */
const UNSAID: ReadonlySet<string> = new Set(['roleId', 'partId', 'mandatorId', 'deputyId']);
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Names of what an event speaks of by id or code. */
export type AuditNamer = ReturnType<typeof auditNamer>;

export function auditNamer(names: AuditNames, lang: Lang) {
  const t = translator(lang);
  const person = (id: string) =>
    id === BREAK_GLASS_ID
      ? t('audit.emergency')
      : (names.people.get(id)?.fullName ?? t('audit.somebodyGone'));
  const client = (id: string) => {
    const known = names.clients.get(id);
    return known === undefined ? id : titleOf(known, lang);
  };
  return {
    person,
    client,
    actor(by: Actor): string {
      if (by.kind === 'system') return t('audit.system');
      if (by.kind === 'operator') return t('audit.operator', { name: by.name });
      return by.kind === 'person' ? person(by.id) : client(by.id);
    },
    unit: (code: string) => names.units.get(code) ?? code,
    position: (code: string) => names.positions.get(code) ?? code,
    /** @param name `CLIENT:CODE` */
    role(name: string): string | undefined {
      const known = names.roles.get(name);
      return lang === 'en' ? (known?.nameEn ?? known?.name) : known?.name;
    },
  };
}

/** What stands in a field of an event's details, in words. */
export type SayDetail = (field: string, value: unknown) => string;

export function detailWords(record: AuditRecord, namer: AuditNamer, lang: Lang): SayDetail {
  const t = translator(lang);
  const fields = fieldWords(record, namer, lang);
  const sayText = (field: string, value: string) => {
    if (INSTANT.test(value)) return formatTimestamp(new Date(value), lang);
    if (DAY.test(value)) return formatDay(new Date(`${value}T00:00:00+07:00`), lang);
    const by = actorOf(value);
    if (by?.kind === 'person' || by?.kind === 'operator') return namer.actor(by);
    return (Object.hasOwn(fields, field) ? fields[field]?.(value) : undefined) ?? value;
  };
  return (field, value) => {
    if (typeof value === 'number') return formatNumber(value, lang);
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (typeof value !== 'string' || value === '') return t('audit.blank');
    return sayText(field.replace(/^before_/, ''), value);
  };
}

/** Fields whose texts are ids or codes. */
function fieldWords(
  record: AuditRecord,
  namer: AuditNamer,
  lang: Lang,
): Record<string, (value: string) => string> {
  const t = translator(lang);
  const word = (prefix: string) => (value: string) => {
    const key = `audit.${prefix}.${value}`;
    return isMessageKey(key) ? t(key) : value;
  };
  const each = (say: (value: string) => string) => (values: string) =>
    values.split(' ').filter(Boolean).map(say).join(', ');
  const role = (name: string) => namer.role(name.includes(':') ? name : `${record.clientId}:${name}`) ?? name;
  const methods = attemptOf(record).methods;
  return {
    role,
    part: role,
    unit: namer.unit,
    extent: (value) => (REACHES.has(value) ? word('reach')(value) : namer.unit(value)),
    scope: namer.unit,
    position: namer.position,
    mandatorId: namer.person,
    deputyId: namer.person,
    category: word('category'),
    clients: each(namer.client),
    method: word('way'),
    methods: each(word('way')),
    verdict: word('verdict'),
    ...(record.type === 'person.viewed' && { data: word('data') }),
    cause: (value) => causeInWords({ cause: value, methods }, lang).cause,
    ...(record.type === 'session.ended' && { reason: word('end') }),
    ...(record.type === 'setting.changed' && {
      name: (value) => Object.entries(SETTING_WORDS).find(([name]) => name === value)?.[1][lang] ?? value,
    }),
  };
}

/** What the sentence of an event may speak of. */
export function sentenceFacts(record: AuditRecord, namer: AuditNamer, say: SayDetail): SentenceFacts {
  const { details = {}, personId, clientId } = record;
  const told = Object.entries(details).filter(([, value]) => value !== null && value !== '');
  const facts = Object.fromEntries(told.map(([field, value]) => [field, say(field, value)] as const));
  const person = personId === undefined ? undefined : namer.person(personId);
  const post = [facts.position, facts.unit].filter(Boolean).join(', ');
  return {
    ...facts,
    // As the pages of plans say it; the event's own page has all of it.
    ...(facts.plan && { plan: facts.plan.slice(0, 8) }),
    actor: namer.actor(record.actor),
    person,
    client: clientId === undefined ? undefined : namer.client(clientId),
    holder: person ?? (post === '' ? facts.category : post),
  };
}

/** A field that an act changed. */
export interface AuditChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** The details of an event, apart from what it changed: `before_x` beside `x`, or `before` beside `after`. Pure. */
export function changesIn({ details = {} }: Pick<AuditRecord, 'details'>): {
  changes: AuditChange[];
  others: [field: string, value: unknown][];
} {
  const pairs = Object.keys(details).flatMap((name) => {
    if (name === 'before') return [{ field: 'value', from: 'before', to: 'after' }];
    const field = /^before_(.+)$/.exec(name)?.[1];
    return field === undefined ? [] : [{ field, from: name, to: field }];
  });
  const taken = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  return {
    changes: pairs.map(({ field, from, to }) => ({ field, before: details[from], after: details[to] })),
    others: Object.entries(details).filter(([name]) => !taken.has(name) && !UNSAID.has(name)),
  };
}
