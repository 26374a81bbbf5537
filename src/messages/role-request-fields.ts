import type { WaitingRequest } from '../domain/requests/list-requests.ts';
import { type RoleRequest, waitingStep } from '../domain/requests/role-request.ts';

/** A request for a role for machines, by the tool and the API alike. */
export function requestFields(request: RoleRequest) {
  return {
    id: request.id,
    state: request.state,
    step: waitingStep(request) ?? null,
    until: request.until,
    due_at: request.dueAt,
    role_grant: request.roleGrantId,
  };
}

/** One that waits, with what an approver needs to know. */
export function waitingFields({ request, role, requester }: WaitingRequest) {
  return {
    ...requestFields(request),
    role: `${role.clientId}:${role.code}`,
    person: requester.id,
    employee_no: requester.employeeNo,
    name: requester.fullName,
    reason: request.reason,
    requested_at: request.requestedAt,
  };
}
