import { MAX_BULK_OPERATIONS } from './bounds.ts';
import { notAllowed, type ScimAnswer, type ScimRequest } from './endpoints.ts';
import { isObject, type Json } from './json.ts';
import { requireSchema } from './read-wish.ts';
import { refuse, ScimError } from './scim-error.ts';

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';
const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
const REFERENCE = /^bulkId:(.+)$/;

interface Operation {
  method: string;
  bulkId: string | undefined;
  path: string;
  body: Json;
  version: string | undefined;
}

/**
 * Several operations in one request (RFC 7644 section 3.7), in their order. Each is a plan of its own: what was
 * done before one that fails stays done. An address may name what the same request made, `/Users/bulkId:a`; no
 * attribute that is written refers to another resource.
 * @param answer answers one operation and throws nothing
 */
export async function answerBulk(
  { method, body, actor }: ScimRequest,
  answer: (request: ScimRequest) => Promise<ScimAnswer>,
): Promise<ScimAnswer> {
  if (method !== 'POST') throw notAllowed(method);
  const operations = readOperations(body);
  const mostErrors = failOnErrors(body);
  const made = new Map<string, string>();
  const results: object[] = [];
  let errors = 0;
  for (const operation of operations) {
    if (errors >= mostErrors) break;
    const path = resolved(operation.path, made);
    const answered = await answer({ ...operation, path, query: {}, ifMatch: operation.version, actor });
    if (answered.status >= 400) errors += 1;
    const id = answered.location?.split('/').at(-1);
    if (operation.bulkId !== undefined && id !== undefined) made.set(operation.bulkId, id);
    results.push(resultOf(operation, answered));
  }
  return { status: 200, body: { schemas: [BULK_RESPONSE], Operations: results } };
}

/** All of them, so that a request that is not well formed does nothing. */
function readOperations(body: Json): Operation[] {
  requireSchema(body, BULK_REQUEST);
  const { Operations: operations } = body;
  if (!Array.isArray(operations)) throw refuse('invalidSyntax', 'Operations');
  if (operations.length > MAX_BULK_OPERATIONS)
    throw new ScimError(413, undefined, `Operations > ${MAX_BULK_OPERATIONS}`);
  return operations.map(readOperation);
}

function readOperation(operation: unknown): Operation {
  if (!isObject(operation)) throw refuse('invalidSyntax', 'Operations');
  const { path, data, version, bulkId } = operation;
  const method = METHODS.find((each) => each === String(operation.method).toUpperCase());
  if (method === undefined) throw refuse('invalidSyntax', 'method');
  if (typeof path !== 'string') throw refuse('invalidSyntax', 'path');
  if (method === 'POST' && typeof bulkId !== 'string') throw refuse('invalidSyntax', 'bulkId');
  if (method !== 'DELETE' && !isObject(data)) throw refuse('invalidSyntax', 'data');
  return {
    method,
    path,
    bulkId: typeof bulkId === 'string' ? bulkId : undefined,
    body: isObject(data) ? data : {},
    version: typeof version === 'string' ? version : undefined,
  };
}

/** A reference to what nothing made stays as it is, and is nobody's id. */
function resolved(path: string, made: ReadonlyMap<string, string>): string {
  const segments = path.split('/').map((segment) => {
    const [, reference] = REFERENCE.exec(segment) ?? [];
    return (reference === undefined ? undefined : made.get(reference)) ?? segment;
  });
  return segments.join('/');
}

function failOnErrors({ failOnErrors: most }: Json): number {
  if (most === undefined) return Number.POSITIVE_INFINITY;
  if (typeof most === 'number' && Number.isInteger(most) && most >= 1) return most;
  throw refuse('invalidValue', 'failOnErrors');
}

function resultOf({ method, bulkId }: Operation, { status, body, location, version }: ScimAnswer): object {
  return {
    method,
    ...(bulkId !== undefined && { bulkId }),
    ...(location !== undefined && { location }),
    ...(version !== undefined && { version }),
    status: String(status),
    ...(status >= 400 && { response: body }),
  };
}
