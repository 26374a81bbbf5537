import { strict as assert } from 'node:assert';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { seedCast } from './role-authority.actors.ts';

const OFFICERS = ['system-administrator', 'help-desk', 'unit-administrator', 'owner', 'auditor'];

describe('flow: one box of the console finds everything', () => {
  let server: TestServer;
  const emailOf = (name: string) => `${name}@mic.example`;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    const { hasher, clock, stores } = server.services;
    await seedCast(server.services);
    const hash = await hasher.hash(PASSWORD);
    for (const name of [...OFFICERS, 'own', 'other']) {
      const { id } = (await stores.directory.findPersonByLogin(emailOf(name))) ?? assert.fail(name);
      const fresh = { mustChange: false, isLong: true, changedAt: clock.now() };
      await stores.credentials.savePassword({ personId: id, hash, ...fresh });
    }
  });
  after(() => server.stop());

  async function officer(name: string): Promise<(path: string) => Promise<Page>> {
    const visitor = new Browser();
    const page = await visitor.get(`${server.issuer}/roles`);
    await visitor.submit(page, { username: emailOf(name), password: PASSWORD });
    return (path) => visitor.get(`${server.issuer}/admin/${path}`);
  }
  const searched = (text: string) => `search?q=${encodeURIComponent(text)}`;
  async function offered(
    open: (path: string) => Promise<Page>,
    text: string,
  ): Promise<Record<string, string[]>> {
    const page = await open(`search/choices?q=${encodeURIComponent(text)}`);
    const { groups } = JSON.parse(page.text) as { groups: { title: string; found: { address: string }[] }[] };
    return Object.fromEntries(groups.map(({ title, found }) => [title, found.map(({ address }) => address)]));
  }
  async function failedSignIn(name: string): Promise<string> {
    const visitor = new Browser();
    const page = await visitor.get(`${server.issuer}/roles`);
    const refused = await visitor.submit(page, { username: emailOf(name), password: 'wrong' });
    return /class="support-code">([^<]+)</.exec(refused.text)?.[1] ?? assert.fail('no code');
  }
  const viewings = async () =>
    (await server.services.stores.audit.list(0, 1000)).filter(({ type }) => type === 'person.viewed');

  it('as a form that works by itself, with links to what it finds', async () => {
    const open = await officer('system-administrator');
    const start = await open('search');
    assert.match(
      start.text,
      /<form class="console-search" role="search" method="get" action="\/admin\/search"/,
    );
    const page = await open(searched('phong b'));
    assert.match(page.text, /name="q" value="phong b"/);
    assert.match(page.text, /href="\/admin\/units\/G14\.05\.1">Phòng B<\/a>/);
    assert.match(page.text, /href="\/admin\/people\/[0-9a-f-]{36}">Lê Ánh<\/a>/);
    const many = await open(searched('le anh'));
    assert.match(many.text, /href="\/admin\/people\?q=le\+anh">Xem tất cả/);
    assert.match((await open(searched('<b>'))).text, /“&lt;b&gt;”/);
    assert.match((await open(searched('qqqq'))).text, /Không tìm thấy kết quả/);
  });

  it('while somebody types, in groups with the same addresses', async () => {
    const open = await officer('system-administrator');
    assert.deepEqual(await offered(open, 'viewer'), { 'Vai trò': ['/admin/role-grants?role=hr%3Aviewer'] });
    assert.deepEqual(await offered(open, 'nhat ky'), { 'Trang quản trị': ['/admin/audit'] });
    assert.deepEqual(await offered(open, ''), {});
  });

  it('bounded by what each of them may read', async () => {
    const unitAdministrator = await officer('unit-administrator');
    const { 'Cán bộ': people = [] } = await offered(unitAdministrator, 'phong');
    assert.equal(people.length, 1);
    assert.deepEqual(await offered(unitAdministrator, 'G14.06'), {});
    assert.deepEqual(await offered(unitAdministrator, 'nhat ky'), {});
    const helpDesk = await officer('help-desk');
    assert.deepEqual(await offered(helpDesk, 'viewer'), {});
    const owner = await officer('owner');
    assert.deepEqual(Object.keys(await offered(owner, 'le anh')), []);
    assert.deepEqual(await offered(owner, 'hr'), {});
    assert.deepEqual((await offered(owner, 'documents'))['Ứng dụng'], ['/admin/clients/documents']);
  });

  it('leads a support code straight to the failed sign-in, within the extent', async () => {
    const code = await failedSignIn('own');
    for (const name of ['help-desk', 'auditor', 'unit-administrator'])
      assert.match(
        (await (await officer(name))(searched(code.toLowerCase()))).url,
        new RegExp(`/admin/sign-in-failures/${code}$`),
        name,
      );
    const elsewhere = await failedSignIn('other');
    const page = await (await officer('unit-administrator'))(searched(elsewhere));
    assert.match(page.url, /\/admin\/search/);
    assert.match(page.text, /Không tìm thấy kết quả/);
    assert.match((await (await officer('owner'))(searched(code))).url, /\/admin\/search/);
  });

  it('offers a code without opening it, which would be noted', async () => {
    const code = await failedSignIn('own');
    const helpDesk = await officer('help-desk');
    const before = (await viewings()).length;
    assert.deepEqual(await offered(helpDesk, code), { 'Mã hỗ trợ': [`/admin/sign-in-failures/${code}`] });
    assert.equal((await viewings()).length, before);
    await helpDesk(searched(code));
    assert.equal((await viewings()).length, before + 1);
  });
});
