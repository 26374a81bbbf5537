import { strict as assert } from 'node:assert';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as oidc from 'openid-client';
import type { TestServer } from '../support/running-server.ts';
import { browser, connect, prepare, type RelyingParty, travel } from './relying-party.ts';

const SYSTEM = { kind: 'system' } as const;
export const EVERY_SCOPE =
  'directory:read directory:write roles:read roles:write clients:write sessions:write audit:read scim';

/** What the document says about one operation. */
export interface Operation {
  method: string;
  /** With names of parameters in braces. */
  path: string;
  scope: string;
  answers: string[];
}

interface Document {
  paths: Record<string, Record<string, { security: [{ oauth2: [string] }]; responses: object }>>;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** What the test says it is. */
  json: ReturnType<typeof JSON.parse>;
}

/** A client that is registered for every scope of our APIs, and for people's sign-ins. */
export async function apiClient(server: TestServer, id = 'api-client'): Promise<RelyingParty> {
  const { client, secret } = await server.services.clients.create(
    {
      client_id: id,
      redirect_uris: [`https://${id}.example/callback`],
      grant_types: ['authorization_code', 'client_credentials'],
      scope: `openid ${EVERY_SCOPE}`,
    },
    SYSTEM,
  );
  return connect(server.issuer, { id: client.id, secret });
}

/** Calls the API, and holds every answer against `/api/openapi.json`. */
export async function apiCaller(server: TestServer, client: RelyingParty) {
  const base = `${server.issuer}/api/v1`;
  const document = (await (await fetch(`${server.issuer}/api/openapi.json`)).json()) as Document;
  const operations = operationsOf(document);
  const done = new Set<string>();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');

  function check({ method, path }: Operation, { status, headers, json }: Answer): void {
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    assert.equal(type, status < 400 ? 'application/json' : 'application/problem+json');
    const pointer = ['paths', path, method.toLowerCase(), 'responses', status, 'content', type, 'schema'];
    const validate = ajv.compile({
      $ref: `api#/${pointer.map((part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`,
    });
    assert.ok(validate(json), `${method} ${path} ${status}: ${ajv.errorsText(validate.errors)}`);
    if (status < 300) done.add(`${method} ${path}`);
  }

  return {
    base,
    operations,
    /** Operations of some paths that have not answered well so far. */
    untried: (isMeant: (path: string) => boolean): string[] =>
      operations
        .filter(({ path }) => isMeant(path))
        .map(({ method, path }) => `${method} ${path}`)
        .filter((name) => !done.has(name)),

    async machineToken(scope: string, resource = base): Promise<string> {
      return (await oidc.clientCredentialsGrant(client.config, { resource, scope })).access_token;
    },

    async personToken(email: string, scope: string): Promise<string> {
      const { url, checks } = await prepare(client, { resource: base, scope: `openid ${scope}` });
      const answer = await travel(browser(), url, email);
      const tokens = await oidc.authorizationCodeGrant(client.config, answer, checks, { resource: base });
      return tokens.access_token;
    },

    async call(method: string, path: string, token: string, init: RequestInit = {}): Promise<Answer> {
      const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', ...init.headers };
      const response = await fetch(`${base}${path}`, { ...init, method, headers });
      const body = await response.text();
      const answer = { status: response.status, headers: response.headers, json: body && JSON.parse(body) };
      const operation = operations.find((each) => each.method === method && matches(each.path, path));
      if (operation !== undefined && body !== '') check(operation, answer);
      return answer;
    },
  };
}

function operationsOf({ paths }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, responses }]) => {
      const answers = Object.keys(responses);
      return { method: method.toUpperCase(), path, scope: security[0].oauth2[0], answers };
    }),
  );
}

function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path.split('?')[0] ?? '');
}
