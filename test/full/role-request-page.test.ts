import { strict as assert } from 'node:assert';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { registerProduct } from '../../src/product-client.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { complaintsOf, fill, launchChromium, screenshot } from './chromium.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;

describe('browser: from a request to the role', () => {
  let server: TestServer;
  let browser: Browser;
  before(async function () {
    this.timeout(120_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    const launcher = {
      title: 'Quản lý văn bản và điều hành',
      title_en: 'Documents',
      icon: 'documents',
      url: 'https://documents.example/',
    };
    await seedClient(server, { client_id: 'documents', launcher });
    const { roles } = server.services;
    const editor = { code: 'editor', name: 'Biên tập viên', nameEn: 'Editor' };
    await roles.createRole(OFFICER, { clientId: 'documents', ...editor });
    await roles.createRole(OFFICER, { clientId: 'documents', code: 'archivist', name: 'Lưu trữ viên' });
    const to = { person: 'head@mic.example' };
    const unit = { clientId: 'micconnect', code: 'unit-administrator', extent: 'G14.05' };
    await roles.grantRole(OFFICER, { ...unit, to });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(name: string, options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(`${server.issuer}/requests`);
    await fill(page, `${name}@mic.example`, PASSWORD);
    await page.locator('h1', { hasText: 'Đề nghị' }).waitFor();
    return page;
  }

  it('asks, decides and tells, on a phone and at a desk', async () => {
    const staff = await open('staff', { viewport: { width: 1280, height: 900 } });
    const complaints = complaintsOf(staff);
    await screenshot(staff, 'requests-none');
    await staff.getByLabel('Vai trò').selectOption({ label: 'Biên tập viên' });
    await staff.getByLabel('Lý do').fill('Biên tập bản tin an toàn thông tin hằng tuần của Cục.');
    await staff.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await staff.getByRole('status').getByText('Đã gửi đề nghị').waitFor();
    await screenshot(staff, 'requests-sent');

    const head = await open('head', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await screenshot(head, 'requests-waiting-390-dark');
    assert.ok(await head.evaluate('document.documentElement.scrollWidth <= innerWidth'));
    await screenshot(head, 'requests-waiting-390-dark');
    await head.getByRole('button', { name: 'Phê duyệt' }).click();
    await head.getByRole('status').getByText('Đã phê duyệt').waitFor();

    const [request] = await server.services.roleRequests.listWaiting(OFFICER);
    await server.services.roleRequests.reject(request?.request.id ?? '', OFFICER, 'Đã đủ biên tập viên.');
    await staff.reload();
    await staff.getByText('Bị từ chối').waitFor();
    await staff.getByText('Ý kiến: Đã đủ biên tập viên.').waitFor();
    await staff.getByRole('button', { name: 'English' }).first().click();
    await staff.locator('h1', { hasText: 'Requests' }).waitFor();
    await screenshot(staff, 'requests-en');
    assert.deepEqual(complaints, []);
  });
});
