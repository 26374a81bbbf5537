import { strict as assert } from 'node:assert';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const LAUNCHER = { title: 'Quản lý văn bản', icon: 'documents', url: 'https://documents.example/' };
const REASON = 'Soạn <công văn> của phòng';

describe('flow: the page of requests', () => {
  let server: TestServer;
  let staff: Browser;
  let head: Browser;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    await seedClient(server, { client_id: 'documents', launcher: LAUNCHER });
    const editor = { clientId: 'documents', code: 'editor', name: 'Biên tập viên', nameEn: 'Editor' };
    await server.services.roles.createRole(OFFICER, editor);
    const to = { person: 'head@mic.example' };
    const role = { clientId: 'micconnect', code: 'unit-administrator', extent: 'G14.05' };
    await server.services.roles.grantRole(OFFICER, { ...role, to });
    address = `${server.issuer}/requests`;
    staff = await signedIn('staff');
    head = await signedIn('head');
  });
  after(() => server.stop());

  async function signedIn(name: string): Promise<Browser> {
    const browser = new Browser();
    const page = await browser.get(address);
    const username = `${name}@mic.example`;
    assert.match((await browser.submit(page, { username, password: PASSWORD })).url, /\/requests$/);
    return browser;
  }
  const ask = async (fields: object = {}): Promise<Page> =>
    staff.submit(await staff.get(address), {
      role: 'documents:editor',
      until: '',
      reason: REASON,
      ...fields,
    });

  it('sends a request, shows it to whoever decides and to nobody else, and gives it back', async () => {
    const sent = await ask();
    assert.ok(sent.text.includes(vi['requests.sent']));
    assert.match(sent.text, /Chờ quản trị đơn vị, hạn \d\d\/\d\d\/\d{4}/);
    assert.match(sent.text, /<strong>Biên tập viên<\/strong>/);
    assert.doesNotMatch((await (await signedIn('clerk')).get(address)).text, /Ngọc Ánh đề nghị/);
    const waiting = await head.get(address);
    assert.match(waiting.text, /Đặng Thị Ngọc Ánh đề nghị vai trò Biên tập viên/);
    assert.match(waiting.text, /Soạn &lt;công văn&gt; của phòng/);
    const refused = await head.submit(waiting, { note: '', verdict: 'reject' });
    assert.equal(refused.status, 400);
    assert.ok(refused.text.includes(errorsVi.role_request_invalid.title));
    const approved = await head.submit(waiting, { note: '', verdict: 'approve' });
    assert.ok(approved.text.includes(vi['requests.approved']));
    assert.doesNotMatch(approved.text, /đề nghị vai trò/);
    const passed = await staff.get(address);
    assert.match(passed.text, /Chờ phụ trách ứng dụng/);
    const [request] = await server.services.roleRequests.listWaiting(OFFICER);
    await server.services.roleRequests.approve(request?.request.id ?? '', OFFICER, 'Đồng ý');
    const done = await staff.get(address);
    assert.match(done.text, /Đã cấp/);
    assert.match(done.text, /Đồng ý/);
    assert.doesNotMatch(done.text, /documents:editor/);
  });

  it('keeps what was typed when it is refused, and says why', async () => {
    await server.services.roles.createRole(OFFICER, { clientId: 'documents', code: 'editor-2', name: 'Phó' });
    const refused = await ask({ role: 'documents:editor-2', until: '2999-01-01' });
    assert.equal(refused.status, 400);
    assert.ok(refused.text.includes(errorsVi.role_request_invalid.title));
    assert.match(refused.text, /<textarea[^>]*>Soạn &lt;công văn&gt; của phòng<\/textarea>/);
    assert.match(refused.text, /<option value="documents:editor-2" selected>/);
    const sent = await ask({ role: 'documents:editor-2' });
    const withdrawn = await staff.post(
      `${server.issuer}${/action="(\/requests\/[^"]+\/withdrawal)"/.exec(sent.text)?.[1]}`,
      { csrf: /name="csrf" value="([^"]+)"/.exec(sent.text)?.[1] ?? '' },
    );
    assert.ok(withdrawn.text.includes(vi['requests.withdrawn']));
  });

  it('takes no form without its token, and none of somebody signed out', async () => {
    const page = await staff.get(address);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const fields = { role: 'documents:editor-2', until: '', reason: REASON };
    assert.equal((await staff.post(address, { ...fields, csrf: 'x' })).status, 403);
    assert.match((await new Browser().post(address, { ...fields, csrf })).url, /\/interaction\//);
    assert.match((await new Browser().get(address)).url, /\/interaction\//);
    assert.equal((await head.post(address, { ...fields, csrf })).status, 403);
  });

  it('is in English for whoever reads English', async () => {
    const english = new Browser();
    const page = await english.get(address);
    const username = 'clerk@mic.example';
    await english.submit(page, { username, password: PASSWORD });
    await english.submit(await english.get(address), { lang: 'en' });
    const { text } = await english.get(address);
    assert.match(text, /<h1>Requests<\/h1>/);
    assert.match(text, /My requests/);
  });
});
