import { MAX_BODY_BYTES, MAX_BULK_OPERATIONS } from './bounds.ts';
import { listResponse, notAllowed, type ScimAnswer, type ScimRequest } from './endpoints.ts';
import { GROUP_KIND } from './group-schema.ts';
import { MAX_RESULTS } from './list-query.ts';
import type { ResourceKind, Schema } from './schema.ts';
import { ScimError } from './scim-error.ts';
import { USER_KIND } from './user-schema.ts';

const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
const KINDS = [USER_KIND, GROUP_KIND];

/** Whether an address is one of the discovery documents (RFC 7644 section 4). */
export function isDiscovery(endpoint: string): boolean {
  return Object.hasOwn(DOCUMENTS, endpoint);
}

/** The document or list at an address, all of it made from what requests are really judged by. */
export function discover(base: string, endpoint: string, rest: string[], request: ScimRequest): ScimAnswer {
  if (request.method !== 'GET') throw notAllowed(request.method);
  // Section 4: a filter might be taken for one that was applied.
  if (request.query.filter !== undefined) throw new ScimError(403, undefined, 'filter');
  const found = DOCUMENTS[endpoint as keyof typeof DOCUMENTS](base);
  if (!Array.isArray(found)) {
    if (rest.length > 0) throw new ScimError(404, undefined, request.path);
    return { status: 200, body: found };
  }
  if (rest.length === 0) return { status: 200, body: listResponse(found) };
  const one = rest.length === 1 ? found.find(({ id }) => id === rest[0]) : undefined;
  if (one === undefined) throw new ScimError(404, undefined, request.path);
  return { status: 200, body: one };
}

const DOCUMENTS = {
  ServiceProviderConfig: serviceProviderConfig,
  ResourceTypes: (base: string) => KINDS.map((kind) => resourceType(kind, base)),
  Schemas: (base: string) =>
    KINDS.flatMap(({ core, extensions }) => [core, ...extensions]).map((each) => schema(each, base)),
};

function serviceProviderConfig(base: string) {
  return {
    schemas: [CONFIG],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: MAX_BULK_OPERATIONS, maxPayloadSize: MAX_BODY_BYTES },
    filter: { supported: true, maxResults: MAX_RESULTS },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'OAuth 2.0 access token',
        description: `client_credentials with scope scim and resource ${base}`,
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  };
}

function resourceType({ name, endpoint, description, core, extensions }: ResourceKind, base: string) {
  return {
    schemas: [RESOURCE_TYPE],
    id: name,
    name,
    endpoint,
    description,
    schema: core.id,
    schemaExtensions: extensions.map(({ id, attributes }) => ({
      schema: id,
      required: attributes.some(({ required }) => required),
    })),
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  };
}

function schema(described: Schema, base: string) {
  const meta = { resourceType: 'Schema', location: `${base}/Schemas/${described.id}` };
  return { schemas: [SCHEMA], ...described, meta };
}
