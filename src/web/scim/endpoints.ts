import type { Actor } from '../../domain/audit/audit-event.ts';
import type { Check, Collection, Resource } from './collection.ts';
import type { Json } from './json.ts';
import { namesVersion, requireVersion } from './meta.ts';
import { type Projection, projected, projectionOf } from './projection.ts';
import { readPatch, readResource, requireSchema } from './read-wish.ts';
import { ScimError } from './scim-error.ts';

/** One request, from the wire or from a bulk of them. */
export interface ScimRequest {
  method: string;
  /** Below the API, `/Users/…`. */
  path: string;
  query: Json;
  /** Empty without a body. */
  body: Json;
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
  actor: Actor;
}

export interface ScimAnswer {
  status: number;
  body?: object | undefined;
  location?: string | undefined;
  version?: string | undefined;
}

export const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** A list as the protocol wraps it. */
export function listResponse(resources: readonly object[], total = resources.length, startIndex = 1): object {
  return {
    schemas: [LIST_RESPONSE],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** Answers a request for a kind of resource; `rest` are the segments after its endpoint. */
export function answerFor(collection: Collection, rest: string[], request: ScimRequest): Promise<ScimAnswer> {
  const [id] = rest;
  if (rest.length > 1) throw new ScimError(404, undefined, request.path);
  if (id === undefined) return answerForAll(collection, request);
  if (id === '.search') return search(collection, request);
  return answerForOne(collection, id, request);
}

async function answerForAll(collection: Collection, request: ScimRequest): Promise<ScimAnswer> {
  const { method, query, body, actor } = request;
  if (method === 'GET') return list(collection, query);
  if (method !== 'POST') throw notAllowed(method);
  const projection = projectionOf(collection.kind, query);
  const id = await collection.create(readResource(collection.kind, body), actor);
  return shown(collection, await collection.get(id, projection), projection, 201);
}

function search(collection: Collection, { method, body }: ScimRequest): Promise<ScimAnswer> {
  if (method !== 'POST') throw notAllowed(method);
  requireSchema(body, SEARCH_REQUEST);
  return list(collection, body);
}

async function list(collection: Collection, input: Json): Promise<ScimAnswer> {
  const { kind } = collection;
  const projection = projectionOf(kind, input);
  const { total, startIndex, resources } = await collection.list(input, projection);
  const parts = resources.map((resource) => projected(kind, { ...resource }, projection));
  return { status: 200, body: listResponse(parts, total, startIndex) };
}

async function answerForOne(collection: Collection, id: string, request: ScimRequest): Promise<ScimAnswer> {
  const { method, query, body, actor, ifMatch, ifNoneMatch } = request;
  const projection = projectionOf(collection.kind, query);
  const check: Check = ({ meta }) => requireVersion(ifMatch, meta);
  switch (method) {
    case 'GET': {
      const resource = await collection.get(id, projection);
      const { version } = resource.meta;
      if (ifNoneMatch && namesVersion(ifNoneMatch, version)) return { status: 304, version };
      return shown(collection, resource, projection);
    }
    case 'PUT': {
      const wish = readResource(collection.kind, body);
      await collection.change(id, () => wish, check, actor);
      break;
    }
    case 'PATCH':
      await collection.change(
        id,
        (current) => readPatch(collection.kind, body, { ...current }),
        check,
        actor,
      );
      break;
    case 'DELETE':
      await collection.remove(id, check, actor);
      return { status: 204 };
    default:
      throw notAllowed(method);
  }
  return shown(collection, await collection.get(id, projection), projection);
}

function shown({ kind }: Collection, resource: Resource, projection: Projection, status = 200): ScimAnswer {
  const { location, version } = resource.meta;
  return { status, body: projected(kind, { ...resource }, projection), location, version };
}

/** The method is unknown at this address. */
export function notAllowed(method: string): ScimError {
  return new ScimError(405, undefined, method);
}
