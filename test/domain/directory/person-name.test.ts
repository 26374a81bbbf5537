import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asciiCode, fold, normaliseName, splitName } from '../../../src/domain/directory/person-name.ts';

describe('directory/person-name', () => {
  it('normalises to NFC and single spaces', () => {
    assert.equal(normaliseName('  Đặng\u00A0 Thị\t\nÁnh\u200B '.normalize('NFD')), 'Đặng Thị Ánh');
  });

  for (const [name, familyName, middleName, givenName] of [
    ['Đặng Thị Ngọc Ánh', 'Đặng', 'Thị Ngọc', 'Ánh'],
    ['Lê Ước', 'Lê', null, 'Ước'],
    ['Ánh', '', null, 'Ánh'],
  ] as const) {
    it(`splits ${name}`, () => assert.deepEqual(splitName(name), { familyName, middleName, givenName }));
  }

  it('loses no word of a name', () => {
    const word = fc.stringMatching(/^[a-zà-ỹđ]{1,6}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
        const { familyName, middleName, givenName } = splitName(words.join(' '));
        assert.deepEqual([familyName, middleName, givenName].filter(Boolean).join(' '), words.join(' '));
      }),
    );
  });

  it('folds diacritics, đ and case away', () => {
    assert.equal(fold('Đặng Thị Ngọc Ánh'), 'dang thi ngoc anh');
    assert.equal(fold('HOÀ'), fold('hòa'));
  });

  it('makes a code of a name', () => {
    assert.equal(asciiCode('Trưởng phòng'), 'truong-phong');
    assert.equal(asciiCode(' Phó Cục trưởng – phụ trách (điều hành) '), 'pho-cuc-truong-phu-trach-dieu-hanh');
    assert.equal(asciiCode('…'), '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        assert.match(asciiCode(text), /^([a-z0-9]+(-[a-z0-9]+)*)?$/),
      ),
    );
  });
});
