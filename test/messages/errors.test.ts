import assert from 'node:assert/strict';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { errorMessage, errorText } from '../../src/messages/errors.ts';
import { errorsEn } from '../../src/messages/errors-en.ts';
import { errorsVi } from '../../src/messages/errors-vi.ts';

const codes = Object.keys(errorsVi) as ErrorCode[];

describe('words of refusals', () => {
  it('exist for every code in both languages, each in its own words', () => {
    assert.deepEqual(Object.keys(errorsEn).sort(), [...codes].sort());
    for (const code of codes) {
      const [vi, en] = [errorText(code, 'vi'), errorText(code, 'en')];
      assert.notEqual(vi.title, en.title, code);
      assert.notEqual(vi.remedy, en.remedy, code);
    }
  });

  it('are a title without full stop and a remedy with one', () => {
    for (const code of codes) {
      for (const text of [errorText(code, 'vi'), errorText(code, 'en')]) {
        assert.match(text.title, /^\p{Lu}[^.!]*[^.!\s]$/u, code);
        assert.match(text.remedy, /^\p{Lu}.*\.$/u, code);
        assert.doesNotMatch(`${text.title} ${text.remedy}`, /!|vui lòng|please|[{}]/i, code);
        assert.doesNotMatch(text.remedy, /\d (phút|minutes?)/, code);
      }
    }
  });

  it('say whose fault it is', () => {
    const faults = (['unavailable', 'client_not_found', 'not_found'] as const).map(
      (code) => errorMessage(code).fault,
    );
    assert.deepEqual(faults, ['system', 'application', 'action']);
  });
});
