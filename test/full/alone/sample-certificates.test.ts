import { strict as assert } from 'node:assert';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { CAUSE_WORDS } from '../../../src/messages/certificate-verdict.ts';
import { SAMPLE_PASSWORD } from '../../../src/sample-mode.ts';
import type { LocalSigner } from '../../../src/samples/certificates/local-signer.ts';
import { startSampleSigner } from '../../../src/samples/certificates/sample-signer.ts';
import { freePort } from '../../support/free-port.ts';
import { type CertificateBrowser, openCertificateBrowser } from '../certificate-browser.ts';
import { CHROMIUM_FLAGS, complaintsOf, fill, fits, screenshot } from '../chromium.ts';
import { type SampleServer, startSampleServer } from '../sample-server.ts';

const STAFF = 'Đặng Thị Ngọc Ánh';

describe('npm start lets everybody try a certificate', () => {
  let first: SampleServer;
  let server: SampleServer;
  let folder: string;
  let port: number;
  let firstTable: string;
  let signer: LocalSigner;
  let browser: CertificateBrowser | undefined;

  before(async function () {
    this.timeout(180_000);
    const [listener, localSigner] = await Promise.all([take(0), take(8987)]);
    first = await startSampleServer({ CERTIFICATE_PORT: String(listener.port) });
    firstTable = await tableOf(first);
    await first.stop();
    await Promise.all([listener.release(), localSigner.release()]);
    port = await freePort();
    // The second start, with other ports: the certificates are those of the first.
    server = await startSampleServer({
      DATA_DIR: join(first.directory, 'data'),
      KEYS_DIR: join(first.directory, 'keys'),
      CERTIFICATE_PORT: String(port),
      CERTIFICATE_ORIGIN: `https://localhost:${port}`,
    });
    folder = join(first.directory, 'data', 'sample-certificates');
    signer = await startSampleSigner({ folder, port: 0 });
  });
  afterEach(() => browser?.close());
  after(async () => {
    await signer?.stop();
    await server?.remove();
    await first?.remove();
  });

  /** A browser into which somebody imported a file as the start table says. */
  async function open(name: string | null): Promise<Page> {
    const imported = name === null ? null : { file: join(folder, `${name}.p12`), password: SAMPLE_PASSWORD };
    browser = await openCertificateBrowser(`https://localhost:${port}`, imported, {
      args: [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP 127.0.0.1:8987 127.0.0.1:${signer.port}`],
    });
    return browser.context.newPage();
  }

  async function byCertificate(page: Page): Promise<void> {
    await page.goto(`${server.systems[1]}/`);
    await page.getByRole('link', { name: 'Đăng nhập bằng chứng thư số' }).click();
  }

  const signedIn = (page: Page) => page.locator('dl', { hasText: STAFF }).waitFor();

  it('says which ports are taken, and starts all the same', async () => {
    assert.match(firstTable, /in browsers +cổng \d+ đang bận/);
    assert.match(firstTable, /test signer +cổng 8987 đang bận/);
    assert.match(await tableOf(server), new RegExp(`in browsers +https://localhost:${port}\n`));
  });

  it('signs in at a sample system by what was imported', async () => {
    const page = await open('staff');
    await byCertificate(page);
    await signedIn(page);
    assert.equal(new URL(page.url()).origin, server.systems[1]);
  });

  it('refuses the revoked one, by the list that the sample intranet serves', async () => {
    const page = await open('staff-revoked');
    await byCertificate(page);
    await page.locator('.verdict-steps').waitFor();
    assert.equal((await page.locator('h1').textContent())?.trim(), CAUSE_WORDS.revoked.vi);
  });

  it('signs in by the simulated signer, with the token that its page says is plugged in', async () => {
    const page = await open(null);
    const complaints = complaintsOf(page);
    const tokens = await browser?.context.newPage();
    assert.ok(tokens);
    await tokens.goto('https://127.0.0.1:8987/');
    await screenshot(tokens, 'sample-signer');
    for (const [token, ends] of [
      ['staff-expired', () => page.locator('h1', { hasText: CAUSE_WORDS.expired.vi }).waitFor()],
      ['none', () => page.getByText('VGCA Sign Service không ký').waitFor()],
      ['staff', () => signedIn(page)],
    ] as const) {
      await tokens.locator(`input[value=${token}]`).check();
      await tokens.locator('button').click();
      await tokens.locator(`input[value=${token}]:checked`).waitFor();
      await byCertificate(page);
      await page.getByRole('button', { name: 'Ký bằng VGCA Sign Service' }).click();
      await ends();
    }
    assert.deepEqual(
      complaints.filter((text) => !text.startsWith('Failed to load resource')),
      [],
    );
  });

  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`checks their files, ${width} px wide, ${colorScheme}, without JavaScript`, async () => {
        browser = await openCertificateBrowser(server.origin, null, {
          ...{ javaScriptEnabled: false, colorScheme, viewport: { width, height: 800 } },
        });
        const page = await browser.context.newPage();
        const address = `${server.origin}/security/certificate-check`;
        await page.goto(address);
        await fill(page, 'clerk@mic.example', SAMPLE_PASSWORD);
        await page.waitForURL(address);
        for (const lang of ['vi', 'en'] as const) {
          if (lang === 'en') await choose(page, lang, width);
          const draw = async (name: string) => {
            assert.ok(await fits(page), `${name} scrolls sideways`);
            await screenshot(page, `certificate-check-${name}-${lang}-${width}-${colorScheme}`);
          };
          await page.goto(address);
          await draw('form');
          for (const [name, title] of [
            [
              'clerk',
              lang === 'vi' ? 'Chứng thư dùng được với tài khoản này' : 'The certificate opens this account',
            ],
            ['staff', CAUSE_WORDS.not_yours[lang]],
            ['staff-revoked', CAUSE_WORDS.revoked[lang]],
          ] as const) {
            await page.locator('input[type=file]').setInputFiles(join(folder, `${name}.cer`));
            await page.locator('button.primary').click();
            await page.locator('#verdict', { hasText: title }).waitFor();
            await draw(name);
          }
        }
        await page.goto(`${server.origin}/security`);
        assert.equal(await page.locator('a[href="/security/certificate-check"]').count(), 1);
        await screenshot(page, `certificate-check-link-${width}-${colorScheme}`);
      });
    }
  }
});

/** What it prints, which it does when it is ready. */
async function tableOf(server: SampleServer): Promise<string> {
  while (!server.output().includes('npx micconnect --help')) await pause(50);
  return server.output();
}

/** Chooses a language in the top bar; on a phone it is in the menu of the account. */
async function choose(page: Page, lang: 'vi' | 'en', width: number): Promise<void> {
  if (width < 900) await page.locator('.account summary').click();
  await page.locator(`button[name=lang][value=${lang}]`).locator('visible=true').first().click();
  await page.waitForLoadState();
}

/** Holds a port, unless somebody else does already; 0 = any. */
async function take(wanted: number): Promise<{ port: number; release(): Promise<void> }> {
  const server = createServer();
  const isOurs = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(wanted, wanted === 0 ? '::' : '127.0.0.1', () => resolve(true));
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : wanted,
    release: () => new Promise((resolve) => (isOurs ? server.close(() => resolve()) : resolve())),
  };
}
