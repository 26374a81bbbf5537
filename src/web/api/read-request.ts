import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { readText } from '../read-body.ts';
import { type FieldProblem, problemAt, refuseRequest } from './request-refusal.ts';
import { fromText, type Read, readValue, type Values } from './values.ts';

/** Largest JSON body. */
const MAX_BYTES = 64 * 1024;

/** The parameters of the address. @throws request_invalid, with every fault found */
export function readQuery(ctx: Context, declared: Values): Read<Values> {
  const given = new URLSearchParams(ctx.querystring);
  const names = [...new Set(given.keys())];
  const repeated = names
    .filter((name) => Object.hasOwn(declared, name) && given.getAll(name).length > 1)
    .map((field) => problemAt(field, 'repeated'));
  const values = names.map((name): [string, unknown] => {
    const value = Object.hasOwn(declared, name) ? declared[name] : undefined;
    const text = given.get(name) ?? '';
    return [name, value === undefined ? text : fromText(value, text)];
  });
  return checked(values, declared, repeated);
}

/**
 * The fields of a JSON body; an empty body has none.
 * @throws request_invalid, with every fault found; media_type_unsupported; too_large beyond 64 KiB
 */
export async function readBody(ctx: Context, declared: Values): Promise<Read<Values>> {
  const text = await readText(ctx, MAX_BYTES);
  if (text === '') return {};
  if (!ctx.is('application/json')) throw new DomainError('media_type_unsupported');
  return checked(Object.entries(parsed(text)), declared, []);
}

function checked(
  given: readonly (readonly [string, unknown])[],
  declared: Values,
  problems: FieldProblem[],
): Read<Values> {
  const found = [...problems];
  const values: [string, Read<Values>[string]][] = [];
  for (const [name, each] of given) {
    const value = Object.hasOwn(declared, name) ? declared[name] : undefined;
    const result = value === undefined ? unknown(name, declared) : readValue(name, value, each);
    if ('code' in result) found.push(result);
    else values.push([name, result.value]);
  }
  if (found.length > 0) throw refuseRequest(...found);
  return Object.fromEntries(values);
}

function unknown(field: string, declared: Values): FieldProblem {
  const allowed = Object.keys(declared).join(', ') || '–';
  // Shown as it came, but never at any length.
  return problemAt(field.slice(0, 100), 'unknown', { allowed });
}

function parsed(text: string): object {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw refuseRequest(problemAt('', 'json_object'));
}
