import { normaliseName } from '../../domain/directory/person-name.ts';
import type { ProvisionedPerson } from '../../domain/directory/provisioning-service.ts';
import type { StaffColumn } from '../../domain/directory/staff-columns.ts';
import type { StaffCells } from '../../domain/directory/staff-provisioning.ts';
import { refuse } from './scim-error.ts';
import type { UserResource } from './user-resource.ts';
import { ENTERPRISE, STAFF } from './user-schema.ts';
import type { Wish } from './wish.ts';

const NUMBER = `${ENTERPRISE}:employeeNumber`;
const UNIT_CODE = `${STAFF}:unitCode`;
const POSITION = `${STAFF}:position`;

/** Attributes that are a column of a people file as they stand. */
const PLAIN: readonly [name: string, column: StaffColumn][] = [
  ['title', 'chuc_danh'],
  ['phoneNumbers', 'dien_thoai'],
  [`${STAFF}:category`, 'loai'],
  [`${STAFF}:status`, 'trang_thai'],
];

/**
 * What a wish means for the directory. Several attributes say the same there (`displayName` and `name`, `userName`
 * and `emails`): the one that says something new counts, so that what a client only repeats undoes nothing.
 * @param current the person as she is presented; undefined for somebody new
 */
export function personWish(wish: Wish, current?: UserResource): ProvisionedPerson {
  const cells: StaffCells = {};
  const set = (name: string, column: StaffColumn, text: string | null) => {
    cells[column] = { name, text: text ?? '' };
  };
  set('name', 'ho_va_ten', fullName(wish, current));
  const number = employeeNumber(wish, current);
  if (number !== undefined) set(NUMBER, 'so_hieu', number);
  const email = emailOf(wish, current);
  if (email !== undefined) set('userName', 'thu_dien_tu', email);
  for (const [name, column] of PLAIN) {
    const text = textOf(wish, name);
    if (text !== undefined) set(name, column, text);
  }
  const post = postOf(wish, current);
  if (post !== undefined) {
    set(UNIT_CODE, 'ma_don_vi', post.unitCode);
    set(POSITION, 'chuc_vu', post.position);
  }
  const active = wish.get('active');
  if (active === null) throw refuse('invalidValue', 'active');
  return { cells, isActive: typeof active === 'boolean' ? active : undefined };
}

/** Undefined where the wish is silent. */
function textOf(wish: Wish, name: string): string | null | undefined {
  const value = wish.get(name.toLowerCase());
  return typeof value === 'boolean' ? String(value) : value;
}

function fullName(wish: Wish, current?: UserResource): string {
  const { familyName = '', middleName = '', givenName = '' } = current?.name ?? {};
  const part = (name: string, now: string) => {
    const wanted = textOf(wish, `name.${name}`);
    return wanted === undefined ? now : (wanted ?? '');
  };
  const parts = [
    part('familyName', familyName),
    part('middleName', middleName),
    part('givenName', givenName),
  ];
  const said = [textOf(wish, 'name.formatted'), parts.join(' '), textOf(wish, 'displayName')]
    .map((text) => normaliseName(text ?? ''))
    .filter((text) => text !== '');
  const now = current?.displayName ?? '';
  const name = said.find((text) => text !== now) ?? now;
  if (name === '') throw refuse('invalidValue', 'name');
  return name;
}

/** The number is never taken away nor exchanged. A user name without `@` is one. */
function employeeNumber(wish: Wish, current?: UserResource): string | undefined {
  const now = current?.[ENTERPRISE]?.employeeNumber;
  const wanted = textOf(wish, NUMBER);
  if (wanted !== undefined && now !== undefined && wanted !== now) throw refuse('mutability', NUMBER);
  const userName = textOf(wish, 'userName');
  const isNumber = typeof userName === 'string' && !userName.includes('@') && userName !== current?.userName;
  if (isNumber && userName !== (wanted ?? now ?? userName)) throw refuse('invalidValue', 'userName');
  if (now !== undefined) return undefined;
  return wanted ?? (isNumber ? userName : undefined);
}

function emailOf(wish: Wish, current?: UserResource): string | undefined {
  const userName = textOf(wish, 'userName');
  const email = textOf(wish, 'emails');
  if (userName === null || (current === undefined && userName === undefined))
    throw refuse('invalidValue', 'userName');
  const now = current?.emails?.[0]?.value;
  // The e-mail is the user name, so it cannot be taken away alone.
  if (email === null && now !== undefined) throw refuse('mutability', 'emails');
  const said = [userName, email].filter((text) => typeof text === 'string' && text.includes('@'));
  const [first, second] = new Set(
    said.map((text) => String(text).toLowerCase()).filter((text) => text !== now),
  );
  if (second !== undefined) throw refuse('invalidValue', 'userName, emails');
  return first;
}

/** A post is a position in a unit: whoever names one keeps the other. */
function postOf(
  wish: Wish,
  current?: UserResource,
): { unitCode: string | null; position: string | null } | undefined {
  const now = { unitCode: current?.[STAFF].unitCode ?? null, position: current?.[STAFF].position ?? null };
  const unitCode = textOf(wish, UNIT_CODE);
  const position = textOf(wish, POSITION);
  const wanted = {
    unitCode: unitCode === undefined ? now.unitCode : unitCode,
    position: position === undefined ? now.position : position,
  };
  if (wanted.unitCode === now.unitCode && wanted.position === now.position) return undefined;
  return wanted;
}
