import type { StaffCategory } from '../directory/person.ts';
import { getPerson } from '../directory/person-lookup.ts';
import { parseCategory } from '../directory/staff-values.ts';
import { getUnit } from '../directory/unit-lookup.ts';
import { DomainError } from '../errors.ts';
import type { HolderColumns } from './role-grant.ts';
import type { RoleStores } from './stores-for-roles.ts';

/** Whom a role grant is for, as an officer names it: a person, or any of the others together. */
export interface RoleGrantTarget {
  /** Official e-mail, employee number or id. */
  person?: string | undefined;
  /** Code of a unit. */
  unit?: string | undefined;
  /** With `unit`: the units below it as well. */
  subtree?: boolean | undefined;
  /** Code of a position. */
  position?: string | undefined;
  /** Name or code of a staff category. */
  category?: string | undefined;
}

type Directory = RoleStores['directory'];

/**
 * Finds what a target names. Throws `person_not_found`, `unit_not_found`, `position_not_found`, or
 * `role_grant_invalid` with `reason` `category_unknown`.
 */
export async function resolveTarget(directory: Directory, to: RoleGrantTarget): Promise<HolderColumns> {
  return {
    personId: to.person === undefined ? null : (await getPerson(directory, to.person)).id,
    unitId: to.unit === undefined ? null : await resolveUnit(directory, to.unit),
    includesSubtree: to.subtree ?? false,
    positionId: to.position === undefined ? null : await resolvePosition(directory, to.position),
    category: to.category === undefined ? null : resolveCategory(to.category),
  };
}

/** Id of the unit with a code, in either style. Throws `unit_not_found`. */
export async function resolveUnit(directory: Directory, code: string): Promise<string> {
  return getUnit(await directory.listUnits(), code).id;
}

async function resolvePosition(directory: Directory, code: string): Promise<string> {
  const position = (await directory.listPositions()).find((candidate) => candidate.code === code);
  if (position === undefined) throw new DomainError('position_not_found', { position: code });
  return position.id;
}

function resolveCategory(text: string): StaffCategory {
  const category = parseCategory(text);
  if ('code' in category)
    throw new DomainError('role_grant_invalid', { reason: 'category_unknown', category: text });
  return category.value;
}
