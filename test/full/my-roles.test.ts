import { strict as assert } from 'node:assert';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD } from '../support/ministry.ts';
import { fill, launchChromium, screenshot } from './chromium.ts';
import { type SampleServer, startSampleServer } from './sample-server.ts';

describe('browser: my roles, and why I hold them', () => {
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

  async function open(username: string, options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(`${server.origin}/roles`);
    await fill(page, username, PASSWORD);
    await page.waitForURL(`${server.origin}/roles`);
    return page;
  }

  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`is drawn in both languages, ${width} px wide, ${colorScheme}, without JavaScript`, async () => {
        const viewport = { width, height: 800 };
        const page = await open('staff@mic.example', { viewport, colorScheme, javaScriptEnabled: false });
        for (const [lang, title] of [
          ['vi', 'Vai trò của tôi'],
          ['en', 'My roles'],
        ] as const) {
          if (lang === 'en') await inEnglish(page, width);
          assert.equal((await page.locator('h1').textContent())?.trim(), title);
          assert.ok(await fits(page), 'the page scrolls sideways');
          await page.locator('details:has(.why) > summary').first().click();
          await page.locator('.path').first().waitFor();
          assert.ok(await fits(page), 'an open role makes the page scroll sideways');
          await screenshot(page, `my-roles-${lang}-${width}-${colorScheme}`);
        }
        await page.context().close();
      });
    }
  }

  async function inEnglish(page: Page, width: number): Promise<void> {
    if (width < 900) await page.locator('details.account > summary').click();
    await page.locator('button[name=lang][value=en]:visible').first().click();
    await page.waitForLoadState();
  }
});

/** Measured by the tool itself: the page runs no script. */
async function fits(page: Page): Promise<boolean> {
  const box = await page.locator('main').boundingBox();
  const { width = 0 } = page.viewportSize() ?? {};
  const widest = await page
    .locator('main *')
    .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
  return box !== null && box.width <= width && widest <= width;
}
