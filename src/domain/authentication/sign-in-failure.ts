import type { Person } from '../directory/person.ts';
import { isWithinUnits, type ReadableExtent } from '../directory/readable-extent.ts';
import { DomainError } from '../errors.ts';
import type { Stores } from '../transact.ts';
import { supportCodeOf } from './request-origin.ts';
import { attemptOf, type SignInAttempt } from './sign-in-history.ts';

/** A sign-in that failed, for the help desk. */
export interface SignInFailure {
  attempt: SignInAttempt & { cause: string };
  /** Whose account it was; undefined when no name or certificate led to one. */
  person: Person | undefined;
}

/**
 * The failed sign-in whose page showed a support code.
 * @param typed as it was read out: in either case, with or without its dash
 * @param extent what the asker may read: an administrator of units only failures of people who hold a post there today
 * @throws sign_in_failure_not_found for everything else too, known or not
 */
export async function findSignInFailure(
  { stores }: { stores: Pick<Stores, 'audit' | 'directory'> },
  typed: string,
  extent: ReadableExtent,
): Promise<SignInFailure> {
  const events = await stores.audit.listOfSupportCode(supportCodeOf(typed));
  const event = events.find(({ type }) => type === 'sign_in.refused');
  if (event === undefined) throw new DomainError('sign_in_failure_not_found');
  const record =
    event.personId === undefined ? undefined : await stores.directory.findPersonRecord(event.personId);
  if (extent !== 'whole' && (record === undefined || !isWithinUnits(record, extent)))
    throw new DomainError('sign_in_failure_not_found');
  const attempt = attemptOf(event);
  return { attempt: { ...attempt, cause: attempt.cause ?? 'unknown' }, person: record?.person };
}
