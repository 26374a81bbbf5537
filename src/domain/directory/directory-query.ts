import type { Day } from '../clock.ts';
import type { Standing } from './account-state.ts';
import type { Unit } from './unit.ts';

/** How a field compares with a value; texts compare without case, but for ids. */
export const COMPARISONS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What people are found and sorted by; posts are those of the day. */
export type PersonField =
  | 'id'
  /** Official e-mail, else employee number. */
  | 'login'
  | 'email'
  | 'employeeNo'
  | 'fullName'
  | 'familyName'
  | 'middleName'
  | 'givenName'
  | 'title'
  | 'phone'
  | 'category'
  | 'status'
  /** Whether the account is open, as `accountState` judges it. */
  | 'isOpen'
  | 'unitCode'
  | 'unitName'
  | 'position';

export type UnitField = 'id' | 'code' | 'name' | 'shortName' | 'kind' | 'parentCode';

/**
 * Which rows are meant. Every condition is true or false, never unknown: a field without a value is not `present`,
 * fulfils `ne` and nothing else. `related` asks for a row on the other side of an appointment in force: a unit of a
 * person, a person of a unit.
 */
export type Condition<Field extends string, Related extends string = never> =
  | { op: 'and' | 'or'; all: Condition<Field, Related>[] }
  | { op: 'not'; one: Condition<Field, Related> }
  | { op: 'present'; field: Field }
  | { op: Comparison; field: Field; value: string | boolean }
  | { op: 'related'; one: Condition<Related> };

/** A page of a list. Nothing is remembered between pages, so rows that change meanwhile may move. */
export interface DirectoryQuery<Field extends string, Related extends string = never> {
  where: Condition<Field, Related> | null;
  /** Ids decide where the field is the same; rows without a value come last. */
  sort: { field: Field; isDescending: boolean } | null;
  offset: number;
  limit: number;
  /** The day of Asia/Ho_Chi_Minh that posts are asked for. */
  today: Day;
}

export interface Found<Row> {
  /** Of all pages. */
  total: number;
  rows: Row[];
}

/** A unit and who holds a post in it on the day. */
export interface StaffedUnit {
  unit: Unit;
  /** Changes with the people, for whoever compares states of the unit. */
  peopleDigest: string;
}

/** A person as member of a unit. */
export interface UnitMember {
  unitId: string;
  personId: string;
  fullName: string;
}

/** Port: the directory as lists that a protocol asks for by its own filters. */
export interface DirectoryLists {
  /** People, but for those whom a provisioning client removed and who are still gone. */
  queryPeople(query: DirectoryQuery<PersonField, UnitField>): Promise<Found<Standing>>;
  /** Units that have not ended before the day. */
  queryUnits(query: DirectoryQuery<UnitField, PersonField>): Promise<Found<StaffedUnit>>;
  /** People with an appointment in these units on a day, by unit and person id; at most `limit`. */
  listMembers(unitIds: readonly string[], today: Day, limit: number): Promise<UnitMember[]>;
  /** Notes that a provisioning client removed a person. */
  markRemoved(personId: string): Promise<void>;
}
