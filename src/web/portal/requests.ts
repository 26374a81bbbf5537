import type Router from '@koa/router';
import type { Client } from '../../domain/clients/client.ts';
import { type Clock, dayOf } from '../../domain/clock.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { type RoleRequest, waitingStep } from '../../domain/requests/role-request.ts';
import type { Role } from '../../domain/roles/role.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { readForm } from '../form.ts';
import { preferencesOf } from '../preferences.ts';
import type { RequestsView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { type PortalVisit, portalVisit } from './portal-visit.ts';

type Parts = Pick<
  WebParts,
  | 'issuer'
  | 'provider'
  | 'sessions'
  | 'stores'
  | 'roles'
  | 'roleRequests'
  | 'pages'
  | 'csrf'
  | 'clock'
  | 'ids'
>;

const PATH = '/requests';
const NOTICES = ['sent', 'approved', 'rejected', 'withdrawn'] as const;

/** What a form of the page may be refused for; anything else is a page of its own. */
const SHOWN: readonly ErrorCode[] = [
  'role_not_found',
  'role_not_requestable',
  'role_already_held',
  'role_request_invalid',
  'role_request_not_found',
  'role_request_decided',
  'role_request_exists',
  'too_many_role_requests',
  'period_invalid',
  'separation_violated',
  'permission_denied',
];

interface Asked {
  role: string;
  until: string;
  reason: string;
}

/** `/requests`: asking for a role, what became of it, and the requests of others that wait for one's decision. */
export function requestRoutes(router: Router, parts: Parts): void {
  const { stores, roleRequests, pages, csrf, clock } = parts;

  router.get(PATH, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    await show(ctx, visit, { notice: NOTICES.find((each) => each === ctx.query.notice) ?? null });
  });

  router.post(PATH, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'role', 'until', 'reason']);
    await answer(ctx, form, 'sent', (personId) => {
      const [clientId = '', code = ''] = form.role.split(':');
      return roleRequests.submit(personId, { clientId, code, until: form.until, reason: form.reason });
    });
  });

  router.post(`${PATH}/:id/decision`, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf', 'verdict', 'note']);
    const id = String(ctx.params.id);
    const isApproval = form.verdict === 'approve';
    await answer(ctx, form, isApproval ? 'approved' : 'rejected', (personId) => {
      const actor = { kind: 'person', id: personId } as const;
      return isApproval
        ? roleRequests.approve(id, actor, form.note)
        : roleRequests.reject(id, actor, form.note);
    });
  });

  router.post(`${PATH}/:id/withdrawal`, async (ctx: Context) => {
    const form = await readForm(ctx, ['csrf']);
    await answer(ctx, form, 'withdrawn', (personId) =>
      roleRequests.withdraw(String(ctx.params.id), personId),
    );
  });

  /** Does what a form asks for, and comes back to the page: with a notice, or with the form and what is wrong. */
  async function answer(
    ctx: Context,
    form: { csrf: string } & Partial<Asked>,
    notice: (typeof NOTICES)[number],
    work: (personId: string) => Promise<unknown>,
  ): Promise<void> {
    const visit = await portalVisit(parts, ctx, PATH);
    if (visit === undefined) return;
    csrf.check(visit.sessionUid, form.csrf);
    try {
      await work(visit.record.person.id);
    } catch (error) {
      const refusal = pages.refusalOf(ctx, error, SHOWN);
      const { role = '', until = '', reason = '' } = form;
      return show(ctx, visit, { error: refusal, asked: { role, until, reason } });
    }
    ctx.status = 303;
    ctx.redirect(`${PATH}?notice=${notice}`);
  }

  async function show(
    ctx: Context,
    { record: { person }, frame, csrfToken }: PortalVisit,
    told: Partial<Pick<RequestsView, 'notice' | 'error'>> & { asked?: Asked },
  ): Promise<void> {
    const { lang } = preferencesOf(ctx);
    const clients = new Map((await stores.clients.list()).map((client) => [client.id, client]));
    const own = await roleRequests.listOwn(person.id);
    const waiting = await roleRequests.listWaiting({ kind: 'person', id: person.id });
    const roles = await stores.roles.listRolesByIds([...new Set(own.map(({ roleId }) => roleId))]);
    const nameOf = namer(clients, lang);
    const model: RequestsView = {
      ...frame,
      notice: told.notice ?? null,
      error: told.error ?? null,
      waiting: waiting.map(({ request, role, requester }) => ({
        ...nameOf(role),
        id: request.id,
        requester: requester.fullName,
        employeeNo: requester.employeeNo,
        reason: request.reason,
        step: waitingStep(request) ?? null,
        until: lastDay(request.until),
        requestedAt: request.requestedAt,
        dueAt: lastDay(request.dueAt),
      })),
      own: own.flatMap((request) => {
        const role = roles.find(({ id }) => id === request.roleId);
        return role === undefined ? [] : [ownView(request, nameOf(role), clock)];
      }),
      form: {
        choices: (await roleRequests.listRequestable(person.id)).map(({ client, roles: open }) => ({
          application: titleOf(client, lang),
          roles: open.map((role) => ({ value: `${role.clientId}:${role.code}`, name: nameOf(role).role })),
        })),
        ...(told.asked ?? { role: '', until: '', reason: '' }),
        earliest: dayOf(clock.now()),
        latest: await roleRequests.latestDay(),
      },
    };
    pages.show(ctx, 'portal/requests', model, { csrf: csrfToken });
  }
}

function namer(clients: ReadonlyMap<string, Client>, lang: Lang) {
  return ({ clientId, name, nameEn }: Role) => {
    const client = clients.get(clientId);
    return {
      role: lang === 'en' ? (nameEn ?? name) : name,
      application: client === undefined ? clientId : titleOf(client, lang),
      icon: client?.metadata.launcher?.icon ?? null,
      tint: clientId,
    };
  };
}

function ownView(
  request: RoleRequest,
  names: ReturnType<ReturnType<typeof namer>>,
  clock: Clock,
): RequestsView['own'][number] {
  const isOver = request.state === 'pending' && request.dueAt <= clock.now();
  return {
    ...names,
    id: request.id,
    state: isOver ? 'expired' : request.state,
    step: isOver ? null : (waitingStep(request) ?? null),
    reason: request.reason,
    note: request.decisions.at(-1)?.note ?? null,
    until: lastDay(request.until),
    requestedAt: request.requestedAt,
    dueAt: lastDay(request.dueAt),
  };
}

/** A moment that ends a day belongs to the day before it. */
function lastDay(end: Date): Date {
  return new Date(end.getTime() - 1);
}
