import type { Gender } from '../domain/directory/person.ts';
import type { SeededRandom } from './ministry-random.ts';

type Names = readonly [string, ...string[]];

/** Family names; the first are common, Nguyễn as much as in Viet Nam. */
const FAMILY_NAMES = namesOf(
  `${'Nguyễn,'.repeat(38)}${'Trần,'.repeat(11)}${'Lê,'.repeat(10)}${'Phạm,'.repeat(7)}`,
  `${'Hoàng,Phan,Vũ,'.repeat(4)}${'Đặng,Bùi,Đỗ,'.repeat(3)}${'Hồ,Ngô,Dương,Huỳnh,Võ,'.repeat(2)}Lý,Đinh`,
  'Đoàn,Trịnh,Mai,Đào,Lâm,Trương,Tạ,Cao,Chu,Hà,Phùng,Lương',
);

const MIDDLE_NAMES: Readonly<Record<Gender, Names>> = {
  nam: namesOf(
    'Văn,Văn,Văn,Đức,Minh,Quang,Hữu,Công,Xuân,Ngọc,Thanh,Anh,Quốc,Tiến,Mạnh,Tuấn,Đình,Trọng,Hoàng',
    'Việt,Duy,Bá,Thế,Khắc,Hồng,Gia,Hải,Trung,Nhật,Chí',
  ),
  nu: namesOf(
    'Thị,Thị,Thị Thu,Thị Thanh,Thị Hồng,Thị Ngọc,Thị Minh,Thị Kim,Thị Bích,Thị Phương,Thị Mai',
    'Thị Thùy,Thị Hải,Thị Lan,Thu,Thanh,Ngọc,Phương,Minh,Hồng,Bích,Thùy,Quỳnh,Mai,Diệu,Khánh,Hà,Bảo',
  ),
};

const GIVEN_NAMES: Readonly<Record<Gender, Names>> = {
  nam: namesOf(
    'An,Anh,Bách,Bình,Chiến,Chung,Công,Cường,Dũng,Duy,Dương,Đạt,Điệp,Đông,Đức,Giang,Hà,Hải,Hiển,Hiếu',
    'Hiệp,Hòa,Hoàn,Hùng,Huy,Hưng,Khánh,Khoa,Kiên,Lâm,Linh,Long,Lộc,Minh,Nam,Nghĩa,Phong,Phú,Phúc',
    'Quang,Quân,Quyết,Sơn,Tài,Tâm,Thành,Thái,Thắng,Thịnh,Toàn,Trung,Trường,Tú,Tuấn,Tùng,Vinh,Việt,Ước',
  ),
  nu: namesOf(
    'An,Anh,Ánh,Bình,Châm,Chi,Diệp,Dung,Duyên,Đào,Giang,Hà,Hạnh,Hằng,Hiền,Hoa,Hòa,Hồng,Huệ,Huyền',
    'Hương,Hường,Khanh,Lan,Lê,Liên,Linh,Loan,Ly,Mai,My,Nga,Ngân,Ngọc,Nguyệt,Nhung,Oanh,Phương,Phượng',
    'Quyên,Quỳnh,Tâm,Thanh,Thảo,Thơm,Thu,Thủy,Thúy,Trang,Trà,Tuyết,Uyên,Vân,Xuân,Yến',
  ),
};

/** Makes up a full name in NFC: họ, chữ đệm, tên. A middle name that repeats a neighbour is drawn again. */
export function makeName(random: SeededRandom, gender: Gender): string {
  const family = random.pick(FAMILY_NAMES);
  const given = random.pick(GIVEN_NAMES[gender]);
  let middle = random.pick(MIDDLE_NAMES[gender]);
  while (middle.endsWith(given) || middle === family) middle = random.pick(MIDDLE_NAMES[gender]);
  return `${family} ${middle} ${given}`;
}

function namesOf(first: string, ...others: string[]): Names {
  const listed = [first, ...others].join(',').normalize('NFC').split(',');
  // A repeated group leaves a comma behind.
  const [name = '', ...names] = listed.filter((each) => each !== '');
  return [name, ...names];
}
