import type { Clock } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import type { OneTimeCodes } from './one-time-codes.ts';
import { readRecoveryCode } from './recovery-codes.ts';
import type { RequestOrigin } from './request-origin.ts';
import { FACTOR_LIFETIME_RULE, FACTOR_RULE, factorKey, factorLifetimeKey } from './throttle.ts';

/** Methods that a person types a code for. */
export type CodeMethod = 'totp' | 'recovery-code';

interface Dependencies {
  stores: Pick<Stores, 'totp' | 'throttle' | 'audit'>;
  transact: Transact;
  oneTimeCodes: OneTimeCodes;
  clock: Clock;
}

/** Why a code did not count; for the audit log and the help desk. */
type Cause = 'code_wrong' | 'code_used' | 'code_locked';

/**
 * Judges a typed code of a person whose first factor is known. Every try is counted before it is judged, in a
 * bucket of its own that a new password does not empty, and in one that only a right code or a reset of the
 * factors does: after 100 wrong ones in a row no code is taken (NIST SP 800-63B-4 section 3.2.2). The step or
 * recovery code is used by a conditional statement, so it works once, on any node and any path.
 * @throws code_refused, code_used, codes_paused, codes_locked
 */
export async function verifyCode(
  { stores, transact, oneTimeCodes, clock }: Dependencies,
  person: Pick<Person, 'id'>,
  { method, code }: { method: CodeMethod; code: string },
  origin: RequestOrigin,
): Promise<void> {
  const now = clock.now();
  const keys = [factorKey(person.id), factorLifetimeKey(person.id)] as const;
  if (!(await stores.throttle.reserve(keys[1], FACTOR_LIFETIME_RULE, now)))
    return refuse('code_locked', 'codes_locked');
  if (!(await stores.throttle.reserve(keys[0], FACTOR_RULE, now))) {
    await stores.throttle.release(keys[1]);
    return refuse('code_locked', 'codes_paused');
  }
  const outcome = method === 'totp' ? await judgeTotp() : await judgeRecoveryCode();
  if (outcome !== undefined) return refuse(outcome, outcome === 'code_used' ? 'code_used' : 'code_refused');
  await transact(async ({ throttle }) => {
    for (const key of keys) await throttle.clear(key);
  });

  async function judgeTotp(): Promise<Cause | undefined> {
    const credential = await stores.totp.find(person.id);
    if (credential === undefined) return 'code_wrong';
    const step = oneTimeCodes.stepOf(credential.secret, code, now);
    if (step === undefined) return 'code_wrong';
    return (await stores.totp.useStep(person.id, step)) ? undefined : 'code_used';
  }

  async function judgeRecoveryCode(): Promise<Cause | undefined> {
    const read = readRecoveryCode(code);
    if (read === undefined) return 'code_wrong';
    const isUsed = await transact(async ({ totp, audit }) => {
      if (!(await totp.useRecoveryCode(person.id, read, now))) return false;
      await audit.append({
        type: 'recovery_code.used',
        at: now,
        actor: { kind: 'person', id: person.id },
        personId: person.id,
        network: origin.address,
        supportCode: origin.supportCode,
      });
      return true;
    });
    return isUsed ? undefined : 'code_wrong';
  }

  async function refuse(cause: Cause, code: ErrorCode): Promise<never> {
    await stores.audit.append({
      type: 'sign_in.refused',
      at: now,
      actor: { kind: 'person', id: person.id },
      personId: person.id,
      network: origin.address,
      supportCode: origin.supportCode,
      details: { cause, method, user_agent: origin.userAgent },
    });
    throw new DomainError(code);
  }
}
