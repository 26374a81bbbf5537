import { groupBy } from '../group-by.ts';
import { type NamedPosition, readPosition, sayPosition } from './acting-position.ts';
import type { Appointment } from './appointment.ts';
import type { Directory } from './directory-store.ts';
import type { EnvelopeMessage, ParsedEnvelopes } from './national-envelope.ts';
import { type EnvelopeCell, type EnvelopePost, postCells } from './national-posts.ts';
import type { Person } from './person.ts';
import { asciiCode } from './person-name.ts';
import { hasLeft, type StaffPlanOptions, unitIdsOf } from './staff-draft.ts';
import { planStaff, type StaffPlan } from './staff-plan.ts';
import { type Refusal, type Refuse, refusalAt } from './staff-refusal.ts';
import type { StaffTable } from './staff-table.ts';
import type { Unit } from './unit.ts';
import { parseUnitCode, unitCodeKey } from './unit-code.ts';
import { UnitTree } from './unit-tree.ts';

/** The directory, arranged for looking up what envelopes name. */
interface Known {
  personOf: ReadonlyMap<string, Person>;
  unitOf: (code: string) => Unit | undefined;
  appointmentsOf: ReadonlyMap<string, Appointment[]>;
  positionNames: ReadonlyMap<string, string>;
  tree: UnitTree;
}

/**
 * Plans envelopes of ADD, EDIT and DEL together: each becomes a people file of one row, and all are one partial
 * import with its rules and its guard. ADD of a number that exists, be it of somebody who left, and EDIT or DEL of
 * one that does not are refused. A DEL makes the person leave as `thôi việc`, like a row that is missing from a full
 * file; nobody is deleted. An EDIT changes only what it names.
 * @param file what reports call the message
 */
export function planEnvelopes(
  directory: Directory,
  { messages, refused }: ParsedEnvelopes,
  file: string,
  options: StaffPlanOptions,
): StaffPlan {
  const known = arrange(directory);
  const all = [...refused];
  const tables = messages.flatMap(
    (message) => tableOf(message, known, { file, options, refused: all }) ?? [],
  );
  return planStaff(directory, all.length > 0 ? [] : tables, options, all);
}

interface Context {
  file: string;
  options: Pick<StaffPlanOptions, 'today'>;
  refused: Refusal[];
}

function tableOf(
  message: EnvelopeMessage,
  known: Known,
  { file, options, refused }: Context,
): StaffTable | undefined {
  const { line, action, key } = message;
  const refuse: Refuse = (path, value, code) =>
    refused.push(refusalAt({ file, line, columns: new Map() }, path, value, code));
  const person = known.personOf.get(key.employeeNo);
  if ((action === 'ADD') !== (person === undefined)) {
    refuse(key.path, key.employeeNo, action === 'ADD' ? 'person_exists' : 'unknown_person');
    return undefined;
  }
  const cells =
    action === 'DEL' ? leavingCells(message, person) : changedCells(message, known, options.today, refuse);
  refuseOtherUnit(message, cells, known, refuse);
  const all = [{ column: 'so_hieu', path: key.path, text: key.employeeNo }, ...cells];
  return {
    file,
    header: all.map(({ column }) => column),
    names: all.map(({ path }) => path),
    rows: [{ line, cells: all.map(({ text }) => text) }],
  };
}

function changedCells(message: EnvelopeMessage, known: Known, today: string, refuse: Refuse): EnvelopeCell[] {
  const { action, key, cells, posts } = message;
  const person = known.personOf.get(key.employeeNo);
  const has = (column: string) => cells.some((each) => each.column === column);
  const kept: EnvelopeCell[] = [];
  const name = `${key.path.replace(/[^.]*$/, '')}THONGTINCHUNG.HoVaTen`;
  if (!has('ho_va_ten')) kept.push({ column: 'ho_va_ten', path: name, text: person?.fullName ?? '' });
  // A file's row without a status brings a leaver back; an EDIT of a phone number must not.
  if (!has('trang_thai') && action === 'EDIT' && person)
    kept.push({ column: 'trang_thai', path: key.path, text: person.status });
  const isHeld = (post: EnvelopePost) => person !== undefined && isMainOf(person, post, known);
  return [...cells, ...kept, ...(posts ? postCells(posts, today, isHeld, refuse) : [])];
}

function leavingCells({ key: { path } }: EnvelopeMessage, person: Person | undefined): EnvelopeCell[] {
  const status = person !== undefined && hasLeft(person) ? person.status : 'thoi_viec';
  return [
    { column: 'ho_va_ten', path, text: person?.fullName ?? '' },
    { column: 'trang_thai', path, text: status },
    { column: 'ma_don_vi', path, text: '' },
    { column: 'chuc_vu', path, text: '' },
    { column: 'kiem_nhiem', path, text: '' },
  ];
}

/** The key's unit must be one that the person stands in or below, by the record or by the message. */
function refuseOtherUnit(
  { key }: EnvelopeMessage,
  cells: readonly EnvelopeCell[],
  known: Known,
  refuse: Refuse,
): void {
  if (key.unitCode === null) return;
  const unit = known.unitOf(key.unitCode);
  if (unit === undefined) {
    refuse(key.path, key.unitCode, 'unknown_unit');
    return;
  }
  const wanted = known.unitOf(cells.find(({ column }) => column === 'ma_don_vi')?.text ?? '');
  const held = known.appointmentsOf.get(known.personOf.get(key.employeeNo)?.id ?? '') ?? [];
  const ids = [...held.map(({ unitId }) => unitId), ...(wanted ? [wanted.id] : [])];
  if (ids.length > 0 && !ids.some((id) => known.tree.isWithin(id, unit.id)))
    refuse(key.path, key.unitCode, 'key_mismatch');
}

function isMainOf(person: Person, { unit, position, from }: EnvelopePost, known: Known): boolean {
  const unitId = known.unitOf(unit.text)?.id;
  return (known.appointmentsOf.get(person.id) ?? []).some(
    (each) =>
      each.isMain &&
      each.unitId === unitId &&
      each.from === from &&
      saidOf({ name: known.positionNames.get(each.positionId) ?? '', isActing: each.isActing }) ===
        saidOf(readPosition(position.text)),
  );
}

/** A position held acting is another post than the same one held in full. */
function saidOf(held: NamedPosition): string {
  return asciiCode(sayPosition(held));
}

function arrange(directory: Directory): Known {
  const units = new Map(directory.units.map((unit) => [unit.id, unit]));
  const unitIds = unitIdsOf(directory.units);
  return {
    personOf: new Map(
      directory.people.flatMap((person) => (person.employeeNo === null ? [] : [[person.employeeNo, person]])),
    ),
    unitOf: (text) => {
      const code = parseUnitCode(text);
      return code === undefined ? undefined : units.get(unitIds.get(unitCodeKey(code)) ?? '');
    },
    appointmentsOf: groupBy(directory.appointments, ({ personId }) => personId),
    positionNames: new Map(directory.positions.map(({ id, name }) => [id, name])),
    tree: new UnitTree(directory.units),
  };
}
