import type { Day } from '../clock.ts';
import { groupBy } from '../group-by.ts';
import { readPosition } from './acting-position.ts';
import type { Appointment } from './appointment.ts';
import type { Directory } from './directory-store.ts';
import type { Mailbox } from './mailbox.ts';
import type { Person, StaffStatus } from './person.ts';
import type { Position } from './position.ts';
import type { RemovalLimits } from './staff-guard.ts';
import type { Refusal } from './staff-refusal.ts';
import type { Unit } from './unit.ts';
import { unitCodeKey } from './unit-code.ts';

/** How a plan is made. */
export interface StaffPlanOptions {
  /** Today in Asia/Ho_Chi_Minh; what ends, ends the day before. */
  today: Day;
  /** The instant of planning. The rules count in days, so none reads it yet. */
  now: Date;
  /** The files hold only what changes; what they leave out stays. */
  partial: boolean;
  /** A fresh UUID for a stored row. */
  newId: () => string;
  /** Removals that an officer approved although the guard would stop them. */
  allowRemovals?: number;
  /** Removals of recent plans that count together with this one's. */
  recentRemovals?: number;
  /** Active people with an employee number, when the directory at hand is only a part. */
  staffCount?: number;
  /** What the guard lets pass; the product's defaults when absent. */
  removalLimits?: RemovalLimits;
  /** Ids of people whose accounts no file may close. */
  protectedIds?: ReadonlySet<string>;
}

/** A position of the catalogue as somebody holds it. */
export type HeldPosition = Pick<Appointment, 'positionId' | 'isActing'>;

/** The directory as it would be: each step of a plan writes it, and the change is its difference in the end. */
export interface StaffDraft {
  readonly options: StaffPlanOptions;
  /** By id; so is everything below unless said otherwise. */
  readonly units: Map<string, Unit>;
  /** `unitCodeKey` of every code that a unit has or had to its id. */
  readonly unitIds: Map<string, string>;
  readonly positions: Map<string, Position>;
  /** By the text as a file writes it, to read each spelling once. */
  readonly heldPositions: Map<string, HeldPosition>;
  /** Names that earlier imports put whole into the catalogue although they say acting; by the position's id. */
  readonly actingNames: ReadonlyMap<string, string>;
  readonly people: Map<string, Person>;
  /** Employee number to id. */
  readonly personIds: Map<string, string>;
  /** E-mail to the id of its person. */
  readonly emails: Map<string, string>;
  /** By the person's id. */
  readonly appointments: Map<string, Appointment[]>;
  /** By address. */
  readonly mailboxes: Map<string, Mailbox>;
  readonly refused: Refusal[];
}

/** A draft that equals the directory. `positions` is keyed by code. */
export function startDraft(directory: Directory, options: StaffPlanOptions, refused: Refusal[]): StaffDraft {
  const draft: StaffDraft = {
    options,
    units: new Map(directory.units.map((unit) => [unit.id, unit])),
    unitIds: unitIdsOf(directory.units),
    positions: new Map(directory.positions.map((position) => [position.code, position])),
    heldPositions: new Map(),
    actingNames: new Map(
      directory.positions.filter(({ name }) => readPosition(name).isActing).map(({ id, name }) => [id, name]),
    ),
    people: new Map(directory.people.map((person) => [person.id, person])),
    personIds: new Map(),
    emails: new Map(),
    appointments: groupBy(directory.appointments, ({ personId }) => personId),
    mailboxes: new Map(directory.mailboxes.map((mailbox) => [mailbox.address, mailbox])),
    refused,
  };
  for (const person of directory.people) {
    if (person.employeeNo !== null) draft.personIds.set(person.employeeNo, person.id);
    if (person.email !== null) draft.emails.set(person.email, person.id);
  }
  return draft;
}

/** `unitCodeKey` of every code that a unit has or had, to its id. */
export function unitIdsOf(units: readonly Unit[]): Map<string, string> {
  const former = units.flatMap(({ id, formerCodes }) => formerCodes.map(({ code }) => ({ id, code })));
  return new Map([...former, ...units].map(({ id, code }) => [unitCodeKey(code), id]));
}

/** The unit that has a code, or had it: former codes are nobody else's, and HR's other files may still use them. */
export function findUnit(draft: StaffDraft, code: string): Unit | undefined {
  const id = draft.unitIds.get(unitCodeKey(code));
  return id === undefined ? undefined : draft.units.get(id);
}

/** A cell's value, or the directory's where the file is silent. */
export function valueOr<Value>(cell: Value | undefined, previous: Value): Value {
  return cell === undefined ? previous : cell;
}

const ENDED: ReadonlySet<StaffStatus> = new Set(['nghi_huu', 'thoi_viec', 'chuyen_cong_tac']);

/** Whether HR says that the person no longer belongs to the ministry. */
export function hasLeft(person: Pick<Person, 'status'>): boolean {
  return ENDED.has(person.status);
}

/** The day before a day. */
export function dayBefore(day: Day): Day {
  return shifted(day, -1);
}

/** The day after a day. */
export function dayAfter(day: Day): Day {
  return shifted(day, 1);
}

// An import asks for yesterday once a person.
let last: { day: Day; days: number; result: Day } | undefined;

function shifted(day: Day, days: number): Day {
  if (last?.day === day && last.days === days) return last.result;
  const result = new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * 60 * 1000)
    .toISOString()
    .slice(0, 10);
  last = { day, days, result };
  return result;
}
