import { DomainError, type ErrorCode } from '../domain/errors.ts';
import type { Context } from './context.ts';

/** The body of a request, held in memory. @throws too_large, or another code, beyond `limit` bytes */
export async function readBytes(ctx: Context, limit: number, code: ErrorCode = 'too_large'): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early must not destroy the socket that the refusal is sent on.
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limit) throw new DomainError(code, { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The body of a request as text.
 * @throws too_large beyond `limit` bytes, bad_request for what is not UTF-8
 */
export async function readText(ctx: Context, limit: number): Promise<string> {
  const bytes = await readBytes(ctx, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('bad_request', { reason: 'encoding' });
  }
}
