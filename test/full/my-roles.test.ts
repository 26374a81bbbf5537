import { strict as assert } from 'node:assert';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { giveManyRoles, PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { complaintsOf, fill, fits, launchChromium, screenshot } from './chromium.ts';
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

  async function open(
    username: string,
    options: BrowserContextOptions,
    origin = server.origin,
  ): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(`${origin}/roles`);
    await fill(page, username, PASSWORD);
    await page.waitForURL(`${origin}/roles`);
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

  it('answers for another day by the field, and says what is no day', async () => {
    const page = await open('auditor@mic.example', { viewport: { width: 1280, height: 800 } });
    const complaints = complaintsOf(page);
    const before = await page.locator('.held code').allTextContents();
    assert.ok(before.includes('viewer'));
    await page.locator('input[name=at]').fill('2029-01-01');
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.waitForURL('**/roles?at=2029-01-01');
    assert.ok(!(await page.locator('.held code').allTextContents()).includes('viewer'), 'it ends with 2028');
    await page.getByRole('link', { name: 'Về hôm nay' }).click();
    await page.waitForURL(`${server.origin}/roles`);
    await page.goto(`${server.origin}/roles?at=2026-02-30`);
    assert.match((await page.locator('[role=alert]').textContent()) ?? '', /Ngày không hợp lệ/);
    await screenshot(page, 'my-roles-bad-day');
    // Chromium itself notes each answer of 400 and above.
    assert.deepEqual(
      complaints.filter((text) => !text.startsWith('Failed to load resource')),
      [],
    );
    await page.context().close();
  });

  it('opens by keyboard, and prints every reason, opened or not', async () => {
    const page = await open('staff@mic.example', { viewport: { width: 1280, height: 800 } });
    const [first, last] = [page.locator('.path').first(), page.locator('.path').last()];
    assert.deepEqual([await first.isVisible(), await last.isVisible()], [false, false]);
    await page.locator('summary.held-row').first().focus();
    await page.keyboard.press('Enter');
    await first.waitFor();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    // What is between the margins of A4.
    await page.setViewportSize({ width: 680, height: 1000 });
    assert.ok(await last.evaluate((path) => path.getBoundingClientRect().height > 0), 'closed on paper');
    assert.ok(await page.locator('.print-head').isVisible());
    for (const hidden of ['.top-nav', '.tab-bar', 'form.as-of']) {
      assert.equal(await page.locator(hidden).isVisible(), false, hidden);
    }
    const ink = await page.evaluate("getComputedStyle(document.querySelector('.path strong')).color");
    assert.equal(ink, 'rgb(0, 0, 0)', 'black on white, whatever the theme');
    await screenshot(page, 'my-roles-print');
    await page.context().close();
  });

  it('folds 400 roles, and stays readable at 390 px', async function () {
    this.timeout(120_000);
    const crowded = await startCrowded();
    for (const width of [1280, 390]) {
      const page = await open('staff@mic.example', { viewport: { width, height: 800 } }, crowded.issuer);
      await page.locator('details.fold > summary').first().click();
      assert.ok(await fits(page), 'the folded list makes the page scroll sideways');
      await screenshot(page, `my-roles-folded-${width}`, false);
      await page.getByRole('link', { name: 'Nhiệm vụ chuyên môn số 17', exact: true }).click();
      await page.locator('#why .path').waitFor();
      await screenshot(page, `my-roles-folded-open-${width}`, false);
      await page.context().close();
    }
    await crowded.stop();
  });

  async function inEnglish(page: Page, width: number): Promise<void> {
    if (width < 900) await page.locator('details.account > summary').click();
    await page.locator('button[name=lang][value=en]:visible').first().click();
    await page.waitForLoadState();
  }
});

/** A server at which one person holds 400 roles of one application. */
async function startCrowded(): Promise<TestServer> {
  const crowded = await startTestServer();
  await seedMinistry(crowded);
  await seedClient(crowded, {
    client_id: 'documents',
    launcher: { title: 'Quản lý văn bản và điều hành', icon: 'documents', url: 'https://documents.example/' },
  });
  await giveManyRoles(crowded, 'documents');
  return crowded;
}
