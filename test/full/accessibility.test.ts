import { strict as assert } from 'node:assert';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Lang } from '../../src/messages/translate.ts';
import { fits, launchChromium } from './chromium.ts';
import { type SamplePages, serveSamplePages } from './sample-pages.ts';

const OPTIONS: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};
const THEMES = ['light', 'dark'] as const;

/** A phone, and a window of 1280 px at 200 % zoom (WCAG 1.4.4, 1.4.10). */
const NARROW = [390, 640];
const WIDE = { width: 1280, height: 900 };

/** Windows that look at pages at the same time. */
const WINDOWS = 2;

describe('every page in every state', function () {
  this.timeout(900_000);
  let samples: SamplePages;
  let browser: Browser;
  before(async () => {
    samples = await serveSamplePages();
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    samples?.close();
  });

  for (const [turn, theme] of THEMES.entries())
    it(`breaks no rule of axe and needs no scrolling sideways, ${theme}`, async () => {
      const waiting = [...samples.pages.entries()];
      const found: string[] = [];
      const look = async () => {
        const page = await openWindow(browser, theme);
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const [index, { name, url }] = next;
          const answer = await page.goto(url(languageOf(index + turn)));
          assert.equal(answer?.status(), 200, name);
          // Menus and explanations are read open in the one theme and closed in the other.
          if (turn === 1) await openAll(page);
          for (const violation of await violationsOf(page)) found.push(`${name}: ${violation}`);
          for (const width of await widthsThatCut(page)) found.push(`${name}: too wide for ${width} px`);
        }
        await page.close();
      };
      await Promise.all(Array.from({ length: WINDOWS }, look));
      assert.deepEqual(found, []);
    });
});

async function openWindow(browser: Browser, colorScheme: (typeof THEMES)[number]): Promise<Page> {
  const context = await browser.newContext({ colorScheme, viewport: WIDE });
  // Scripts of the debugger stand outside the policy of the page, which therefore stays as strict as it is.
  await context.addInitScript(axe.source);
  return context.newPage();
}

/** Narrow windows in which a page has to be scrolled sideways; it is as wide as before afterwards. */
async function widthsThatCut(page: Page): Promise<number[]> {
  const cut: number[] = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 844 });
    if (!(await fits(page))) cut.push(width);
  }
  await page.setViewportSize(WIDE);
  return cut;
}

/** Each state is seen in one language light and in the other dark. */
function languageOf(turn: number): Lang {
  return turn % 2 === 0 ? 'vi' : 'en';
}

function openAll(page: Page): Promise<void> {
  return page.locator('details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '');
  });
}

/** What axe finds, one line a place. */
async function violationsOf(page: Page): Promise<string[]> {
  // Text, because here `axe` is the one of the page.
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(OPTIONS)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target} (${failureSummary})`),
  );
}
