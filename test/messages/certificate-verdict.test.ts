import { strict as assert } from 'node:assert';
import { PROBLEM_WORDS, REMEDY_WORDS } from '../../src/messages/certificate-remedies.ts';
import { CAUSE_WORDS, STATE_WORDS, STEP_WORDS } from '../../src/messages/certificate-verdict.ts';

describe('words of a verdict on a certificate', () => {
  it('are there in both languages, each in its own words', () => {
    for (const words of [STEP_WORDS, STATE_WORDS, CAUSE_WORDS, PROBLEM_WORDS]) {
      const all = Object.values(words);
      for (const { vi, en } of all) assert.notEqual(vi, en);
      for (const lang of ['vi', 'en'] as const) {
        const texts = all.map((each) => each[lang]);
        assert.equal(new Set(texts).size, texts.length, lang);
        for (const text of texts) assert.doesNotMatch(text, /[.!]$/);
      }
    }
  });

  it('say what to do in whole sentences, which several causes may share', () => {
    assert.deepEqual(Object.keys(REMEDY_WORDS).sort(), Object.keys(CAUSE_WORDS).sort());
    for (const { vi, en } of Object.values(REMEDY_WORDS)) {
      assert.notEqual(vi, en);
      for (const text of [vi, en]) assert.match(text, /^\p{Lu}.*\.$/u);
    }
  });
});
