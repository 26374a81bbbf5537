import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileWithin } from '../../src/cli/read-file.ts';

/** What this process has read so far, from whatever file: modules loaded late count too. */
function bytesReadByProcess(): number {
  return Number(/^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1]);
}

describe('cli/read-file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'micconnect-read-'));
  const path = join(folder, 'a.csv');
  const limit = { bytes: 1000, code: 'staff_file_too_large' } as const;
  after(() => rmSync(folder, { recursive: true }));

  it('reads a file up to the limit, and one byte more not', async () => {
    writeFileSync(path, Buffer.alloc(1000, 'a'));
    assert.deepEqual(await readFileWithin(path, limit), Buffer.alloc(1000, 'a'));
    writeFileSync(path, Buffer.alloc(1001));
    await assert.rejects(readFileWithin(path, limit), {
      code: 'staff_file_too_large',
      details: { file: path, bytes: 1001, limit: 1000 },
    });
    writeFileSync(path, '');
    assert.equal((await readFileWithin(path, limit)).length, 0);
  });

  it('refuses 200 MB without reading them', async () => {
    writeFileSync(path, '');
    truncateSync(path, 200 * 1024 * 1024);
    const before = bytesReadByProcess();
    await assert.rejects(readFileWithin(path, limit), { code: 'staff_file_too_large' });
    assert.ok(bytesReadByProcess() - before < 20 * 1024 * 1024);
  });

  it('stops reading a device that never ends', async () => {
    await assert.rejects(readFileWithin('/dev/zero', limit), {
      code: 'staff_file_too_large',
      details: { file: '/dev/zero', limit: 1000 },
    });
  });
});
