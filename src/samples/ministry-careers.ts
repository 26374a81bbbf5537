import type { Gender } from '../domain/directory/person.ts';
import type { Grade, SamplePost } from './ministry-posts.ts';
import type { SeededRandom } from './ministry-random.ts';
import type { DepartmentKind } from './ministry-unit-data.ts';

/** What follows from somebody's post: the parts of an HR row that must fit each other. */
export interface Career {
  /** Days as `dd/mm/yyyy`. */
  birthDate: string;
  from: string;
  category: string;
  title: string;
  rankCode: string;
  status: string;
  birthYear: number;
}

// Nobody has reached the retirement age yet: about 62 years for men and 57 for women in 2026.
const YOUNGEST = 2003;
const OLDEST: Readonly<Record<Gender, number>> = { nam: 1965, nu: 1970 };
const MINISTER_OLDEST = 1964;
const STARTING_AGE = 22;
// All units exist since 2017, and nobody's post begins after the sample was made.
const FIRST_START = 2018;
const LAST_START = 2025;

const BIRTH_YEARS: Readonly<Record<Grade, readonly [number, number]>> = {
  minister: [MINISTER_OLDEST, 1974],
  head: [1965, 1980],
  deputy: [1967, 1985],
  'room-head': [1971, 1988],
  'room-deputy': [1975, 1992],
  senior: [1965, 1982],
  middle: [1970, 1992],
  staff: [1978, YOUNGEST],
  support: [1970, YOUNGEST],
};

type Rank = readonly [title: string, code: string];

const SENIOR: Rank = ['Chuyên viên cao cấp', '01.001'];
const MIDDLE: Rank = ['Chuyên viên chính', '01.002'];
const STAFF: Rank = ['Chuyên viên', '01.003'];

/** Ranks by grade, in the ministry's administration. */
const RANKS: Readonly<Record<Grade, Rank>> = {
  minister: SENIOR,
  head: SENIOR,
  deputy: SENIOR,
  'room-head': MIDDLE,
  'room-deputy': MIDDLE,
  senior: SENIOR,
  middle: MIDDLE,
  staff: STAFF,
  support: ['Cán sự', '01.004'],
};

const INSPECTOR_RANKS: Partial<Record<Grade, Rank>> = {
  head: ['Thanh tra viên cao cấp', '04.023'],
  deputy: ['Thanh tra viên chính', '04.024'],
  'room-head': ['Thanh tra viên chính', '04.024'],
  'room-deputy': ['Thanh tra viên', '04.025'],
};

const RESEARCHER_RANKS: Partial<Record<Grade, Rank>> = {
  head: ['Nghiên cứu viên cao cấp', 'V.05.01.01'],
  deputy: ['Nghiên cứu viên chính', 'V.05.01.02'],
  'room-head': ['Nghiên cứu viên chính', 'V.05.01.02'],
  'room-deputy': ['Nghiên cứu viên', 'V.05.01.03'],
};

/** Ranks of departments with a career of their own. */
const RANKS_OF_KIND: Partial<Record<DepartmentKind, Partial<Record<Grade, Rank>>>> = {
  'Thanh tra': INSPECTOR_RANKS,
  Viện: RESEARCHER_RANKS,
};

const SUPPORT_RANKS: Readonly<Record<string, Rank>> = {
  'Văn thư': ['Văn thư viên', '02.007'],
  'Nhân viên': ['Nhân viên', '01.005'],
};

/** Makes up a career that fits the post. `isSteady` keeps the person at work, without any leave. */
export function makeCareer(
  random: SeededRandom,
  post: SamplePost,
  gender: Gender,
  isSteady: boolean,
): Career {
  const [earliest, latest] = BIRTH_YEARS[post.grade];
  const birthYear = random.between(
    post.grade === 'minister' ? earliest : Math.max(earliest, OLDEST[gender]),
    latest,
  );
  const [title, rankCode] = rankOf(post);
  return {
    birthYear,
    birthDate: makeDay(random, birthYear),
    from: makeDay(random, random.between(Math.max(FIRST_START, birthYear + STARTING_AGE), LAST_START)),
    category: categoryOf(post),
    title,
    rankCode,
    status: isSteady ? 'đang công tác' : makeStatus(random, post.grade, gender, birthYear),
  };
}

/** A day of a year as `dd/mm/yyyy`. */
export function makeDay(random: SeededRandom, year: number): string {
  const [day, month] = [random.between(1, 28), random.between(1, 12)];
  return `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
}

function rankOf({ department, position, grade }: SamplePost): Rank {
  const special = SUPPORT_RANKS[position];
  if (special) return special;
  const ranks = department === undefined ? undefined : RANKS_OF_KIND[department.kind];
  return ranks?.[grade] ?? RANKS[grade];
}

function categoryOf({ department, position }: SamplePost): string {
  if (position === 'Bộ trưởng') return 'cán bộ';
  if (position === 'Nhân viên') return 'người lao động';
  return department?.kind === 'Trung tâm' || department?.kind === 'Viện' ? 'viên chức' : 'công chức';
}

function makeStatus(random: SeededRandom, grade: Grade, gender: Gender, birthYear: number): string {
  const isStaff = grade === 'staff' || grade === 'middle' || grade === 'support';
  if (!isStaff) return 'đang công tác';
  if (gender === 'nu' && birthYear >= 1986 && random.chance(0.03)) return 'thai sản';
  if (random.chance(0.007)) return 'biệt phái';
  return random.chance(0.004) ? 'nghỉ không lương' : 'đang công tác';
}
