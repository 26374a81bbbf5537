import { DomainError } from '../domain/errors.ts';
import type { Context } from './context.ts';
import { readText } from './read-body.ts';

/** Our largest form ticks the 200 people of a page; whatever is larger is not ours. */
const MAX_BYTES = 16 * 1024;

/** What a form sent: fields that stand once, and lists of those that may be there any number of times. */
export interface PostedForm<Name extends string, List extends string> {
  fields: Record<Name, string>;
  lists: Record<List, string[]>;
  /** Of a form that may carry one; undefined when nobody chose any. */
  file?: Buffer | undefined;
}

/**
 * Reads a posted form: only the named fields, each at most once.
 * @throws bad_request for another content type, an unknown or repeated field, or text that is not UTF-8
 * @throws too_large beyond 16 KiB
 */
export async function readForm<Name extends string>(
  ctx: Context,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  return (await readPostedForm(ctx, names, [])).fields;
}

/**
 * The same for a form with boxes that are ticked in any number.
 * @throws bad_request, too_large
 */
export async function readPostedForm<Name extends string, List extends string>(
  ctx: Context,
  names: readonly Name[],
  lists: readonly List[],
): Promise<PostedForm<Name, List>> {
  if (!ctx.is('application/x-www-form-urlencoded'))
    throw new DomainError('bad_request', { reason: 'content_type' });
  const sent = new URLSearchParams(await readText(ctx, MAX_BYTES));
  for (const name of new Set(sent.keys())) {
    const values = sent.getAll(name);
    const isList = lists.some((known) => known === name);
    // No field of ours holds a NUL, and no database stores one.
    if (values.some((value) => value.includes('\0')))
      throw new DomainError('bad_request', { reason: 'encoding' });
    if (!isList && !names.some((known) => known === name))
      throw new DomainError('bad_request', { reason: 'unknown' });
    if (!isList && values.length > 1) throw new DomainError('bad_request', { reason: 'repeated' });
  }
  return {
    fields: Object.fromEntries(names.map((name) => [name, sent.get(name) ?? ''])) as Record<Name, string>,
    lists: Object.fromEntries(lists.map((name) => [name, sent.getAll(name)])) as Record<List, string[]>,
  };
}
