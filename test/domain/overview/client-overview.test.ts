import assert from 'node:assert/strict';
import type { ReadingBounds } from '../../../src/domain/directory/readable-extent.ts';
import type { ClientQuery } from '../../../src/domain/overview/client-overview.ts';
import { registerProduct } from '../../../src/product-client.ts';
import { seedClient, seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const BOUNDS: ReadingBounds = { personId: 'x', unitIds: [], clientIds: [], today: '2026-11-20' };

describe('relying systems, many at once', () => {
  let opened: TestServices;
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => NOW });
    const { services } = opened;
    await seedMinistry(opened);
    await registerProduct(services);
    await seedClient(opened, { client_id: 'used', backchannel_logout_uri: 'https://a.example/bcl' });
    await seedClient(opened, { client_id: 'resting', application_type: 'native' });
    await seedClient(opened, {
      client_id: 'program',
      grant_types: ['client_credentials'],
      redirect_uris: [],
    });
    for (const [email, clientId, days] of [
      ['staff@mic.example', 'used', 3],
      ['clerk@mic.example', 'used', 89],
      ['head@mic.example', 'used', 91],
      ['staff@mic.example', 'resting', 91],
    ] as const) {
      const { person } = await services.staff.show(email);
      await services.database.source.query(
        'insert into client_use (person_id, client_id, first_used_at, last_used_at) values ($1, $2, $3, $3)',
        [person.id, clientId, daysAgo(days)],
      );
    }
  });
  after(() => opened.close());

  const found = async (query: ClientQuery, extent: 'whole' | ReadingBounds = 'whole') =>
    (await opened.services.clientOverview.list(query, extent)).map(({ client }) => client.id);

  it('are found by kind, by what they lack and by how long they rest', async () => {
    assert.deepEqual(await found({}), ['program', 'resting', 'used']);
    assert.deepEqual(await found({ kind: 'native' }), ['resting']);
    assert.deepEqual(await found({ kind: 'service' }), ['program']);
    // Nobody signs in to a program, so that it misses no sign-out.
    assert.deepEqual(await found({ question: 'no-logout' }), ['resting']);
    assert.deepEqual(await found({ question: 'unused' }), ['program', 'resting']);
    assert.deepEqual(await found({ question: 'compatible' }), []);
  });

  it('tell by no filter how a system is connected that may not be read', async () => {
    const units = { ...BOUNDS, unitIds: ['u'] };
    assert.deepEqual(await found({}, units), ['program', 'resting', 'used']);
    for (const query of [{ kind: 'native' }, { question: 'no-logout' }] as const)
      assert.deepEqual(await found(query, units), []);
    assert.deepEqual(await found({ kind: 'native' }, { ...units, clientIds: ['resting'] }), ['resting']);
    assert.deepEqual(await found({}, { ...BOUNDS, clientIds: ['used'] }), ['used']);
    assert.deepEqual(await found({}, BOUNDS), []);
  });

  it('have users of late, and a last use', async () => {
    const { users, lastUsedAt, isOpen } = await opened.services.clientOverview.get('used', 'whole');
    assert.deepEqual([users, lastUsedAt, isOpen], [2, daysAgo(3), true]);
  });

  it('end with their roles, role grants, sessions and tokens, and with nobody else’s', async () => {
    const { services } = opened;
    const rows = [
      ['Grant', 'g1', 60],
      ['Grant', 'g2', -1],
      ['AccessToken', 'a1', 60],
      ['RefreshToken', 'r1', 60],
      ['AuthorizationCode', 'c1', 60],
    ] as const;
    for (const [model, id, minutes] of rows)
      for (const clientId of ['used', 'resting'])
        await services.database.source.query(
          `insert into oidc_model (model, id, payload, client_id, expires_at) values ($1, $2, '{}', $3, $4)`,
          [model, `${clientId}-${id}`, clientId, new Date(NOW.getTime() + minutes * 60_000)],
        );
    const { end } = await services.clientOverview.endOf('used', 'whole');
    const roles = await services.stores.roles.listRoles('used');
    assert.deepEqual({ ...end, roles: end.roles - roles.length }, { ...end, roles: 0 });
    assert.deepEqual([end.sessions, end.tokens], [1, 2]);
    assert.ok(end.roles > 0 && end.roleGrants > 0);
    await assert.rejects(services.clientOverview.endOf('micconnect', 'whole'), { code: 'client_not_found' });
  });
});
