import { strict as assert } from 'node:assert';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { takeFactorsOf } from '../support/take-factors.ts';
import { complaintsOf, fill, launchChromium, screenshot } from './chromium.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('browser: passkeys', () => {
  let server: TestServer;
  let browser: Browser;

  before(async function () {
    this.timeout(120_000);
    server = await startTestServer();
    await seedMinistry(server);
    await server.services.settings.set('multi_factor.everybody', '1', OPERATOR);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  afterEach(() => takeFactorsOf(server.services, EMAIL));

  /** A page whose device has a PIN: Chromium's own authenticator, which answers by itself. */
  async function openWithAuthenticator(
    options = {},
  ): Promise<{ page: Page; device: CDPSession; id: string }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    const device = await context.newCDPSession(page);
    await device.send('WebAuthn.enable');
    return { page, device, id: await addAuthenticator(device) };
  }

  async function addAuthenticator(device: CDPSession): Promise<string> {
    const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return authenticatorId;
  }

  async function enrol(page: Page): Promise<void> {
    await page.goto(`${server.issuer}/`);
    await fill(page, EMAIL, PASSWORD);
    await page.getByRole('link', { name: 'Dùng khóa truy cập thay cho điện thoại' }).click();
    await page.locator('input[name=name]').fill('Máy tính ở cơ quan');
    await page.getByRole('button', { name: 'Tạo khóa' }).click();
    await page.getByText('Khóa truy cập đã được đăng ký').waitFor();
    assert.equal(await page.locator('#codes li').count(), 10);
    await page.locator('input[name=kept]').check();
    await page.getByRole('button', { name: 'Hoàn tất' }).click();
    await page.waitForURL(`${server.issuer}/`);
  }

  /** Whether the device answers by itself: the list under the user name waits for it from the start. */
  const answers = ({ device, id }: { device: CDPSession; id: string }, enabled: boolean) =>
    device.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: id, enabled });

  async function signOut(page: Page): Promise<void> {
    await page.locator('summary').first().click();
    await page.locator('form[action="/sign-out"] button').click();
    await page.waitForURL('**/signed-out');
  }

  it('are made in the sign-in, and then enough without a password', async () => {
    const opened = await openWithAuthenticator();
    const { page, device, id } = opened;
    const complaints = complaintsOf(page);
    await enrol(page);
    const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId: id });
    assert.deepEqual(
      credentials.map(({ rpId, isResidentCredential }) => [rpId, isResidentCredential]),
      [['localhost', true]],
    );
    await signOut(page);

    await answers(opened, false);
    await page.goto(`${server.issuer}/`);
    await page.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).waitFor();
    await answers(opened, true);
    await page.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).click();
    await page.waitForURL(`${server.issuer}/`);
    assert.equal((await page.locator('h1').textContent())?.trim(), 'Ứng dụng của tôi');
    const [passkey] = await server.services.passkeys.listFor(EMAIL);
    assert.equal(passkey?.name, 'Máy tính ở cơ quan');
    assert.ok(passkey?.lastUsedAt);
    await signOut(page);

    // Chosen from what the browser offers to fill in: nothing was pressed.
    await page.goto(`${server.issuer}/`);
    await page.waitForURL(`${server.issuer}/`);
    assert.equal((await page.locator('h1').textContent())?.trim(), 'Ứng dụng của tôi');
    await signOut(page);

    // After the password as well, where it is the second step.
    await answers(opened, false);
    await page.goto(`${server.issuer}/`);
    await fill(page, EMAIL, PASSWORD);
    await answers(opened, true);
    assert.equal((await page.locator('h1').textContent())?.trim(), 'Dùng khóa truy cập');
    await page.locator('[data-passkey] button').click();
    await page.waitForURL(`${server.issuer}/`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('are added on the page of one’s own security, which says so when the device has one already', async () => {
    const { page, device, id } = await openWithAuthenticator();
    const complaints = complaintsOf(page);
    await enrol(page);
    await page.goto(`${server.issuer}/security/passkey`);
    assert.equal(await page.locator('input[name=name]').inputValue(), 'Chrome, Linux');
    await page.getByRole('button', { name: 'Tạo khóa' }).click();
    await page.locator('[data-passkey] [role=alert]').waitFor();
    await screenshot(page, 'my-security-passkey-not-made');
    await device.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: id });
    await addAuthenticator(device);
    await page.locator('input[name=name]').fill('Điện thoại');
    await page.getByRole('button', { name: 'Tạo khóa' }).click();
    await page.getByText('Khóa truy cập đã sẵn sàng').waitFor();
    await page.getByText('2\u00a0khóa: Máy tính ở cơ quan, Điện thoại').waitFor();
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('leave the page as it is when the person is not verified, and say so', async () => {
    const { page, device, id } = await openWithAuthenticator();
    await enrol(page);
    await signOut(page);
    await page.goto(`${server.issuer}/`);
    await device.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
    await page.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).click();
    await page.locator('[data-passkey] [role=alert]').waitFor();
    await screenshot(page, 'passkey-not-verified');
    await device.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true });
    await page.getByRole('button', { name: 'Dùng khóa truy cập (passkey)' }).click();
    await page.waitForURL(`${server.issuer}/`);
    await page.context().close();
  });

  it('are not offered without JavaScript, nor where the browser has none', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.issuer}/`);
    assert.equal(await page.locator('[data-passkey]').isVisible(), false);
    assert.equal(await page.locator('.or').isVisible(), false);
    await fill(page, EMAIL, PASSWORD);
    assert.equal(await page.getByText('Dùng khóa truy cập thay cho điện thoại').isVisible(), false);
    await context.close();
  });

  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`are drawn in both languages, ${width} px wide, ${colorScheme}`, async () => {
        const opened = await openWithAuthenticator({ viewport: { width, height: 800 }, colorScheme });
        const { page } = opened;
        const name = `${width}-${colorScheme}`;
        await page.goto(`${server.issuer}/`);
        await look(page, `passkey-sign-in-vi-${name}`);
        await page.locator('button[name=lang][value=en]:visible').first().click();
        await look(page, `passkey-sign-in-en-${name}`);
        await fill(page, EMAIL, PASSWORD);
        await page.getByRole('link', { name: 'Use a passkey in place of the phone' }).waitFor();
        await look(page, `passkey-or-phone-en-${name}`);
        await page.getByRole('link', { name: 'Use a passkey in place of the phone' }).click();
        await page.getByRole('button', { name: 'Make the passkey' }).waitFor();
        await look(page, `passkey-enrol-en-${name}`);
        await page.locator('button[name=lang][value=vi]:visible').first().click();
        await look(page, `passkey-enrol-vi-${name}`);
        await page.getByRole('button', { name: 'Tạo khóa' }).click();
        await page.getByText('Khóa truy cập đã được đăng ký').waitFor();
        await look(page, `passkey-codes-vi-${name}`);
        await page.context().clearCookies();
        await answers(opened, false);
        await page.goto(`${server.issuer}/`);
        await fill(page, EMAIL, PASSWORD);
        await look(page, `passkey-second-vi-${name}`);
        await page.locator('button[name=lang][value=en]:visible').first().click();
        await look(page, `passkey-second-en-${name}`);
        await page.context().close();
      });
    }
  }
});

/** Keeps a picture, and refuses a page that scrolls sideways. */
async function look(page: Page, name: string): Promise<void> {
  await page.waitForLoadState();
  await screenshot(page, name);
  const fits = await page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth);
  assert.ok(fits, `${name} scrolls sideways`);
}
