import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daysAfter } from '../../src/domain/clock.ts';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const SYSTEM = { kind: 'system' } as const;
const ADMIN = 'head@mic.example';
const STAFF = 'staff@mic.example';
const CHOSEN = 'năm con ngựa vàng qua cầu';
const LEAKED = 'một câu đã bị lộ ở nơi khác';

describe('flow: a password that ends', () => {
  let server: TestServer;
  let directory: string;
  before(async function () {
    this.timeout(60_000);
    directory = mkdtempSync(join(tmpdir(), 'micconnect-breached-'));
    const file = join(directory, 'breached.txt');
    writeFileSync(file, `${createHash('sha1').update(LEAKED).digest('hex')}:7\n`);
    server = await startTestServer({ BREACHED_PASSWORDS: file });
    await seedMinistry(server);
    const { roles } = server.services;
    await roles.grantRole(SYSTEM, { clientId: 'micconnect', code: 'auditor', to: { person: ADMIN } });
  });
  after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  async function credentialOf(login: string) {
    const { person } = await server.services.staff.show(login);
    return (await server.services.stores.credentials.findPassword(person.id)) ?? assert.fail();
  }

  /** Everybody with the first password, set so many days ago. */
  async function setDaysAgo(days: number, isLong = true): Promise<void> {
    const { stores, hasher } = server.services;
    const hash = await hasher.hash(PASSWORD);
    for (const login of [ADMIN, STAFF]) {
      const changedAt = daysAfter(new Date(), -days);
      const { personId } = await credentialOf(login);
      await stores.credentials.savePassword({ personId, hash, mustChange: false, changedAt, isLong });
      await server.services.accounts.signOut(personId, SYSTEM);
    }
  }

  async function signIn(login: string, password = PASSWORD): Promise<{ browser: Browser; page: Page }> {
    const browser = new Browser();
    const page = await browser.submit(await browser.get(`${server.issuer}/`), { username: login, password });
    return { browser, page };
  }
  const isSignedIn = ({ text }: Page) => /action="\/sign-out"/.test(text);
  const choose = (browser: Browser, page: Page, password: string, more: Record<string, string> = {}) =>
    browser.submit(page, { new_password: password, confirm_password: password, ...more });

  it('lets administrators in for 60 days, then only with a new one; others for ever', async () => {
    await setDaysAgo(59.99);
    assert.equal(isSignedIn((await signIn(ADMIN)).page), true);
    await setDaysAgo(60);
    assert.equal(isSignedIn((await signIn(STAFF)).page), true);
    const { browser, page } = await signIn(ADMIN);
    assert.equal(isSignedIn(page), false);
    assert.ok(page.text.includes(vi['password.changeExpired']));
    assert.match((await browser.get(`${server.issuer}/`)).text, /name="new_password"|name="password"/);

    const again = await choose(browser, page, PASSWORD);
    assert.match(again.text, new RegExp(errorsVi.password_unchanged.title));
    const leaked = await choose(browser, again, LEAKED);
    assert.match(leaked.text, new RegExp(errorsVi.password_breached.title));
    assert.equal(isSignedIn(await choose(browser, leaked, CHOSEN)), true);
    assert.equal(isSignedIn((await signIn(ADMIN, CHOSEN)).page), true);
  });

  it('obeys the settings at once', async () => {
    const { settings } = server.services;
    await setDaysAgo(61);
    await settings.set('password.admin_days', '0', SYSTEM);
    assert.equal(isSignedIn((await signIn(ADMIN)).page), true);
    await settings.set('password.days', '61', SYSTEM);
    for (const login of [ADMIN, STAFF]) assert.equal(isSignedIn((await signIn(login)).page), false, login);
    for (const name of ['password.admin_days', 'password.days']) await settings.reset(name, SYSTEM);
  });

  it('asks for a longer one when a short one has to stand alone', async () => {
    await setDaysAgo(1, false);
    const { browser, page } = await signIn(STAFF);
    assert.ok(page.text.includes(vi['password.changeShort']));
    assert.match(page.text, /Ít nhất 14\u00a0ký tự/);
    assert.equal(isSignedIn(await choose(browser, page, CHOSEN)), true);
    assert.equal((await credentialOf(STAFF)).isLong, true);
  });

  it('asks once whether letters with marks are meant, and shows nothing that was typed', async () => {
    await setDaysAgo(60);
    const { browser, page } = await signIn(ADMIN);
    assert.doesNotMatch(page.text, /typed_on_purpose/);
    const altered = 'Trươngf-Hoàngsa-2026-xk';
    const asked = await choose(browser, page, altered);
    assert.equal(asked.status, 400);
    assert.match(asked.text, new RegExp(errorsVi.password_input_method.title));
    assert.match(asked.text, /<input type="checkbox" name="typed_on_purpose" value="yes">/);
    assert.equal(asked.text.includes(altered), false);
    // The box stays ticked when something else is wrong.
    const differs = await choose(browser, asked, altered, { typed_on_purpose: 'yes', confirm_password: 'x' });
    assert.match(differs.text, /name="typed_on_purpose" value="yes" checked>/);
    assert.equal(isSignedIn(await choose(browser, differs, altered, { typed_on_purpose: 'yes' })), true);
    assert.equal(isSignedIn((await signIn(ADMIN, altered)).page), true);
  });

  it('hints at the keyboard after a failed sign-in by what was typed alone, whoever it is', async () => {
    for (const login of [STAFF, 'nobody@mic.example']) {
      const withMarks = (await signIn(login, 'Sâmple-2026')).page;
      assert.ok(withMarks.text.includes(vi['signIn.telex']), login);
      const without = (await signIn(login, 'Sample-2026')).page;
      assert.equal(without.text.includes(vi['signIn.telex']), false, login);
    }
  });
});
