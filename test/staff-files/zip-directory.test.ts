import assert from 'node:assert/strict';
import { listZip, measureEntry } from '../../src/staff-files/zip-directory.ts';
import { writeZip, type ZipFile } from '../support/xlsx.ts';

async function measured(file: ZipFile): Promise<boolean> {
  const zip = writeZip([{ name: 'first', content: 'abc' }, file]);
  const entries = listZip(zip) ?? [];
  const results = await Promise.all(entries.map((entry) => measureEntry(zip, entry)));
  return results.length === 2 && results.every(Boolean);
}

describe('staff-files/zip-directory', () => {
  it('lists the files with the sizes that the directory declares', () => {
    const zip = writeZip([
      { name: 'a', content: 'abc' },
      { name: 'b', content: Buffer.alloc(5000) },
    ]);
    const entries = listZip(zip);
    assert.deepEqual(
      entries?.map(({ method, unpackedBytes }) => [method, unpackedBytes]),
      [
        [8, 3],
        [8, 5000],
      ],
    );
    assert.equal(entries?.[0]?.start, 31);
  });

  it('believes a declared size only when it is true', async () => {
    const content = Buffer.alloc(100_000);
    assert.equal(await measured({ name: 'a', content }), true);
    assert.equal(await measured({ name: 'a', content, declaredSize: 99_999 }), false);
    assert.equal(await measured({ name: 'a', content, declaredSize: 100_001 }), false);
    assert.equal(await measured({ name: 'a', content, declaredSize: 0 }), false);
  });

  it('calls broken bytes wrong and an archive without directory unreadable', async () => {
    const zip = writeZip([{ name: 'a', content: 'abc'.repeat(100) }]);
    const entries = listZip(zip) ?? [];
    zip.fill(0xff, entries[0]?.start, entries[0]?.end);
    for (const entry of entries) assert.equal(await measureEntry(zip, entry), false);
    assert.equal(listZip(zip.subarray(0, zip.length - 23)), undefined);
    assert.equal(listZip(Buffer.from('PK\x03\x04')), undefined);
  });
});
