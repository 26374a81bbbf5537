import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import type { Page } from 'playwright-core';
import { CAUSE_WORDS } from '../../src/messages/certificate-verdict.ts';
import { type CertificateMinistry, openCertificateMinistry } from '../flows/certificate-ministry.ts';
import { prepare, type RelyingParty } from '../flows/relying-party.ts';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import { PASSWORD } from '../support/ministry.ts';
import { type Callback, openCallback } from './callback.ts';
import { type CertificateBrowser, openCertificateBrowser } from './certificate-browser.ts';
import { complaintsOf, fill, fits, screenshot } from './chromium.ts';

const STAFF = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const ACR = { password: 'urn:micconnect:acr:password', certificate: 'urn:micconnect:acr:certificate' };

describe('browser: signing in by certificate', () => {
  let ministry: CertificateMinistry;
  let client: RelyingParty;
  let callback: Callback;
  let own: IssuedCertificate;
  let clerks: IssuedCertificate;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
    callback = await openCallback(ministry.server);
    client = callback.client;
    own = await issuedFor(STAFF);
    clerks = await issuedFor('clerk@mic.example');
  });
  after(async () => {
    await callback?.close();
    await ministry?.close();
  });

  async function issuedFor(person: string): Promise<IssuedCertificate> {
    const leaf = await ministry.trees.issuing.issue({ subject: 'Lê An' });
    await ministry.server.services.certificates.bindFor(person, Buffer.from(leaf.pem), OPERATOR);
    return leaf;
  }

  const openBrowser = (certificate: IssuedCertificate | null, options = {}) =>
    openCertificateBrowser(`https://localhost:${ministry.port}`, certificate, options);

  for (const javaScriptEnabled of [true, false]) {
    describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
      let browser: CertificateBrowser;
      afterEach(() => browser?.close());

      async function open(certificate: IssuedCertificate | null): Promise<Page> {
        browser = await openBrowser(certificate, { javaScriptEnabled });
        return browser.context.newPage();
      }

      /** Goes to the relying party; what its ID token says at the end, or the page at which the browser stopped. */
      async function visit(page: Page, act: () => Promise<void>, extra: Record<string, string> = {}) {
        const { url, checks } = await prepare(client, { redirect_uri: client.redirectUri, ...extra });
        await page.goto(url.href);
        await act();
        if (!page.url().startsWith(client.redirectUri)) return undefined;
        const answer = new URL(page.url());
        return (await oidc.authorizationCodeGrant(client.config, answer, checks)).claims();
      }

      /** Presses the button; a script goes on to the listener by itself. */
      async function byCertificate(page: Page): Promise<void> {
        await page.getByRole('link', { name: /^(Đăng nhập bằng chứng thư số|Chứng thư số)$/ }).click();
        if (!javaScriptEnabled) await page.getByRole('link', { name: 'Chọn chứng thư' }).click();
        await page.waitForURL(
          (url) =>
            !url.href.startsWith('https:') && !/\/(certificate|interaction\/[\w-]+)$/.test(url.pathname),
        );
      }

      it('signs in at the relying party', async () => {
        const page = await open(own);
        const complaints = complaintsOf(page);
        const claims = await visit(page, () => byCertificate(page));
        assert.deepEqual([claims?.acr, claims?.amr, claims?.email], [ACR.certificate, ['hwk'], STAFF]);
        assert.deepEqual(complaints, []);
      });

      it('tells why a revoked one is refused, and leads on', async () => {
        const revoked = await issuedFor(STAFF);
        await ministry.revoke([revoked]);
        const page = await open(revoked);
        assert.equal(await visit(page, () => byCertificate(page)), undefined);
        assert.equal((await page.locator('h1').textContent())?.trim(), CAUSE_WORDS.revoked.vi);
        const states = await page
          .locator('.verdict-steps li')
          .evaluateAll((all) => all.map((one) => one.className));
        assert.equal(states.filter((state) => state === 'failed').length, 1);
        await page.getByRole('link', { name: 'Đăng nhập bằng mật khẩu' }).click();
        await page.locator('input[name=password]').waitFor();
      });

      it('helps a person who has none to choose, whose password still works', async () => {
        const page = await open(null);
        const claims = await visit(page, async () => {
          await byCertificate(page);
          const text = (await page.locator('[role=alert]').textContent()) ?? '';
          assert.match(text, /Chưa chọn chứng thư nào/);
          await page.getByRole('link', { name: 'Đăng nhập bằng mật khẩu' }).click();
          await fill(page, 'head@mic.example', PASSWORD);
        });
        assert.deepEqual([claims?.acr, claims?.email], [ACR.password, 'head@mic.example']);
      });

      it('raises a session by the certificate of its person, never by another’s', async () => {
        const heads = await ministry.trees.issuing.issue({ subject: 'Lê An' });
        for (const [certificate, acr] of [
          [clerks, undefined],
          [heads, ACR.certificate],
        ] as const) {
          const page = await open(certificate);
          const byPassword = () => fill(page, 'head@mic.example', PASSWORD);
          assert.equal((await visit(page, byPassword))?.acr, ACR.password);
          const { certificates } = ministry.server.services;
          const bound = await certificates.bindFor('head@mic.example', Buffer.from(heads.pem), OPERATOR);
          const claims = await visit(page, () => byCertificate(page), { acr_values: ACR.certificate });
          assert.equal(claims?.acr, acr);
          if (acr === undefined) await page.locator('[role=alert]').waitFor();
          await certificates.unbind(bound.id, OPERATOR);
          await browser.close();
        }
      });
    });
  }

  it('draws its pages at both widths, in both themes and languages', async () => {
    const revoked = await issuedFor(STAFF);
    await ministry.revoke([revoked]);
    const { context, close } = await openBrowser(revoked, { javaScriptEnabled: false });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    for (const lang of ['vi', 'en']) {
      const { url } = await prepare(client, { redirect_uri: client.redirectUri, ui_locales: lang });
      await page.goto(url.href);
      await draw(page, `certificate-sign-in-${lang}`);
      await page.locator('a[href$="/certificate"]').click();
      await draw(page, `certificate-waiting-${lang}`);
      await page.locator('a[href*="/certificate?ticket="]').click();
      await page.locator('.verdict-steps').waitFor();
      await draw(page, `certificate-refused-${lang}`);
    }
    // Chromium itself notes each answer of 400 and above.
    assert.deepEqual(
      complaints.filter((text) => !text.startsWith('Failed to load resource')),
      [],
    );
    await close();
  });

  async function draw(page: Page, name: string): Promise<void> {
    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 800 });
        // A colour that is still changing is none to look at.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        assert.ok(await fits(page), `${name} scrolls sideways at ${width}`);
        await screenshot(page, `${name}-${width}-${colorScheme}`);
      }
    }
  }
});
