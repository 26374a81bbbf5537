import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { passwordProblem, policyFor } from '../../../src/domain/authentication/password-policy.ts';
import { settingsWith } from '../../../src/domain/settings/settings.ts';

const ownWords = ['anh.dang@mic.example', '014-00001', 'Đặng Thị Ngọc Ánh'];
const policy = policyFor(settingsWith([]), { hasSecondFactor: false, isAdministrator: false });
const problem = (password: string) => passwordProblem(password, policy, ownWords);

describe('domain/authentication/password-policy', () => {
  it('takes long sentences of any script, with spaces and marks', () => {
    const welcome = [
      'năm con ngựa vàng qua cầu',
      'correct horse battery staple',
      '正确马电池订书钉在桌子上面真的', // 15 code points
      '🐎🔋📎🌾🏞️🚲🛶🎏🪁🥁🧵🪡🧺🪵',
      'x9$Kq!vB2#zL7&pW',
      '  spaces at both ends  ',
    ];
    for (const password of welcome) assert.equal(problem(password), undefined, password);
  });

  it('asks for 14 code points, counted as people count them', () => {
    assert.equal(policy.minimumLength, 14);
    assert.equal(problem('bốn từ dài 13'), 'password_too_short');
    assert.equal(problem('bốn từ dài 14!'), undefined);
    // Thirteen signs that take two UTF-16 units each.
    assert.equal(problem('🐎🔋📎🌾🏞🚲🛶🎏🪁🥁🧵🪡🧺'), 'password_too_short');
    assert.equal(problem(''), 'password_too_short');
  });

  it('takes 64 code points and more, and has an end', () => {
    const long = 'năm con ngựa vàng '.repeat(20);
    assert.equal(problem(long.slice(0, 64)), undefined);
    assert.equal(problem(long.slice(0, 256)), undefined);
    assert.equal(problem(long.slice(0, 257)), 'password_too_long');
  });

  it('refuses what makes up the first guesses', () => {
    const common = [
      'passwordpassword',
      'matkhau123456789',
      'Mật khẩu 2026-2027',
      'QWERTYqwerty12345',
      'iloveyou!!!!!!!!!!',
      'VietNam@19752026',
      'micconnect-2026-11',
      'aaaaaaaaaaaaaaaaaa',
      'abababababababab',
      '11112222333344',
    ];
    for (const password of common) assert.equal(problem(password), 'password_too_common', password);
  });

  it('refuses what little but the person’s own names makes up, however they are written', () => {
    const named = [
      'anh.dang-2026-2027',
      'ANH.DANG@@@2026!!!',
      'dangthingocanh2026',
      'Đặng Thị Ngọc Ánh 1',
      'ĐẶNG THỊ NGỌC ÁNH!',
      '014-00001-014-00001',
    ];
    for (const password of named) assert.equal(problem(password), 'password_contains_name', password);
  });

  it('lets a name stand in a long sentence', () => {
    assert.equal(problem('ngọc ánh trên mặt hồ mùa thu'), undefined);
    assert.equal(problem('vietnam có bốn mùa hoa nở rộ'), undefined);
  });

  it('does without words about the person', () => {
    assert.equal(passwordProblem('năm con ngựa vàng', policy, []), undefined);
    assert.equal(passwordProblem('năm con ngựa vàng', policy, ['', ' ', '@', '...']), undefined);
  });

  it('judges the length by code points, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (password) => {
        const { length } = [...password];
        const found = problem(password);
        assert.equal(found === 'password_too_short', length < 14);
        assert.equal(found === 'password_too_long', length > 256);
      }),
    );
  });

  it('does not depend on how letters were composed', () => {
    const word = fc.constantFrom('ngựa', 'Đặng', 'matkhau', 'Ánh', 'cầu', 'vàng', '2026', 'ế', 'password');
    fc.assert(
      fc.property(fc.array(word, { minLength: 4, maxLength: 12 }), (words) => {
        const text = words.join(' ');
        // Lengths differ between the two forms; a text long enough in both is judged alike.
        fc.pre([...text.normalize('NFC')].length >= 14);
        assert.equal(problem(text.normalize('NFC')), problem(text.normalize('NFD')));
      }),
    );
  });

  it('refuses every own word with a count behind it', () => {
    const count = fc.stringMatching(/^[0-9!@#._-]{10,20}$/);
    fc.assert(
      fc.property(fc.constantFrom('anh.dang', 'dang', 'ngocanh', 'Đặng'), count, (word, rest) => {
        // Too few different signs is the other problem that such a text can have.
        assert.notEqual(passwordProblem(`${word}${rest}`, policy, [word]), undefined);
      }),
    );
  });

  it('ends soon for the longest and strangest text', () => {
    const started = performance.now();
    for (const unit of ['a', 'password', 'ạ\u0323', ' ', '-', 'dang'])
      problem(unit.repeat(20_000).slice(0, 100_000));
    assert.ok(performance.now() - started < 2000);
  });
});
