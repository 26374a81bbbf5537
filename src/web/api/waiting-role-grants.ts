import { pageThrough } from './paging.ts';
import { loadNames, WAITING_ROLE_GRANT, waitingJson } from './role-grant-json.ts';
import type { RoleGrantParts } from './role-grants.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

/** Role grants that wait for a second person: listed, approved and rejected. */
export function waitingRoleGrantRoutes(parts: RoleGrantParts): Route[] {
  return [listRoute(parts), ...decisionRoutes(parts)];
}

function listRoute({ roles, stores }: RoleGrantParts): Route {
  return route({
    method: 'GET',
    path: '/role-grants/waiting',
    scope: 'roles:read',
    summary: 'Role grants that wait for a second person, the newest first',
    query: PAGING,
    answer: schema.pageOf(WAITING_ROLE_GRANT),
    async handle({ query, extent }) {
      const waiting = await roles.listWaiting(extent);
      const names = await loadNames(stores, waiting);
      return pageThrough(waiting, query, (each) => waitingJson(each, names));
    },
  });
}

function decisionRoutes({ roles, stores }: RoleGrantParts): Route[] {
  const decide = (act: 'approveRoleGrant' | 'rejectRoleGrant', path: string, summary: string) =>
    route({
      method: 'POST',
      path: `/role-grants/{role_grant}/${path}`,
      scope: 'roles:write',
      summary,
      answer: WAITING_ROLE_GRANT,
      problems: [
        'role_grant_not_found',
        'role_grant_not_waiting',
        'role_grant_invalid',
        'role_grant_to_self',
        'role_grant_outside_extent',
        'role_grant_higher',
        'approval_self',
        'approver_not_person',
        'separation_violated',
      ],
      async handle({ caller, path: { role_grant: id = '' } }) {
        const decided = await roles[act](caller.actor, id);
        return waitingJson(decided, await loadNames(stores, [decided]));
      },
    });
  return [
    decide(
      'approveRoleGrant',
      'approve',
      'A second person, who may give it as well, lets it count from now on',
    ),
    decide('rejectRoleGrant', 'reject', 'Ends it without giving anything; who asked for it may, too'),
  ];
}
