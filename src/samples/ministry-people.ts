import type { Gender } from '../domain/directory/person.ts';
import type { STAFF_COLUMNS } from '../domain/directory/staff-columns.ts';
import { NAMED_ACCOUNTS, type NamedAccount } from './ministry-accounts.ts';
import { type PersonalAddresses, SAMPLE_DOMAIN } from './ministry-addresses.ts';
import { makeCareer, makeDay } from './ministry-careers.ts';
import { makeName } from './ministry-names.ts';
import { makePosts, roomsOfDeputies, type SamplePost, unitsOf } from './ministry-posts.ts';
import type { SeededRandom } from './ministry-random.ts';
import type { SampleDepartment } from './ministry-units.ts';

/** A row of people.csv. */
export type PersonCells = Record<(typeof STAFF_COLUMNS)['people'][number], string>;

interface Identity {
  fullName: string;
  gender: Gender;
  email: string;
}

// Citizen ids hold six digits of our own, so more people could not be told apart.
const MOST_PEOPLE = 999_999;

/**
 * The rows of everybody with an HR record: the named accounts, then the others in the order of their units.
 * Throws a RangeError when `count` leaves no place for the named accounts, or goes beyond the numbers.
 */
export function makePeople(
  random: SeededRandom,
  departments: readonly SampleDepartment[],
  addresses: PersonalAddresses,
  count: number,
): PersonCells[] {
  const others = count - NAMED_ACCOUNTS.length;
  if (others < 0 || count > MOST_PEOPLE) throw new RangeError(`hrRecords: ${count}`);
  const named = NAMED_ACCOUNTS.map((account, index) =>
    personCells(random, index + 1, namedPost(account, departments), namedIdentity(account), true),
  );
  const concurrent = new ConcurrentPosts(random, departments);
  const rest = makePosts(random, departments, others).map((post, index) => {
    const identity = makeIdentity(random, post, addresses);
    const cells = personCells(random, named.length + index + 1, post, identity, false);
    cells.kiem_nhiem = concurrent.next(post);
    return cells;
  });
  return [...named, ...rest];
}

function namedPost(account: NamedAccount, departments: readonly SampleDepartment[]): SamplePost {
  const { unitCode, position, grade } = account;
  const unit = unitsOf(departments).find(({ code }) => code === unitCode);
  if (unit === undefined) throw new Error(`${account.account} is in ${unitCode}, which does not exist`);
  const department = departments.find(({ code }) => unitCode === code || unitCode.startsWith(`${code}.`));
  return { unit, department, position, grade };
}

function namedIdentity({ account, fullName, gender }: NamedAccount): Identity {
  return { fullName, gender, email: `${account}@${SAMPLE_DOMAIN}` };
}

function makeIdentity(random: SeededRandom, { grade }: SamplePost, addresses: PersonalAddresses): Identity {
  const isLeader = grade === 'minister' || grade === 'head' || grade === 'deputy';
  const gender = random.chance(isLeader ? 0.7 : 0.5) ? 'nam' : 'nu';
  const fullName = makeName(random, gender);
  return { fullName, gender, email: addresses.next(fullName) };
}

function personCells(
  random: SeededRandom,
  number: number,
  post: SamplePost,
  { fullName, gender, email }: Identity,
  isSteady: boolean,
): PersonCells {
  const career = makeCareer(random, post, gender, isSteady);
  return {
    so_hieu: `014-${String(number).padStart(5, '0')}`,
    ho_va_ten: fullName,
    ngay_sinh: career.birthDate,
    gioi_tinh: gender === 'nam' ? 'Nam' : 'Nữ',
    so_dinh_danh: inventedCitizenId(number, gender, career.birthYear),
    thu_dien_tu: email,
    dien_thoai: `090${String(number).padStart(7, '0')}`,
    loai: career.category,
    trang_thai: career.status,
    ma_don_vi: post.unit.code,
    chuc_vu: post.position,
    chuc_danh: career.title,
    ma_ngach: career.rankCode,
    tu_ngay: career.from,
    den_ngay: '',
    kiem_nhiem: '',
  };
}

/** Twelve digits as on a card: province (000, which none is), sex and century, year of birth, a number. */
function inventedCitizenId(number: number, gender: Gender, birthYear: number): string {
  const sexAndCentury = (birthYear >= 2000 ? 2 : 0) + (gender === 'nam' ? 0 : 1);
  const year = String(birthYear % 100).padStart(2, '0');
  return `000${sexAndCentury}${year}${String(number).padStart(6, '0')}`;
}

/** Second posts: deputies who head a Phòng as well, and a few staff who do a văn thư's work. */
class ConcurrentPosts {
  readonly #random: SeededRandom;
  /** Phòng without a Trưởng phòng of their own, by code of their department. */
  readonly #headless: Map<string, string[]>;

  constructor(random: SeededRandom, departments: readonly SampleDepartment[]) {
    this.#random = random;
    this.#headless = new Map(
      departments.map((department) => [department.code, roomsOfDeputies(department).map(({ code }) => code)]),
    );
  }

  /** The cell `kiem_nhiem` of the next person. */
  next({ department, position, grade, unit }: SamplePost): string {
    if (grade === 'deputy') {
      const room = this.#headless.get(department?.code ?? '')?.shift();
      return room === undefined ? '' : `${room}|Trưởng phòng|${makeDay(this.#random, 2025)}|`;
    }
    const isHelper = position === 'Chuyên viên' && this.#random.chance(0.015);
    return isHelper ? `${unit.code}|Văn thư|${makeDay(this.#random, 2025)}|31/12/2030` : '';
  }
}
