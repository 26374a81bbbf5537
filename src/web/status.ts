import type { ErrorCode } from '../domain/errors.ts';

const STATUS: Partial<Record<ErrorCode, number>> = {
  sign_in_refused: 401,
  sign_in_expired: 400,
  network_paused: 429,
  busy: 503,
  unavailable: 503,
  not_found: 404,
  person_not_found: 404,
  unit_not_found: 404,
  position_not_found: 404,
  plan_not_found: 404,
  client_not_found: 404,
  separation_not_found: 404,
  separation_violated: 409,
  role_part_not_found: 404,
  role_not_found: 404,
  role_grant_not_found: 404,
  role_grant_to_self: 403,
  plan_stale: 409,
  plan_undone: 409,
  plan_not_pending: 409,
  plan_already_pending: 409,
  too_many_pending: 409,
  removal_guard: 409,
  plan_too_large: 413,
  approval_needed: 403,
  approval_self: 403,
  approver_not_person: 403,
  account_stays_closed: 403,
  cross_site: 403,
  staff_file_refused: 422,
  staff_file_too_large: 413,
  token_required: 401,
  token_invalid: 401,
  token_proof_invalid: 401,
  scope_insufficient: 403,
  permission_denied: 403,
  method_not_allowed: 405,
  media_type_unsupported: 415,
  too_large: 413,
};

/** The HTTP status of a refusal; 400 where nothing else fits better. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code] ?? 400;
}
