import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { hasVietnameseLetters, looksAltered } from '../../../src/domain/authentication/input-method.ts';

describe('domain/authentication/input-method', () => {
  it('takes sentences of Vietnamese words as meant', () => {
    const meant = [
      'năm con ngựa vàng qua cầu',
      'Quyển sách giếng khơi, thuở nào khuỷu tay',
      'nghiêng ngoằn ngoèo xoong chảo quăng quốc',
      'câu dài thứ 1 không ai đoán',
      'Đường-Hoàng-Hoa-Thám-2026',
      'MỘT HAI BA BỐN NĂM',
    ];
    for (const password of meant) {
      assert.equal(looksAltered(password), false, password);
      assert.equal(looksAltered(password.normalize('NFD')), false, password);
    }
  });

  it('suspects letters with marks in what is no sentence', () => {
    // Password123, Sample-2026-MicConnect, tasswift, Haanoi@2026, cafe, dd and w, as Telex and VNI deliver them.
    const altered = [
      'Páword123',
      'Pasưord-abc-def',
      'Hânoi@2026',
      'càe',
      'đlàe',
      'mậtkhẩu2026',
      'matkh6ẩu',
      'xin chào',
    ];
    for (const password of altered) {
      assert.equal(looksAltered(password), true, password);
      assert.equal(looksAltered(password.normalize('NFD')), true, password);
    }
  });

  it('has nothing to say about text without such letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 80 }), (password) => {
        assert.equal(hasVietnameseLetters(password), false);
        assert.equal(looksAltered(password), false);
      }),
    );
    for (const password of ['', '正确马电池', '🐎🔋📎', 'Straße und Brücke', 'ça va'])
      assert.equal(looksAltered(password), false, password);
  });

  it('never suspects what has no Vietnamese letter, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (password) => {
        if (looksAltered(password)) assert.equal(hasVietnameseLetters(password), true);
      }),
    );
  });
});
