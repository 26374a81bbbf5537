import { REST_API } from '../../domain/clients/scopes.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { statusOf } from '../status.ts';
import { PROBLEM } from './problem.ts';
import type { Route } from './route.ts';
import { type NamedSchema, reference, type Schema } from './schema.ts';
import { aboutOf, schemaOf, type Values } from './values.ts';

/** Problems that any operation may answer with. */
const EVERYWHERE: ErrorCode[] = [
  'request_invalid',
  'token_invalid',
  'permission_denied',
  'too_large',
  'media_type_unsupported',
  'unavailable',
];

const FILE = { type: 'string', contentMediaType: 'application/octet-stream' };
const FILES: Schema = {
  'multipart/form-data': {
    schema: { type: 'object', properties: { file: { type: 'array', items: FILE } } },
  },
};
const UPLOADS: Readonly<Record<NonNullable<Route['takesUpload']>, Schema>> = {
  files: { description: 'files (CSV or XLSX)', required: true, content: FILES },
  files_or_message: {
    description: 'HR files (CSV or XLSX), or an envelope message of the national HR database',
    required: true,
    content: { ...FILES, 'application/json': { schema: { type: ['object', 'array'] } } },
  },
};

/** Describes the API (OpenAPI 3.1) from the list of operations that the server mounts. */
export function openApiDocument(routes: readonly Route[], issuer: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'MicConnect', version: 'v1', description: 'Errors are RFC 9457 problem details.' },
    servers: [{ url: `${issuer}${REST_API.path}` }],
    paths,
    components: {
      schemas: Object.fromEntries([PROBLEM, ...routes.flatMap(answersOf)].flatMap(named)),
      securitySchemes: { oauth2: securityScheme(issuer) },
    },
  };
}

function operation({ method, path, scope, summary, query, body, answer, ...rest }: Route): Schema {
  const { takesUpload, problems = [], accepted } = rest;
  const fields = Object.keys(body ?? {});
  return {
    operationId: operationId(method, path),
    summary,
    security: [{ oauth2: [scope] }],
    parameters: [...pathParameters(path), ...parametersOf(query ?? {}, 'query')],
    ...(fields.length > 0 && { requestBody: requestBody(body ?? {}) }),
    ...(takesUpload && { requestBody: UPLOADS[takesUpload] }),
    responses: {
      200: {
        description: 'done',
        content: { 'application/json': { schema: reference(answer) } },
      },
      ...(accepted && {
        202: {
          description: 'waits for a decision',
          content: { 'application/json': { schema: reference(accepted) } },
        },
      }),
      ...problemResponses([...EVERYWHERE, ...problems]),
    },
  };
}

/** `POST /people/{person}/disable` is `post_people_person_disable`. */
function operationId(method: string, path: string): string {
  return `${method.toLowerCase()}${path.replace(/[{}]/g, '').replace(/[/-]/g, '_')}`;
}

function pathParameters(path: string): Schema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } };
  });
}

function parametersOf(values: Values, place: 'query'): Schema[] {
  return Object.entries(values).map(([name, value]) => {
    return { name, in: place, description: aboutOf(value), schema: schemaOf(value) };
  });
}

function requestBody(values: Values): Schema {
  const properties = Object.entries(values).map(([name, value]) => {
    return [name, { ...schemaOf(value), description: aboutOf(value) }];
  });
  const schema = {
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
  return { content: { 'application/json': { schema } } };
}

function problemResponses(codes: readonly ErrorCode[]): Record<string, Schema> {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const code of codes) {
    const status = statusOf(code);
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  const content = { 'application/problem+json': { schema: reference(PROBLEM) } };
  return Object.fromEntries(
    [...byStatus].map(([status, known]) => [status, { description: [...known].join(', '), content }]),
  );
}

function answersOf({ answer, accepted }: Route): NamedSchema[] {
  return accepted === undefined ? [answer] : [answer, accepted];
}

function named(schema: NamedSchema): [string, Schema][] {
  return [[schema.name, schema.schema], ...(schema.uses ?? []).flatMap(named)];
}

function securityScheme(issuer: string): Schema {
  const scopes = Object.fromEntries(REST_API.scopes.map((scope) => [scope, '']));
  const tokenUrl = `${issuer}/oidc/token`;
  return {
    type: 'oauth2',
    description: `Access tokens for the resource ${issuer}${REST_API.path} (RFC 8707).`,
    flows: {
      clientCredentials: { tokenUrl, scopes },
      authorizationCode: { authorizationUrl: `${issuer}/oidc/authorize`, tokenUrl, scopes },
    },
  };
}
