import { strict as assert } from 'node:assert';
import { readPosition } from '../../../src/domain/directory/acting-position.ts';
import { headshipOf } from '../../../src/domain/directory/unit-head.ts';

describe('domain: the head of a unit', () => {
  const cases = [
    ['Bộ trưởng', 'Bộ Thông tin và Truyền thông', 'head'],
    ['Cục trưởng', 'Cục Viễn thông', 'head'],
    ['Vụ trưởng', 'Vụ Pháp chế', 'head'],
    ['Chánh Văn phòng', 'Văn phòng Bộ', 'head'],
    ['Chánh Thanh tra', 'Thanh tra Bộ', 'head'],
    ['Trưởng phòng', 'Phòng Thẩm định', 'head'],
    ['TRƯỞNG PHÒNG', 'PHÒNG THẨM ĐỊNH', 'head'],
    ['Giám đốc', 'Trung tâm Thông tin', 'head'],
    ['Giám đốc Trung tâm', 'Trung tâm Thông tin', 'head'],
    ['Viện trưởng', 'Viện Chiến lược', 'head'],
    ['Tổng biên tập', 'Tạp chí Điện tử', 'head'],
    ['Quyền Cục trưởng', 'Cục Viễn thông', 'acting'],
    ['Phó Cục trưởng phụ trách', 'Cục Viễn thông', 'acting'],
    ['Phó Chánh Văn phòng phụ trách', 'Văn phòng Bộ', 'acting'],
    ['Thứ trưởng phụ trách', 'Bộ Thông tin và Truyền thông', 'acting'],
    ['Phụ trách phòng', 'Phòng Thẩm định', 'acting'],
    // Who leads a part of a unit, or no unit at all, is not its head.
    ['Trưởng phòng', 'Cục Viễn thông', undefined],
    ['Phụ trách phòng', 'Cục Viễn thông', undefined],
    ['Trưởng phòng', 'Văn phòng Bộ', undefined],
    ['Phó Cục trưởng', 'Cục Viễn thông', undefined],
    ['Thứ trưởng', 'Bộ Thông tin và Truyền thông', undefined],
    ['Kế toán trưởng', 'Cục Viễn thông', undefined],
    ['Trưởng nhóm', 'Phòng Thẩm định', undefined],
    ['Chuyên viên', 'Phòng Thẩm định', undefined],
    ['Cục trưởng', 'Cụcbộ', undefined],
  ] as const;
  for (const [position, unit, expected] of cases)
    it(`finds ${expected ?? 'none'} in ${position}, ${unit}`, () =>
      assert.equal(headshipOf(readPosition(position), unit), expected));
});
