import { DomainError } from '../domain/errors.ts';
import type { Context } from './context.ts';

/**
 * The body of a request as text, held in memory.
 * @throws too_large beyond `limit` bytes, bad_request for what is not UTF-8
 */
export async function readText(ctx: Context, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early must not destroy the socket that the refusal is sent on.
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > limit) throw new DomainError('too_large', { limit });
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new DomainError('bad_request', { reason: 'encoding' });
  }
}
