import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSearchText } from '../../../src/domain/directory/person-search.ts';
import { piecesOf } from '../../../src/domain/directory/search-hits.ts';

const shown = (text: string, typed: string, isMarked = false) =>
  piecesOf(text, parseSearchText(typed, { isMarked }))
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('');

const anything = fc.string({ unit: 'binary', maxLength: 12 });

describe('directory/search-hits', () => {
  for (const [typed, hits] of [
    ['ngoc anh', 'Đặng Thị [Ngọc] [Ánh]'],
    ['ÁNH đặng', '[Đặng] Thị Ngọc [Ánh]'],
    ['goc', 'Đặng Thị N[gọc] Ánh'],
    ['an', 'Đặng Thị Ngọc [Án]h'],
    ['ng', 'Đặng Thị [Ng]ọc Ánh'],
    ['lan', 'Đặng Thị Ngọc Ánh'],
    ['', 'Đặng Thị Ngọc Ánh'],
  ] as const)
    it(`marks “${typed}”`, () => assert.equal(shown('Đặng Thị Ngọc Ánh', typed), hits));

  it('marks only the same diacritics when these are asked for', () => {
    assert.equal(shown('Anh Ánh', 'ánh', true), 'Anh [Ánh]');
    assert.equal(shown('Anh Ánh', 'anh', true), '[Anh] Ánh');
  });

  it('keeps every letter of a text, and marks none that the search did not ask for', () => {
    fc.assert(
      fc.property(anything, anything, (text, typed) => {
        const pieces = piecesOf(text, parseSearchText(typed));
        assert.equal(pieces.map((piece) => piece.text).join(''), text.normalize('NFC'));
        assert.deepEqual(
          pieces.filter(({ isHit }) => isHit && typed.trim() === ''),
          [],
        );
      }),
    );
  });
});
