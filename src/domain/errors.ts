/**
 * Every refusal of the product is one of these codes. They carry no HTTP status and no text:
 * `web/messages` and `cli` turn a code into words, `web` turns it into a status.
 */
export type ErrorCode =
  // sign-in
  | 'sign_in_refused'
  | 'sign_in_expired'
  | 'network_paused'
  | 'busy'
  | 'password_too_short'
  | 'password_too_long'
  | 'password_unchanged'
  | 'password_too_common'
  | 'password_contains_name'
  | 'password_mismatch'
  | 'reset_link_invalid'
  | 'account_activated'
  | 'account_closed'
  | 'email_missing'
  // people, units and roles
  | 'person_not_found'
  | 'person_ambiguous'
  | 'unit_not_found'
  | 'position_not_found'
  | 'account_not_found'
  | 'role_not_found'
  | 'role_exists'
  | 'role_invalid'
  | 'role_part_invalid'
  | 'role_part_not_found'
  | 'role_grant_not_found'
  | 'role_grant_invalid'
  | 'role_grant_to_self'
  | 'role_grant_outside_extent'
  | 'role_grant_higher'
  | 'role_grant_not_waiting'
  | 'second_person_needed'
  | 'period_invalid'
  | 'role_not_requestable'
  | 'role_already_held'
  | 'role_request_invalid'
  | 'role_request_not_found'
  | 'role_request_decided'
  | 'role_request_exists'
  | 'too_many_role_requests'
  | 'mandate_invalid'
  | 'mandate_not_found'
  | 'mandate_to_self'
  | 'mandate_privileged'
  | 'separation_invalid'
  | 'separation_not_found'
  | 'separation_exception_invalid'
  | 'separation_violated'
  // access reviews
  | 'review_invalid'
  | 'review_not_found'
  | 'review_too_large'
  | 'review_closed'
  | 'review_incomplete'
  | 'review_not_closed'
  | 'review_item_not_found'
  | 'review_item_decided'
  | 'review_own_role'
  | 'review_own_grant'
  | 'review_record_invalid'
  // staff files
  | 'staff_file_refused'
  | 'staff_file_unreadable'
  | 'staff_file_too_large'
  | 'staff_file_unknown_kind'
  | 'removal_guard'
  | 'plan_stale'
  | 'plan_not_found'
  | 'plan_undone'
  | 'plan_not_pending'
  | 'plan_already_pending'
  | 'plan_too_large'
  | 'too_many_pending'
  | 'approval_needed'
  | 'approval_self'
  | 'approver_not_person'
  // provisioning
  | 'provisioning_refused'
  | 'account_stays_closed'
  // settings
  | 'setting_unknown'
  | 'setting_invalid'
  // a directory server as a source of staff
  | 'ldap_source_invalid'
  | 'ldap_unreachable'
  | 'ldap_certificate_untrusted'
  | 'ldap_bind_refused'
  | 'ldap_base_not_found'
  | 'ldap_attribute_missing'
  | 'ldap_incomplete'
  | 'ldap_too_large'
  // clients
  | 'client_exists'
  | 'client_not_found'
  | 'client_invalid'
  // our own APIs
  | 'token_required'
  | 'token_invalid'
  | 'token_proof_invalid'
  | 'scope_insufficient'
  | 'permission_denied'
  | 'request_invalid'
  | 'media_type_unsupported'
  | 'method_not_allowed'
  // requests
  | 'bad_request'
  | 'not_found'
  | 'cross_site'
  | 'too_large'
  | 'unavailable'
  // operation
  | 'wrong_usage'
  | 'directory_locked';

/** Facts that a message may show or a log may keep; never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** A refusal that the product foresees. Anything else that is thrown is a fault of the system. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
