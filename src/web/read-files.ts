import { Busboy } from '@fastify/busboy';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import { problemAt, refuseRequest } from './api/request-refusal.ts';
import type { Context } from './context.ts';
import type { PostedForm } from './form.ts';
import { readBytes } from './read-body.ts';

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
/** The longest text of a form, 1,000 characters, in UTF-8. */
const FIELD_BYTES = 4096;

/** Files, and the texts of the form that sent them. */
export interface SentParts {
  files: SentFile[];
  fields: Map<string, string>;
}

/**
 * The files of a multipart/form-data body (RFC 7578), all of them together at most `limit` bytes.
 * @throws media_type_unsupported, staff_file_too_large, and request_invalid for a broken body, no file, more than 20,
 * or a part that is no file
 */
export async function readFiles(ctx: Context, limit: number): Promise<SentFile[]> {
  return (await readParts(ctx, limit, [])).files;
}

/**
 * The same of a form that sends texts beside its files, each at most once.
 * @throws media_type_unsupported, `tooLarge`, and request_invalid as above and for an unknown text
 */
export async function readParts(
  ctx: Context,
  limit: number,
  names: readonly string[],
  tooLarge: ErrorCode = 'staff_file_too_large',
): Promise<SentParts> {
  const sent = await sentParts(ctx, limit, names, tooLarge);
  if (sent === undefined || sent.files.length === 0) throw refuseRequest(problemAt('file', 'files'));
  return sent;
}

/**
 * A form of the console with a file beside its fields, or without one; its name counts for nothing.
 * @throws media_type_unsupported, too_large beyond `limit` bytes, and bad_request for a broken body, an unknown or
 * repeated field, a text of more than 4 KiB, or several files
 */
export async function readFormWithFile(
  ctx: Context,
  names: readonly string[],
  limit: number,
): Promise<PostedForm<string, string>> {
  const sent = await sentParts(ctx, limit, names, 'too_large');
  if (sent === undefined || sent.files.length > 1) throw new DomainError('bad_request', { reason: 'form' });
  const { fields, files } = sent;
  if ([...fields.values()].some((value) => value.includes('\0')))
    throw new DomainError('bad_request', { reason: 'encoding' });
  const bytes = files[0]?.bytes;
  return {
    fields: Object.fromEntries(names.map((name) => [name, fields.get(name) ?? ''])),
    lists: {},
    file: bytes === undefined || bytes.length === 0 ? undefined : bytes,
  };
}

/** Undefined for a body that cannot be read as parts. */
async function sentParts(
  ctx: Context,
  limit: number,
  names: readonly string[],
  tooLarge: ErrorCode,
): Promise<SentParts | undefined> {
  const contentType = ctx.get('Content-Type');
  if (!ctx.is('multipart/form-data')) throw new DomainError('media_type_unsupported');
  const body = await readBytes(ctx, limit + OVERHEAD_BYTES, tooLarge);
  return partsOf(body, contentType, names).catch(() => undefined);
}

function partsOf(body: Buffer, contentType: string, names: readonly string[]): Promise<SentParts> {
  return new Promise((resolve, reject) => {
    const files: SentFile[] = [];
    const fields = new Map<string, string>();
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: {
        files: MAX_FILES,
        fields: names.length,
        fieldSize: FIELD_BYTES,
        headerPairs: 20,
        headerSize: 4096,
      },
    });
    parser.on('field', (name, value, _isNameCut, isCut) => {
      if (!names.includes(name) || fields.has(name) || isCut) reject(new Error('field'));
      fields.set(name, value);
    });
    for (const event of ['error', 'filesLimit', 'fieldsLimit'])
      parser.on(event, () => reject(new Error(event)));
    parser.on('file', (_field, stream, name) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => {
        // A browser sends a part without a name for a file that nobody chose.
        if (chunks.length > 0 || (name ?? '') !== '')
          files.push({ name: shown(name), bytes: Buffer.concat(chunks) });
      });
    });
    parser.on('finish', () => resolve({ files, fields }));
    parser.end(body);
  });
}

function shown(name: string | undefined): string {
  const clean = (name ?? '').normalize('NFC').replace(/\p{C}/gu, '').slice(0, NAME_MAX);
  return clean === '' ? 'file' : clean;
}
