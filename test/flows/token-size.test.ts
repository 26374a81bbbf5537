import { strict as assert } from 'node:assert';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import { type RelyingSystem, startRelyingSystem } from '../../src/samples/relying-system.ts';
import { FORM, send } from '../oidc/raw-request.ts';
import { Browser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { browser, connect, type RelyingParty, relyingParty, signIn } from './relying-party.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const STAFF = 'staff@mic.example';
const UNITS = ['G14.21', 'G14.22', 'G14.23', 'G14.24', 'G14.25'];
/** What the contract allows the claims, in bytes. */
const CLAIMS = 4096;
/** What the server reads of a request before its body: the most that an ID token may take as a hint in an address. */
const REQUEST_HEAD = 32 * 1024;

const bytes = (value: unknown) =>
  Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value));

describe('flow: the size of tokens', () => {
  let server: TestServer;
  let documents: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' });
  });
  after(() => server.stop());

  /** Gives everybody so many more roles at a client as `reader` is one, which is limited to the holder's own units. */
  async function giveRoles(clientId: string, count: number): Promise<void> {
    // By copying: each of them by the service is a transaction, and there are hundreds.
    await server.services.database.source.query(
      `with more as (
         insert into role select (jsonb_populate_record(role,
           jsonb_build_object('id', gen_random_uuid(), 'code', 'role-code-' || number))).*
         from role cross join generate_series(1, $2::int) as number where client_id = $1 and code = 'reader'
         returning id)
       insert into role_grant select (jsonb_populate_record(role_grant,
         jsonb_build_object('id', gen_random_uuid(), 'role_id', more.id))).*
       from more cross join role_grant join role on role.id = role_grant.role_id
       where role.client_id = $1 and role.code = 'reader'`,
      [clientId, count],
    );
  }

  /** Adds five units, and moves the person into them. */
  async function workInFiveUnits(): Promise<void> {
    const table = (file: string, lines: string[]) => {
      const [header = [], ...rows] = lines.map((line) => line.split(','));
      return { file, header, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
    };
    const [first, ...others] = UNITS;
    const beside = others.map((code) => `${code}|Chuyên viên||`).join(';');
    const tables = [
      table('units.csv', [
        'ma_don_vi,ten_don_vi,ma_don_vi_cha',
        ...UNITS.map((code) => `${code},Cục Tần số vô tuyến điện ${code},G14`),
      ]),
      table('people.csv', [
        'so_hieu,ho_va_ten,ma_don_vi,chuc_vu,kiem_nhiem',
        `014-00001,Đặng Thị Ngọc Ánh,${first},Chuyên viên,${beside}`,
      ]),
    ];
    const { refused } = await server.services.staffPlans.importStaff(
      tables,
      { isDryRun: false, isPartial: true },
      OFFICER,
    );
    assert.deepEqual(refused, []);
  }

  it('stays under 4 KB of claims for 40 roles in 5 units each', async () => {
    await workInFiveUnits();
    // Beside `reader`.
    await giveRoles('documents', 39);
    const resource = 'urn:micconnect:client:documents';
    const { id_token = '', access_token } = await signIn(documents, browser());
    const { access_token: jwt } = await signIn(documents, browser(), { resource });
    const claims = {
      'ID token': decodeJwt(id_token),
      'access token': decodeJwt(jwt),
      userinfo: await oidc.fetchUserInfo(documents.config, access_token, oidc.skipSubjectCheck),
    };
    for (const [name, found] of Object.entries(claims)) {
      const roleUnits = Object.values(found.role_units ?? {});
      assert.deepEqual(roleUnits, Array(40).fill(UNITS), name);
      assert.ok(bytes(found) < CLAIMS, `${name}: ${bytes(found)} bytes`);
    }
    // Signed and encoded they are a third longer; they travel in bodies and in the header Authorization.
    for (const token of [id_token, jwt]) assert.ok(bytes(token) < 5.5 * 1024, `${bytes(token)} bytes`);
  });

  describe('for somebody with 400 roles', () => {
    let system: RelyingSystem;
    let archive: RelyingParty;

    before(async function () {
      this.timeout(60_000);
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      const { secret } = await seedClient(server, {
        client_id: 'archive',
        redirect_uris: [`${origin}/callback`, 'https://archive.example/callback'],
        post_logout_redirect_uris: [`${origin}/signed-out`],
      });
      await server.services.staffPlans.undo(
        (await server.services.staffPlans.list())[0]?.plan ?? '',
        { isDryRun: false, allowedRemovals: 10 },
        OFFICER,
      );
      // Beside `author` and `reader`.
      await giveRoles('archive', 398);
      const parts = { issuer: server.issuer, clientId: 'archive', clientSecret: secret ?? '', port, origin };
      system = await startRelyingSystem({ ...parts, title: 'A', titleEn: 'A', now: () => new Date() });
      archive = await connect(server.issuer, { id: 'archive', secret });
    });
    after(() => system?.close());

    it('signs in with a browser', async () => {
      const visitor = new Browser();
      const page = await visitor.submit(await visitor.get(`${system.origin}/`), {
        username: STAFF,
        password: PASSWORD,
      });
      assert.equal(page.url, `${system.origin}/`);
      assert.equal([...page.text.matchAll(/data-role="/g)].length, 400);
      const cookie = visitor.cookie('micconnect_session') ?? '';
      assert.ok(cookie.length < 100, 'cookies name a session, and hold nothing of it');
      const launcher = await visitor.get(`${server.issuer}/`);
      assert.equal(launcher.status, 200);
    });

    it('gets every role on every way', async () => {
      const visitor = browser();
      const tokens = await signIn(archive, visitor, { resource: 'urn:micconnect:client:archive' });
      const opaque = await signIn(archive, visitor);
      const refreshed = await oidc.refreshTokenGrant(archive.config, opaque.refresh_token ?? '');
      const answers = [
        opaque.claims(),
        refreshed.claims(),
        decodeJwt(tokens.access_token),
        await oidc.fetchUserInfo(archive.config, refreshed.access_token, oidc.skipSubjectCheck),
        await oidc.tokenIntrospection(archive.config, refreshed.access_token),
        // In the header Authorization it is read as well.
        await oidc.tokenIntrospection(archive.config, tokens.access_token),
      ];
      for (const answer of answers) assert.equal(new Set(answer?.roles as string[]).size, 400);
    });

    it('signs out with the ID token as a hint in the address', async () => {
      const visitor = browser();
      const { id_token: hint = '' } = await signIn(archive, visitor);
      assert.ok(bytes(hint) > 16 * 1024 && bytes(hint) < REQUEST_HEAD, `${bytes(hint)} bytes`);
      const address = archive.config.serverMetadata().end_session_endpoint ?? '';
      const page = await visitor.get(`${address}?id_token_hint=${hint}`);
      assert.equal(page.url, `${server.issuer}/signed-out`);
    });

    it('signs out with it in a form', async () => {
      const { id_token: hint = '' } = await signIn(archive, browser());
      const address = archive.config.serverMetadata().end_session_endpoint ?? '';
      const form = await send(server.issuer, {
        method: 'POST',
        path: new URL(address).pathname,
        headers: FORM,
        body: new URLSearchParams({ id_token_hint: hint }).toString(),
      });
      assert.equal(form.status, 303);
      const page = await browser().get(new URL(String(form.headers.location), server.issuer).href);
      assert.equal(page.url, `${server.issuer}/signed-out`);
    });
  });
});
