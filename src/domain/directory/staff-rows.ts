import type { Day } from '../clock.ts';
import { type ConcurrentPost, parseConcurrentPosts } from './concurrent-posts.ts';
import type { MailboxKind } from './mailbox.ts';
import type { Gender, StaffCategory, StaffStatus } from './person.ts';
import { recogniseStaffFile, type StaffColumn, type StaffFileKind } from './staff-columns.ts';
import type { Refusal, RowPlace } from './staff-refusal.ts';
import { type Cell, type RowReader, readersOf } from './staff-row-reader.ts';
import type { StaffTable } from './staff-table.ts';
import {
  parseBirthDate,
  parseCategory,
  parseCitizenId,
  parseDay,
  parseEmail,
  parseEmployeeNo,
  parseEmployeeNos,
  parseGender,
  parseMailboxKind,
  parseName,
  parsePhone,
  parseStatus,
  parseText,
  parseUnitCodeCell,
} from './staff-values.ts';

/** A row of the units file. */
export interface UnitRow {
  place: RowPlace;
  /** Canonical code. */
  code: string;
  /** The code that the unit had until this one. */
  formerCode: Cell<string>;
  name: string | undefined;
  shortName: Cell<string>;
  parentCode: Cell<string>;
  kind: Cell<string>;
  validFrom: Cell<Day>;
  validUntil: Cell<Day>;
  replacedBy: Cell<string>;
}

/** A row of the people file. */
export interface PersonRow {
  place: RowPlace;
  employeeNo: string;
  fullName: string | undefined;
  birthDate: Cell<Day>;
  gender: Cell<Gender>;
  citizenId: Cell<string>;
  email: Cell<string>;
  phone: Cell<string>;
  category: Cell<StaffCategory>;
  /** Undefined without the column; an empty cell is refused, as no default is safe. */
  status: StaffStatus | undefined;
  unitCode: Cell<string>;
  position: Cell<string>;
  title: Cell<string>;
  rankCode: Cell<string>;
  from: Cell<Day>;
  until: Cell<Day>;
  concurrent: Cell<ConcurrentPost[]>;
}

/** A row of the mailboxes file. */
export interface MailboxRow {
  place: RowPlace;
  address: string;
  kind: MailboxKind | undefined;
  employeeNo: Cell<string>;
  name: Cell<string>;
  stewardNos: Cell<string[]>;
}

/**
 * The rows of staff files. A row with a refused cell is still listed if its key is readable, so that the checks
 * between rows see all of them: nothing may be applied unless `refused` is empty.
 */
export interface StaffRows {
  units: UnitRow[];
  people: PersonRow[];
  mailboxes: MailboxRow[];
  /** Kinds among the files, with the file that an absent row is reported against. */
  files: ReadonlyMap<StaffFileKind, string>;
  refused: Refusal[];
}

/**
 * Reads staff files of any of the three kinds, in any order. `today` bounds birth dates.
 * Throws `staff_file_unknown_kind` for a file whose header fits none.
 */
export function parseStaffRows(tables: readonly StaffTable[], today: Day): StaffRows {
  const files = new Map<StaffFileKind, string>();
  const rows: StaffRows = { units: [], people: [], mailboxes: [], files, refused: [] };
  for (const table of tables) {
    const sheet = recogniseStaffFile(table);
    files.set(sheet.kind, table.file);
    rows.refused.push(...sheet.refused, ...(table.refused ?? []));
    for (const reader of readersOf(sheet, rows.refused)) readRow(sheet.kind, reader, rows, today);
  }
  return rows;
}

function readRow(kind: StaffFileKind, reader: RowReader, rows: StaffRows, today: Day): void {
  if (kind === 'units') push(rows.units, readUnit(reader));
  else if (kind === 'people') push(rows.people, readPerson(reader, today));
  else push(rows.mailboxes, readMailbox(reader));
}

function push<Row>(list: Row[], row: Row | undefined): void {
  if (row !== undefined) list.push(row);
}

const shortText = (text: string) => parseText(text, 200);

/** A row of the units file; undefined when its code is refused. */
export function readUnit(reader: RowReader): UnitRow | undefined {
  const code = reader.require('ma_don_vi', parseUnitCodeCell);
  const row = {
    place: reader.place,
    name: reader.require('ten_don_vi', parseName),
    shortName: reader.read('ten_viet_tat', shortText),
    parentCode: reader.read('ma_don_vi_cha', parseUnitCodeCell),
    kind: reader.read('loai', shortText),
    validFrom: reader.read('hieu_luc_tu', parseDay),
    validUntil: reader.read('hieu_luc_den', parseDay),
    replacedBy: reader.read('thay_the_boi', parseUnitCodeCell),
    formerCode: reader.read('ma_don_vi_cu', parseUnitCodeCell),
  };
  refuseReversed(reader, row.validFrom, row.validUntil, 'hieu_luc_den');
  return code === undefined ? undefined : { code, ...row };
}

function readPerson(reader: RowReader, today: Day): PersonRow | undefined {
  const employeeNo = reader.require('so_hieu', parseEmployeeNo);
  const row = readPersonCells(reader, today);
  // In this order: what is added after a spread costs V8 four times the memory.
  return employeeNo === undefined ? undefined : { employeeNo, ...row };
}

/** What a row says of a person besides her number. */
export function readPersonCells(reader: RowReader, today: Day): Omit<PersonRow, 'employeeNo'> {
  const hasStatus = reader.text('trang_thai') !== undefined;
  const row = {
    place: reader.place,
    fullName: reader.require('ho_va_ten', parseName),
    birthDate: reader.read('ngay_sinh', (text) => parseBirthDate(text, today)),
    gender: reader.read('gioi_tinh', parseGender),
    citizenId: reader.read('so_dinh_danh', parseCitizenId),
    email: reader.read('thu_dien_tu', parseEmail),
    phone: reader.read('dien_thoai', parsePhone),
    category: reader.read('loai', parseCategory),
    status: hasStatus ? reader.require('trang_thai', parseStatus) : undefined,
    unitCode: reader.read('ma_don_vi', parseUnitCodeCell),
    position: reader.read('chuc_vu', parseName),
    title: reader.read('chuc_danh', parseName),
    rankCode: reader.read('ma_ngach', shortText),
    from: reader.read('tu_ngay', parseDay),
    until: reader.read('den_ngay', parseDay),
    concurrent: reader.read('kiem_nhiem', parseConcurrentPosts),
  };
  refuseReversed(reader, row.from, row.until, 'den_ngay');
  refuseHalfPost(reader, row);
  return row;
}

function readMailbox(reader: RowReader): MailboxRow | undefined {
  const address = reader.require('thu_dien_tu', parseEmail);
  const row = {
    place: reader.place,
    kind: reader.require('loai', parseMailboxKind),
    employeeNo: reader.read('so_hieu', parseEmployeeNo),
    name: reader.read('ten', parseName),
    stewardNos: reader.read('nguoi_quan_ly', parseEmployeeNos),
  };
  return address === undefined ? undefined : { address, ...row };
}

function refuseReversed(reader: RowReader, from: Cell<Day>, until: Cell<Day>, column: StaffColumn): void {
  if (from && until && from > until) reader.refuse(column, 'period_reversed');
}

/** An appointment is a position in a unit: either alone says nothing. A title stands in for a missing position. */
function refuseHalfPost(reader: RowReader, row: Pick<PersonRow, 'unitCode' | 'position' | 'title'>): void {
  if (row.unitCode && row.position === null && !row.title) reader.refuse('chuc_vu', 'required');
  if (row.position && row.unitCode === null) reader.refuse('ma_don_vi', 'required');
}
