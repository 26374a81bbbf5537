import type { ListedRequest } from '../../domain/requests/request-overview.ts';
import { type RequestState, type RoleRequest, waitingStep } from '../../domain/requests/role-request.ts';
import { LISTED_STATES } from '../../domain/requests/role-request-store.ts';
import type { Role } from '../../domain/roles/role.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { roleName } from '../portal/role-names.ts';
import type { WebParts } from '../web-parts.ts';
import { type ConsolePage, page } from './console-page.ts';
import type { ConsoleVisit } from './console-visit.ts';
import {
  choiceFrom,
  type Filters,
  listAddress,
  PAGE_SIZE,
  pageFrom,
  pagingOf,
  textFrom,
} from './list-query.ts';
import type { RequestLine, RequestListView, RequestTab } from './requests-view.ts';
import { lastMomentOf } from './role-grant-words.ts';

export const REQUESTS_PATH = '/admin/requests';
const TABS: readonly RequestTab[] = ['mine', ...LISTED_STATES, 'all'];

export type RequestParts = Pick<WebParts, 'requestOverview' | 'roleRequests' | 'stores' | 'pages' | 'clock'>;

/** `/admin/requests`: who asks for which role, what waits for whoever looks, and what was decided. */
export function requestListPages(parts: RequestParts): ConsolePage[] {
  return [page('/requests', 'roles:read', (visit, ctx) => showRequests(parts, visit, ctx))];
}

async function showRequests(parts: RequestParts, visit: ConsoleVisit, ctx: Context): Promise<void> {
  const { requestOverview, pages, clock } = parts;
  const mayDecide = visit.rights.permissions.has('roles:write');
  const tabs = TABS.filter((each) => each !== 'mine' || mayDecide);
  const search = textFrom(ctx, 'q');
  const tab = choiceFrom(ctx, 'state', tabs) ?? (mayDecide ? 'mine' : 'waiting');
  const mine = mayDecide ? await requestOverview.listMine(visit.actor) : [];
  const address = (changes: Filters) => listAddress(REQUESTS_PATH, { q: search, state: tab, ...changes });
  const asked = pageFrom(ctx);
  const state = tab === 'mine' || tab === 'all' ? undefined : tab;
  const query = { text: search, state, limit: PAGE_SIZE, ...asked };
  const listed = tab === 'mine' ? undefined : await requestOverview.list(query, visit.extent);
  const lineOf = liner(await namesFor(parts, visit.lang), clock.now());
  const model: RequestListView = {
    ...visit.frame,
    search: search ?? '',
    tab,
    tabs: tabs.map((each) => ({
      tab: each,
      url: listAddress(REQUESTS_PATH, { q: each === 'mine' ? undefined : search, state: each }),
      number: each === 'mine' ? mine.length : null,
    })),
    requests: (listed?.requests ?? mine).map(lineOf),
    paging:
      listed === undefined
        ? null
        : pagingOf(asked, { ...listed, ids: listed.requests.map(({ request }) => request.id) }, address),
  };
  pages.show(ctx, 'admin/requests', model, { csrf: visit.csrfToken });
}

/** What the role of a request and its system are called, and how the system looks. */
export async function namesFor({ stores }: Pick<RequestParts, 'stores'>, lang: Lang) {
  const clients = new Map((await stores.clients.list()).map((client) => [client.id, client]));
  return (role: Role): Pick<RequestLine, 'role' | 'application' | 'icon' | 'tint'> => {
    const client = clients.get(role.clientId);
    return {
      role: roleName(role, lang),
      application: client === undefined ? role.clientId : titleOf(client, lang),
      icon: client?.metadata.launcher?.icon ?? null,
      tint: role.clientId,
    };
  };
}

function liner(namesOf: Awaited<ReturnType<typeof namesFor>>, now: Date) {
  return ({ request, role, requester }: ListedRequest): RequestLine => ({
    id: request.id,
    ...namesOf(role),
    requester: requester.fullName,
    employeeNo: requester.employeeNo,
    reason: request.reason,
    requestedAt: request.requestedAt,
    ...standingOf(request, now),
  });
}

/** Where a request stands at a moment, whether a sweep has noticed it or not. */
export function standingOf(
  request: RoleRequest,
  now: Date,
): Pick<RequestLine, 'step' | 'dueAt'> & { state: RequestState } {
  const isOver = request.state === 'pending' && request.dueAt <= now;
  return {
    state: isOver ? 'expired' : request.state,
    step: isOver ? null : (waitingStep(request) ?? null),
    dueAt: lastMomentOf(request.dueAt),
  };
}
