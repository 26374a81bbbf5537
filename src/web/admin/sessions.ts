import { isIP } from 'node:net';
import { isRowId } from '../../domain/directory/person-lookup.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ListedSession } from '../../domain/sessions/session-desk.ts';
import type { SessionPage } from '../../domain/sessions/session-store.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { deviceName } from '../device-name.ts';
import { leadTo } from '../lead-to.ts';
import { referenceTo } from '../portal/security-rows.ts';
import type { WebParts } from '../web-parts.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { type Filters, listAddress, PAGE_SIZE, textFrom } from './list-query.ts';
import { SESSION_NOTICES, type SessionNotice, type SessionRowView } from './monitoring-view.ts';

const PATH = '/admin/sessions';
/** When somebody signed in, in milliseconds, and who. */
const EDGE = /^(\d{13})\.([\da-f-]{36})$/;

type Parts = Pick<WebParts, 'sessionDesk' | 'viewings' | 'pages'>;

/** `/admin/sessions`: who is signed in now, from where, and an end to it. */
export function sessionPages(parts: Parts): ConsolePage[] {
  return [
    page('/sessions', 'sessions:write', (visit, ctx) => showSessions(parts, visit, ctx)),
    page('/sessions/:personId', 'sessions:write', (visit, ctx) => showPerson(parts, visit, ctx)),
    action('/sessions/:personId/end', 'sessions:write', { fields: ['session'] }, async (visit, ctx, form) => {
      const notice = await end(parts, visit, ctx, form.fields.session);
      leadTo(ctx, listAddress(PATH, { notice }));
    }),
  ];
}

async function showSessions(parts: Parts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { sessionDesk, pages } = parts;
  const q = textFrom(ctx, 'q');
  const person = textFrom(ctx, 'person');
  const question = q !== undefined && isIP(q) !== 0 ? { network: q } : { text: q ?? person };
  const asked = pageFrom(ctx);
  const { sessions, hasMore, total } = await sessionDesk.list(question, { ...asked, limit: PAGE_SIZE });
  const address = (changes: Filters) => listAddress(PATH, { q, person, ...changes });
  const isBack = asked.order === 'oldest';
  const hasNewer = isBack ? hasMore : asked.past !== undefined;
  const hasOlder = isBack ? asked.past !== undefined : hasMore;
  const [first, last] = [sessions[0], sessions.at(-1)];
  const model = {
    ...visit.frame,
    notice: SESSION_NOTICES.find((each) => each === ctx.query.notice) ?? null,
    search: { q: q ?? '' },
    chosen:
      person === undefined
        ? []
        : [{ name: first?.person.fullName ?? person, without: address({ person: undefined }) }],
    sessions: sessions.map((each) => rowOf(each, visit)),
    total,
    newer: hasNewer && first !== undefined ? address({ newer: edgeOf(first) }) : null,
    older: hasOlder && last !== undefined ? address({ older: edgeOf(last) }) : null,
  };
  pages.show(ctx, 'admin/sessions', model, { csrf: visit.csrfToken });
}

async function showPerson(
  { sessionDesk, viewings, pages }: Parts,
  visit: ConsoleVisit,
  ctx: Context,
): Promise<void> {
  const { person, sessions } = await sessionDesk.listOf(String(ctx.params.personId));
  const seen = { data: 'devices', actor: visit.actor, clientId: null, reason: null } as const;
  await viewings.note(person.id, seen);
  const chosen = textFrom(ctx, 'session') ?? null;
  const ending = sessions.filter(({ session }) => chosen === null || referenceTo(session.uid) === chosen);
  // A session that has ended meanwhile is as one that never was.
  if (chosen !== null && ending.length === 0) throw new DomainError('not_found');
  const { id, fullName, email } = person;
  const model = {
    ...visit.frame,
    account: { id, fullName, email },
    sessions: ending.map((each) => rowOf(each, visit)),
    chosen,
    systems: [...new Set(ending.flatMap((each) => titlesOf(toldOf(each), visit.lang)))],
    action: `${PATH}/${id}/end`,
  };
  pages.show(ctx, 'admin/person-sessions', model, { csrf: visit.csrfToken });
}

async function end(
  { sessionDesk }: Parts,
  { actor }: ConsoleVisit,
  ctx: Context,
  chosen: string,
): Promise<SessionNotice> {
  const by = { actor, network: ctx.state.origin.address };
  const { person, sessions } = await sessionDesk.listOf(String(ctx.params.personId));
  if (chosen === '') return (await sessionDesk.endAllOf(person.id, by)) > 0 ? 'all-ended' : 'none';
  const found = sessions.find(({ session }) => referenceTo(session.uid) === chosen);
  return found !== undefined && (await sessionDesk.end(found.session.uid, by)) ? 'ended' : 'none';
}

function rowOf(listed: ListedSession, { sessionUid, lang }: ConsoleVisit): SessionRowView {
  const { session, person } = listed;
  const { uid, signedInAt, seenAt, address, userAgent } = session;
  return {
    person: { id: person.id, fullName: person.fullName, email: person.email },
    since: signedInAt,
    seenAt,
    address,
    device: deviceName(userAgent ?? ''),
    systems: titlesOf(listed, lang),
    isThis: uid === sessionUid,
    end: listAddress(`${PATH}/${person.id}`, { session: referenceTo(uid) }),
  };
}

/** Only a relying party that takes messages is told. */
function toldOf({ clients }: ListedSession): Pick<ListedSession, 'clients'> {
  return { clients: clients.filter(({ metadata }) => metadata.backchannel_logout_uri !== undefined) };
}

function titlesOf({ clients }: Pick<ListedSession, 'clients'>, lang: Lang): string[] {
  return clients.map((client) => titleOf(client, lang));
}

function edgeOf({ session }: ListedSession): string {
  return `${session.signedInAt.getTime()}.${session.personId}`;
}

function pageFrom(ctx: Context): Pick<SessionPage, 'order' | 'past'> {
  const edge = (name: string) => {
    const [, time, personId = ''] = EDGE.exec(textFrom(ctx, name) ?? '') ?? [];
    return isRowId(personId) ? { signedInAt: new Date(Number(time)), personId } : undefined;
  };
  const newer = edge('newer');
  return newer === undefined ? { order: 'newest', past: edge('older') } : { order: 'oldest', past: newer };
}
