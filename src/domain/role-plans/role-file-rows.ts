import { asciiCode } from '../directory/person-name.ts';
import type { Refusal, RowPlace } from '../directory/staff-refusal.ts';
import { type RowReader, readersOf } from '../directory/staff-row-reader.ts';
import type { StaffTable } from '../directory/staff-table.ts';
import {
  type Parsed,
  parseCategory,
  parseDay,
  parseEmail,
  parseEmployeeNo,
  parseName,
  parseText,
  parseUnitCodeCell,
} from '../directory/staff-values.ts';
import type { GrantRole } from '../roles/grant-role.ts';
import type { RoleGrantTarget } from '../roles/role-grant-target.ts';
import { type RoleColumn, recogniseRoleFile } from './role-file-columns.ts';

/** A row as it stands in a file, its cells read and nothing looked up yet. */
export interface RoleRow {
  place: RowPlace;
  isRevocation: boolean;
  /** What is to be given; for a revocation, what was. */
  asked: GrantRole;
}

type Reader = RowReader<RoleColumn>;

/**
 * Reads files of role grants.
 * @param decision number of the decision for rows that name none
 * @throws staff_file_unknown_kind
 */
export function parseRoleRows(
  tables: readonly StaffTable[],
  decision?: string,
): { rows: RoleRow[]; refused: Refusal[] } {
  const rows: RoleRow[] = [];
  const refused: Refusal[] = [];
  for (const table of tables) {
    const sheet = recogniseRoleFile(table);
    refused.push(...sheet.refused, ...(table.refused ?? []));
    for (const reader of readersOf(sheet, refused)) {
      const before = refused.length;
      const row = readRow(reader, decision);
      if (refused.length === before) rows.push(row);
    }
  }
  return { rows, refused };
}

/** The cells of a row; means nothing once one of them was refused. */
function readRow(reader: Reader, decision: string | undefined): RoleRow {
  const isRevocation = reader.read('hanh_dong', parseAction) === 'revoke';
  const asked: GrantRole = {
    clientId: reader.require('ung_dung', shortText) ?? '',
    code: reader.require('vai_tro', shortText)?.toLowerCase() ?? '',
    to: readHolder(reader),
    extent: reader.read('pham_vi', parseUnitCodeCell) ?? undefined,
    from: reader.read('tu_ngay', parseDay) ?? undefined,
    until: reader.read('den_ngay', parseDay) ?? undefined,
    decision: reader.read('so_quyet_dinh', longText) ?? decision,
    reason: reader.read('ly_do', longText) ?? undefined,
  };
  const { from, until } = asked;
  if (from !== undefined && until !== undefined && from > until) reader.refuse('den_ngay', 'period_reversed');
  // Somebody may mean the day on which the role ends; a revocation counts at once.
  if (isRevocation && from !== undefined) reader.refuse('tu_ngay', 'day_of_revocation');
  if (isRevocation && until !== undefined) reader.refuse('den_ngay', 'day_of_revocation');
  return { place: reader.place, isRevocation, asked };
}

/** Exactly one form of holder: a number, an address, or any of unit, position and staff category together. */
function readHolder(reader: Reader): RoleGrantTarget {
  const employeeNo = reader.read('so_hieu', parseEmployeeNo) ?? undefined;
  const email = reader.read('thu_dien_tu', parseEmail) ?? undefined;
  const unit = reader.read('ma_don_vi', parseUnitCodeCell) ?? undefined;
  const subtree = reader.read('gom_cap_duoi', parseYesNo) ?? undefined;
  const position = reader.read('chuc_vu', parseName) ?? undefined;
  const category = reader.read('loai', parseCategory) ?? undefined;
  const named = (['so_hieu', 'thu_dien_tu', 'ma_don_vi', 'chuc_vu', 'loai'] as const).filter((column) =>
    reader.text(column),
  );
  const [first, second] = named;
  if (first === undefined) reader.refuse('so_hieu', 'holder_missing');
  const isPerson = first === 'so_hieu' || first === 'thu_dien_tu';
  if (isPerson && second !== undefined) reader.refuse(second, 'holder_ambiguous');
  if (subtree === true && !reader.text('ma_don_vi')) reader.refuse('gom_cap_duoi', 'subtree_without_unit');
  return {
    person: employeeNo ?? email,
    unit,
    subtree,
    position: position === undefined ? undefined : asciiCode(position),
    category,
  };
}

const shortText = (text: string) => parseText(text, 200);
const longText = (text: string) => parseText(text, 1000);

// A map, because an object also answers to words such as `constructor`.
const ACTIONS = new Map([
  ['cap', 'grant'],
  ['grant', 'grant'],
  ['thu-hoi', 'revoke'],
  ['revoke', 'revoke'],
]);

function parseAction(text: string): Parsed<string> {
  const value = ACTIONS.get(asciiCode(text));
  return value === undefined ? { code: 'unknown_role_action' } : { value };
}

const ANSWERS = new Map([
  ['co', true],
  ['yes', true],
  ['khong', false],
  ['no', false],
]);

function parseYesNo(text: string): Parsed<boolean> {
  const value = ANSWERS.get(asciiCode(text));
  return value === undefined ? { code: 'unknown_answer' } : { value };
}
