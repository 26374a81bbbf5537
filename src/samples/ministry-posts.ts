import { byWeight, type SeededRandom } from './ministry-random.ts';
import type { DepartmentKind } from './ministry-unit-data.ts';
import { MINISTRY, type SampleDepartment, type SampleUnit } from './ministry-units.ts';

/** How high a post is; decides ages, ranks and who may hold which other post. */
export type Grade =
  | 'minister'
  | 'head'
  | 'deputy'
  | 'room-head'
  | 'room-deputy'
  | 'senior'
  | 'middle'
  | 'staff'
  | 'support';

/** A post for one person. */
export interface SamplePost {
  unit: SampleUnit;
  /** The department that the post is in; undefined for the ministry's leaders. */
  department: SampleDepartment | undefined;
  position: string;
  grade: Grade;
}

const LEADERS: Readonly<Record<DepartmentKind, { head: string; deputy: string; deputies: number }>> = {
  'Văn phòng': { head: 'Chánh Văn phòng', deputy: 'Phó Chánh Văn phòng', deputies: 3 },
  'Thanh tra': { head: 'Chánh Thanh tra', deputy: 'Phó Chánh Thanh tra', deputies: 3 },
  Vụ: { head: 'Vụ trưởng', deputy: 'Phó Vụ trưởng', deputies: 2 },
  Cục: { head: 'Cục trưởng', deputy: 'Phó Cục trưởng', deputies: 3 },
  'Trung tâm': { head: 'Giám đốc', deputy: 'Phó Giám đốc', deputies: 3 },
  Viện: { head: 'Viện trưởng', deputy: 'Phó Viện trưởng', deputies: 2 },
};

const STAFF_POSITIONS = byWeight<readonly [string, Grade]>(
  [['Chuyên viên', 'staff'], 56],
  [['Chuyên viên chính', 'middle'], 22],
  [['Chuyên viên cao cấp', 'senior'], 3],
  [['Cán sự', 'support'], 8],
  [['Nhân viên', 'support'], 11],
);

/**
 * `count` posts in the order of units: leaders and a văn thư a department first, and staff by weight with
 * what is left. Some Phòng have no Trưởng phòng of their own: a deputy of the department heads them as well.
 */
export function makePosts(
  random: SeededRandom,
  departments: readonly SampleDepartment[],
  count: number,
): SamplePost[] {
  const leaders = [...ministryPosts(), ...departments.flatMap((department) => leadersOf(random, department))];
  const posts = leaders.slice(0, count);
  const places = byWeight(...weightedPlaces(departments));
  while (posts.length < count) {
    const place = random.pick(places);
    const [position, grade] = random.pick(STAFF_POSITIONS);
    posts.push({ ...place, position, grade });
  }
  const order = new Map(unitsOf(departments).map(({ code }, index) => [code, index]));
  const rank = ({ unit }: SamplePost) => order.get(unit.code) ?? 0;
  return posts.sort((one, other) => rank(one) - rank(other));
}

/** All units, each above those below it. */
export function unitsOf(departments: readonly SampleDepartment[]): SampleUnit[] {
  return [MINISTRY, ...departments.flatMap((department) => [department, ...department.rooms])];
}

/** The Phòng of a department that one of its deputies heads, one in six. */
export function roomsOfDeputies({ rooms }: SampleDepartment): SampleUnit[] {
  return rooms.filter((_, index) => index % 6 === 3);
}

function ministryPosts(): SamplePost[] {
  const positions = ['Bộ trưởng', 'Thứ trưởng', 'Thứ trưởng', 'Thứ trưởng', 'Thứ trưởng'];
  return positions.map((position) => ({
    unit: MINISTRY,
    department: undefined,
    position,
    grade: 'minister',
  }));
}

function leadersOf(random: SeededRandom, department: SampleDepartment): SamplePost[] {
  const { head, deputy, deputies } = LEADERS[department.kind];
  const at = (unit: SampleUnit, position: string, grade: Grade) => ({ unit, department, position, grade });
  const deputyHeaded = new Set(roomsOfDeputies(department));
  return [
    at(department, head, 'head'),
    ...Array.from({ length: deputies }, () => at(department, deputy, 'deputy')),
    at(department.rooms[0] ?? department, 'Văn thư', 'support'),
    ...department.rooms.flatMap((room) => [
      ...(deputyHeaded.has(room) ? [] : [at(room, 'Trưởng phòng', 'room-head')]),
      ...Array.from({ length: random.between(1, 2) }, () => at(room, 'Phó Trưởng phòng', 'room-deputy')),
    ]),
  ];
}

type Place = Pick<SamplePost, 'unit' | 'department'>;

function weightedPlaces(
  departments: readonly SampleDepartment[],
): [readonly [Place, number], ...(readonly [Place, number])[]] {
  const places = departments.flatMap((department) => {
    const { rooms, weight } = department;
    if (rooms.length === 0) return [[{ unit: department, department }, weight] as const];
    const share = Math.max(1, Math.round(weight / rooms.length));
    return rooms.map((unit) => [{ unit, department }, share] as const);
  });
  const [first, ...others] = places;
  if (first === undefined) throw new RangeError('a ministry needs a department');
  return [first, ...others];
}
