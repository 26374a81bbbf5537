import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { type Browser, chromium, type Page } from 'playwright-core';
import { registerProduct } from '../../../src/product-client.ts';
import {
  type CertificateMinistry,
  openCertificateMinistry,
  signed,
} from '../../flows/certificate-ministry.ts';
import { prepare } from '../../flows/relying-party.ts';
import type { IssuedCertificate } from '../../support/certificate-authority.ts';
import { freePort } from '../../support/free-port.ts';
import {
  type MoodySigner,
  type SignerMood,
  startMoodySigner,
  startSilence,
} from '../../support/local-signer.ts';
import { type Callback, openCallback } from '../callback.ts';
import { CHROMIUM, CHROMIUM_FLAGS, complaintsOf, screenshot } from '../chromium.ts';

const STAFF = 'staff@mic.example';

describe('browser: signing in by the local signer', () => {
  let ministry: CertificateMinistry;
  let callback: Callback;
  let leaf: IssuedCertificate;
  let browser: Browser | undefined;
  let signer: Pick<MoodySigner, 'port' | 'stop'> | undefined;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
    callback = await openCallback(ministry.server);
    leaf = await ministry.trees.issuing.issue({ subject: 'Lê An' });
    await registerProduct(ministry.server.services);
    const operator = { kind: 'operator', name: 'test' } as const;
    await ministry.server.services.certificates.bindFor(STAFF, Buffer.from(leaf.pem), operator);
  });
  afterEach(async () => {
    await browser?.close();
    await signer?.stop();
    signer = undefined;
  });
  after(async () => {
    await callback?.close();
    await ministry?.close();
  });

  /** The page of the certificate, after a handshake without one; the signer's address leads to a port of this test. */
  async function open(port: number): Promise<{ page: Page; checks: oidc.AuthorizationCodeGrantChecks }> {
    const { url, checks } = await prepare(callback.client, { redirect_uri: callback.client.redirectUri });
    return { page: await openAt(url.href, port), checks };
  }

  /** The same in the sign-in to which an address leads. */
  async function openAt(address: string, port: number): Promise<Page> {
    const args = [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP 127.0.0.1:8987 127.0.0.1:${port}`];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
    // Both the listener and the signer certify themselves.
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    await page.goto(address);
    await page.getByRole('link', { name: 'Đăng nhập bằng chứng thư số' }).click();
    await page.locator('[role=alert]', { hasText: 'Chưa chọn chứng thư nào' }).waitFor();
    return page;
  }

  async function start(mood: SignerMood): Promise<MoodySigner> {
    const started = await startMoodySigner(mood);
    signer = started;
    return started;
  }

  const press = (page: Page) => page.getByRole('button', { name: 'Ký bằng VGCA Sign Service' }).click();
  const said = (page: Page, text: string, withinMs: number) =>
    page.locator('form [role=status]', { hasText: text }).waitFor({ timeout: withinMs });

  it('signs in at the relying party with what it signed', async () => {
    const { port, wishes } = await start({ sign: (text) => signed(leaf, [], text) });
    const { page, checks } = await open(port);
    const complaints = complaintsOf(page);
    await press(page);
    await page.waitForURL(`${callback.client.redirectUri}?**`);
    const answer = new URL(page.url());
    const claims = (await oidc.authorizationCodeGrant(callback.client.config, answer, checks)).claims();
    assert.deepEqual([claims?.acr, claims?.email], ['urn:micconnect:acr:certificate', STAFF]);
    assert.deepEqual(
      wishes.map(({ DetachPayload, IsPss }) => [DetachPayload, IsPss]),
      [['false', 'true']],
    );
    assert.ok(wishes[0]?.JsonContent.startsWith(`MicConnect sign-in ${ministry.server.issuer} `));
    assert.deepEqual(complaints, []);
  });

  for (const mood of [{ status: 14 }, { status: 28 }, 'babbles'] as const) {
    it(`says so when it does not sign (${JSON.stringify(mood)}), and asks it again`, async () => {
      const { port, wishes } = await start(mood);
      const { page } = await open(port);
      for (const times of [1, 2]) {
        await press(page);
        await said(page, 'VGCA Sign Service không ký', 5000);
        assert.equal(wishes.length, times);
      }
      await screenshot(page, 'certificate-signer-refused');
    });
  }

  it('enrols another certificate, which is shown before it is bound', async () => {
    let used = leaf;
    const { port } = await start({ sign: (text) => signed(used, [], text) });
    const enrolment = `${ministry.server.issuer}/security/certificate`;
    const page = await openAt(enrolment, port);
    await press(page);
    await page.waitForURL(enrolment);
    const complaints = complaintsOf(page);
    used = await ministry.trees.issuing.issue({ subject: 'Lê An', emails: [] });
    await press(page);
    await page.getByRole('heading', { name: 'Gắn chứng thư này?' }).waitFor();
    await screenshot(page, 'my-security-certificate-shown');
    await page.getByRole('button', { name: 'Gắn với tài khoản' }).click();
    await page.getByText('Đã gắn chứng thư số với tài khoản').waitFor();
    assert.equal((await ministry.server.services.certificates.list(STAFF)).length, 2);
    assert.deepEqual(complaints, []);
  });

  it('helps within five seconds when there is none, or none that answers', async () => {
    signer = await startSilence();
    for (const port of [await freePort(), signer.port]) {
      const { page } = await open(port);
      await press(page);
      await said(page, 'Không thấy VGCA Sign Service trên máy này', 5000);
      await page.getByRole('link', { name: 'Thử lại' }).waitFor();
      await screenshot(page, 'certificate-signer-absent');
      await browser?.close();
    }
  });

  it('stops waiting for a person who does not sign', async () => {
    const { port } = await start('waits');
    const { page } = await open(port);
    const form = page.locator('form[data-challenge]');
    assert.equal(await form.getAttribute('data-sign-seconds'), '120');
    await form.evaluate((element) => element.setAttribute('data-sign-seconds', '1'));
    await press(page);
    await said(page, 'Đang chờ VGCA Sign Service', 1000);
    await said(page, 'Quá 2\u00a0phút chưa ký', 5000);
    await screenshot(page, 'certificate-signer-slow');
  });
});
