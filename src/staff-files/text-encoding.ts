import iconv from 'iconv-lite';
import { unreadable } from './unreadable.ts';

const REPLACEMENT = '\uFFFD';
// Tab, line feed and carriage return are the only control characters of a text file.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

/**
 * The text of a file in NFC, without its byte order mark. Told apart in this order: a byte order mark, UTF-16 by
 * its zero bytes, valid UTF-8, Windows-1258. Throws `staff_file_unreadable`: `damaged` for a broken Unicode file,
 * `encoding` for what is no text at all.
 */
export function decodeText(file: string, bytes: Uint8Array): string {
  const encoding = unicodeEncodingOf(bytes);
  let text: string;
  try {
    text = new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    if (encoding !== undefined || isDamagedUtf8(bytes)) throw unreadable(file, 'damaged');
    text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 'windows-1258');
  }
  if (CONTROL.test(text) || text.includes(REPLACEMENT)) throw unreadable(file, 'encoding');
  // Windows-1258 writes tones as combining marks, and so do some systems in UTF-8.
  return text.normalize('NFC');
}

function unicodeEncodingOf(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return utf16ByZeros(bytes);
}

/** The header is mostly ASCII, so every other byte of its UTF-16 is zero. */
function utf16ByZeros(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 200);
  const zeros = [0, 0];
  for (const [position, byte] of sample.entries())
    if (byte === 0) zeros[position % 2] = (zeros[position % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 5;
  if (odd > enough && even === 0) return 'utf-16le';
  return even > enough && odd === 0 ? 'utf-16be' : undefined;
}

/**
 * Whether bytes that are not valid UTF-8 were meant to be: a file cut inside a letter would otherwise be taken for
 * Windows-1258 and every name in it be garbled. Real Windows-1258 text hardly ever forms a valid sequence.
 */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let invalid = 0;
  for (const character of new TextDecoder('utf-8').decode(bytes)) {
    if (character === REPLACEMENT) invalid += 1;
    else if (character > '\u007F') valid += 1;
  }
  return valid > invalid;
}
