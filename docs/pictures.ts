/**
 * Takes the pictures of the guides from the sample ministry: `npm run docs:pictures`. As WebP, which is a third of the
 * PNG; Playwright writes none, Chromium does.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { fill, launchChromium } from '../test/full/chromium.ts';
import { startSampleServer } from '../test/full/sample-server.ts';
import { PASSWORD } from '../test/support/ministry.ts';
import { PICTURES } from './picture-list.ts';

const FOLDER = join(import.meta.dirname, 'pictures');
const [, , ...wanted] = process.argv;

const server = await startSampleServer();
const browser = await launchChromium();
try {
  const stage = { page: await openWindow(browser), stranger: await openWindow(browser), ...server };
  await stage.page.goto(`${server.origin}/admin`);
  await fill(stage.page, 'admin@mic.example', PASSWORD);
  if (wanted.length === 0) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, show] of Object.entries(PICTURES)) {
    await show(stage);
    if (wanted.length === 0 || wanted.includes(name)) await take(stage.page, join(FOLDER, `${name}.webp`));
  }
} finally {
  await browser.close();
  await server.remove();
}

async function openWindow(of: Browser): Promise<Page> {
  const context = await of.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  return context.newPage();
}

async function take(page: Page, file: string): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => true)');
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
  await devtools.detach();
  writeFileSync(file, Buffer.from(data, 'base64'));
}
