import { Busboy } from '@fastify/busboy';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readBytes } from '../read-body.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';

/** A file as somebody sent it. */
export interface SentFile {
  /** Its last part only, for reports. */
  name: string;
  bytes: Buffer;
}

/** As many as the tool takes at once. */
const MAX_FILES = 20;
/** What surrounds the files: boundaries and headers. */
const OVERHEAD_BYTES = 64 * 1024;
const NAME_MAX = 100;

/**
 * The files of a multipart/form-data body (RFC 7578), all of them together at most `limit` bytes.
 * @throws media_type_unsupported, staff_file_too_large, and request_invalid for a broken body, no file, more than 20,
 * or a part that is no file
 */
export async function readFiles(ctx: Context, limit: number): Promise<SentFile[]> {
  const contentType = ctx.get('Content-Type');
  if (!ctx.is('multipart/form-data')) throw new DomainError('media_type_unsupported');
  const body = await readBytes(ctx, limit + OVERHEAD_BYTES, 'staff_file_too_large');
  const files = await partsOf(body, contentType).catch(() => []);
  if (files.length === 0) throw refuseRequest(problemAt('file', 'files'));
  return files;
}

function partsOf(body: Buffer, contentType: string): Promise<SentFile[]> {
  return new Promise((resolve, reject) => {
    const files: SentFile[] = [];
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: MAX_FILES, fields: 0, headerPairs: 20, headerSize: 4096 },
    });
    for (const event of ['error', 'filesLimit', 'fieldsLimit'])
      parser.on(event, () => reject(new Error(event)));
    parser.on('file', (_field, stream, name) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => files.push({ name: shown(name), bytes: Buffer.concat(chunks) }));
    });
    parser.on('finish', () => resolve(files));
    parser.end(body);
  });
}

function shown(name: string | undefined): string {
  const clean = (name ?? '').normalize('NFC').replace(/\p{C}/gu, '').slice(0, NAME_MAX);
  return clean === '' ? 'file' : clean;
}
