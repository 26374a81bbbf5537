import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Lang } from '../../src/messages/translate.ts';
import { PASSWORD } from '../support/ministry.ts';
import { fill } from './chromium.ts';

/** How pages are shown: in Vietnamese, light, to a window at a desk, unless said otherwise. */
export interface Look {
  lang?: Lang;
  theme?: 'light' | 'dark';
  /** Of the window, in CSS pixels; 390 is a phone. */
  width?: number;
}

/** A page in a browser of its own: nobody is signed in there, and nothing moves. */
export async function openWindow(
  browser: Browser,
  { lang = 'vi', theme = 'light', width = 1280 }: Look = {},
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: viewportOf(width),
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...options,
  });
  // One cookie for every server of this machine: a port is no part of a cookie's host.
  await context.addCookies([{ name: 'micconnect_lang', value: lang, url: 'http://localhost' }]);
  return context.newPage();
}

/** Opens an address that wants somebody to be signed in, signs in on the way, and waits to be there. */
export async function signIn(
  page: Page,
  address: string,
  username: string,
  password = PASSWORD,
): Promise<void> {
  await page.goto(address);
  await fill(page, username, password);
  await page.waitForURL((url) => url.href === address);
}

/**
 * Keeps a picture of the whole page, in another theme or width if wanted; afterwards the window is as it was.
 * @param file where to, with `.png`
 */
export async function takePicture(
  page: Page,
  file: string,
  { theme, width }: Omit<Look, 'lang'> = {},
): Promise<void> {
  const before = { size: page.viewportSize(), theme: await themeOf(page) };
  if (theme !== undefined) await page.emulateMedia({ colorScheme: theme });
  if (width !== undefined) await page.setViewportSize(viewportOf(width));
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
  await page.emulateMedia({ colorScheme: before.theme });
  if (before.size !== null) await page.setViewportSize(before.size);
}

/** Asked of an element, which works where the page may run no script. */
async function themeOf(page: Page): Promise<'light' | 'dark'> {
  const isDark = await page
    .locator('html')
    .evaluate<boolean, unknown>('matchMedia("(prefers-color-scheme: dark)").matches');
  return isDark ? 'dark' : 'light';
}

function viewportOf(width: number): { width: number; height: number } {
  return { width, height: width < 640 ? 844 : 900 };
}
