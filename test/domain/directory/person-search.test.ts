import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSearched, parseSearchText, searchText } from '../../../src/domain/directory/person-search.ts';
import { personRow, unitRow } from '../roles/rows.ts';

const anh = personRow({
  fullName: 'Đặng Thị Ngọc Ánh',
  employeeNo: '014-00001',
  email: 'dtnanh@mic.example',
  citizenId: '001190000001',
});
const room = unitRow('u', { code: 'G14.05.1', name: 'Phòng Thẩm định', shortName: 'TĐ' });
const finds = (text: string) => isSearched(parseSearchText(text), anh, [room]);

describe('directory/person-search', () => {
  for (const text of [
    'dang thi ngoc anh',
    'Đặng Thị Ngọc Ánh',
    'ĐẶNG THỊ NGỌC ÁNH'.normalize('NFD'),
    '  anh\u00a0 đặng\t',
    'án',
    'goc',
    '014-00001',
    '00001',
    'dtnanh@MIC.example',
    'thẩm định',
    'phong tham dinh',
    'g14.05.1',
    'g14.05',
    'td',
    'anh thẩm g14',
    '001190000001',
    '001 190 000 001',
    '',
  ]) {
    it(`finds by “${text}”`, () => assert.equal(finds(text), true));
  }

  for (const text of ['dang van', 'goc x', 'oc', '001190000002', '00119000000', '%', '_', 'g14.06', 'lan']) {
    it(`does not find by “${text}”`, () => assert.equal(finds(text), false));
  }

  it('finds by every word of its own, cut anywhere from its beginning, in any order', () => {
    const words = searchText(anh, [room]).trim().split(' ');
    const typed = fc
      .shuffledSubarray(words, { minLength: 1 })
      .chain((chosen) =>
        fc.tuple(
          ...chosen.map((word) => fc.integer({ min: 1, max: word.length }).map((end) => word.slice(0, end))),
        ),
      );
    fc.assert(fc.property(typed, (parts) => finds(parts.join(' '))));
  });

  it('never keeps a citizen id, and takes no control character from what is typed', () => {
    assert.doesNotMatch(searchText(anh, [room]), /001190000001/);
    assert.deepEqual(parseSearchText('\0lan\u0007'), { parts: ['lan'], citizenId: null });
  });
});
