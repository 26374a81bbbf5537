import { type AuditRecord, actorLabel } from '../../domain/audit/audit-event.ts';
import { attemptOf } from '../../domain/authentication/sign-in-history.ts';
import { causeInWords } from '../../messages/sign-in-causes.ts';
import { TIMELINE_ACTS, timelineWords } from '../../messages/timeline-acts.ts';
import { isMessageKey, type Lang, translator } from '../../messages/translate.ts';
import type { WebParts } from '../web-parts.ts';
import { actorNames } from './actor-names.ts';
import type { TimelineRowView } from './person-view.ts';

/** Events of a person that are told. */
const MOST = 50;

/** What happened to a person and her account, the last first. */
export async function timelineOf(
  stores: Pick<WebParts['stores'], 'audit' | 'directory' | 'clients'>,
  { id, clients, lang }: Pick<Known, 'id' | 'clients' | 'lang'>,
): Promise<TimelineRowView[]> {
  const records = await stores.audit.listOfPerson(id, TIMELINE_ACTS, MOST);
  const labels = records.map(({ actor }) => actorLabel(actor));
  const nameOf = await actorNames(stores, labels, lang);
  return records.map((record) => rowOf(record, { id, clients, nameOf, lang }));
}

interface Known {
  id: string;
  /** Titles of systems by id. */
  clients: ReadonlyMap<string, string>;
  /** What an actor is called, by the label. */
  nameOf(label: string): string;
  lang: Lang;
}

function rowOf(record: AuditRecord, known: Known): TimelineRowView {
  const { type, at, actor, network = null, supportCode = null } = record;
  const isRefused = type === 'sign_in.refused';
  const isOwn = actor.kind === 'person' && actor.id === known.id;
  return {
    at,
    what: timelineWords(type, known.lang) ?? type,
    detail: detailOf(record, known),
    by: isOwn ? null : known.nameOf(actorLabel(actor)),
    network,
    supportCode: isRefused ? supportCode : null,
    tone: isRefused || type === 'person.disabled' ? 'bad' : 'plain',
  };
}

function detailOf(record: AuditRecord, { clients, lang }: Known): string | null {
  const { type, clientId, details = {} } = record;
  const t = translator(lang);
  if (type.startsWith('sign_in.')) {
    const { cause, methods } = attemptOf(record);
    if (cause !== null) return causeInWords({ cause, methods }, lang).cause;
    const ways = methods.map((method) => `security.way.${method}`).filter(isMessageKey);
    return ways.length === 0 ? null : ways.map((way) => t(way)).join(', ');
  }
  const role = textOf(details.role);
  const client = clientId === undefined ? null : (clients.get(clientId) ?? clientId);
  return [role, client].filter((part) => part !== null).join(', ') || null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
