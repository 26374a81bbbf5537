import assert from 'node:assert/strict';
import { remembered } from '../../src/domain/shared-texts.ts';

describe('a remembered function', () => {
  it('gives what the function gives, and asks it once for a short text', () => {
    const asked: string[] = [];
    const length = remembered((text) => {
      asked.push(text);
      return text.length;
    });
    const long = 'x'.repeat(1000);
    assert.deepEqual(['', 'a', 'a', long, long].map(length), [0, 1, 1, 1000, 1000]);
    assert.deepEqual(asked, ['', 'a', long, long]);
  });

  it('keeps no more than a bounded number of results', () => {
    let asked = 0;
    const same = remembered((text) => {
      asked += 1;
      return text;
    });
    const texts = Array.from({ length: 50_000 }, (_, index) => String(index));
    for (const text of texts) assert.equal(same(text), text);
    assert.equal(same('0'), '0');
    assert.equal(asked, 50_001);
  });
});
