import { strict as assert } from 'node:assert';
import { REQUEST_PROBLEMS } from '../../src/messages/request-problems.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe('messages/request-problems', () => {
  it('hold the same placeholders in both languages, and different words', () => {
    for (const [code, { vi, en }] of Object.entries(REQUEST_PROBLEMS)) {
      assert.deepEqual(placeholders(vi), placeholders(en), code);
      assert.notEqual(vi as string, en, code);
    }
  });
});
