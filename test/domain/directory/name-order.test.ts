import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nameSortKey, sortedByName } from '../../../src/domain/directory/name-order.ts';
import { type NameParts, splitName } from '../../../src/domain/directory/person-name.ts';

const LETTERS = [
  ...'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz',
];
const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const ANY = [...LETTERS, ...LETTERS.map((letter) => letter.toUpperCase()), ...ASCII];
// Few letters that differ in every way there is: neighbours are where an order goes wrong.
const NEAR = [...'aAáÁạăĂâ nN-'];

const collator = new Intl.Collator('vi');

describe('directory/name-order', () => {
  it('sorts given names the Vietnamese way', () => {
    const sorted = 'An Anh Ánh Ăn Ân Ấn Dung Dũng Đức On Ôn Ơn Uyên Ước'
      .split(' ')
      .map((name) => splitName(`Lê ${name}`));
    assert.deepEqual(sortedByName(sorted.toReversed()), sorted);
  });

  it('sorts by given, then family, then middle name', () => {
    const sorted = ['Lê An', 'Lê Bá An', 'Lê Văn An', 'Ngô An', 'Đặng Bình'].map(splitName);
    assert.deepEqual(sortedByName(sorted.toReversed()), sorted);
  });

  for (const [what, letters] of [
    ['any letters', ANY],
    ['letters that are close', NEAR],
  ] as const) {
    it(`orders by plain keys as Unicode’s Vietnamese collation does: ${what}`, () => {
      const part = fc.array(fc.constantFrom(...letters), { maxLength: 6 }).map((parts) => parts.join(''));
      const name = fc.record({ givenName: part, familyName: part, middleName: fc.option(part) });
      fc.assert(
        fc.property(name, name, (one, other) => byKey(one, other) === byCollator(one, other)),
        { numRuns: 2000 },
      );
    });
  }

  it('orders any text the same for this program and for a database that compares bytes', () => {
    const part = fc.string({ unit: 'grapheme', maxLength: 5 });
    fc.assert(
      fc.property(part, part, (givenName, familyName) =>
        assert.match(nameSortKey({ givenName, familyName, middleName: null }), /^[ -~]*$/),
      ),
    );
  });

  it('puts other alphabets after z', () => {
    const sorted = ['Zoe', 'Ωmega', 'Яна', '安'].map((name) => splitName(`Lê ${name}`));
    assert.deepEqual(sortedByName(sorted.toReversed()), sorted);
  });
});

function byKey(one: NameParts, other: NameParts): number {
  const [key, otherKey] = [nameSortKey(one), nameSortKey(other)];
  return key < otherKey ? -1 : Number(key > otherKey);
}

function byCollator(one: NameParts, other: NameParts): number {
  return Math.sign(
    collator.compare(one.givenName, other.givenName) ||
      collator.compare(one.familyName, other.familyName) ||
      collator.compare(one.middleName ?? '', other.middleName ?? ''),
  );
}
