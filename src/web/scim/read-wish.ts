import { isObject, type Json } from './json.ts';
import type { ResourceKind } from './schema.ts';
import { refuse } from './scim-error.ts';
import { type Wish, WishReader } from './wish.ts';

export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const MAX_OPERATIONS = 200;

/** The wish of a whole resource (POST, PUT); what only we write is ignored there (RFC 7644 section 3.3). */
export function readResource(kind: ResourceKind, body: Json): Wish {
  requireSchema(body, kind.core.id);
  const reader = new WishReader(kind, {}, false);
  reader.setAll('', body);
  return reader.wish;
}

/**
 * The wish of a PATCH (RFC 7644 section 3.5.2), with the spellings that Entra sends: capitalised operations,
 * booleans as texts, paths as keys. Every attribute keeps one value, so add and replace are the same.
 * @param current the resource as it is, for filters in paths
 */
export function readPatch(kind: ResourceKind, body: Json, current: Json): Wish {
  requireSchema(body, PATCH_OP);
  const operations = body.Operations;
  if (!Array.isArray(operations) || operations.length === 0) throw refuse('invalidSyntax', 'Operations');
  if (operations.length > MAX_OPERATIONS) throw refuse('tooMany', `Operations > ${MAX_OPERATIONS}`);
  const reader = new WishReader(kind, current, true);
  for (const operation of operations) readOperation(reader, operation);
  return reader.wish;
}

function readOperation(reader: WishReader, operation: unknown): void {
  if (!isObject(operation)) throw refuse('invalidSyntax', 'Operations');
  const { path, value } = operation;
  const op = typeof operation.op === 'string' ? operation.op.toLowerCase() : '';
  if (!['add', 'replace', 'remove'].includes(op)) throw refuse('invalidSyntax', 'op');
  if (path !== undefined && typeof path !== 'string') throw refuse('invalidPath', 'path');
  if (op === 'remove') {
    if (!path) throw refuse('noTarget', 'remove without path');
    reader.set(path, null);
  } else if (value === undefined) throw refuse('invalidValue', 'value');
  else if (path) reader.set(path, value);
  else if (isObject(value)) reader.setAll('', value);
  else throw refuse('invalidValue', 'value');
}

/** @throws ScimError invalidSyntax unless a message names its schema */
export function requireSchema({ schemas }: Json, id: string): void {
  const isNamed =
    Array.isArray(schemas) &&
    schemas.some((each) => typeof each === 'string' && each.toLowerCase() === id.toLowerCase());
  if (!isNamed) throw refuse('invalidSyntax', `schemas: ${id}`);
}
