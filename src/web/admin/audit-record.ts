import type { AuditRecord } from '../../domain/audit/audit-event.ts';
import { findSignInFailure } from '../../domain/authentication/sign-in-failure.ts';
import { DomainError } from '../../domain/errors.ts';
import { actName, auditSentence } from '../../messages/audit-sentence.ts';
import { causeInWords } from '../../messages/sign-in-causes.ts';
import { isMessageKey, type Lang, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { deviceName } from '../device-name.ts';
import { type AuditNamer, auditNamer, changesIn, detailWords, sentenceFacts } from './audit-facts.ts';
import { actIcon } from './audit-icons.ts';
import type { AuditParts } from './audit-parts.ts';
import type { AuditRecordView, FactView, SignInFailureView } from './audit-view.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress } from './list-query.ts';

const PATH = '/admin/audit';
/** Details that are long and of one piece: hashes, addresses of the wire. */
const CODES: ReadonlySet<string> = new Set([
  'fingerprint',
  'decisionSha256',
  'record_sha256',
  'thumbprint',
  'serial',
]);

/** `/admin/audit/:seq`: one event. */
export function auditRecordPages(parts: AuditParts): ConsolePage[] {
  return [page('/audit/:seq', 'audit:read', (visit, ctx) => showRecord(parts, visit, ctx))];
}

/** `/admin/sign-in-failures/:code`: why a sign-in failed, for whoever helps people, within the extent. */
export function signInFailurePages(parts: AuditParts): ConsolePage[] {
  return [page('/sign-in-failures/:code', 'sign-ins:read', (visit, ctx) => showFailure(parts, visit, ctx))];
}

async function showRecord(parts: AuditParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const asked = String(ctx.params.seq);
  if (!/^[1-9]\d{0,15}$/.test(asked)) throw new DomainError('not_found');
  const { record, isSealed, names } = await parts.auditOverview.show(Number(asked));
  const { lang } = visit;
  const namer = auditNamer(names, lang);
  const say = detailWords(record, namer, lang);
  const { changes, others } = changesIn(record);
  const newest = await parts.stores.audit.newestSeq();
  const { seq, at, type, hash, previousHash } = record;
  const model: AuditRecordView = {
    ...visit.frame,
    seq,
    at,
    act: actName(type, lang),
    sentence: auditSentence(type, sentenceFacts(record, namer, say), lang),
    icon: actIcon(type),
    facts: [
      ...whoAndWhere(record, namer, lang),
      ...others.map(([field, value]) => ({
        ...plain(fieldLabel(field, lang), say(field, value)),
        isCode: CODES.has(field),
      })),
    ],
    changes: changes.map(({ field, before, after }) => ({
      field: fieldLabel(field, lang),
      before: say(field, before),
      after: say(field, after),
    })),
    previousHash,
    hash,
    isSealed,
    previous: seq > 1 ? `${PATH}/${seq - 1}` : null,
    next: seq < newest ? `${PATH}/${seq + 1}` : null,
  };
  parts.pages.show(ctx, 'admin/audit-record', model, { csrf: visit.csrfToken });
}

async function showFailure(parts: AuditParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { stores, pages } = parts;
  const { attempt, person } = await findSignInFailure({ stores }, String(ctx.params.code), visit.extent);
  const seen = { data: 'sign-in', actor: visit.actor, clientId: null, reason: attempt.supportCode } as const;
  if (person !== undefined) await parts.viewings.note(person.id, seen);
  const { lang } = visit;
  const readsLog = visit.rights.reading.everywhere.has('audit:read');
  const t = translator(lang);
  const code = attempt.supportCode ?? '';
  const { at, network, userAgent, methods } = attempt;
  const device = userAgent === null ? null : (deviceName(userAgent) ?? userAgent);
  const client = attempt.clientId === null ? undefined : await stores.clients.find(attempt.clientId);
  const model: SignInFailureView = {
    ...visit.frame,
    code,
    at,
    ...causeInWords(attempt, lang),
    account:
      person === undefined
        ? null
        : {
            id: person.id,
            fullName: person.fullName,
            email: person.email,
            address: readsLog ? listAddress(PATH, { person: person.id, type: 'sign_in' }) : null,
          },
    facts: [
      ...(client === undefined ? [] : [plain(t('audit.client'), titleOf(client, lang))]),
      plain(t('audit.methods'), methods.map((method) => wayWord(method, lang)).join(', ')),
      ...(network === null ? [] : [{ ...networkFact(network, lang), ...(readsLog ? {} : { href: null }) }]),
      ...(device === null ? [] : [plain(t('audit.device'), device)]),
    ],
    records: readsLog ? listAddress(PATH, { code }) : null,
  };
  pages.show(ctx, 'admin/sign-in-failure', model, { csrf: visit.csrfToken });
}

function whoAndWhere(record: AuditRecord, namer: AuditNamer, lang: Lang): FactView[] {
  const t = translator(lang);
  const { actor, personId, clientId, network, supportCode, type } = record;
  const actorHref = actor.kind === 'person' ? personAddress(actor.id) : null;
  const codeHref = type === 'sign_in.refused' ? `/admin/sign-in-failures/${supportCode}` : null;
  return [
    { ...plain(t('audit.actor'), namer.actor(actor)), href: actorHref },
    ...(personId === undefined
      ? []
      : [{ ...plain(t('audit.person'), namer.person(personId)), href: personAddress(personId) }]),
    ...(clientId === undefined
      ? []
      : [
          {
            ...plain(t('audit.client'), namer.client(clientId)),
            href: listAddress(PATH, { client: clientId }),
          },
        ]),
    ...(network === undefined ? [] : [networkFact(network, lang)]),
    ...(supportCode === undefined
      ? []
      : [
          {
            ...plain(t('audit.code'), supportCode),
            isCode: true,
            href: codeHref ?? listAddress(PATH, { code: supportCode }),
          },
        ]),
  ];
}

function networkFact(network: string, lang: Lang): FactView {
  const label = translator(lang)('audit.network');
  return { label, text: network, isCode: true, href: listAddress(PATH, { network }) };
}

function personAddress(id: string): string {
  return `/admin/people/${id}`;
}

function plain(label: string, text: string): FactView {
  return { label, text, isCode: false, href: null };
}

/** The name of a detail; one that has none shows as it is written. */
function fieldLabel(field: string, lang: Lang): string {
  const key = `audit.field.${field}`;
  return isMessageKey(key) ? translator(lang)(key) : field;
}

function wayWord(method: string, lang: Lang): string {
  const key = `audit.way.${method}`;
  return isMessageKey(key) ? translator(lang)(key) : method;
}
