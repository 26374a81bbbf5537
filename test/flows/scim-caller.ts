import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import type { TestServer } from '../support/running-server.ts';
import type { Answer } from './api-caller.ts';
import { connect } from './relying-party.ts';

const SYSTEM = { kind: 'system' } as const;
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const STAFF = 'urn:micconnect:scim:schemas:extension:staff:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const UNIT = 'urn:micconnect:scim:schemas:extension:unit:2.0:Group';

export type ScimCaller = Awaited<ReturnType<typeof scimCaller>>;

/** Lets anybody of a small ministry go, and hires so many others that the guard never minds. */
export async function liftGuard({ services }: TestServer, others = 40): Promise<void> {
  await services.settings.set('guard.percent', '100', SYSTEM);
  const header = ['so_hieu', 'ho_va_ten', 'trang_thai'];
  const rows = Array.from({ length: others }, (_, index) => ({
    line: index + 2,
    cells: [`other-${index}`, 'Người Khác', 'đang công tác'],
  }));
  const options = { isDryRun: false, isPartial: true };
  await services.staffPlans.importStaff([{ file: 'others.csv', header, rows }], options, SYSTEM);
}

/** A provisioning client with a token for itself. */
export async function scimCaller(server: TestServer, id: string, scope = 'scim') {
  const base = `${server.issuer}/scim/v2`;
  const registration = { client_id: id, grant_types: ['client_credentials'], redirect_uris: [], scope };
  const { secret } = await server.services.clients.create({ ...registration, response_types: [] }, SYSTEM);
  const { config } = await connect(server.issuer, { id, secret });
  const { access_token: token } = await oidc.clientCredentialsGrant(config, { resource: base, scope });

  async function send(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', ...init.headers };
    const response = await fetch(`${base}${path}`, { ...init, method, headers });
    const body = await response.text();
    if (body !== '')
      assert.equal(response.headers.get('content-type'), 'application/scim+json; charset=utf-8');
    return { status: response.status, headers: response.headers, json: body && JSON.parse(body) };
  }

  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    send(method, path, {
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: { ...(body !== undefined && { 'content-type': 'application/scim+json' }), ...headers },
    });

  return {
    base,
    token,
    send,
    call,
    get: (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers),
    patch: (path: string, ...Operations: object[]) =>
      call('PATCH', path, { schemas: [PATCH_OP], Operations }),
    /** Resources that a filter finds. */
    async find(endpoint: string, filter: string): Promise<Answer['json'][]> {
      const { status, json } = await call('GET', `${endpoint}?filter=${encodeURIComponent(filter)}`);
      assert.equal(status, 200, JSON.stringify(json));
      return json.Resources;
    },
  };
}

/** Holds a refusal against the protocol's format. */
export function assertRefused({ status, json }: Answer, wanted: number, scimType?: string): void {
  assert.equal(status, wanted, JSON.stringify(json));
  assert.deepEqual(json.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error']);
  assert.equal(json.status, String(wanted));
  assert.equal(json.scimType, scimType, JSON.stringify(json));
  assert.ok(json.detail.length > 0);
}
