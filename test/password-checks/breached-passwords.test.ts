import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadConfig } from '../../src/config.ts';
import { inspectBreachedFile } from '../../src/password-checks/breached-file.ts';
import { createBreachedPasswords } from '../../src/password-checks/breached-passwords.ts';
import { hasSortedHash } from '../../src/password-checks/sorted-hashes.ts';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

describe('password-checks/breached-passwords', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'micconnect-breached-'));
  });
  after(() => rmSync(directory, { recursive: true }));

  function written(name: string, text: string): string {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  }

  const open = (path: string) => createBreachedPasswords(inspectBreachedFile(path));
  const many = Array.from({ length: 5000 }, (_, index) => `leaked-${index}`);
  const lines = many.map((word, index) => `${sha1(word)}:${index * 7919}`).sort();

  it('finds every hash of a sorted list and no other, with and without counts and a last line end', async () => {
    const forms = {
      'crlf.txt': `${lines.join('\r\n')}\r\n`,
      'open.txt': lines.join('\n'),
      'bare.txt': `${lines.map((line) => line.slice(0, 40).toLowerCase()).join('\n')}\n`,
    };
    for (const [name, text] of Object.entries(forms)) {
      const breached = open(written(name, text));
      for (const index of [0, 1, 17, 2499, 4998, 4999])
        assert.equal(await breached.has(`leaked-${index}`), true, name);
      for (const line of [lines[0], lines.at(-1), lines[2500]])
        assert.equal(await hasSortedHash(join(directory, name), line?.slice(0, 40) ?? ''), true, name);
      for (const other of ['leaked-5000', 'LEAKED-1', '', 'năm con ngựa'])
        assert.equal(await breached.has(other), false);
    }
  });

  it('agrees with a set, for lists of every size', async () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(word, { minLength: 1, maxLength: 400 }), word, async (words, other) => {
        const hashes = [...new Set(words.map(sha1))].sort();
        const path = written('any.txt', `${hashes.map((hash, index) => `${hash}:${index}`).join('\n')}\n`);
        for (const each of [words[0] ?? '', words.at(-1) ?? '', other])
          assert.equal(await hasSortedHash(path, sha1(each)), hashes.includes(sha1(each)));
      }),
      { numRuns: 40 },
    );
  });

  it('looks up what was typed, and its composed form', async () => {
    const hashes = [sha1('mật khẩu của tôi'.normalize('NFC')), sha1('ZZZ')].sort();
    const breached = open(written('composed.txt', `${hashes.join('\n')}\n`));
    assert.equal(await breached.has('mật khẩu của tôi'.normalize('NFD')), true);
  });

  it('reads a list of words, whatever their capitals and composition', async () => {
    const breached = open(written('words.txt', 'Mật khẩu cũ\r\nletmein-2020\n\nngựa vàng'));
    for (const known of ['mật khẩu cũ', 'MẬT KHẨU CŨ'.normalize('NFD'), 'LetMeIn-2020', 'ngựa vàng'])
      assert.equal(await breached.has(known), true, known);
    for (const unknown of ['', 'letmein', 'ngua vang'])
      assert.equal(await breached.has(unknown), false, unknown);
  });

  it('knows nothing without a list', async () => {
    assert.equal(await createBreachedPasswords(null).has('password'), false);
  });

  it('stops the start on a list that cannot be relied on, and says why', () => {
    const shuffled = [...lines.slice(2500), ...lines.slice(0, 2500)].join('\n');
    const refusals: [string, RegExp][] = [
      [join(directory, 'missing.txt'), /missing\.txt cannot be read/],
      [directory, /is no file/],
      [written('empty.txt', ''), /empty one/],
      [written('shuffled.txt', shuffled), /not sorted/],
      [written('ntlm.txt', `${'A'.repeat(32)}:5\n`), /NTLM/],
      [written('large.txt', 'word\n'.repeat(4_000_000)), /16 MiB/],
      [
        written('torn.txt', `${lines.slice(0, 100).join('\n')}\n${'x'.repeat(100_000)}\n`),
        /no SHA-1 hash|too long/,
      ],
    ];
    for (const [path, reason] of refusals)
      assert.throws(() => loadConfig({ BREACHED_PASSWORDS: path }, '/srv'), reason, path);
    const { breachedPasswords } = loadConfig({ BREACHED_PASSWORDS: 'bare.txt' }, directory);
    assert.deepEqual(breachedPasswords, { path: join(directory, 'bare.txt'), kind: 'hashes' });
  });
});
