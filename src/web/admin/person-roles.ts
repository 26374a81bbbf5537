import { dayOf } from '../../domain/clock.ts';
import { isWithinUnits } from '../../domain/directory/readable-extent.ts';
import { waitingStep } from '../../domain/requests/role-request.ts';
import type { Context } from '../context.ts';
import { rolesAnswer } from '../portal/roles-answer.ts';
import { momentOf } from '../portal/roles-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { textFrom } from './list-query.ts';
import { type PersonParts, personAddress, type Subject } from './person-subject.ts';
import type { PersonView, RequestRowView } from './person-view.ts';

/** Roles with their paths, and requests that wait, for who may read them of this person. */
export async function rolesAndRequestsOf(
  parts: PersonParts,
  visit: ConsoleVisit,
  ctx: Context,
  subject: Subject,
): Promise<Pick<PersonView, 'roles' | 'requests'>> {
  const { record, now } = subject;
  if (!(await readsRoles(parts, visit, subject))) return { roles: null, requests: [] };
  const at = momentOf(textFrom(ctx, 'at') ?? '', now) ?? now;
  const day = dayOf(at) === dayOf(now) ? '' : dayOf(at);
  const question = { at: day, role: textFrom(ctx, 'role') ?? '', page: personAddress(record.person.id) };
  return {
    roles: { ...(await rolesAnswer(parts, record, { question, at, now, lang: visit.lang })), day: dayOf(at) },
    requests: await requestsOf(parts, visit, subject),
  };
}

/** The page's own permission may reach further than that to read roles. */
async function readsRoles(
  { reading }: PersonParts,
  { record: { person }, rights }: ConsoleVisit,
  { record }: Subject,
): Promise<boolean> {
  if (!rights.permissions.has('roles:read')) return false;
  const extent = await reading.extentOf({ personId: person.id, reading: rights.reading }, 'roles:read');
  return extent === 'whole' || isWithinUnits(record, extent);
}

async function requestsOf(
  { roleRequests, stores }: PersonParts,
  { lang }: ConsoleVisit,
  { record, titles }: Subject,
): Promise<RequestRowView[]> {
  const waiting = (await roleRequests.listOwn(record.person.id)).filter(({ state }) => state === 'pending');
  if (waiting.length === 0) return [];
  const clients = new Map((await stores.clients.list()).map((client) => [client.id, client]));
  const roles = new Map(
    (await stores.roles.listRolesByIds(waiting.map(({ roleId }) => roleId))).map((role) => [role.id, role]),
  );
  return waiting.flatMap((request) => {
    const role = roles.get(request.roleId);
    if (role === undefined) return [];
    const { clientId, name, nameEn } = role;
    return {
      role: lang === 'en' ? (nameEn ?? name) : name,
      application: titles.get(clientId) ?? clientId,
      icon: clients.get(clientId)?.metadata.launcher?.icon ?? null,
      tint: clientId,
      step: waitingStep(request) ?? null,
      requestedAt: request.requestedAt,
      // The moment that ends a day belongs to the day before it.
      dueAt: new Date(request.dueAt.getTime() - 1),
    };
  });
}
