import { supportCodeOf } from '../../domain/authentication/request-origin.ts';
import { findSignInFailure } from '../../domain/authentication/sign-in-failure.ts';
import { DomainError } from '../../domain/errors.ts';
import type { WebParts } from '../web-parts.ts';
import type { ConsoleVisit } from './console-visit.ts';
import { listAddress } from './list-query.ts';

const CODE = /^[a-hj-km-np-z2-9]{4}[\s-]?[a-hj-km-np-z2-9]{4}$/i;

/** A support code as it is shown, and the page about it. */
export interface FoundCode {
  code: string;
  address: string;
}

/**
 * Where a support code leads whoever typed it: to the failed sign-in that she may read, else to its events in the log.
 * @returns undefined when it is no code, nobody's, or nothing that she may read
 */
export async function findSupportCode(
  { stores, reading }: Pick<WebParts, 'stores' | 'reading'>,
  { record, rights }: Pick<ConsoleVisit, 'record' | 'rights'>,
  typed: string | undefined,
): Promise<FoundCode | undefined> {
  if (typed === undefined || !CODE.test(typed)) return undefined;
  const code = supportCodeOf(typed);
  if (rights.permissions.has('sign-ins:read')) {
    const reader = { personId: record.person.id, reading: rights.reading };
    const extent = await reading.extentOf(reader, 'sign-ins:read');
    try {
      await findSignInFailure({ stores }, code, extent);
      return { code, address: `/admin/sign-in-failures/${code}` };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  if (!rights.reading.everywhere.has('audit:read')) return undefined;
  const events = await stores.audit.listOfSupportCode(code);
  return events.length > 0 ? { code, address: listAddress('/admin/audit', { code }) } : undefined;
}
