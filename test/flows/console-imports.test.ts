import { strict as assert } from 'node:assert';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const [OFFICER, SECOND] = ['staff@mic.example', 'clerk@mic.example'] as const;
const HEADER = 'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu,so_dinh_danh,dien_thoai';
const row = (
  number: number,
  name: string,
  email: string,
  unit: string,
  post: string,
  status = 'đang công tác',
) =>
  `014-0000${number},${name},${email}@mic.example,công chức,${status},${unit},${post},00020000000${number},090000000${number}`;

describe('flow: HR imports in the console', () => {
  let server: TestServer;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    const { services } = server;
    await seedMinistry(server);
    await registerProduct(services);
    for (const email of [OFFICER, SECOND])
      await services.roles.grantRole(OPERATOR, {
        clientId: 'micconnect',
        code: 'hr-officer',
        to: { person: email },
      });
    await services.settings.set('guard.people', '5', OPERATOR);
    await services.settings.set('guard.percent', '100', OPERATOR);
    address = `${server.issuer}/admin/hr-imports`;
  });
  after(() => server.stop());
  afterEach(async () => {
    for (const { plan } of await server.services.pendingPlans.listPending())
      await server.services.pendingPlans.reject(plan, OPERATOR);
  });

  async function opened(email: string, path = address): Promise<{ browser: Browser; page: Page }> {
    const browser = new Browser();
    const page = await browser.submit(await browser.get(path), { username: email, password: PASSWORD });
    assert.equal(page.url, path);
    return { browser, page };
  }
  const csrfOf = ({ text }: Page) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  function send(
    browser: Browser,
    page: Page,
    files: Record<string, string>,
    isPartial = true,
  ): Promise<Page> {
    const form = new FormData();
    form.set('csrf', csrfOf(page));
    for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
    if (isPartial) form.set('partial', 'yes');
    return browser.postForm(address, form);
  }
  const person = async (email: string) =>
    (await server.services.stores.directory.findPersonByLogin(email)) ?? assert.fail(email);

  it('are seen before they are applied, and taken back by their own way', async () => {
    const { browser, page } = await opened(OFFICER);
    const rows = [
      HEADER,
      row(5, 'Phạm Minh Đức', 'newcomer', 'G14.05', 'Chuyên viên'),
      row(6, 'Bùi Thị Hoa', 'hoa', 'G14.05.1', 'Chuyên viên'),
    ];
    const plan = await send(browser, page, { 'people.csv': rows.join('\n') });
    assert.match(plan.url, /\/admin\/hr-imports\/[0-9a-f]+$/);
    for (const text of [
      'Phạm Minh Đức',
      'Phòng Thẩm định, Chuyên viên',
      'Cục An toàn thông tin, Chuyên viên',
    ])
      assert.ok(plan.text.includes(text), text);
    assert.match(plan.text, /Bùi Thị Hoa[\s\S]*?Mới/);
    assert.match(plan.text, /Trong ngưỡng an toàn/);
    assert.equal(await server.services.stores.directory.findPersonByLogin('hoa@mic.example'), undefined);
    assert.match((await browser.get(address)).text, /Tệp nhân sự/);

    const applied = await browser.submit(plan, { verdict: 'apply' });
    assert.match(applied.text, /Đã áp dụng/);
    assert.doesNotMatch(applied.text, /name="verdict"/);
    await person('hoa@mic.example');

    const undo = await browser.post(`${plan.url}/undo`, { csrf: csrfOf(applied) }, address);
    assert.match(undo.text, /Hoàn tác/);
    await browser.submit(undo, { verdict: 'apply' });
    assert.equal((await person('hoa@mic.example')).status === 'dang_cong_tac', false);
    assert.match((await browser.get(address)).text, /Đã hoàn tác/);
  });

  it('beyond the guard take a second person, never who sent them', async () => {
    await server.services.settings.set('guard.people', '0', OPERATOR);
    const { browser, page } = await opened(OFFICER);
    const leaver = [HEADER, row(3, 'Trần Quốc Hưng', 'head', 'G14.05', 'Cục trưởng', 'nghỉ hưu')];
    const plan = await send(browser, page, { 'people.csv': leaver.join('\n') });
    assert.match(plan.text, /Vượt ngưỡng an toàn/);
    assert.match(plan.text, /Người gửi không tự phê duyệt được/);
    assert.doesNotMatch(plan.text, /value="approve"|value="apply"/);
    for (const [verdict, status] of [
      ['approve', 403],
      ['apply', 403],
    ] as const) {
      const refused = await browser.post(`${plan.url}/decision`, { csrf: csrfOf(plan), verdict }, plan.url);
      assert.equal(refused.status, status, verdict);
    }
    assert.equal((await person('head@mic.example')).status, 'dang_cong_tac');
    const second = await opened(SECOND, plan.url);
    await second.browser.submit(second.page, { verdict: 'approve' });
    assert.equal((await person('head@mic.example')).status, 'nghi_huu');
  });

  it('are refused row by row, and nothing is kept of them', async () => {
    const { browser, page } = await opened(OFFICER);
    const rows = [HEADER, row(7, 'Sai Ngày', 'sai', 'G14.99', 'Chuyên viên')];
    const refused = await send(browser, page, { 'people.csv': rows.join('\n') });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Tệp bị từ chối, chưa có gì thay đổi/);
    assert.match(refused.text, /people\.csv[\s\S]*?<td>2<\/td>[\s\S]*?ma_don_vi[\s\S]*?G14\.99/);
    assert.deepEqual(await server.services.pendingPlans.listPending(), []);
    const empty = await send(browser, page, { 'empty.csv': '' });
    assert.match(empty.text, /role="alert"/);
    const none = await send(browser, page, {});
    assert.match(none.text, /role="alert"/);
  });

  it('say so when the directory is as the files say', async () => {
    const { browser, page } = await opened(OFFICER);
    const same = [HEADER, row(2, 'Nguyễn Văn An', 'clerk', 'G14', 'Văn thư')];
    assert.match(
      (await send(browser, page, { 'people.csv': same.join('\n') })).text,
      /không có gì để áp dụng/,
    );
  });

  it('are taken from nobody without the token of the page', async () => {
    const { browser } = await opened(OFFICER);
    const form = new FormData();
    form.append('files', new Blob([HEADER]), 'people.csv');
    assert.equal((await browser.postForm(address, form)).status, 403);
  });

  it('are of the whole directory, so no part of it is shown one', async () => {
    const { services } = server;
    const to = { person: 'newcomer@mic.example' };
    const credential = await services.stores.credentials.findPassword((await person(to.person)).id);
    await services.stores.credentials.savePassword({
      ...(credential ?? assert.fail('none')),
      mustChange: false,
    });
    await services.roles.grantRole(OPERATOR, { clientId: 'micconnect', code: 'unit-administrator', to });
    const { browser, page } = await opened(to.person, `${server.issuer}/admin/people`);
    assert.doesNotMatch(page.text, /hr-imports/);
    assert.equal((await browser.get(address)).status, 404);
  });
});
