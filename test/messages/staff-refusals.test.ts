import assert from 'node:assert/strict';
import { REFUSAL_CODES } from '../../src/domain/directory/staff-refusal.ts';
import { STAFF_REFUSALS } from '../../src/messages/staff-refusals.ts';

describe('messages/staff-refusals', () => {
  for (const code of REFUSAL_CODES) {
    it(`says in both languages how to fix ${code}`, () => {
      const { vi, en } = STAFF_REFUSALS[code];
      for (const text of [vi, en]) {
        assert.match(text, /\. \S|; \S/, 'a reason and a remedy');
        assert.doesNotMatch(text, /!|vui lòng|please/i);
        assert.equal(text, text.normalize('NFC'));
        assert.ok(text.length < 200);
      }
      assert.notEqual(vi, en);
    });
  }

  it('has one text a code', () => {
    const texts = Object.values(STAFF_REFUSALS).flatMap(({ vi, en }) => [vi, en]);
    assert.equal(new Set(texts).size, texts.length);
  });
});
