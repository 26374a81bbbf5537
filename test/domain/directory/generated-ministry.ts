import fc from 'fast-check';
import type { StaffTable } from '../../../src/domain/directory/staff-table.ts';
import { table } from './staff-fixture.ts';

const STATUSES = ['đang công tác', 'biệt phái', 'thai sản', 'đình chỉ', 'nghỉ hưu', 'thôi việc'];
const POSITIONS = ['Trưởng phòng', 'Quyền Trưởng phòng', 'Phó phòng', 'Phó phòng phụ trách', 'Chuyên viên'];

/** The three files of an invented ministry of up to 9 units and 15 people, consistent in themselves. */
export const ministry: fc.Arbitrary<StaffTable[]> = fc.integer({ min: 1, max: 9 }).chain((unitCount) => {
  const anyUnit = fc.nat({ max: unitCount - 1 }).map((index) => `G14.${index + 10}`);
  const parents = fc.tuple(
    ...Array.from({ length: unitCount }, (_, index) => fc.option(fc.nat({ max: index }))),
  );
  const post = fc.tuple(anyUnit, fc.constantFrom(...POSITIONS)).map((parts) => parts.join('|'));
  const person = fc.record({
    number: fc.nat({ max: 14 }),
    name: fc.constantFrom('Lê Ánh', 'Đặng Thị Bình', 'Nguyễn Hữu Phước Chi'),
    status: fc.constantFrom(...STATUSES),
    unit: fc.option(anyUnit),
    position: fc.constantFrom(...POSITIONS),
    from: fc.constantFrom('', '01/01/2020'),
    concurrent: fc.uniqueArray(post, { maxLength: 3 }),
    hasEmail: fc.boolean(),
    hasMailbox: fc.boolean(),
  });
  const people = fc.uniqueArray(person, { minLength: 1, maxLength: 15, selector: (each) => each.number });
  const accounts = fc.uniqueArray(fc.nat({ max: 5 }), { maxLength: 4 });
  const stewards = fc.uniqueArray(fc.nat({ max: 14 }), { maxLength: 4 });
  return fc.record({ parents, people, accounts, stewards }).map((model) => [
    table(
      'ma_don_vi,ten_don_vi,ma_don_vi_cha',
      ...model.parents.map((parent, index) => {
        const above = parent === null || parent === index ? '' : `G14.${parent + 10}`;
        return `G14.${index + 10},Đơn vị ${index},${above}`;
      }),
    ),
    table(
      'so_hieu,ho_va_ten,trang_thai,ma_don_vi,chuc_vu,tu_ngay,kiem_nhiem,thu_dien_tu',
      ...model.people.map((each) =>
        [
          `CB${each.number}`,
          each.name,
          each.status,
          ...(each.unit === null ? ['', '', ''] : [each.unit, each.position, each.from]),
          each.concurrent.join(';'),
          each.hasEmail ? `cb${each.number}@mic.example` : '',
        ].join(','),
      ),
    ),
    table(
      'thu_dien_tu,loai,so_hieu,ten,nguoi_quan_ly',
      ...model.people
        .filter((each) => each.hasMailbox)
        .map((each) => `cb${each.number}@mic.example,cá nhân,CB${each.number},,`),
      ...model.accounts.map((each) => `khach${each}@mic.example,cá nhân,,Khách ${each},`),
      `van-thu@mic.example,chức năng,,Văn thư,${model.stewards
        .filter((each) => model.people.some(({ number }) => number === each))
        .map((each) => `CB${each}`)
        .join(';')}`,
    ),
  ]);
});
