import { strict as assert } from 'node:assert';
import { mock } from 'node:test';
import * as oidc from 'openid-client';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { browser, type RelyingParty, relyingParty, signIn } from './relying-party.ts';

const HOUR = 60 * 60 * 1000;

describe('flow: who used which relying party', () => {
  let server: TestServer;
  let documents: RelyingParty;
  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' });
  });
  after(() => server.stop());
  afterEach(() => mock.timers.reset());

  const uses = () =>
    server.services.database.source.query<{ client_id: string; first_used_at: Date; last_used_at: Date }[]>(
      'select client_id, first_used_at, last_used_at from client_use order by client_id',
    );

  it('is noted with the first token, and once a day after', async () => {
    assert.deepEqual(await uses(), []);
    const tokens = await signIn(documents, browser());
    const [first, ...others] = await uses();
    assert.deepEqual([first?.client_id, others], ['documents', []]);
    await oidc.refreshTokenGrant(documents.config, tokens.refresh_token ?? '');
    assert.deepEqual(await uses(), [first]);
    // A day on; the session of before is over.
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 25 * HOUR });
    await signIn(documents, browser());
    const [later] = await uses();
    assert.deepEqual(later?.first_used_at, first?.first_used_at);
    assert.ok(Number(later?.last_used_at) - Number(first?.last_used_at) >= 24 * HOUR);
  });

  it('is not noted for a client that acts for itself, nor for who was removed', async () => {
    const before = await uses();
    await oidc.clientCredentialsGrant(documents.config);
    assert.deepEqual(await uses(), before);
    const { activity } = server.services.stores;
    await activity.usedClient('00000000-0000-4000-8000-000000000000', 'documents', new Date());
    assert.deepEqual(await uses(), before);
  });
});
