import { asciiCode } from '../domain/directory/person-name.ts';
import type { STAFF_COLUMNS } from '../domain/directory/staff-columns.ts';
import { NAMED_ACCOUNTS } from './ministry-accounts.ts';
import { type PersonalAddresses, SAMPLE_DOMAIN } from './ministry-addresses.ts';
import { makeName } from './ministry-names.ts';
import type { PersonCells } from './ministry-people.ts';
import type { SeededRandom } from './ministry-random.ts';
import type { SampleUnit } from './ministry-units.ts';

/** A row of mailboxes.csv. */
export type MailboxCells = Partial<Record<(typeof STAFF_COLUMNS)['mailboxes'][number], string>>;

type Topic = readonly [local: string, name: string];

const FUNCTIONAL: readonly Topic[] = [
  ['vanthu', 'Văn thư'],
  ['lienhe', 'Liên hệ'],
  ['baocao', 'Báo cáo'],
  ['lichhop', 'Lịch họp'],
  ['gopy', 'Tiếp nhận góp ý'],
  ['hoso', 'Tiếp nhận hồ sơ'],
  ['thongbao', 'Thông báo'],
  ['duan', 'Dự án'],
  ['daotao', 'Đào tạo'],
  ['lichtruc', 'Lịch trực'],
];
const TECHNICAL: readonly Topic[] = [
  ['canhbao', 'Cảnh báo hệ thống'],
  ['saoluu', 'Sao lưu'],
  ['mayquet', 'Máy quét'],
  ['giamsat', 'Giám sát'],
];
const SERVICE: readonly Topic[] = [
  ['khongtraloi', 'Thư tự động'],
  ['dongbo', 'Đồng bộ dữ liệu'],
  ['guitin', 'Gửi tin'],
];

/** How many mailboxes of each kind. */
export interface MailboxCounts {
  /** Personal ones of accounts without an HR record. */
  accounts: number;
  /** Those of no single person. */
  others: number;
}

/**
 * Personal mailboxes of everybody in `people`, those of accounts without an HR record, then all others,
 * spread over the units.
 */
export function makeMailboxes(
  random: SeededRandom,
  people: readonly PersonCells[],
  units: readonly SampleUnit[],
  addresses: PersonalAddresses,
  { accounts, others }: MailboxCounts,
): MailboxCells[] {
  const technical = Math.floor(others * 0.14);
  const service = Math.floor(others * 0.1);
  const owners = ownersByUnit(people);
  const shared = (kind: string, topics: readonly Topic[], count: number) =>
    sharedMailboxes(kind, topics, units, count).map(({ unit, ...cells }) => ({
      ...cells,
      so_hieu: kind === 'chức năng' ? ownerOf(owners, unit) : '',
    }));
  return [
    ...people.map(({ thu_dien_tu, so_hieu }) => ({ thu_dien_tu, loai: 'cá nhân', so_hieu, ten: '' })),
    ...Array.from({ length: accounts }, () => accountCells(random, addresses)),
    ...shared('chức năng', FUNCTIONAL, others - technical - service),
    ...shared('kỹ thuật', TECHNICAL, technical),
    ...shared('dịch vụ', SERVICE, service),
  ];
}

function accountCells(random: SeededRandom, addresses: PersonalAddresses): MailboxCells {
  const ten = makeName(random, random.chance(0.5) ? 'nam' : 'nu');
  return { thu_dien_tu: addresses.next(ten), loai: 'cá nhân', so_hieu: '', ten };
}

/** One mailbox a topic and unit, then again with a number. The dot tells them from personal addresses. */
function sharedMailboxes(
  loai: string,
  topics: readonly Topic[],
  units: readonly SampleUnit[],
  count: number,
) {
  const combinations = units.flatMap((unit) => {
    const slug = slugOf(unit);
    return topics.map((topic) => ({ unit, topic, slug }));
  });
  return Array.from({ length: count }, (_, index) => {
    const combination = combinations[index % combinations.length];
    if (combination === undefined) throw new RangeError('mailboxes need a unit');
    const {
      unit,
      topic: [local, title],
      slug,
    } = combination;
    const round = Math.floor(index / combinations.length) + 1;
    const suffix = round === 1 ? '' : String(round);
    const ten = `${title} – ${unit.shortName}${suffix && ` (${suffix})`}`;
    return { thu_dien_tu: `${local}${suffix}.${slug}@${SAMPLE_DOMAIN}`, loai, ten, unit };
  });
}

function slugOf({ shortName }: SampleUnit): string {
  return asciiCode(shortName).replaceAll('-', '');
}

/** The first employee of each unit: its head, wherever the unit has one. */
function ownersByUnit(people: readonly PersonCells[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { ma_don_vi, so_hieu } of people.slice(NAMED_ACCOUNTS.length)) {
    if (!owners.has(ma_don_vi)) owners.set(ma_don_vi, so_hieu);
  }
  return owners;
}

function ownerOf(owners: ReadonlyMap<string, string>, unit: SampleUnit): string {
  return owners.get(unit.code) ?? owners.get(unit.parentCode) ?? '';
}
