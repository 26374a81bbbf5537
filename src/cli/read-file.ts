import { open } from 'node:fs/promises';
import { DomainError, type ErrorCode } from '../domain/errors.ts';

/** How large a file may be, and the refusal of a larger one. */
export interface FileLimit {
  bytes: number;
  code: ErrorCode;
}

/**
 * The bytes of a file. A larger one is refused by its size; of one that tells none, as a pipe or a device does,
 * no more than one byte above the limit is read.
 * @throws the limit's code {file, limit, bytes?}
 */
export async function readFileWithin(path: string, limit: FileLimit): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > limit.bytes)
      throw new DomainError(limit.code, { file: path, bytes: size, limit: limit.bytes });
    const chunks: Buffer[] = [];
    for await (const chunk of file.createReadStream({ end: limit.bytes, autoClose: false })) {
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    if (bytes.length > limit.bytes) throw new DomainError(limit.code, { file: path, limit: limit.bytes });
    return bytes;
  } finally {
    await file.close();
  }
}
