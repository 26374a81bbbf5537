import type { Day } from '../clock.ts';
import { DomainError } from '../errors.ts';
import { isOpen } from './account-state.ts';
import { BREAK_GLASS_ID } from './break-glass-account.ts';
import type { DirectoryStore } from './directory-store.ts';
import type { Person } from './person.ts';
import type { PersonRecord } from './person-record.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can be the id of a stored row; the database refuses to compare anything else with one. */
export function isRowId(text: string): boolean {
  return UUID.test(text);
}

/**
 * The person that an officer names by employee number, official e-mail or id (contract section 1). Nobody names the
 * emergency account: no officer gives it roles or credentials, blocks or opens it.
 * @throws person_not_found
 */
export async function getPerson(
  directory: Pick<DirectoryStore, 'findPerson' | 'findPersonByLogin'>,
  reference: string,
): Promise<Person> {
  const wanted = reference.trim();
  const login = wanted.includes('@') ? wanted.toLowerCase() : wanted;
  const person =
    (await directory.findPersonByLogin(login)) ??
    (isRowId(wanted) ? await directory.findPerson(wanted.toLowerCase()) : undefined);
  if (person === undefined || person.id === BREAK_GLASS_ID)
    throw new DomainError('person_not_found', { person: wanted });
  return person;
}

/** The person with an id, if the account is open on a day. */
export async function findOpenPerson(
  directory: Pick<DirectoryStore, 'findPersonRecord'>,
  personId: string,
  day: Day,
): Promise<Person | undefined> {
  const record = await directory.findPersonRecord(personId);
  return record !== undefined && isOpen(record, day) ? record.person : undefined;
}

/**
 * The record of the person that an officer names.
 * @throws person_not_found
 */
export async function getPersonRecord(
  directory: Pick<DirectoryStore, 'findPerson' | 'findPersonByLogin' | 'findPersonRecord'>,
  reference: string,
): Promise<PersonRecord> {
  const { id } = await getPerson(directory, reference);
  const record = await directory.findPersonRecord(id);
  if (record === undefined) throw new DomainError('person_not_found', { person: reference });
  return record;
}
