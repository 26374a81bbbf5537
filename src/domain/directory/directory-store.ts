import type { Standing } from './account-state.ts';
import type { Appointment } from './appointment.ts';
import type { DirectoryLists } from './directory-query.ts';
import type { Mailbox } from './mailbox.ts';
import type { MailboxPage, MailboxSearch, SearchedMailboxes } from './mailbox-search.ts';
import type { Person } from './person.ts';
import type { PersonRecord } from './person-record.ts';
import type { PeoplePage, PersonSearch } from './person-search.ts';
import type { Position } from './position.ts';
import type { Unit } from './unit.ts';

/** Everything a staff plan compares against; read and written whole by an import. */
export interface Directory {
  units: Unit[];
  positions: Position[];
  people: Person[];
  appointments: Appointment[];
  mailboxes: Mailbox[];
}

/** Rows to write and ids to delete, one list a table, in an order that keeps every reference valid. */
export interface DirectoryChange {
  savedUnits: Unit[];
  savedPositions: Position[];
  savedPeople: Person[];
  savedAppointments: Appointment[];
  savedMailboxes: Mailbox[];
  removedAppointmentIds: string[];
  removedMailboxIds: string[];
}

/** By what people are known. */
export interface PersonKeys {
  ids: string[];
  emails: string[];
  employeeNos: string[];
}

/** Port of the directory; `storage` implements it for PostgreSQL and the embedded database. */
export interface DirectoryStore extends DirectoryLists {
  /** The whole directory, for an import. */
  load(): Promise<Directory>;
  /**
   * All units and positions, and of people those with one of these ids, e-mails in lower case or employee numbers,
   * together with their appointments, their mailboxes and those with such an address.
   */
  loadPart(keys: PersonKeys): Promise<Directory>;
  /** Writes a change; the caller's transaction makes it all or nothing. */
  apply(change: DirectoryChange): Promise<void>;
  /** Makes concurrent imports wait for each other until the transaction ends. */
  lock(): Promise<void>;

  findPerson(id: string): Promise<Person | undefined>;
  /** By official e-mail in lower case, or by employee number, exactly. */
  findPersonByLogin(login: string): Promise<Person | undefined>;
  /** Sorted by given name, family name, middle name, the Vietnamese way. */
  listPeople(): Promise<Person[]>;
  /** One page in the same order; whoever was written is found at once. */
  searchPeople(search: PersonSearch): Promise<PeoplePage>;
  /** How many a search finds on all its pages; a word of a former unit may count a few more. */
  countPeople(search: PersonSearch, most: number | null): Promise<number>;
  savePerson(person: Person): Promise<void>;
  /** How many people with an employee number are active (`isActive`). */
  countActive(): Promise<number>;
  /** Ids of people whose accounts no file may close. */
  listProtectedIds(): Promise<Set<string>>;
  /** By a conditional statement; false when nothing changes. */
  setProtected(personId: string, isProtected: boolean): Promise<boolean>;

  /** A person with appointments, their units up to the top, and their positions: one statement. */
  findPersonRecord(personId: string): Promise<PersonRecord | undefined>;
  /** The same by what `findPersonByLogin` takes; one statement as well. */
  findPersonRecordByLogin(login: string): Promise<PersonRecord | undefined>;
  /** People with their appointments, in the order of the ids; unknown ones are left out. One statement. */
  listStandings(personIds: string[]): Promise<Standing[]>;
  /** One page, by address. */
  searchMailboxes(search: MailboxSearch): Promise<MailboxPage>;
  /** How many a search finds on all its pages. */
  countMailboxes(search: SearchedMailboxes): Promise<number>;
  listUnits(): Promise<Unit[]>;
  listPositions(): Promise<Position[]>;
}
