import type { StaffedUnit, UnitMember } from '../../domain/directory/directory-query.ts';
import type { StaffColumn } from '../../domain/directory/staff-columns.ts';
import type { StaffCells } from '../../domain/directory/staff-provisioning.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import { GROUP, GROUP_KIND, UNIT } from './group-schema.ts';
import { type Meta, metaOf } from './meta.ts';
import { refuse } from './scim-error.ts';
import type { Wish } from './wish.ts';

/** A unit as SCIM shows one. */
export interface GroupResource {
  schemas: string[];
  id: string;
  displayName: string;
  members?: { value: string; $ref: string; display: string; type: 'User' }[];
  [UNIT]: {
    code: string;
    parentCode: string | undefined;
    shortName: string | undefined;
    kind: string | undefined;
  };
  meta: Meta;
}

/** Shows units. @param base address of the API */
export function groupPresenter(units: readonly Unit[], base: string) {
  const codes = new Map(units.map(({ id, code }) => [id, code]));

  /** @param members undefined when nobody wants to see them; the version knows them all the same */
  return function presentGroup(
    { unit, peopleDigest }: StaffedUnit,
    members?: readonly UnitMember[],
  ): GroupResource {
    const shown: Omit<GroupResource, 'meta' | 'members'> = {
      schemas: [GROUP, UNIT],
      id: unit.id,
      displayName: unit.name,
      [UNIT]: {
        code: unit.code,
        parentCode: unit.parentId === null ? undefined : codes.get(unit.parentId),
        shortName: unit.shortName ?? undefined,
        kind: unit.kind ?? undefined,
      },
    };
    const listed = members?.map(({ personId, fullName }) => ({
      value: personId,
      $ref: `${base}/Users/${personId}`,
      display: fullName,
      type: 'User' as const,
    }));
    const meta = metaOf(GROUP_KIND, shown, base, peopleDigest);
    return { ...shown, ...(listed !== undefined && { members: listed }), meta };
  };
}

const COLUMNS: readonly [name: string, column: StaffColumn][] = [
  ['displayName', 'ten_don_vi'],
  [`${UNIT}:parentCode`, 'ma_don_vi_cha'],
  [`${UNIT}:shortName`, 'ten_viet_tat'],
  [`${UNIT}:kind`, 'loai'],
];

/** What a wish means for the directory. @param current undefined for a new unit */
export function unitWish(wish: Wish, current?: GroupResource): StaffCells {
  const code = `${UNIT}:code`;
  const wanted = wish.get(code.toLowerCase());
  const now = current?.[UNIT].code;
  if (wanted !== undefined && now !== undefined && wanted !== now) throw refuse('mutability', code);
  const cells: StaffCells = { ma_don_vi: { name: code, text: String(wanted ?? now ?? '') } };
  cells.ten_don_vi = { name: 'displayName', text: current?.displayName ?? '' };
  for (const [name, column] of COLUMNS) {
    const value = wish.get(name.toLowerCase());
    if (value !== undefined) cells[column] = { name, text: String(value ?? '') };
  }
  return cells;
}
