import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPosition, sayPosition } from '../../../src/domain/directory/acting-position.ts';

const HEADS = ['Vụ trưởng', 'Cục trưởng', 'Trưởng phòng', 'Chánh Văn phòng', 'Giám đốc', 'Kế toán trưởng'];
const DEPUTIES = ['Phó Vụ trưởng', 'Phó Cục trưởng', 'Phó Chánh Thanh tra', 'Thứ trưởng'];

describe('directory/acting-position', () => {
  for (const [text, name, said = text] of [
    ['Phó Cục trưởng phụ trách', 'Phó Cục trưởng'],
    ['Phó Vụ trưởng phụ trách điều hành', 'Phó Vụ trưởng', 'Phó Vụ trưởng phụ trách'],
    ['Phó Giám đốc, phụ trách', 'Phó Giám đốc', 'Phó Giám đốc phụ trách'],
    ['Phó Trưởng phòng (phụ trách)', 'Phó Trưởng phòng', 'Phó Trưởng phòng phụ trách'],
    ['Thứ trưởng phụ trách', 'Thứ trưởng'],
    ['Quyền Vụ trưởng', 'Vụ trưởng'],
    ['quyền trưởng phòng', 'Trưởng phòng', 'Quyền Trưởng phòng'],
    ['Q. Vụ trưởng', 'Vụ trưởng', 'Quyền Vụ trưởng'],
    ['Q.Chánh Văn phòng', 'Chánh Văn phòng', 'Quyền Chánh Văn phòng'],
    ['QUYỀN GIÁM ĐỐC', 'GIÁM ĐỐC', 'Quyền GIÁM ĐỐC'],
    ['Phụ trách phòng', 'Phụ trách phòng'],
    ['Phụ trách điều hành Vụ', 'Phụ trách điều hành Vụ'],
  ]) {
    it(`reads ${text} as ${name}, acting`, () => {
      assert.deepEqual(readPosition(text ?? ''), { name, isActing: true });
      assert.equal(sayPosition(readPosition(text ?? '')), said);
    });
  }

  for (const text of [
    'Vụ trưởng',
    'Phó Cục trưởng',
    'Phó Cục trưởng phụ trách phía Nam',
    'Phó Cục trưởng phụ trách kế hoạch',
    'Phó phụ trách',
    'Phụ trách kế toán',
    'Phụ trách phòng máy',
    'Chuyên viên phụ trách',
    'Cục trưởng phụ trách',
    'Phóng viên phụ trách',
    'Quyền tác giả',
    'Quyền Phó Vụ trưởng',
    'Quyền Trưởngx',
    'Q Vụ trưởng',
    'Q. Chuyên viên',
    'Quyen Vu truong',
    'Thứ trưởng thường trực',
  ]) {
    it(`leaves ${text} as it is`, () => {
      assert.deepEqual(readPosition(text), { name: text, isActing: false });
      assert.equal(sayPosition(readPosition(text)), text);
    });
  }

  it('reads back what it says, of any text', () => {
    const words = fc.constantFrom(
      ...HEADS,
      ...DEPUTIES,
      'quyền',
      'Q.',
      'phụ trách',
      'điều hành',
      'Phó',
      'phòng',
    );
    const texts = fc.oneof(
      fc.array(words, { minLength: 1, maxLength: 4 }).map((each) => each.join(' ')),
      fc.string({ minLength: 1 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const held = readPosition(text);
        assert.deepEqual(readPosition(sayPosition(held)), held);
        // What names no acting is untouched.
        if (!/phụ trách|^quyền |^q\./iu.test(text)) assert.deepEqual(held, { name: text, isActing: false });
      }),
      { numRuns: 1000 },
    );
  });

  it('takes every head and every deputy apart, and puts nothing else in', () => {
    for (const head of HEADS) assert.deepEqual(readPosition(`Quyền ${head}`), { name: head, isActing: true });
    for (const name of DEPUTIES) {
      assert.deepEqual(readPosition(`${name} phụ trách`), { name, isActing: true });
      assert.equal(readPosition(`Quyền ${name}`).isActing, false);
    }
  });
});
