import { strict as assert } from 'node:assert';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const [ADMIN, UNIT_ADMIN, OWNER] = ['staff@mic.example', 'clerk@mic.example', 'head@mic.example'] as const;

describe('flow: relying systems in the console', () => {
  let server: TestServer;
  let admin: Browser;
  let unitAdmin: Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    const { services } = server;
    await seedMinistry(server);
    await registerProduct(services);
    await seedClient(server, {
      client_id: 'documents',
      backchannel_logout_uri: 'https://vanban.mic.example/bcl',
    });
    await seedClient(server, { client_id: 'reporting', owner_unit: 'G14.05', pkce_policy: 'or_nonce' });
    const give = (code: string, person: string) =>
      services.roles.grantRole(OPERATOR, { clientId: 'micconnect', code, to: { person } });
    await give('system-administrator', ADMIN);
    await give('unit-administrator', UNIT_ADMIN);
    await give('owner.documents', OWNER);
    admin = await signedIn(ADMIN);
    unitAdmin = await signedIn(UNIT_ADMIN);
  });
  after(() => server.stop());

  const at = (path = '') => `${server.issuer}/admin/clients${path}`;
  async function signedIn(username: string): Promise<Browser> {
    const browser = new Browser();
    await browser.submit(await browser.get(at()), { username, password: PASSWORD });
    return browser;
  }
  const fieldIn = ({ text }: Page, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  const quotesIn = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const post = (page: Page, path: string, fields: Record<string, string> = {}) =>
    admin.post(at(path), { csrf: fieldIn(page, 'csrf'), ...fields }, page.url);
  const secretIn = ({ text }: Page) => /<code class="secret"[^>]*>([^<]+)</.exec(text)?.[1];
  const registered = (id: string) => server.services.clients.get(id);
  const typeOf = async () => (await server.services.stores.audit.list(0, 1000)).at(-1)?.type;

  /** What the form would send, with some of it typed anew. */
  const typed = (changed: Record<string, string>) => ({
    title: 'Thông tin báo cáo',
    method: 'client_secret_basic',
    application_type: 'web',
    pkce: 'required',
    id_token_alg: 'ES256',
    icon: 'reporting',
    grant_types: 'authorization_code',
    scope: 'openid',
    redirect_uris: 'https://baocao.mic.example/cb',
    ...changed,
  });

  it('are listed with owner and connection, searched and narrowed', async () => {
    const all = await admin.get(at());
    assert.match(all.text, /href="\/admin\/clients\/documents"/);
    assert.match(all.text, /Cục An toàn thông tin/);
    assert.doesNotMatch(all.text, /href="\/admin\/clients\/micconnect"/);
    for (const query of ['q=an+toan', 'state=no-logout', 'state=compatible']) {
      const found = await admin.get(at(`?${query}`));
      assert.match(found.text, /clients\/reporting"/, query);
      assert.doesNotMatch(found.text, /clients\/documents"/, query);
    }
    assert.match((await admin.get(at('?kind=native'))).text, /Không tìm thấy kết quả/);
    assert.match((await admin.get(at('?state=unused'))).text, /clients\/documents"/);
  });

  it('have a page with connection, roles, ledger and snippets', async () => {
    const page = await admin.get(at('/reporting?snippet=apache'));
    assert.match(page.text, /Chuẩn tương thích/);
    assert.match(page.text, /Chưa nhận lệnh đăng xuất/);
    assert.match(page.text, /OIDCClientID &quot;reporting&quot;/);
    assert.match(page.text, /href="\/admin\/audit\?client=reporting"/);
    for (const gone of ['/nothing', '/micconnect', '/nothing/edit', '/micconnect/removal'])
      assert.equal((await admin.get(at(gone))).status, 404, gone);
  });

  it('show an administrator of units what they are, not how they are connected', async () => {
    const page = await unitAdmin.get(at('/reporting'));
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /redirect|callback|Kết nối<|client_secret/);
    assert.doesNotMatch((await unitAdmin.get(at('?state=no-logout'))).text, /clients\/reporting"/);
    for (const path of ['/new', '/reporting/edit', '/reporting/secret', '/reporting/removal'])
      assert.equal((await unitAdmin.get(at(path))).status, 404, path);
  });

  it('show an owner how her own system is connected, and no other system', async () => {
    const owner = await signedIn(OWNER);
    const own = await owner.get(at('/documents'));
    assert.match(own.text, /https:\/\/vanban\.mic\.example\/bcl/);
    assert.doesNotMatch(own.text, /\/admin\/audit|\/documents\/edit|\/documents\/removal/);
    assert.equal((await owner.get(at('/reporting'))).status, 404);
    assert.doesNotMatch((await owner.get(at())).text, /clients\/reporting"/);
    assert.equal((await owner.get(at('/documents/edit'))).status, 404);
  });

  it('are registered once every field is right; the secret is shown once, and kept nowhere', async () => {
    const form = await admin.get(at('/new'));
    const wrong = typed({
      client_id: 'fresh',
      owner_unit: 'G99',
      redirect_uris: 'http://baocao.mic.example/cb',
    });
    const refused = await post(form, '/new', wrong);
    assert.equal(refused.status, 400);
    assert.match(refused.text, /id="redirect_uris-error">.*Dùng https/);
    assert.match(refused.text, /Không có đơn vị mang mã này/);
    assert.match(refused.text, /http:\/\/baocao\.mic\.example\/cb<\/textarea>/);
    const answer = await post(form, '/new', typed({ client_id: 'fresh', owner_unit: 'G14.05' }));
    const secret = secretIn(answer) ?? assert.fail(answer.text);
    assert.ok(!answer.url.includes(secret));
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    const { metadata } = await registered('fresh');
    assert.equal(metadata.owner_unit, 'G14.05');
    assert.doesNotMatch((await admin.get(at('/fresh'))).text, new RegExp(secret));
    const rows = await server.services.database.source.query('select * from client');
    assert.ok(!JSON.stringify(rows).includes(secret));
    const again = await post(form, '/new', typed({ client_id: 'fresh' }));
    assert.match(again.text, /id="client_id-error">.*Đã có ứng dụng/);
    assert.match((await post(form, '/new', typed({ client_id: 'a b' }))).text, /id="client_id-error"/);
  });

  it('with a key have no secret to show', async () => {
    const form = await admin.get(at('/new'));
    const jwks = JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: 'k1' });
    const page = await post(form, '/new', typed({ client_id: 'keyed', method: 'private_key_jwt', jwks }));
    assert.match(page.url, /clients\/keyed\?notice=registered$/);
    assert.doesNotMatch(page.text, /clients\/keyed\/secret/);
    assert.match((await post(page, '/keyed/secret')).text, /Khai báo ứng dụng chưa hợp lệ/);
  });

  it('are changed after a look at the changes, from what the officer saw alone', async () => {
    const form = await admin.get(at('/fresh/edit'));
    const seen = fieldIn(form, 'seen');
    const fields = typed({
      owner_unit: 'G14.05',
      seen,
      backchannel_logout_uri: 'https://baocao.mic.example/bcl',
    });
    const preview = await post(form, '/fresh/edit', fields);
    assert.match(preview.text, /1 mục sẽ thay đổi/);
    assert.equal((await registered('fresh')).metadata.backchannel_logout_uri, undefined);
    const saved = await post(preview, '/fresh/edit', { ...fields, act: 'save' });
    assert.match(saved.url, /notice=changed$/);
    assert.equal(await typeOf(), 'client.updated');
    const was = quotesIn(fieldIn(form, 'was'));
    const late = { ...typed({ owner_unit: 'G14.05', seen, was }), title: 'Tên khác', act: 'save' };
    const stale = await post(form, '/fresh/edit', late);
    assert.equal(stale.status, 409);
    assert.match(stale.text, /vừa được người khác đổi/);
    // What only the other officer changed stays hers; what was typed is typed still.
    assert.equal(fieldIn(stale, 'backchannel_logout_uri'), 'https://baocao.mic.example/bcl');
    assert.equal(fieldIn(stale, 'title'), 'Tên khác');
    assert.equal((await registered('fresh')).metadata.client_name, 'Thông tin báo cáo');
    const anew = { ...fields, title: 'Tên khác', act: 'save', seen: fieldIn(stale, 'seen') };
    await post(stale, '/fresh/edit', anew);
    assert.equal((await registered('fresh')).metadata.client_name, 'Tên khác');
    const wrong = await post(stale, '/fresh/edit', { ...anew, redirect_uris: 'x' });
    assert.equal(wrong.status, 409, 'a state that is over');
    const now = await admin.get(at('/fresh/edit'));
    const same = await post(now, '/fresh/edit', { ...anew, seen: fieldIn(now, 'seen') });
    assert.match(same.url, /notice=unchanged$/);
    const kept = { ...anew, seen: fieldIn(now, 'seen'), redirect_uris: 'x' };
    assert.equal(fieldIn(await post(now, '/fresh/edit', kept), 'seen'), kept.seen);
  });

  it('get another secret, and the old one ends', async () => {
    const before = (await registered('fresh')).secretHash;
    const rotated = await post(await admin.get(at('/fresh/secret')), '/fresh/secret');
    assert.ok(secretIn(rotated));
    assert.notEqual((await registered('fresh')).secretHash, before);
    assert.equal(await typeOf(), 'client.secret_rotated');
  });

  it('are removed after a look at what ends; nothing is done without the token of the form', async () => {
    const asked = await admin.get(at('/fresh/removal'));
    assert.match(asked.text, /Phiên bị cắt khỏi ứng dụng/);
    assert.equal((await admin.post(at('/fresh/removal'), { csrf: 'wrong' }, asked.url)).status, 403);
    assert.equal((await registered('fresh')).id, 'fresh');
    const list = await post(asked, '/fresh/removal');
    assert.match(list.text, /Đã xóa ứng dụng/);
    assert.equal((await admin.get(at('/fresh'))).status, 404);
  });
});
