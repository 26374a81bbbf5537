import assert from 'node:assert/strict';
import { formatSize } from '../../src/messages/sizes.ts';

describe('sizes', () => {
  it('are kilobytes as each language writes decimals', () => {
    assert.deepEqual([formatSize(4096, 'vi'), formatSize(6349, 'vi')], ['4,0\u00a0KB', '6,2\u00a0KB']);
    assert.equal(formatSize(6349, 'en'), '6.2\u00a0KB');
  });
});
