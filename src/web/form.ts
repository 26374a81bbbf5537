import { DomainError } from '../domain/errors.ts';
import type { Context } from './context.ts';
import { readText } from './read-body.ts';

/** Our largest form holds two passwords; whatever is larger is not ours. */
const MAX_BYTES = 16 * 1024;

/**
 * Reads a posted form: only the named fields, each at most once.
 * @throws bad_request for another content type, an unknown or repeated field, or text that is not UTF-8
 * @throws too_large beyond 16 KiB
 */
export async function readForm<Name extends string>(
  ctx: Context,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  if (!ctx.is('application/x-www-form-urlencoded'))
    throw new DomainError('bad_request', { reason: 'content_type' });
  const fields = new URLSearchParams(await readText(ctx, MAX_BYTES));
  for (const name of fields.keys()) {
    const isKnown = names.some((known) => known === name);
    // No field of ours holds a NUL, and no database stores one.
    if (fields.get(name)?.includes('\0')) throw new DomainError('bad_request', { reason: 'encoding' });
    if (!isKnown || fields.getAll(name).length > 1)
      throw new DomainError('bad_request', { reason: isKnown ? 'repeated' : 'unknown' });
  }
  return Object.fromEntries(names.map((name) => [name, fields.get(name) ?? ''])) as Record<Name, string>;
}
