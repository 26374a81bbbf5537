import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import { type RelyingSystem, startRelyingSystem } from '../../src/samples/relying-system.ts';
import { Browser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { type NoticeReceiver, startNoticeReceiver } from './notice-receiver.ts';
import { browser, connect, isActive, prepare, refusal, relyingParty, signIn } from './relying-party.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const SECRET = 'sixteen-or-more-characters';
const CLERK = 'clerk@mic.example';
const STAFF = { username: 'staff@mic.example', password: PASSWORD };

describe('flow: relying parties hear of changed roles by a logout message', () => {
  let server: TestServer;
  let receiver: NoticeReceiver;
  /** `documents` wants to hear by logout, `portal` wants to hear nothing. */
  const systems: RelyingSystem[] = [];

  before(async function () {
    this.timeout(60_000);
    [server, receiver] = await Promise.all([startTestServer(), startNoticeReceiver()]);
    await seedMinistry(server);
    systems.push(await startSystem('documents', { role_change_notice: 'logout' }));
    systems.push(await startSystem('portal', {}));
  });
  after(async () => {
    await Promise.all(systems.map((system) => system.close()));
    await server?.stop();
    await receiver?.close();
  });

  async function startSystem(clientId: string, more: object): Promise<RelyingSystem> {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const { secret } = await seedClient(server, {
      client_id: clientId,
      redirect_uris: [`${origin}/callback`],
      backchannel_logout_uri: `${origin}/backchannel-logout`,
      grant_types: ['authorization_code'],
      ...more,
    });
    for (const code of ['signer', 'archivist'])
      await server.services.roles.createRole(OFFICER, { clientId, code, name: code });
    const parts = { issuer: server.issuer, clientId, clientSecret: secret ?? '', port, origin };
    return startRelyingSystem({ ...parts, title: clientId, titleEn: clientId, now: () => new Date() });
  }

  const grant = (clientId: string, code: string) =>
    server.services.roles.grantRole(OFFICER, { clientId, code, to: { person: STAFF.username } });
  const isSignedIn = async (browser: Browser, { origin }: RelyingSystem): Promise<boolean> =>
    JSON.parse((await browser.get(`${origin}/status`)).text).signed_in;
  const logouts = (kind: string) =>
    server.services.database.source.query(
      'select session_uid from outbox where kind = $1 order by created_at',
      [kind],
    );

  it('ends every session of that person there, none elsewhere, and the next one shows the new roles', async () => {
    const [documents, portal] = systems as [RelyingSystem, RelyingSystem];
    const visitors = [new Browser(), new Browser()];
    for (const visitor of visitors) {
      await visitor.submit(await visitor.get(`${documents.origin}/`), STAFF);
      await visitor.get(`${portal.origin}/`);
    }
    await grant('portal', 'signer');
    await grant('documents', 'signer');
    for (const visitor of visitors) {
      const deadline = Date.now() + 5_000;
      while (await isSignedIn(visitor, documents)) {
        assert.ok(Date.now() < deadline, 'the session goes on');
        await pause(25);
      }
      assert.equal(await isSignedIn(visitor, portal), true);
      // Only the client's session ended: ours opens the next one without a password.
      const page = await visitor.get(`${documents.origin}/`);
      assert.equal(page.url, `${documents.origin}/`);
      assert.match(page.text, /data-role="signer"/);
    }
    // And once more: its session has another name by now.
    await grant('documents', 'archivist');
    while (await isSignedIn(visitors[0] as Browser, documents)) await pause(25);
    await (visitors[0] as Browser).get(`${documents.origin}/`);
    assert.equal(await isSignedIn(visitors[0] as Browser, documents), true);
    // Not among the messages of a sign-out, which its page counts.
    assert.deepEqual(await logouts('backchannel_logout'), Array(4).fill({ session_uid: null }));
  });

  it('leaves nothing of the session that it ends', async () => {
    const strict = await relyingParty(server, {
      client_id: 'strict',
      backchannel_logout_uri: `${receiver.origin}/strict`,
      role_change_notice: 'logout',
    });
    const visitor = browser();
    const first = await signIn(strict, visitor);
    const jwt = await signIn(strict, visitor, { resource: 'urn:micconnect:client:strict' });
    const { id } = await server.services.roles.grantRole(OFFICER, {
      clientId: 'strict',
      code: 'reader',
      to: { person: STAFF.username },
      extent: 'G14',
    });
    const [message] = await receiver.exactly(1);
    const { sid, sub } = decodeJwt(new URLSearchParams(message?.body).get('logout_token') ?? '');
    assert.deepEqual({ sid, sub }, { sid: first.claims()?.sid, sub: first.claims()?.sub });
    for (const token of [first.access_token, first.refresh_token, jwt.access_token])
      assert.equal(await isActive(strict, token), false);
    const refresh = oidc.refreshTokenGrant(strict.config, first.refresh_token ?? '');
    await assert.rejects(refresh, refusal('invalid_grant'));
    // The person is still signed in at the provider; the client's next session is another one.
    const { url, checks } = await prepare(strict, { prompt: 'none' });
    const answer = new URL((await visitor.get(url.href)).url);
    const second = await oidc.authorizationCodeGrant(strict.config, answer, checks);
    assert.notEqual(second.claims()?.sid, sid);
    await server.services.roles.revokeRole(OFFICER, id);
    await receiver.exactly(1);
    assert.equal(await isActive(strict, second.access_token), false);
  });

  it('tells of a leaver by the end of her session alone', async () => {
    const notices = { role_change_notice: 'webhook', role_change_uri: `${receiver.origin}/roles` };
    const told = {
      client_id: 'told',
      client_secret: SECRET,
      backchannel_logout_uri: `${receiver.origin}/logout`,
      ...notices,
    };
    await signIn(await relyingParty(server, told), browser());
    // Without logout messages it hears that the roles are gone.
    await signIn(await relyingParty(server, { client_id: 'bare', ...notices }), browser());
    await server.services.staff.disable(STAFF.username, OFFICER);
    const paths = (await receiver.exactly(2)).map(({ path }) => path);
    assert.deepEqual(paths.sort(), ['/logout', '/roles']);

    // By HR it is an act that changes roles as well.
    await signIn(await connect(server.issuer, { id: 'told', secret: SECRET }), browser(), {}, {}, CLERK);
    const retired = {
      file: 'people.csv',
      header: ['so_hieu', 'ho_va_ten', 'trang_thai'],
      rows: [{ line: 2, cells: ['014-00002', 'Nguyễn Văn An', 'nghỉ hưu'] }],
    };
    const options = { isDryRun: false, isPartial: true, allowedRemovals: 1 };
    await server.services.staffPlans.importStaff([retired], options, OFFICER);
    const [message, ...others] = await receiver.exactly(1);
    assert.deepEqual([message?.path, others], ['/logout', []]);
  });
});

describe('flow: notices of changed roles stay away from private addresses', () => {
  let server: TestServer;
  let receiver: NoticeReceiver;
  before(async function () {
    this.timeout(60_000);
    [server, receiver] = await Promise.all([
      startTestServer({ OUTBOUND_ALLOW: 'allowed.example' }),
      startNoticeReceiver(),
    ]);
    await seedMinistry(server);
  });
  after(async () => {
    await server?.stop();
    await receiver?.close();
  });

  it('unless the operator named them', async () => {
    const role_change_uri = `${receiver.origin}/roles`;
    const client = { client_id: 'documents', role_change_notice: 'webhook', role_change_uri };
    await signIn(await relyingParty(server, client), browser());
    const { roles, database } = server.services;
    await roles.createRole(OFFICER, { clientId: 'documents', code: 'signer', name: 'Người ký' });
    await roles.grantRole(OFFICER, { clientId: 'documents', code: 'signer', to: { person: STAFF.username } });
    const deadline = Date.now() + 5_000;
    let reason: string | null = null;
    while (reason === null && Date.now() < deadline) {
      await pause(25);
      [{ reason }] = await database.source.query(
        `select last_error as reason from outbox where kind = 'role_change'`,
      );
    }
    assert.match(reason ?? '', /is not a public address and not listed in OUTBOUND_ALLOW/);
    assert.deepEqual(receiver.received, []);
  });
});
