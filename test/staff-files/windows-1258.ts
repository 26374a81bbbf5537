import assert from 'node:assert/strict';
import iconv from 'iconv-lite';

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Windows-1258 bytes of a Vietnamese text: each letter whole, its tone as a combining mark behind it. */
export function encodeWindows1258(text: string): Buffer {
  const letters = Array.from(text.normalize('NFC'), (letter) => {
    const parts = letter.normalize('NFD');
    return parts.replace(TONE, '').normalize('NFC') + (parts.match(TONE) ?? []).join('');
  });
  const bytes = iconv.encode(letters.join(''), 'windows-1258');
  assert.equal(iconv.decode(bytes, 'windows-1258').normalize('NFC'), text.normalize('NFC'));
  return bytes;
}
