import type { AuditEvent, AuditType } from '../audit/audit-event.ts';

/** The acts that a history of sign-ins is made of. */
export const HISTORY_TYPES: readonly AuditType[] = ['sign_in.succeeded', 'sign_in.refused'];

/** What a person said of failed attempts: they were hers, or she was helped against them. */
export const ANSWER_TYPES: readonly AuditType[] = ['sign_in.claimed', 'sign_in.disowned'];

/** How many attempts a person is shown. */
export const HISTORY_LENGTH = 50;

/** For how long a failed attempt is worth a warning. */
const WARNED_MS = 7 * 24 * 60 * 60_000;
/** Who gets in this soon after a failure, from the same address, has mistyped. */
const MISTYPED_MS = 15 * 60_000;

/** One attempt to sign in. */
export interface SignInAttempt {
  at: Date;
  /** The methods that were completed, or the one that was refused. */
  methods: string[];
  userAgent: string | null;
  network: string | null;
  /** Why it was refused; null when it succeeded. */
  cause: string | null;
  supportCode: string | null;
  /** The system to which it was to lead, when it had come that far. */
  clientId: string | null;
}

/** An attempt as its audit event tells it. */
export function attemptOf({ type, at, network, supportCode, clientId, details }: AuditEvent): SignInAttempt {
  const text = (name: string) => (typeof details?.[name] === 'string' ? details[name] : null);
  const methods = text('methods') ?? text('method') ?? 'password';
  return {
    at,
    methods: methods.split(' ').filter((method) => method !== ''),
    userAgent: text('user_agent'),
    network: network ?? null,
    cause: type === 'sign_in.refused' ? (text('cause') ?? 'unknown') : null,
    supportCode: supportCode ?? null,
    clientId: clientId ?? null,
  };
}

/** Up to when failures are settled by what the person answered last; undefined when she never did. Pure. */
export function settledUntil(answer: AuditEvent | undefined): Date | undefined {
  const { until } = answer?.details ?? {};
  return typeof until === 'string' ? new Date(until) : answer?.at;
}

/**
 * The failures of the last days that the person has not cleared up, by coming in from there or by what she said of them.
 * Pure.
 */
export function worryingFailures(
  attempts: readonly SignInAttempt[],
  now: Date,
  settled?: Date,
): SignInAttempt[] {
  const isExplained = (failure: SignInAttempt) =>
    attempts.some(
      ({ cause, network, at }) =>
        cause === null &&
        network === failure.network &&
        at >= failure.at &&
        at.getTime() - failure.at.getTime() <= MISTYPED_MS,
    );
  return attempts.filter(
    (attempt) =>
      attempt.cause !== null &&
      now.getTime() - attempt.at.getTime() <= WARNED_MS &&
      !(settled !== undefined && attempt.at <= settled) &&
      !isExplained(attempt),
  );
}
