import { strict as assert } from 'node:assert';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PASSWORD } from '../../support/ministry.ts';
import { complaintsOf, fill, fits, launchChromium, screenshot } from '../chromium.ts';
import { type SampleServer, startSampleServer } from '../sample-server.ts';

const STAFF_ROLES = ['user', 'author', 'reader', 'contributor', 'self-service', 'reporter'];

describe('browser: sign in once, open six systems, sign out of all', () => {
  let server: SampleServer;
  let browser: Browser;
  before(async function () {
    this.timeout(120_000);
    server = await startSampleServer();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.remove();
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`works ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const complaints = complaintsOf(page);

      await signIn(page, 'staff@mic.example');
      for (const [index, origin] of server.systems.entries()) {
        await page.goto(`${origin}/`);
        assert.equal(new URL(page.url()).origin, origin, `a password was asked for again at ${page.url()}`);
        assert.equal(
          await page.locator('[data-email]').first().getAttribute('data-email'),
          'staff@mic.example',
        );
        const roles = await page
          .locator('[data-role]')
          .evaluateAll((all) => all.map((one) => one.getAttribute('data-role')));
        assert.deepEqual(roles, [STAFF_ROLES[index]]);
      }
      await page.goto(`${server.origin}/`);
      await screenshot(page, `launcher-${javaScriptEnabled ? 'script' : 'plain'}`);
      assert.equal((await page.locator('h1').textContent())?.trim(), 'Ứng dụng của tôi');

      await page.goto(`${server.systems[1]}/`);
      await page.getByRole('link', { name: 'Đăng xuất' }).click();
      await assertSignedOutEverywhere(context);
      await page.goto(`${server.origin}/`);
      await page.locator('input[name=password]').waitFor();
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }

  it('shows the clerk only the system in which he holds a role', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.origin}/`);
    await fill(page, 'clerk@mic.example', PASSWORD);
    const text = (await page.locator('main').textContent()) ?? '';
    assert.match(text, /Quản lý văn bản và điều hành/);
    for (const other of ['Thư điện tử', 'Hệ thống thông tin nội bộ', 'Hệ thống thông tin báo cáo']) {
      assert.ok(!text.includes(other), `${other} is shown`);
    }
    await page.locator('summary').first().click();
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL('**/signed-out');
    assert.match((await page.locator('main').textContent()) ?? '', /Đã đăng xuất lúc/);
    await screenshot(page, 'signed-out');
    await context.close();
  });

  it('draws the pages at both widths, in both themes and languages', async () => {
    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        const page = await context.newPage();
        const complaints = complaintsOf(page);
        await page.goto(`${server.systems[1]}/`);
        await screenshot(page, `sign-in-${width}-${colorScheme}`);
        assert.ok(await fits(page), `the sign-in page scrolls sideways at ${width}`);
        await fill(page, 'staff@mic.example', 'not the password at all');
        await screenshot(page, `sign-in-refused-${width}-${colorScheme}`);
        assert.match(
          (await page.locator('[role=alert]').textContent()) ?? '',
          /Tên đăng nhập hoặc mật khẩu không đúng/,
        );
        await page.getByRole('button', { name: 'English' }).first().click();
        assert.equal((await page.locator('h1').textContent())?.trim(), 'Sign in');
        await screenshot(page, `sign-in-en-${width}-${colorScheme}`);
        await page.goto(`${server.origin}/no/such/page`);
        await screenshot(page, `error-${width}-${colorScheme}`);
        // Chromium itself notes each answer of 400 and above.
        assert.deepEqual(
          complaints.filter((text) => !text.startsWith('Failed to load resource')),
          [],
        );
        await context.close();
      }
    }
  });

  async function signIn(page: Page, username: string): Promise<void> {
    await page.goto(`${server.systems[0]}/`);
    await fill(page, username, PASSWORD);
    await page.waitForURL(`${server.systems[0]}/**`);
  }

  async function assertSignedOutEverywhere(context: BrowserContext): Promise<void> {
    const deadline = Date.now() + 2000;
    let open: string[] = [...server.systems];
    while (open.length > 0 && Date.now() < deadline) {
      const answers = await Promise.all(
        open.map(async (origin) => ({
          origin,
          status: await (await context.request.get(`${origin}/status`)).json(),
        })),
      );
      open = answers.filter(({ status }) => status.signed_in).map(({ origin }) => origin);
    }
    assert.deepEqual(open, [], 'still signed in 2 s after the sign-out');
  }
});
