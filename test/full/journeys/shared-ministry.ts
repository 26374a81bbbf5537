import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { complaintsOf, launchChromium, SCREENSHOTS } from '../chromium.ts';
import { type SampleServer, startSampleServer } from '../sample-server.ts';
import { type Look, openWindow, signIn, takePicture } from '../visitor.ts';

/** The sample ministry as `npm start` gives it, and a browser before it. */
export interface Ministry {
  server: SampleServer;
  /** A window of a browser of its own, in which somebody signed in on the way to a page of the product. */
  enter(username: string, path: string, look?: Look): Promise<Page>;
  /** A window in which nobody has signed in. */
  open(look?: Look): Promise<Page>;
  /** Keeps `.data/screenshots/NAME.png`. */
  picture(page: Page, name: string, look?: Omit<Look, 'lang'>): Promise<void>;
}

let journeys = 0;
let running: Promise<{ server: SampleServer; browser: Browser }> | undefined;

/**
 * One ministry for all journeys of a run: it starts before the first of them and ends after the last. Every journey keeps
 * to people and systems of its own. A journey in which a page complained (script, content security policy) fails.
 */
export function shareMinistry(): () => Ministry {
  journeys += 1;
  let ministry: Ministry;
  let pages: Page[] = [];
  let complaints: string[][] = [];
  before(async function () {
    this.timeout(120_000);
    running ??= start();
    const { server, browser } = await running;
    const open = async (look?: Look) => {
      const page = await openWindow(browser, look);
      pages.push(page);
      complaints.push(complaintsOf(page));
      return page;
    };
    ministry = {
      server,
      open,
      async enter(username, path, look) {
        const page = await open(look);
        await signIn(page, server.origin + path, username);
        return page;
      },
      picture: (page, name, look) => takePicture(page, join(SCREENSHOTS, `${name}.png`), look),
    };
  });
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
    // Chromium itself notes each answer of 400 and above.
    const said = complaints.flat().filter((text) => !text.startsWith('Failed to load resource'));
    pages = [];
    complaints = [];
    assert.deepEqual(said, []);
  });
  after(async () => {
    journeys -= 1;
    if (journeys > 0) return;
    const { server, browser } = (await running) ?? assert.fail('nothing has started');
    await browser.close();
    await server.remove();
  });
  return () => ministry;
}

async function start(): Promise<{ server: SampleServer; browser: Browser }> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const [server, browser] = await Promise.all([
    // A relying system of a journey's own is inside, as those of a ministry are.
    startSampleServer({ OUTBOUND_ALLOW: '127.0.0.1' }),
    launchChromium(),
  ]);
  return { server, browser };
}

/** The roles that a sample system received, as its page shows them; sorted. */
export async function rolesShown(page: Page): Promise<string[]> {
  const roles = await page
    .locator('[data-role]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-role') ?? ''));
  return roles.sort();
}

/** Where a sample system answers, by its place among the six. */
export const SYSTEM = { email: 0, documents: 1, intranet: 2, portal: 3, hr: 4, reporting: 5 } as const;

/** The page of a sample system. */
export function systemAt({ systems }: SampleServer, id: keyof typeof SYSTEM): string {
  return `${systems[SYSTEM[id]]}/`;
}
