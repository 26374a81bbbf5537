import { strict as assert } from 'node:assert';
import type { Browser, Page } from 'playwright-core';
import { PASSWORD } from '../support/ministry.ts';
import { fill, launchChromium, screenshot } from './chromium.ts';
import { type SampleServer, startSampleServer } from './sample-server.ts';

const EMAIL = 'staff@mic.example';

const PATHS = [
  ...['', '/password', '/totp', '/sign-out', '/not-me', '/export', '/devices/forget-all'],
  ...['/passkeys', '/passkey'],
];

describe('browser: the security of one’s own account', () => {
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

  it('tells how strong a new password is while it is typed, under our own policy', async () => {
    const page = await (await browser.newContext()).newPage();
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(`${server.origin}/security/password`);
    await fill(page, EMAIL, PASSWORD);
    await page.waitForURL(`${server.origin}/security/password`);
    const meter = page.locator('[data-strength] meter');
    const status = page.locator('[data-strength] [role=status]');
    assert.equal(await meter.isVisible(), false);
    for (const [password, text, score] of [
      ['matkhau', 'Mật khẩu mới quá ngắn.', 0],
      ['năm con ngựa vàng qua cầu', 'Mật khẩu mạnh.', 4],
    ] as const) {
      await page.locator('#new_password').fill(password);
      await status.getByText(text).waitFor();
      assert.equal(await meter.evaluate((element) => Reflect.get(element, 'value')), score);
    }
    await screenshot(page, 'password-strength');
    await page.locator('#new_password').fill('');
    await meter.waitFor({ state: 'hidden' });
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`is drawn in both languages, ${width} px wide, ${colorScheme}, without JavaScript`, async () => {
        const viewport = { width, height: 800 };
        const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled: false });
        const page = await context.newPage();
        await page.goto(`${server.origin}/security`);
        await fill(page, EMAIL, 'wrong');
        await fill(page, EMAIL, PASSWORD);
        await page.waitForURL(`${server.origin}/security`);
        for (const [lang, title] of [
          ['vi', 'Bảo mật của tôi'],
          ['en', 'My security'],
        ] as const) {
          if (lang === 'en') await inEnglish(page, width);
          for (const path of PATHS) {
            await page.goto(`${server.origin}/security${path}`);
            if (path === '') assert.equal((await page.locator('h1').textContent())?.trim(), title);
            assert.ok(await fits(page), `/security${path} scrolls sideways`);
            await screenshot(page, `my-security${path.replaceAll('/', '-')}-${lang}-${width}-${colorScheme}`);
          }
        }
        await context.close();
      });
    }
  }
});

function fits(page: Page): Promise<boolean> {
  return page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth);
}

async function inEnglish(page: Page, width: number): Promise<void> {
  await page.goto(page.url().replace(/\/security.*/, '/security'));
  if (width < 900) await page.locator('.account summary').click();
  await page.locator('button[name=lang][value=en]').locator('visible=true').first().click();
  await page.waitForURL(/\/security/);
}
