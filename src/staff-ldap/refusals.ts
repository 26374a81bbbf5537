import type { LdapSearch } from '../domain/directory/ldap-source.ts';
import { DomainError, type ErrorDetails } from '../domain/errors.ts';

/** The end of an operation (RFC 4511 section 4.1.9). */
interface LdapResult {
  status: number;
  errorMessage: string;
}

/** Result codes with which a search stops early (RFC 4511 appendix A). */
const STOPPED: ReadonlyMap<number, string> = new Map([
  [3, 'time_limit'],
  [4, 'size_limit'],
  [10, 'referral'],
  [11, 'administrative_limit'],
  [50, 'no_right_to_read'],
]);
const NO_SUCH_OBJECT = 32;
const INVALID_DN_SYNTAX = 34;
const SHOWN_LENGTH = 200;
// Node names each fault of a chain by OpenSSL's constant, and a wrong name by one of its own.
const UNTRUSTED = /^(?!ERR_SSL).*(CERT|SIGNATURE|ISSUER|CRL|ALTNAME)/;

/** More bytes came than a sync takes. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

/** An answer that must not be taken for all there is. */
export function incomplete({ base }: LdapSearch, reason: string, details: ErrorDetails = {}): DomainError {
  return new DomainError('ldap_incomplete', { base, reason, ...details });
}

/** Why a server did not answer a search in full. */
export function searchRefusal(search: LdapSearch, result: LdapResult): DomainError {
  if (result.status === NO_SUCH_OBJECT || result.status === INVALID_DN_SYNTAX)
    return new DomainError('ldap_base_not_found', { base: search.base });
  return incomplete(search, STOPPED.get(result.status) ?? 'refused', resultDetails(result));
}

/** Why a server did not accept the bind. Servers never repeat the password. */
export function bindRefusal(url: URL, result: LdapResult): DomainError {
  return new DomainError('ldap_bind_refused', { url: url.href, ...resultDetails(result) });
}

/** A fault of the connection, before or while it is used, in the product's words. */
export function connectionRefusal(url: URL, error: unknown, isOpen: boolean): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (error instanceof AnswerTooLargeError) return new DomainError('ldap_too_large', { url: url.href });
  const details = { url: url.href, reason: printable(code || error.message) };
  if (isOpen) return new DomainError('ldap_incomplete', details);
  return new DomainError(UNTRUSTED.test(code) ? 'ldap_certificate_untrusted' : 'ldap_unreachable', details);
}

/** A text from outside as one line that a terminal may show. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').slice(0, SHOWN_LENGTH);
}

function resultDetails({ status, errorMessage }: LdapResult): ErrorDetails {
  return { result: status, ...(errorMessage !== '' && { said: printable(errorMessage) }) };
}
