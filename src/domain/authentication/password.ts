import { type Clock, dayOf } from '../clock.ts';
import { type AccountState, accountState } from '../directory/account-state.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { PasswordCredential } from './credential.ts';
import { deviceHash } from './known-device.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { RequestOrigin } from './request-origin.ts';
import { accountKey, deviceKey, NETWORK_RULE, networkKey, normalLogin, passwordRule } from './throttle.ts';

/** Finds nobody, in the same time as a person's id finds somebody. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Why a password did not sign somebody in; for the audit log and the help desk only. */
type Cause = 'unknown' | 'no_password' | 'locked' | 'too_soon' | 'wrong' | Exclude<AccountState, 'open'>;

interface Dependencies {
  stores: Pick<Stores, 'directory' | 'credentials' | 'signIns' | 'throttle' | 'audit'>;
  hasher: PasswordHasher;
  clock: Clock;
}

/**
 * The password authenticator. Unknown, disabled, locked, too soon and wrong take the same steps and give the same
 * answer; the attempt is counted before it is judged, so that parallel guesses gain nothing. A browser in which the
 * person has signed in before counts apart: whoever locks the account from elsewhere does not lock her out there
 * (Keycloak GHSA-cq42-vhv7-xr7p, Grafana CVE-2022-39229).
 * @throws sign_in_refused, network_paused, busy
 */
export async function verifyPassword(
  { stores, hasher, clock }: Dependencies,
  attempt: { login: string; password: string; clientId: string | null; device: string | null },
  origin: RequestOrigin,
): Promise<PersonRecord> {
  const now = clock.now();
  const login = normalLogin(attempt.login);
  const record = await stores.directory.findPersonRecordByLogin(login);
  const personId = record?.person.id;
  const {
    password: credential,
    device,
    settings,
  } = await stores.signIns.loadBasis(personId ?? NOBODY, deviceHash(attempt.device), now);
  const account = device === undefined ? accountKey(login, personId) : deviceKey(device.id);
  const tried = {
    network: { key: networkKey(origin.networkPrefix), rule: NETWORK_RULE },
    account: { key: account, rule: passwordRule(settings) },
  };
  const { byNetwork, byAccount: isCounted, isFull } = await stores.throttle.reserveAttempt(tried, now);
  if (!byNetwork) throw new DomainError('network_paused');
  const fits = await judged();

  const state = record && accountState(record, dayOf(now));
  const cause = causeOf({ state, credential, isCounted, isFull, fits });
  if (cause !== undefined || record === undefined || credential === undefined) {
    await stores.audit.append({
      type: 'sign_in.refused',
      at: now,
      actor: { kind: 'system' },
      personId,
      clientId: attempt.clientId ?? undefined,
      network: origin.address,
      supportCode: origin.supportCode,
      details: { cause: cause ?? 'unknown', user_agent: origin.userAgent },
    });
    throw new DomainError('sign_in_refused');
  }
  if (hasher.isOutdated(credential.hash)) {
    const hash = await hasher.hash(attempt.password);
    await stores.credentials.rehash(personId ?? NOBODY, { former: credential.hash, hash });
  }
  await stores.throttle.settleAttempt(tried);
  return record;

  async function judged(): Promise<boolean> {
    try {
      return await hasher.verify(credential?.hash ?? hasher.decoy, attempt.password);
    } catch (error) {
      // Never judged, so never counted.
      await stores.throttle.release(tried.network.key);
      if (isCounted) await stores.throttle.release(tried.account.key);
      throw error;
    }
  }
}

interface Findings {
  /** Undefined when there is no such person. */
  state: AccountState | undefined;
  credential: PasswordCredential | undefined;
  isCounted: boolean;
  isFull: boolean;
  fits: boolean;
}

function causeOf({ state, credential, isCounted, isFull, fits }: Findings): Cause | undefined {
  if (state === undefined) return 'unknown';
  if (credential === undefined) return 'no_password';
  if (!isCounted) return isFull ? 'locked' : 'too_soon';
  if (state !== 'open') return state;
  return fits ? undefined : 'wrong';
}
