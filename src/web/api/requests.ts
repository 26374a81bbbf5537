import { APPROVAL_STEPS } from '../../domain/requests/role-request.ts';
import type { RoleRequestService } from '../../domain/requests/role-request-service.ts';
import { requestFields, waitingFields } from '../../messages/role-request-fields.ts';
import { type Page, type Route, route } from './route.ts';
import * as schema from './schema.ts';

export interface RequestParts {
  roleRequests: RoleRequestService;
}

const ID = { ...schema.text, format: 'uuid' };

const STATE = {
  id: ID,
  state: schema.oneOf(['pending', 'approved', 'rejected', 'withdrawn', 'expired']),
  step: { ...schema.oneOfOrNull(APPROVAL_STEPS), description: 'whose decision it waits for' },
  until: { ...schema.moment, description: 'the end of the role grant' },
  due_at: schema.moment,
  role_grant: { ...schema.textOrNull, description: 'id of what came of it' },
};

const REQUEST: schema.NamedSchema = { name: 'RoleRequest', schema: schema.object(STATE) };

const WAITING: schema.NamedSchema = {
  name: 'WaitingRoleRequest',
  schema: schema.object({
    ...STATE,
    role: { ...schema.text, description: 'CLIENT:CODE' },
    person: { ...ID, description: 'who asks' },
    employee_no: schema.textOrNull,
    name: schema.text,
    reason: schema.text,
    requested_at: schema.moment,
  }),
};

/** Requests for roles that wait for the caller's decision, and the decision; people ask at `/requests`. */
export function requestRoutes({ roleRequests }: RequestParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/requests',
      scope: 'roles:read',
      summary: 'Requests for roles that wait for the caller’s decision, the longest waiting first',
      answer: schema.pageOf(WAITING),
      async handle({ caller }): Promise<Page<unknown>> {
        const waiting = await roleRequests.listWaiting(caller.actor);
        return { items: waiting.map(waitingFields), next_cursor: null };
      },
    }),
    route({
      method: 'POST',
      path: '/requests/{request}/approve',
      scope: 'roles:write',
      summary:
        'Approves the step at which a request waits; the last step gives the role. Never for a program',
      body: { note: { is: 'text', about: 'for the person who asked', maximum: 1000 } },
      answer: REQUEST,
      problems: ['role_request_not_found', 'role_request_decided', 'separation_violated'],
      handle: async ({ path: { request = '' }, body: { note }, caller }) =>
        requestFields(await roleRequests.approve(request, caller.actor, note)),
    }),
    route({
      method: 'POST',
      path: '/requests/{request}/reject',
      scope: 'roles:write',
      summary: 'Rejects a request; never for a program',
      body: { reason: { is: 'text', about: 'for the person who asked; required', maximum: 1000 } },
      answer: REQUEST,
      problems: ['role_request_not_found', 'role_request_decided', 'role_request_invalid'],
      handle: async ({ path: { request = '' }, body: { reason = '' }, caller }) =>
        requestFields(await roleRequests.reject(request, caller.actor, reason)),
    }),
  ];
}
