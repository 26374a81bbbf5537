import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError, type ErrorCode } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { isAdministrator } from './administrator.ts';
import type { PasswordChecks } from './password-checks.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { lengthOf, type PasswordPolicy, passwordProblem, policyFor } from './password-policy.ts';
import { guessesFrom, textsAbout } from './password-words.ts';

interface Dependencies {
  stores: Pick<Stores, 'credentials' | 'settings' | 'roles' | 'directory'>;
  hasher: PasswordHasher;
  checks: PasswordChecks;
}

/** An accepted password, ready to be stored. */
export interface NewPassword {
  hash: string;
  isLong: boolean;
}

/** What a new password of a person has to meet at a moment. */
export async function loadPolicy(
  stores: Dependencies['stores'],
  record: PersonRecord,
  now: Date,
): Promise<PasswordPolicy> {
  return policyFor(await stores.settings.load(), {
    hasSecondFactor: (await stores.credentials.listSecondMethods(record.person.id)).length > 0,
    isAdministrator: await isAdministrator(stores, record, now),
  });
}

/** How strong a password is, and why it may not be used as far as that stands in itself. */
export interface WeighedPassword {
  /** 0 (guessed at once) to 4, as zxcvbn counts; 0 where it need not be asked. */
  score: number;
  problem: ErrorCode | undefined;
}

/**
 * Weighs a password for a person, the cheap before the dear. Her present and former ones are not asked: whoever only
 * tries words learns nothing of them.
 * @throws busy, unavailable
 */
export async function weighPassword(
  checks: PasswordChecks,
  record: PersonRecord,
  password: string,
  { policy, givesWay = false }: { policy: PasswordPolicy; givesWay?: boolean },
): Promise<WeighedPassword> {
  const words = [...textsAbout(record), ...checks.houseWords];
  const problem = passwordProblem(password, policy, words);
  if (problem !== undefined) return { score: 0, problem };
  if (await checks.breached.has(password)) return { score: 0, problem: 'password_breached' };
  const score = await checks.strength.score(password, guessesFrom(words), { givesWay });
  return { score, problem: score < policy.strength ? 'password_weak' : undefined };
}

/**
 * Holds a new password against everything, the cheap before the dear, and hashes it as it was typed.
 * @throws password_too_short, password_too_long, password_contains_name, password_too_common, password_breached,
 *   password_weak, password_unchanged, password_reused; busy, unavailable
 */
export async function judgePassword(
  { stores, hasher, checks }: Dependencies,
  record: PersonRecord,
  password: string,
  now: Date,
): Promise<NewPassword> {
  const policy = await loadPolicy(stores, record, now);
  const { problem } = await weighPassword(checks, record, password, { policy });
  if (problem !== undefined) throw new DomainError(problem, { least: policy.minimumLength });
  await refuseFormer({ stores, hasher }, record.person.id, password, policy.history);
  return { hash: await hasher.hash(password), isLong: lengthOf(password) >= policy.lengthAlone };
}

/** One hash after the other: a change takes one place at the hasher's gate, whatever the history holds. */
async function refuseFormer(
  { stores, hasher }: Pick<Dependencies, 'stores' | 'hasher'>,
  personId: string,
  password: string,
  history: number,
): Promise<void> {
  const current = await stores.credentials.findPassword(personId);
  if (current !== undefined && (await hasher.verify(current.hash, password)))
    throw new DomainError('password_unchanged');
  for (const hash of await stores.credentials.listFormerHashes(personId, history)) {
    if (await hasher.verify(hash, password)) throw new DomainError('password_reused');
  }
}

/** Puts an accepted password in the place of the present one, which joins the former ones; in the caller's transaction. */
export async function storePassword(
  { credentials, settings }: Pick<Stores, 'credentials' | 'settings'>,
  personId: string,
  { hash, isLong }: NewPassword,
  { mustChange, now }: { mustChange: boolean; now: Date },
): Promise<void> {
  const { 'password.history': history, 'password.admin_history': adminHistory } = await settings.load();
  // As many as an administrator's: who becomes one tomorrow has a past.
  await credentials.retirePassword(personId, now, Math.max(history, adminHistory));
  await credentials.savePassword({ personId, hash, isLong, mustChange, changedAt: now });
}
