import { type Clock, dayOf, type Ids } from '../clock.ts';
import { type AccountState, accountState } from '../directory/account-state.ts';
import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import type { CompletedMethod } from './assurance.ts';
import type { BrowserOptions, PasskeyCeremony } from './passkey-ceremony.ts';
import type { Passkey } from './passkey-store.ts';
import type { RequestOrigin } from './request-origin.ts';
import { NETWORK_RULE, networkKey } from './throttle.ts';

/** How long a challenge waits for its answer: finding a key and entering its PIN takes a while. */
export const CHALLENGE_LIFE_MS = 5 * 60_000;

/** Why a passkey did not sign somebody in; for the audit log and the help desk only. */
type Cause = 'challenge' | 'unknown' | 'wrong' | 'foreign' | 'counter' | Exclude<AccountState, 'open'>;

interface Dependencies {
  stores: Pick<Stores, 'passkeys' | 'directory' | 'throttle' | 'audit'>;
  ceremony: PasskeyCeremony;
  clock: Clock;
  ids: Pick<Ids, 'secret'>;
}

/** Who is asked for a passkey: a known person, or whoever holds one. */
export interface PasskeyAsk {
  /** The interaction's uid. */
  context: string;
  personId: string | null;
}

/** What to ask the browser for; a new question makes the former one of the interaction void. */
export async function askForPasskey(
  { stores, ceremony, clock, ids }: Omit<Dependencies, 'stores'> & { stores: Pick<Stores, 'passkeys'> },
  { context, personId }: PasskeyAsk,
): Promise<BrowserOptions> {
  const challenge = ids.secret();
  const expiresAt = new Date(clock.now().getTime() + CHALLENGE_LIFE_MS);
  const known = personId === null ? null : await stores.passkeys.list(personId);
  await stores.passkeys.saveChallenge({ context, purpose: 'sign-in', personId, challenge, expiresAt });
  return ceremony.useOptions({ challenge, known });
}

/**
 * The passkey authenticator. Each answer uses its challenge up, right or wrong. An unknown passkey, a wrong signature,
 * somebody else's passkey and an account that is not open give the same refusal. Tries count in the network's bucket
 * alone: a key cannot be guessed, and nobody locks a colleague out.
 * @throws passkey_refused, network_paused
 */
export async function verifyPasskey(
  { stores, ceremony, clock }: Dependencies,
  proof: PasskeyAsk & { response: string; clientId: string | null },
  origin: RequestOrigin,
): Promise<{ person: Person; method: CompletedMethod }> {
  const now = clock.now();
  const { context, personId, clientId } = proof;
  const network = networkKey(origin.networkPrefix);
  if (!(await stores.throttle.reserve(network, NETWORK_RULE, now))) throw new DomainError('network_paused');

  const challenge = await stores.passkeys.consumeChallenge({ context, purpose: 'sign-in', personId }, now);
  const answer = ceremony.readAnswer(proof.response);
  const passkey = answer && (await stores.passkeys.findByCredentialId(answer.credentialId));
  if (challenge === undefined) return refuse('challenge');
  if (answer === undefined || passkey === undefined) return refuse('unknown');
  const used = await ceremony.verifyUse(answer, { challenge, passkey });
  if (used === undefined) return refuse('wrong');
  // Who is known need not be named; whoever is not is named by the authenticator itself (section 7.2, step 6).
  const isNamed = answer.handle === passkey.handle || (answer.handle === null && personId !== null);
  if (!isNamed || (personId !== null && passkey.personId !== personId)) return refuse('foreign');

  const record = await stores.directory.findPersonRecord(passkey.personId);
  if (record === undefined) return refuse('unknown');
  const state = accountState(record, dayOf(now));
  if (state !== 'open') return refuse(state);
  if (!(await stores.passkeys.use(passkey.id, used, now))) return refuse('counter');
  await stores.throttle.release(network);
  return { person: record.person, method: completedBy(passkey, now) };

  async function refuse(cause: Cause): Promise<never> {
    await stores.audit.append({
      type: 'sign_in.refused',
      at: now,
      actor: { kind: 'system' },
      personId: passkey?.personId ?? personId ?? undefined,
      clientId: clientId ?? undefined,
      network: origin.address,
      supportCode: origin.supportCode,
      details: { cause, method: 'passkey', user_agent: origin.userAgent },
    });
    throw new DomainError('passkey_refused');
  }
}

/** A method of possession and, by the authenticator's own check, of whom it belongs to. */
export function completedBy({ isSyncable }: Pick<Passkey, 'isSyncable'>, at: Date): CompletedMethod {
  return { method: 'passkey', at, key: isSyncable ? 'swk' : 'hwk' };
}
