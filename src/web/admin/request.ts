import { dayOf } from '../../domain/clock.ts';
import { isInForce } from '../../domain/directory/appointment.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { RequestDossier } from '../../domain/requests/request-overview.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import type { RefusalView } from '../view-models.ts';
import { actorNames } from './actor-names.ts';
import { action, type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { choiceFrom } from './list-query.ts';
import { namesFor, REQUESTS_PATH, type RequestParts, standingOf } from './requests.ts';
import { REQUEST_NOTICES, type RequestView } from './requests-view.ts';
import { lastMomentOf } from './role-grant-words.ts';

/** What the form is refused for in place. */
const SHOWN: readonly ErrorCode[] = [
  'role_request_invalid',
  'role_request_decided',
  'role_grant_invalid',
  'separation_violated',
  'account_closed',
  'unit_not_found',
  'permission_denied',
];

/** `/admin/requests/:id`: one request, with what somebody needs who decides on it. */
export function requestPages(parts: RequestParts): ConsolePage[] {
  return [
    page('/requests/:id', 'roles:read', (visit, ctx) => showRequest(parts, visit, ctx)),
    action(
      '/requests/:id/decision',
      'roles:write',
      { fields: ['verdict', 'note'] },
      (visit, ctx, { fields }) => decide(parts, visit, ctx, fields),
    ),
  ];
}

const idOf = (ctx: Context) => String(ctx.params.id);

async function showRequest(
  parts: RequestParts,
  visit: ConsoleVisit,
  ctx: Context,
  { error = null, note = '' }: { error?: RefusalView | null; note?: string } = {},
): Promise<void> {
  const { requestOverview, stores, pages, clock } = parts;
  const { lang } = visit;
  const dossier = await requestOverview.get(idOf(ctx), visit.actor, visit.extent);
  const { request, role, record } = dossier;
  const namesOf = await namesFor(parts, lang);
  const nameOf = await actorNames(
    stores,
    request.decisions.map(({ by }) => by),
    lang,
  );
  const units = request.extentUnitId === null ? [] : await stores.directory.listUnits();
  const model: RequestView = {
    ...visit.frame,
    ...namesOf(role),
    ...standingOf(request, clock.now()),
    notice: choiceFrom(ctx, 'notice', REQUEST_NOTICES) ?? null,
    error,
    note,
    id: request.id,
    requestedAt: request.requestedAt,
    reason: request.reason,
    until: lastMomentOf(request.until),
    extent: units.find(({ id }) => id === request.extentUnitId)?.name ?? null,
    requester: requesterOf(record, clock.now()),
    decisions: request.decisions.map(({ step, verdict, by, at, note: said }) => {
      return { step, verdict, by: nameOf(by), at: new Date(at), note: said };
    }),
    endedAt: request.endedAt,
    roleGrantId: request.roleGrantId,
    held: heldBy(dossier, namesOf),
    conflicts: await conflictsOf(parts, dossier, namesOf),
    isMine: dossier.isMine && visit.rights.permissions.has('roles:write'),
  };
  pages.show(ctx, 'admin/request', model, { csrf: visit.csrfToken });
}

function requesterOf(
  { person, appointments, units, positions }: PersonRecord,
  now: Date,
): RequestView['requester'] {
  const post = appointments.find((each) => each.isMain && isInForce(each, dayOf(now)));
  return {
    id: person.id,
    name: person.fullName,
    employeeNo: person.employeeNo,
    position: positions.find(({ id }) => id === post?.positionId)?.name ?? null,
    unit: units.find(({ id }) => id === post?.unitId)?.name ?? null,
  };
}

type NamesOf = Awaited<ReturnType<typeof namesFor>>;

/** Names of roles, system by system. */
function heldBy({ held }: RequestDossier, namesOf: NamesOf): RequestView['held'] {
  const bySystem = new Map<string, string[]>();
  for (const each of held) {
    const { application, role } = namesOf(each.role);
    bySystem.set(application, [...(bySystem.get(application) ?? []), role]);
  }
  return [...bySystem].map(([application, roles]) => ({ application, roles }));
}

async function conflictsOf(
  { stores }: RequestParts,
  { violations }: RequestDossier,
  namesOf: NamesOf,
): Promise<RequestView['conflicts']> {
  if (violations.length === 0) return [];
  const roles = await stores.roles.listRoles();
  const called = (label: string) => {
    const role = roles.find(({ clientId, code }) => `${clientId}:${code}` === label);
    if (role === undefined) return label;
    const names = namesOf(role);
    return `${names.role} (${names.application})`;
  };
  return violations.map(({ name, separation, roles: labels }) => {
    return { separation: name ?? separation, roles: labels.map(called).join(', ') };
  });
}

async function decide(
  parts: RequestParts,
  visit: ConsoleVisit,
  ctx: Context,
  { verdict, note }: { verdict: string; note: string },
): Promise<void> {
  const isApproval = verdict === 'approve';
  if (!isApproval && verdict !== 'reject') throw new DomainError('bad_request', { reason: 'verdict' });
  const { request } = await parts.requestOverview.get(idOf(ctx), visit.actor, visit.extent);
  try {
    if (isApproval) await parts.roleRequests.approve(request.id, visit.actor, note);
    else await parts.roleRequests.reject(request.id, visit.actor, note);
  } catch (thrown) {
    const error = parts.pages.refusalOf(ctx, thrown, SHOWN);
    return showRequest(parts, visit, ctx, { error, note });
  }
  leadTo(ctx, `${REQUESTS_PATH}/${request.id}?notice=${isApproval ? 'approved' : 'rejected'}`);
}
