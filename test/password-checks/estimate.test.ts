import { strict as assert } from 'node:assert';
import { type Estimate, loadEstimate } from '../../src/password-checks/estimate.ts';
import { typedForms } from '../../src/password-checks/typed-forms.ts';
import { vietnameseWords } from '../../src/password-checks/vietnamese-words.ts';

describe('password-checks/estimate', () => {
  let estimate: Estimate;
  before(() => {
    estimate = loadEstimate();
  });

  it('finds sentences and random signs strong, in any script', () => {
    for (const password of [
      'năm con ngựa vàng qua cầu',
      'nam con ngua vang qua cau',
      'correct horse battery staple',
      '正确马电池订书钉在桌子上面真的',
      '🐎🔋📎🌾🏞️🚲🛶🎏🪁🥁🧵🪡🧺🪵',
      'x9$Kq!vB2#zL7&pW',
      'năm con ngựa vàng '.repeat(20),
    ])
      assert.ok(estimate(password, []) >= 3, password);
  });

  it('finds weak what guessers know, in Vietnamese too, however it was typed', () => {
    for (const password of [
      'P@ssw0rd12345678',
      'qwertyuiop[]asdf',
      'việt nam vô địch',
      'vietnamvodich2026',
      'Mật khẩu 123',
      'matkhau123456789',
      'maajtkhaaru',
      'ma65tkha63u@2026',
      'abcabcabcabcabcabc',
    ])
      assert.ok(estimate(password, []) < 3, password);
  });

  it('counts what is known of the person as guessed', () => {
    const password = 'bachthithuyhang87';
    assert.ok(estimate(password, []) > estimate(password, ['bachthithuyhang']));
  });

  it('gives eight random signs a 2, which is what a second factor beside them asks for', () => {
    assert.equal(estimate('kH7$mQ2p', []), 2);
  });

  it('judges a text by its first 128 code points, and soon, whatever it is', () => {
    assert.equal(estimate('password'.repeat(16), []), estimate('password'.repeat(30), []));
    const started = performance.now();
    for (const unit of ['@4$5', '0o1l!|5$', '1', 'aB3$', '\u0323ạ', '🐎'])
      estimate(
        unit.repeat(2000),
        Array.from({ length: 200 }, (_, index) => `từ số ${index}`),
      );
    // Seconds without the bounds on length and substitutions; a slow machine is allowed for.
    assert.ok(performance.now() - started < 8000);
  });

  it('knows how Telex and VNI type a phrase', () => {
    assert.deepEqual(typedForms('mật khẩu'), [
      'matkhau',
      'mậtkhẩu',
      'maatjkhaaur',
      'maajtkhaaru',
      'ma6t5kha6u3',
      'ma65tkha63u',
    ]);
    assert.ok(typedForms('đường').includes('dduwowngf'));
    assert.ok(typedForms('đường').includes('d9u7o72ng'));
    assert.ok(vietnameseWords().every((word) => /^\S{3,}$/.test(word)));
  });
});
