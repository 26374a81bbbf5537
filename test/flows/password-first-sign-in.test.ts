import { strict as assert } from 'node:assert';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const EMAIL = 'newcomer@mic.example';
const CHOSEN = 'năm con ngựa vàng qua cầu';

describe('flow: the first sign-in', () => {
  let server: TestServer;
  let initialHash: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    initialHash = (await credential()).hash;
  });
  after(() => server.stop());

  beforeEach(async () => {
    const { stores } = server.services;
    await stores.credentials.savePassword({ ...(await credential()), hash: initialHash, mustChange: true });
  });

  async function personId(): Promise<string> {
    return (await server.services.staff.show(EMAIL)).person.id;
  }

  async function credential() {
    const found = await server.services.stores.credentials.findPassword(await personId());
    return found ?? assert.fail('the newcomer has a password');
  }

  /** A browser that stands at the page after the right initial password. */
  async function atChangePage(): Promise<{ browser: Browser; page: Page }> {
    const browser = new Browser();
    const signIn = await browser.get(`${server.issuer}/`);
    const page = await browser.submit(signIn, { username: EMAIL, password: PASSWORD });
    assert.match(page.text, /name="new_password"/);
    return { browser, page };
  }

  const choose = (browser: Browser, page: Page, password: string, confirmation = password) =>
    browser.submit(page, { new_password: password, confirm_password: confirmation });

  /** Nobody is signed in: the portal asks for a password, and no session was ever accounted for. */
  async function assertNoSession(browser: Browser): Promise<void> {
    const portal = await browser.get(`${server.issuer}/`);
    assert.doesNotMatch(portal.text, /action="\/sign-out"/);
    assert.equal((await server.services.stores.sessions.listOpen(await personId())).length, 0);
    assert.equal((await credential()).hash, initialHash);
  }

  it('asks for a new password, and signs in only with it from then on', async () => {
    const { browser, page } = await atChangePage();
    assert.deepEqual(await server.services.stores.sessions.listOpen(await personId()), []);
    const portal = await choose(browser, page, CHOSEN);
    assert.equal(portal.url, `${server.issuer}/`);
    assert.match(portal.text, /action="\/sign-out"/);
    assert.equal((await credential()).mustChange, false);

    const later = new Browser();
    const refused = await later.submit(await later.get(`${server.issuer}/`), {
      username: EMAIL,
      password: PASSWORD,
    });
    assert.equal(refused.status, 401);
    const again = await later.submit(refused, { username: EMAIL, password: CHOSEN });
    assert.match(again.text, /action="\/sign-out"/);
    await server.services.accounts.signOut(EMAIL, { kind: 'system' });
  });

  it('cannot be passed by going on without the step', async () => {
    const { browser, page } = await atChangePage();
    const uid = new URL(page.url).pathname.split('/')[2] ?? '';
    for (const path of [
      `/oidc/authorize/${uid}`,
      `/interaction/${uid}`,
      `/interaction/${uid}/change-password`,
    ]) {
      const next = await browser.get(`${server.issuer}${path}`);
      assert.doesNotMatch(next.text, /action="\/sign-out"/, path);
      assert.ok(!next.url.includes('code='), path);
    }
    await assertNoSession(browser);
  });

  it('cannot be taken without the password before it', async () => {
    const browser = new Browser();
    const page = await browser.get(`${server.issuer}/`);
    const answer = await browser.post(
      `${page.url}/change-password`,
      { new_password: CHOSEN, confirm_password: CHOSEN },
      page.url,
    );
    assert.match(answer.text, /name="username"/);
    await assertNoSession(browser);
  });

  it('stays where it is when nothing is posted, or the password alone again', async () => {
    const { browser, page } = await atChangePage();
    const posts: [string, Record<string, string>][] = [
      ['/change-password', {}],
      ['/change-password', { new_password: '', confirm_password: '' }],
      ['/change-password', { new_password: CHOSEN }],
      ['', { username: EMAIL, password: PASSWORD }],
    ];
    const step = `/interaction/${new URL(page.url).pathname.split('/')[2]}`;
    for (const [path, fields] of posts) {
      const answer = await browser.post(`${server.issuer}${step}${path}`, fields, page.url);
      assert.match(answer.text, /name="new_password"/, JSON.stringify(fields));
    }
    for (const fields of [{ new_password: CHOSEN, confirm_password: CHOSEN, mustChange: 'false' }]) {
      assert.equal(
        (await browser.post(`${server.issuer}${step}/change-password`, fields, page.url)).status,
        400,
      );
    }
    await assertNoSession(browser);
  });

  it('belongs to one browser: another one with the address, or a visit of its own, gets nowhere', async () => {
    const { page } = await atChangePage();
    const step = `${server.issuer}/interaction/${new URL(page.url).pathname.split('/')[2]}/change-password`;
    const fields = { new_password: CHOSEN, confirm_password: CHOSEN };
    const bare = new Browser();
    const withVisit = new Browser();
    await withVisit.get(`${server.issuer}/`);
    for (const browser of [bare, withVisit]) {
      const answer = await browser.post(step, fields);
      assert.equal(answer.status, 400);
      assert.match(answer.text, new RegExp(errorsVi.sign_in_expired.title));
      await assertNoSession(browser);
    }
  });

  it('completes once: the same post again opens nothing', async () => {
    const { browser, page } = await atChangePage();
    await choose(browser, page, CHOSEN);
    await server.services.accounts.signOut(EMAIL, { kind: 'system' });
    const again = await choose(browser, page, 'một câu khác hẳn câu trước');
    assert.equal(again.status, 400);
    assert.equal((await server.services.stores.sessions.listOpen(await personId())).length, 0);
    assert.equal(await server.services.hasher.verify((await credential()).hash, CHOSEN), true);
  });

  it('is over when the person is disabled between its steps', async () => {
    const { staff } = server.services;
    const { browser, page } = await atChangePage();
    await staff.disable(EMAIL, { kind: 'system' });
    try {
      await choose(browser, page, CHOSEN);
      await assertNoSession(browser);
    } finally {
      await staff.enable(EMAIL, { kind: 'system' });
    }
  });

  it('is over fifteen minutes after the password', async () => {
    const { browser, page } = await atChangePage();
    const { clock } = server.services;
    const real = clock.now;
    clock.now = () => new Date(Date.now() + 15.1 * 60_000);
    try {
      await choose(browser, page, CHOSEN);
      await assertNoSession(browser);
    } finally {
      clock.now = real;
    }
  });

  const problems = [
    { code: 'password_too_short', password: 'mười ba chữ..' },
    { code: 'password_too_short', password: '' },
    { code: 'password_too_long', password: 'dài quá '.repeat(33) },
    { code: 'password_too_common', password: 'matkhau12345678' },
    { code: 'password_too_common', password: 'aaaaaaaabbbbbbbb' },
    { code: 'password_contains_name', password: 'newcomer-2026-123' },
    { code: 'password_contains_name', password: 'Phạm Minh Đức 2026' },
    { code: 'password_unchanged', password: PASSWORD },
  ] as const;
  for (const { code, password } of problems) {
    it(`says at the field what is wrong: ${code}, “${password.slice(0, 20)}”`, async () => {
      const { browser, page } = await atChangePage();
      const answer = await choose(browser, page, password);
      assert.equal(answer.status, 400);
      const { title } = errorsVi[code];
      assert.match(answer.text, new RegExp(`<a href="#new_password">${title}</a>`));
      assert.match(answer.text, new RegExp(`id="new_password-error">[\\s\\S]*?<span>${title}\\.`));
      assert.match(answer.text, /id="new_password"[^>]*aria-invalid="true"/);
      assert.match(answer.text, /<code class="support-code">/);
      if (password !== '') assert.equal(answer.text.includes(password), false, 'a password on the page');
      await assertNoSession(browser);
    });
  }

  it('says at the second field that both differ', async () => {
    const { browser, page } = await atChangePage();
    const answer = await choose(browser, page, CHOSEN, `${CHOSEN}.`);
    assert.equal(answer.status, 400);
    assert.match(
      answer.text,
      new RegExp(`<a href="#confirm_password">${errorsVi.password_mismatch.title}</a>`),
    );
    assert.match(answer.text, /id="confirm_password"[^>]*aria-invalid="true"/);
    await assertNoSession(browser);
  });
});
