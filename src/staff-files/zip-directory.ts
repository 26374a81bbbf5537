import { createInflateRaw } from 'node:zlib';

/** One file of a zip archive, as the directory at its end declares it (PKWARE APPNOTE 4.3). */
export interface ZipEntry {
  /** 0 stored, 8 deflated. */
  method: number;
  unpackedBytes: number;
  /** Where its packed bytes are. */
  start: number;
  end: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const COMMENT_MAX_LENGTH = 0xffff;
const DESCRIPTOR_MAX_LENGTH = 24;

/**
 * The files of a zip archive in the order of their bytes. Undefined when the directory cannot be read, or when
 * bytes lie between the files that it does not account for: a reader of the stream would unpack those too.
 * Zip64, which files under 50 MB never need, counts as unreadable.
 */
export function listZip(bytes: Uint8Array): ZipEntry[] | undefined {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const end = findEnd(zip);
    if (end === undefined) return undefined;
    const directory = zip.readUInt32LE(end + 16);
    const entries = readDirectory(zip, directory, zip.readUInt16LE(end + 10));
    return entries && isGapless(entries, directory) ? entries.map(({ entry }) => entry) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Whether a file unpacks to exactly the size declared; reads no further than that. `look` sees its bytes as they
 * come, and nobody keeps them.
 */
export async function measureEntry(
  bytes: Uint8Array,
  { method, unpackedBytes, start, end }: ZipEntry,
  look: (chunk: Uint8Array) => void = () => {},
): Promise<boolean> {
  const packed = bytes.subarray(start, end);
  if (method !== 0) return (await inflatedSize(packed, unpackedBytes, look)) === unpackedBytes;
  look(packed);
  return packed.length === unpackedBytes;
}

function findEnd(zip: Buffer): number | undefined {
  const first = Math.max(0, zip.length - END_LENGTH - COMMENT_MAX_LENGTH);
  for (let at = zip.length - END_LENGTH; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}

interface Located {
  header: number;
  entry: ZipEntry;
}

function readDirectory(zip: Buffer, directory: number, count: number): Located[] | undefined {
  const found: Located[] = [];
  for (let index = 0, at = directory; index < count; index += 1) {
    const header = zip.readUInt32LE(at + 42);
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY || zip.readUInt32LE(header) !== LOCAL_ENTRY)
      return undefined;
    const method = zip.readUInt16LE(at + 10);
    if (method !== 0 && method !== 8) return undefined;
    // The name and extra fields beside the bytes may differ in length from those in the directory.
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const end = start + zip.readUInt32LE(at + 20);
    found.push({ header, entry: { method, unpackedBytes: zip.readUInt32LE(at + 24), start, end } });
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found.sort((a, b) => a.header - b.header);
}

function isGapless(entries: readonly Located[], directory: number): boolean {
  let position = 0;
  for (const { header, entry } of entries) {
    if (header < position || header > position + DESCRIPTOR_MAX_LENGTH) return false;
    position = entry.end;
  }
  return directory >= position && directory <= position + DESCRIPTOR_MAX_LENGTH;
}

/** The size that deflated bytes unpack to; stops once it passes `limit`. NaN when they are broken. */
function inflatedSize(packed: Uint8Array, limit: number, look: (chunk: Uint8Array) => void): Promise<number> {
  return new Promise((resolve) => {
    let size = 0;
    const inflate = createInflateRaw();
    inflate.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        look(chunk);
        return;
      }
      inflate.destroy();
      resolve(size);
    });
    inflate.on('end', () => resolve(size));
    inflate.on('error', () => resolve(Number.NaN));
    inflate.end(packed);
  });
}
