import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readBytes } from '../read-body.ts';
import { readFiles, type SentFile } from '../read-files.ts';

/** Files, or one JSON message. */
export type Upload = { kind: 'files'; files: SentFile[] } | { kind: 'json'; message: unknown };

/** A thousand envelopes of the national database with long working histories take about 10 MB. */
const MAX_JSON_BYTES = 20 * 1024 * 1024;

/**
 * What somebody uploads, told by its content type where both are taken.
 * @param maxBytes of all files together
 * @throws media_type_unsupported, staff_file_too_large, staff_file_unreadable, request_invalid
 */
export async function readUpload(
  ctx: Context,
  kind: 'files' | 'files_or_message',
  maxBytes: number,
): Promise<Upload> {
  if (kind === 'files' || !ctx.is('application/json'))
    return { kind: 'files', files: await readFiles(ctx, maxBytes) };
  const bytes = await readBytes(ctx, MAX_JSON_BYTES, 'staff_file_too_large');
  try {
    const message: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return { kind: 'json', message };
  } catch {
    // The words of the parser quote the body, so that none of them is told.
    throw new DomainError('staff_file_unreadable', { reason: 'json' });
  }
}
