import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import type { AuditEvent } from '../../../src/domain/audit/audit-event.ts';
import type { Client } from '../../../src/domain/clients/client.ts';
import {
  createClientService,
  hashOfSecret,
  OWN_CLIENT_ID,
  registrationDigest,
} from '../../../src/domain/clients/client-service.ts';
import type { Stores } from '../../../src/domain/transact.ts';
import { InMemoryRoleStore } from '../roles/in-memory-role-store.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
const input = { client_id: 'app', redirect_uris: ['https://app.example/callback'] };
const JWK = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };

describe('domain/clients/client-service', () => {
  let rows: Map<string, Client>;
  let roles: InMemoryRoleStore;
  let events: AuditEvent[];
  let service: ReturnType<typeof createClientService>;
  let now: Date;

  beforeEach(() => {
    rows = new Map();
    roles = new InMemoryRoleStore();
    events = [];
    now = new Date('2026-11-22T00:00:00Z');
    let made = 0;
    const clients: Stores['clients'] = {
      find: async (id) => rows.get(id),
      list: async () => [...rows.values()],
      findForUpdate: async (id) => rows.get(id),
      async add(client) {
        if (rows.has(client.id)) return false;
        rows.set(client.id, client);
        return true;
      },
      update: async (client) => void rows.set(client.id, client),
      remove: async (id) => rows.delete(id),
    };
    const audit = { append: async (event: AuditEvent) => void events.push(event) };
    const next = (kind: string) => {
      made += 1;
      return `${kind}-${made}`;
    };
    service = createClientService({
      stores: { clients },
      transact: (work) => work({ clients, roles, audit } as unknown as Stores),
      clock: { now: () => now },
      ids: {
        uuid: () => next('uuid'),
        secret: () => next('secret'),
        supportCode: () => 'ABCD-EFGH',
        recoveryCode: () => 'ABCD-EFGH',
      },
    });
  });

  const types = () => events.map(({ type }) => type);

  it('makes a role for its owners, which goes with it', async () => {
    await service.create(input, ACTOR);
    assert.deepEqual(roles.roles, []);
    await service.remove('app', ACTOR);
    const { client } = await service.create({ ...input, client_id: 'own' }, ACTOR);
    rows.set(OWN_CLIENT_ID, { ...client, id: OWN_CLIENT_ID });
    await service.create(input, ACTOR);
    const made = await roles.listRoles(OWN_CLIENT_ID);
    assert.deepEqual(
      made.map(({ code, isPrivileged, extent }) => [code, isPrivileged, extent]),
      [['owner.app', true, 'none']],
    );
    assert.equal(types().at(-1), 'role.created');
    await service.remove('app', ACTOR);
    assert.deepEqual(roles.roles, []);
  });

  it('makes id and secret, shows the secret once and keeps its hash', async () => {
    const { client, secret } = await service.create({ redirect_uris: input.redirect_uris }, ACTOR);
    assert.equal(client.id, 'uuid-1');
    assert.equal(secret, 'secret-2');
    assert.equal(client.secretHash, createHash('sha256').update('secret-2').digest('base64url'));
    assert.equal(JSON.stringify([...rows.values()]).includes('secret-2'), false);
    assert.equal(JSON.stringify(events).includes('secret-2'), false);
    assert.deepEqual(events, [
      {
        type: 'client.created',
        at: now,
        actor: ACTOR,
        clientId: 'uuid-1',
        details: { name: 'MicConnect client' },
      },
    ]);
  });

  it('takes id and secret from the file', async () => {
    const given = 'a-secret-of-the-operator';
    const { client, secret } = await service.create({ ...input, client_secret: given }, ACTOR);
    assert.deepEqual([client.id, secret, client.secretHash], ['app', given, hashOfSecret(given)]);
  });

  it('takes only ids and secrets that need no encoding', async () => {
    for (const id of ['', 'a b', 'ứng-dụng', 'a:b', 'a/b', '../x', 7, null, 'x'.repeat(201), 'a\n']) {
      await assert.rejects(
        service.create({ ...input, client_id: id }, ACTOR),
        { code: 'client_invalid' },
        String(id),
      );
    }
    for (const secret of [
      'short',
      'with spaces in it all',
      'x'.repeat(201),
      'mật-khẩu-tiếng-việt',
      7,
      null,
    ]) {
      const creating = service.create({ ...input, client_secret: secret }, ACTOR);
      await assert.rejects(creating, { code: 'client_invalid' }, String(secret));
    }
    assert.equal(rows.size, 0);
    assert.deepEqual(events, []);
  });

  it('gives no secret to clients that have no use for one', async () => {
    const open = await service.create({ ...input, token_endpoint_auth_method: 'none' }, ACTOR);
    const keyed = {
      ...input,
      client_id: 'keyed',
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [JWK] },
    };
    for (const { client, secret } of [open, await service.create(keyed, ACTOR)]) {
      assert.deepEqual([secret, client.secretHash], [null, null]);
    }
    await assert.rejects(service.rotateSecret('app', ACTOR), { code: 'client_invalid' });
  });

  it('registers no id twice, and nobody over the product’s own', async () => {
    await service.create(input, ACTOR);
    await assert.rejects(service.create(input, ACTOR), { code: 'client_exists' });
    await assert.rejects(service.create({ ...input, client_id: OWN_CLIENT_ID }, ACTOR), {
      code: 'client_exists',
    });
    assert.deepEqual(types(), ['client.created']);
  });

  it('leaves the product’s own client alone: no update, no new secret, no removal', async () => {
    const own = await service.create(input, ACTOR);
    rows.set(OWN_CLIENT_ID, { ...own.client, id: OWN_CLIENT_ID });
    const before = rows.get(OWN_CLIENT_ID);
    await assert.rejects(service.update({ ...input, client_id: OWN_CLIENT_ID }, ACTOR));
    await assert.rejects(service.remove(OWN_CLIENT_ID, ACTOR));
    assert.deepEqual(rows.get(OWN_CLIENT_ID), before);
  });

  it('replaces a registration and keeps its secret and its birth', async () => {
    const created = await service.create(input, ACTOR);
    now = new Date('2026-11-23T00:00:00Z');
    const { client, secret } = await service.update({ ...input, client_name: 'Mới' }, ACTOR);
    assert.equal(secret, null);
    assert.equal(client.secretHash, created.client.secretHash);
    assert.equal(client.metadata.client_name, 'Mới');
    assert.deepEqual([client.createdAt, client.updatedAt], [created.client.createdAt, now]);
    assert.deepEqual(rows.get('app'), client);
    assert.deepEqual(types(), ['client.created', 'client.updated']);
  });

  it('writes down what an update changed, and nothing of what stayed', async () => {
    const url = 'https://app.example/';
    await service.create({ ...input, launcher: { title: 'Cũ', url } }, ACTOR);
    const changed = {
      ...input,
      redirect_uris: [...input.redirect_uris, 'https://app.example/second'],
      launcher: { title: 'Mới', url },
      minimum_acr: 'LoA2',
    };
    await service.update(changed, ACTOR);
    assert.deepEqual(events.at(-1)?.details, {
      name: 'app',
      before_redirect_uris: input.redirect_uris.join(' '),
      redirect_uris: changed.redirect_uris.join(' '),
      before_minimum_acr: null,
      minimum_acr: 'LoA2',
      'before_launcher.title': 'Cũ',
      'launcher.title': 'Mới',
    });
    await service.rotateSecret('app', ACTOR);
    assert.deepEqual(events.at(-1)?.details, { name: 'app' });
  });

  it('takes away what an update leaves out', async () => {
    await service.create(
      { ...input, backchannel_logout_uri: 'https://app.example/logout', minimum_acr: 'LoA2' },
      ACTOR,
    );
    const { client } = await service.update(input, ACTOR);
    assert.equal(client.metadata.backchannel_logout_uri, undefined);
    assert.equal(client.metadata.minimum_acr, undefined);
  });

  it('makes a first secret when an update needs one, and forgets one that has no use', async () => {
    await service.create({ ...input, token_endpoint_auth_method: 'none' }, ACTOR);
    const { secret } = await service.update(input, ACTOR);
    assert.equal(rows.get('app')?.secretHash, hashOfSecret(secret ?? ''));
    await service.update({ ...input, token_endpoint_auth_method: 'none' }, ACTOR);
    assert.equal(rows.get('app')?.secretHash, null);
  });

  it('takes another secret from an update’s file', async () => {
    await service.create(input, ACTOR);
    await service.update({ ...input, client_secret: 'another-secret-of-mine' }, ACTOR);
    assert.equal(rows.get('app')?.secretHash, hashOfSecret('another-secret-of-mine'));
  });

  it('changes nothing when an update is not right', async () => {
    await service.create(input, ACTOR);
    const before = rows.get('app');
    const bad = { ...input, redirect_uris: ['javascript:x'] };
    await assert.rejects(service.update(bad, ACTOR), { code: 'client_invalid' });
    await assert.rejects(service.update({ redirect_uris: input.redirect_uris }, ACTOR), {
      code: 'client_invalid',
    });
    await assert.rejects(service.update({ ...input, client_id: 'other' }, ACTOR), {
      code: 'client_not_found',
    });
    assert.equal(rows.get('app'), before);
    assert.deepEqual(types(), ['client.created']);
  });

  it('rotates a secret: the old one ends at once', async () => {
    const first = await service.create(input, ACTOR);
    const { secret } = await service.rotateSecret('app', ACTOR);
    assert.notEqual(secret, first.secret);
    assert.equal(rows.get('app')?.secretHash, hashOfSecret(secret ?? ''));
    assert.deepEqual(types(), ['client.created', 'client.secret_rotated']);
    await assert.rejects(service.rotateSecret('other', ACTOR), { code: 'client_not_found' });
  });

  it('removes a client once', async () => {
    await service.create(input, ACTOR);
    await service.remove('app', ACTOR);
    assert.equal(rows.size, 0);
    await assert.rejects(service.remove('app', ACTOR), { code: 'client_not_found' });
    await assert.rejects(service.get('app'), { code: 'client_not_found' });
    assert.deepEqual(types(), ['client.created', 'client.removed']);
  });

  it('changes a registration only from the state that was seen', async () => {
    const { client } = await service.create(input, ACTOR);
    const seen = registrationDigest(client);
    const renamed = { ...input, client_name: 'Tên khác' };
    await service.update(renamed, ACTOR, seen);
    const stale = service.update({ ...input, client_name: 'Tên nữa' }, ACTOR, seen);
    await assert.rejects(stale, { code: 'client_stale' });
    assert.equal((await service.get('app')).metadata.client_name, 'Tên khác');
    assert.equal(events.filter(({ type }) => type === 'client.updated').length, 1);
    await service.update(input, ACTOR);
    assert.notEqual((await service.get('app')).metadata.client_name, 'Tên khác');
  });
});
