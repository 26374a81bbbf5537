export type VerdictState = 'failing' | 'warning' | 'untested' | 'passed';

/** Why a verdict is what it is; each has its words in `messages`. */
export const LAB_REASONS = [
  'no_sign_in',
  'not_run',
  'no_answer',
  'redirect_exact',
  'redirect_loopback',
  'redirect_refused',
  'pkce_s256',
  'pkce_plain',
  'pkce_missing',
  'pkce_allowed',
  'state_nonce_given',
  'state_missing',
  'nonce_missing',
  'nonce_reused',
  'authenticated',
  'public_client',
  'legacy_authentication',
  'authentication_refused',
  'code_redeemed',
  'code_refused',
  'code_unused',
  'receiver_accepts',
  'receiver_missing',
  'receiver_unreachable',
  'receiver_refuses',
  'receiver_behind',
  'claims_checked',
  'tokens_accepted',
  'answers_unclear',
  'signature_checked',
  'other_key_accepted',
  'other_key_refused',
  'other_key_other_alg',
  'clock_right',
  'clock_off',
  'clock_unknown',
  'size_small',
  'size_no_roles',
  'size_large',
  'size_possible',
  'sign_out_registered',
  'sign_out_missing',
] as const;
export type LabReason = (typeof LAB_REASONS)[number];

export interface Finding {
  state: VerdictState;
  reason: LabReason;
  /** What fills the reason's words; lists of codes are joined by commas. */
  facts: Readonly<Record<string, string | number>>;
}

/** Puts a finding together. */
export function finding(state: VerdictState, reason: LabReason, facts: Finding['facts'] = {}): Finding {
  return { state, reason, facts };
}
