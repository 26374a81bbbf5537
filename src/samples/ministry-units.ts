import {
  DEPARTMENTS,
  type DepartmentData,
  type DepartmentKind,
  MINISTRY_CODE,
} from './ministry-unit-data.ts';

/** A unit of the sample ministry. */
export interface SampleUnit {
  code: string;
  name: string;
  shortName: string;
  parentCode: string;
  kind: 'Bộ' | DepartmentKind | 'Phòng';
  /** Day as `dd/mm/yyyy`. */
  validFrom: string;
}

/** A unit right below the ministry, with its Phòng. */
export interface SampleDepartment extends SampleUnit {
  kind: DepartmentKind;
  weight: number;
  rooms: SampleUnit[];
}

/** The ministry's own unit. */
export const MINISTRY: SampleUnit = {
  code: MINISTRY_CODE,
  name: 'Bộ Thông tin và Truyền thông',
  shortName: 'Bộ TTTT',
  parentCode: '',
  kind: 'Bộ',
  validFrom: '31/07/2007',
};

// A level of a unit code holds three digits.
const MOST_ROOMS = 999;

/**
 * The 27 departments with their Phòng, and `extra` more Phòng spread over those that have any.
 * Throws a RangeError when unit codes have no room for so many.
 */
export function makeDepartments(extra: number): SampleDepartment[] {
  const departments = DEPARTMENTS.map(toDepartment);
  const withRooms = departments.filter(({ rooms }) => rooms.length > 0);
  for (let index = 0; index < extra; index += 1) {
    const parent = withRooms[index % withRooms.length];
    if (parent === undefined || parent.rooms.length >= MOST_ROOMS)
      throw new RangeError('too many extraUnits');
    parent.rooms.push(makeRoom(parent, parent.rooms.length, `Phòng Nghiệp vụ ${parent.rooms.length + 1}`));
  }
  return departments;
}

function toDepartment(data: DepartmentData): SampleDepartment {
  const { name, shortName, kind, weight } = data;
  const code = `${MINISTRY_CODE}.${data.number}`;
  const own = { code, name, shortName, parentCode: MINISTRY_CODE, kind, validFrom: '17/02/2017' };
  return { ...own, weight, rooms: data.rooms.map((room, index) => makeRoom(own, index, room)) };
}

function makeRoom(
  { code, shortName }: Pick<SampleUnit, 'code' | 'shortName'>,
  index: number,
  name: string,
): SampleUnit {
  return {
    code: `${code}.${index + 1}`,
    name,
    shortName: `P${index + 1} ${shortName}`,
    parentCode: code,
    kind: 'Phòng',
    validFrom: '01/06/2017',
  };
}
