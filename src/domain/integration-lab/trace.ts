/** Where a relying party was when it was refused. */
export type TracePlace = 'authorize' | 'token' | 'userinfo' | 'introspection' | 'sign_out';

/** Why a logout message did not arrive. */
export type DeliveryFault = 'unreachable' | 'late' | 'forbidden' | 'status';

/** What a relying party's owner has to look at after a refusal. */
export const REFUSAL_CAUSES = [
  'redirect_uri',
  'client_authentication',
  'pkce',
  'code',
  'scope',
  'resource',
  'registration',
  'prompt_none',
  'declined',
  'level',
  'dpop',
  'token',
  'parameters',
  'other',
] as const;
export type RefusalCause = (typeof REFUSAL_CAUSES)[number];

/** What happened in a test sign-in: whether things were there, and never what they were. */
export type TraceFacts =
  | {
      kind: 'asked';
      pkce: 'S256' | 'plain' | 'none';
      hasState: boolean;
      nonce: 'fresh' | 'reused' | 'none';
      isPushed: boolean;
    }
  | { kind: 'signed_in'; acr: string | null; amr: string[] }
  | { kind: 'code_sent' }
  | { kind: 'redeemed'; method: string; idTokenBytes: number | null; skewSeconds: number | null }
  /** A token that the client got for itself. */
  | { kind: 'own_token'; method: string; skewSeconds: number | null }
  | { kind: 'refreshed' | 'userinfo' | 'introspected' | 'signed_out' }
  | { kind: 'logout'; status: number; skewSeconds: number | null }
  | { kind: 'logout_failed'; fault: DeliveryFault; status: number | null; skewSeconds: number | null }
  | { kind: 'refused'; place: TracePlace; error: string; cause: RefusalCause };

export type TraceStep = TraceFacts & { at: Date };
export type TraceKind = TraceStep['kind'];

/** A test sign-in: what came of one authorization request, or a request that belongs to none. */
export interface TracedSignIn {
  id: string;
  startedAt: Date;
  /** In the order of time; never empty. */
  steps: TraceStep[];
}

/** A step with what it took, in milliseconds since the one before. */
export interface TimedStep {
  step: TraceStep;
  tookMs: number;
}

/** The steps of a sign-in in the order of time. Pure. */
export function timed({ steps }: TracedSignIn): TimedStep[] {
  const inOrder = [...steps].sort((one, other) => one.at.getTime() - other.at.getTime());
  return inOrder.map((step, index) => {
    const before = inOrder[index - 1] ?? step;
    return { step, tookMs: step.at.getTime() - before.at.getTime() };
  });
}

/** Whether a step is a fault: not an ordinary answer, to prompt=none or of a person who does not agree. */
export function isFault(step: TraceFacts): boolean {
  if (step.kind !== 'refused') return step.kind === 'logout_failed';
  return step.cause !== 'prompt_none' && step.cause !== 'declined';
}

const BY_ERROR: Readonly<Record<string, RefusalCause>> = {
  invalid_redirect_uri: 'redirect_uri',
  invalid_client: 'client_authentication',
  invalid_grant: 'code',
  invalid_scope: 'scope',
  invalid_target: 'resource',
  unauthorized_client: 'registration',
  unsupported_response_type: 'registration',
  unsupported_grant_type: 'registration',
  login_required: 'prompt_none',
  consent_required: 'prompt_none',
  interaction_required: 'prompt_none',
  account_selection_required: 'prompt_none',
  access_denied: 'declined',
  unmet_authentication_requirements: 'level',
  invalid_dpop_proof: 'dpop',
  invalid_token: 'token',
  invalid_request: 'parameters',
};

/**
 * What a refusal comes from. Pure.
 * @param error the code of RFC 6749 or OpenID Connect
 * @param detail what the library knows beyond it; never shown
 */
export function causeOf(error: string, detail: string): RefusalCause {
  const coarse = Object.hasOwn(BY_ERROR, error) ? BY_ERROR[error] : undefined;
  if (coarse === 'code' || coarse === 'parameters') {
    if (/pkce|code_(challenge|verifier)/i.test(detail)) return 'pkce';
    if (/redirect_uri/.test(detail)) return 'redirect_uri';
  }
  return coarse ?? 'other';
}
