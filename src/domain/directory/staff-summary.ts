import { isOpen } from './account-state.ts';
import { readPosition, sayPosition } from './acting-position.ts';
import type { Appointment } from './appointment.ts';
import { lastMain } from './appointment-history.ts';
import type { Person } from './person.ts';
import { asciiCode } from './person-name.ts';
import { differingFields } from './staff-change.ts';
import { hasLeft, type StaffDraft } from './staff-draft.ts';

/** A person as a plan names him. */
export interface PlannedPerson {
  employeeNo: string | null;
  email: string | null;
  fullName: string;
}

/** Where somebody's main appointment is; nulls without one. */
export interface PlannedPost {
  unitCode: string | null;
  /** As it is said of its holder: "Quyền Vụ trưởng". */
  position: string | null;
}

export interface ChangedPerson extends PlannedPerson {
  /** Fields of `Person` that change, `mainPeriod`, `acting` and `concurrentAppointments`. */
  fields: string[];
}

export interface Mover extends ChangedPerson {
  from: PlannedPost;
  to: PlannedPost;
}

/** What happens to whom: each person of the result stands in one list, or is counted in `unchanged`. */
export interface PeopleSummary {
  joiners: PlannedPerson[];
  /** The main appointment moves to another unit or position; acting there or not is a change. */
  movers: Mover[];
  /** HR's status becomes nghỉ hưu, thôi việc or chuyển công tác, by a row or by the lack of one. */
  leavers: PlannedPerson[];
  changed: ChangedPerson[];
  unchanged: number;
  /** Leavers, and others who may sign in before and not after. */
  removals: number;
}

/** Sorts the people of a draft by what happens to them; lists go by employee number, then e-mail. */
export function summarisePeople(before: StaffDraft, after: StaffDraft): PeopleSummary {
  const summary: PeopleSummary = {
    joiners: [],
    movers: [],
    leavers: [],
    changed: [],
    unchanged: 0,
    removals: 0,
  };
  const postBefore = mainPosts(before);
  const postAfter = mainPosts(after);
  for (const person of after.people.values()) {
    const old = before.people.get(person.id);
    if (old === undefined) {
      summary.joiners.push(named(person));
      continue;
    }
    const leaves = hasLeft(person) && !hasLeft(old);
    if (leaves || (isOpenIn(before, old) && !isOpenIn(after, person))) summary.removals += 1;
    if (leaves) {
      summary.leavers.push(named(person));
      continue;
    }
    const from = postBefore(person.id);
    const to = postAfter(person.id);
    const fields = changedFields(before, after, old, person);
    if (from.key !== to.key) summary.movers.push({ ...named(person), from: from.post, to: to.post, fields });
    else if (fields.length > 0) summary.changed.push({ ...named(person), fields });
    else summary.unchanged += 1;
  }
  for (const list of [summary.joiners, summary.movers, summary.leavers, summary.changed]) list.sort(byKey);
  return summary;
}

function isOpenIn({ appointments, options }: StaffDraft, person: Person): boolean {
  return isOpen({ person, appointments: appointments.get(person.id) ?? [] }, options.today);
}

function named({ employeeNo, email, fullName }: Person): PlannedPerson {
  return { employeeNo, email, fullName };
}

function byKey(a: PlannedPerson, b: PlannedPerson): number {
  const [keyA, keyB] = [sortKey(a), sortKey(b)];
  return Number(keyA > keyB) - Number(keyA < keyB);
}

function sortKey({ employeeNo, email }: PlannedPerson): string {
  return `${employeeNo ?? '\uFFFF'} ${email ?? ''}`;
}

interface MainPost {
  /** Equal for the same position in the same unit, acting or not. */
  key: string;
  post: PlannedPost;
}

function mainPosts(draft: StaffDraft): (personId: string) => MainPost {
  const positions = new Map(
    [...draft.positions.values()].map(({ id, name }) => {
      // An earlier import may have put "Phó Cục trưởng phụ trách" whole into the catalogue.
      return [id, { name, key: asciiCode(readPosition(name).name) }];
    }),
  );
  return (personId) => {
    const main = lastMain(draft.appointments.get(personId) ?? [], draft.options.today);
    if (main === undefined) return { key: '', post: { unitCode: null, position: null } };
    const { name, key } = positions.get(main.positionId) ?? { name: '', key: '' };
    const position = sayPosition({ name, isActing: main.isActing });
    const unitCode = draft.units.get(main.unitId)?.code ?? null;
    return { key: `${main.unitId} ${key}`, post: { unitCode, position } };
  };
}

// The parts of a name follow from the full name.
const DERIVED: ReadonlySet<string> = new Set(['familyName', 'middleName', 'givenName']);

function changedFields(before: StaffDraft, after: StaffDraft, old: Person, person: Person): string[] {
  const fields: string[] = differingFields(old, person).filter((field) => !DERIVED.has(field));
  const { today } = after.options;
  const oldList = before.appointments.get(person.id) ?? [];
  const list = after.appointments.get(person.id) ?? [];
  if (oldList === list) return fields;
  const [oldMain, main] = [lastMain(oldList, today), lastMain(list, today)];
  if (hasOtherPeriod(oldMain, main)) fields.push('mainPeriod');
  if (oldMain && main && oldMain.isActing !== main.isActing) fields.push('acting');
  if (concurrentPosts(oldList) !== concurrentPosts(list)) fields.push('concurrentAppointments');
  return fields;
}

/** Whether the same post has other days; another post is a move. */
function hasOtherPeriod(old: Appointment | undefined, main: Appointment | undefined): boolean {
  if (old === undefined || main === undefined || old.id !== main.id) return false;
  return old.from !== main.from || old.until !== main.until;
}

function concurrentPosts(list: readonly Appointment[]): string {
  return list
    .filter((each) => !each.isMain)
    .map(({ id, isActing, from, until }) => `${id}|${isActing}|${from}|${until}`)
    .sort()
    .join();
}
