import { type Clock, dayOf } from '../clock.ts';
import { type AccountState, accountState } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import type { Stores, Transact } from '../transact.ts';
import type { PasswordCredential } from './credential.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { RequestOrigin } from './request-origin.ts';
import { ACCOUNT_RULE, accountKey, NETWORK_RULE, networkKey, normalLogin } from './throttle.ts';

/** Finds nobody, in the same time as a person's id finds somebody. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Why a password did not sign somebody in; for the audit log and the help desk only. */
type Cause = 'unknown' | 'no_password' | 'locked' | 'wrong' | Exclude<AccountState, 'open'>;

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'credentials' | 'throttle' | 'audit'>;
  transact: Transact;
  hasher: PasswordHasher;
  clock: Clock;
}

export interface VerifiedPassword {
  person: Person;
  mustChange: boolean;
}

/**
 * The password authenticator. Unknown, disabled, locked and wrong take the same steps and give the same
 * answer; the attempt is counted before it is judged, so that parallel guesses gain nothing.
 * @throws sign_in_refused, network_paused, busy
 */
export async function verifyPassword(
  { stores, transact, hasher, clock }: Dependencies,
  attempt: { login: string; password: string; clientId: string | null },
  origin: RequestOrigin,
): Promise<VerifiedPassword> {
  const now = clock.now();
  const login = normalLogin(attempt.login);
  const person = await stores.directory.findPersonByLogin(login);
  const record = await stores.directory.findPersonRecord(person?.id ?? NOBODY);
  const credential = await stores.credentials.findPassword(person?.id ?? NOBODY);
  const keys = { network: networkKey(origin.networkPrefix), account: accountKey(login, person?.id) };

  if (!(await stores.throttle.reserve(keys.network, NETWORK_RULE, now)))
    throw new DomainError('network_paused');
  const isCounted = await stores.throttle.reserve(keys.account, ACCOUNT_RULE, now);
  const fits = await judged();

  const state = record && accountState(record, dayOf(now));
  const cause = causeOf({ state, credential, isCounted, fits });
  if (cause !== undefined || person === undefined || credential === undefined) {
    await stores.audit.append({
      type: 'sign_in.refused',
      at: now,
      actor: { kind: 'system' },
      personId: person?.id,
      clientId: attempt.clientId ?? undefined,
      network: origin.address,
      supportCode: origin.supportCode,
      details: { cause: cause ?? 'unknown' },
    });
    throw new DomainError('sign_in_refused');
  }
  const rehashed = hasher.isOutdated(credential.hash) ? await hasher.hash(attempt.password) : undefined;
  await transact(async ({ throttle, credentials }) => {
    await throttle.clear(keys.account);
    await throttle.release(keys.network);
    if (rehashed !== undefined) await credentials.savePassword({ ...credential, hash: rehashed });
  });
  return { person, mustChange: credential.mustChange };

  async function judged(): Promise<boolean> {
    try {
      return await hasher.verify(credential?.hash ?? hasher.decoy, attempt.password);
    } catch (error) {
      // Never judged, so never counted.
      await stores.throttle.release(keys.network);
      if (isCounted) await stores.throttle.release(keys.account);
      throw error;
    }
  }
}

interface Findings {
  /** Undefined when there is no such person. */
  state: AccountState | undefined;
  credential: PasswordCredential | undefined;
  isCounted: boolean;
  fits: boolean;
}

function causeOf({ state, credential, isCounted, fits }: Findings): Cause | undefined {
  if (state === undefined) return 'unknown';
  if (credential === undefined) return 'no_password';
  if (!isCounted) return 'locked';
  if (state !== 'open') return state;
  return fits ? undefined : 'wrong';
}
