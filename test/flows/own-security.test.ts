import { strict as assert } from 'node:assert';
import { generateSync } from 'otplib';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { type Letters, lettersOf } from '../support/letters.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { takeFactorsOf } from '../support/take-factors.ts';

const EMAIL = 'staff@mic.example';
const OTHER = 'clerk@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const NEW_PASSWORD = 'Bốn con ngựa 77 lạc đường';
const INSIDE = '10.14.22.187';
const OUTSIDE = '203.0.113.58';

describe('flow: the page of one’s own security', () => {
  let server: TestServer;
  let letters: Letters;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer({ TRUSTED_PROXIES: '127.0.0.1,::1', MICCONNECT_NETWORKS: '10.0.0.0/8' });
    await seedMinistry(server);
    await registerProduct(server.services);
    letters = lettersOf(server);
    address = `${server.issuer}/security`;
  });
  after(() => server.stop());
  afterEach(async () => {
    const { accounts, stores, hasher, clock } = server.services;
    await takeFactorsOf(server.services, EMAIL);
    await accounts.unlock(EMAIL, OPERATOR);
    const { id } = await person();
    const hash = await hasher.hash(PASSWORD);
    const fresh = { mustChange: false, isLong: true, changedAt: clock.now() };
    await stores.credentials.savePassword({ personId: id, hash, ...fresh });
  });

  const person = async (email = EMAIL) => {
    const found = await server.services.stores.directory.findPersonByLogin(email);
    return found ?? assert.fail(email);
  };
  const codeOf = (secret: string, steps = 0) =>
    generateSync({ secret, epoch: Math.floor((Date.now() + steps * 30_000) / 1000) });
  const csrfOf = (page: Page) => /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const secretOn = (page: Page) =>
    (/secret-key"><code>([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
  const asksPassword = (page: Page) => page.text.includes('autocomplete="current-password"');

  function visitor(from = INSIDE): Browser {
    const browser = new Browser();
    browser.headers['x-forwarded-for'] = from;
    browser.headers['user-agent'] = 'Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130';
    return browser;
  }
  async function signedIn(email = EMAIL, password = PASSWORD): Promise<Browser> {
    const browser = visitor();
    const page = await browser.submit(await browser.get(address), { username: email, password });
    assert.match(page.url, /\/security$/);
    return browser;
  }
  /** As if every session had begun so many minutes earlier. */
  const age = (minutes: number) =>
    server.services.database.source.query(
      `update oidc_model set payload = jsonb_set(payload, '{loginTs}', to_jsonb((payload ->> 'loginTs')::bigint - $1))
       where model = 'Session' and payload ? 'loginTs'`,
      [minutes * 60],
    );
  /** Does something, and gives the letter that tells of it. */
  async function toldOf(work: () => Promise<unknown>): Promise<string> {
    const known = letters.to(EMAIL).length;
    await work();
    return letters.next(EMAIL, known);
  }
  async function setUp(browser: Browser): Promise<{ secret: string; page: Page }> {
    const shown = await browser.get(`${address}/totp`);
    const secret = secretOn(shown);
    return { secret, page: await browser.submit(shown, { code: codeOf(secret, -1) }) };
  }
  const lastActs = async (...types: Parameters<typeof server.services.stores.audit.listOfPerson>[1]) =>
    server.services.stores.audit.listOfPerson((await person()).id, types, 1);

  it('shows how, from where and when one signed in, and what failed, with its support code', async () => {
    const stranger = visitor(OUTSIDE);
    const refused = await stranger.submit(await stranger.get(address), {
      username: EMAIL,
      password: 'wrong',
    });
    const code = /support-code">([A-Z0-9-]+)</.exec(refused.text)?.[1] ?? assert.fail(refused.text);
    const browser = await signedIn();
    const { text } = await browser.get(address);
    assert.match(text, /Edge, Windows<\/strong> <span class="badge info">Thiết bị này/);
    assert.match(text, new RegExp(`${INSIDE}, mạng của Bộ`));
    assert.match(text, new RegExp(`Sai mật khẩu.*${code}`, 's'));
    assert.match(text, /1\u00a0lần đăng nhập không thành công, hôm nay \d\d:\d\d, từ ngoài mạng của Bộ/);
    for (const { uid } of await server.services.stores.sessions.listOpen((await person()).id))
      assert.ok(!text.includes(uid));
  });

  it('tells the form how strong a password is that is being typed, and writes nothing down', async () => {
    const browser = await signedIn();
    const form = await browser.get(`${address}/password`);
    const before = await server.services.stores.audit.list(0, 10_000);
    const ask = (fields: Record<string, string>, who = browser) =>
      who.post(`${address}/password/strength`, fields);
    const answer = await ask({ csrf: csrfOf(form), new_password: NEW_PASSWORD });
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.deepEqual(JSON.parse(answer.text), { score: 4, text: 'Mật khẩu mạnh.' });
    const weak = JSON.parse((await ask({ csrf: csrfOf(form), new_password: 'ngan' })).text);
    assert.deepEqual(weak, { score: 0, text: 'Mật khẩu mới quá ngắn.' });
    assert.equal((await ask({ new_password: NEW_PASSWORD })).status, 403);
    assert.ok(asksPassword(await ask({ csrf: csrfOf(form), new_password: NEW_PASSWORD }, visitor())));
    assert.equal(JSON.stringify(server.logLines).includes(NEW_PASSWORD), false);
    assert.equal((await server.services.stores.audit.list(0, 10_000)).length, before.length);
  });

  it('changes the password by the current one, tells of it, and ends the other sessions', async () => {
    const other = await signedIn();
    const browser = await signedIn();
    const form = await browser.get(`${address}/password`);
    const typed = { new_password: NEW_PASSWORD, confirm_password: NEW_PASSWORD };
    const wrong = await browser.submit(form, { current_password: 'wrong', ...typed });
    assert.equal(wrong.status, 401);
    assert.match(wrong.text, /id="current_password-error"/);
    const apart = await browser.submit(form, { current_password: PASSWORD, ...typed, confirm_password: 'x' });
    assert.match(apart.text, /id="confirm_password-error"/);
    const mail = await toldOf(async () => {
      const done = await browser.submit(form, { current_password: PASSWORD, ...typed, others: 'yes' });
      assert.ok(done.text.includes(vi['security.notice.password']));
    });
    assert.match(mail, /mật khẩu/i);
    assert.equal((await lastActs('password.changed'))[0]?.network, INSIDE);
    assert.ok(asksPassword(await other.get(address)));
    assert.equal((await browser.get(address)).status, 200);
    await signedIn(EMAIL, NEW_PASSWORD);
  });

  it('counts wrong current passwords as it counts sign-ins', async () => {
    const browser = await signedIn();
    const form = await browser.get(`${address}/password`);
    const typed = { new_password: NEW_PASSWORD, confirm_password: NEW_PASSWORD };
    for (let guess = 0; guess < 5; guess += 1)
      await browser.submit(form, { current_password: 'wrong', ...typed });
    const locked = await browser.submit(form, { current_password: PASSWORD, ...typed });
    assert.equal(locked.status, 401);
    assert.deepEqual((await lastActs('sign_in.refused'))[0]?.details?.cause, 'locked');
  });

  it('sets the app up, replaces it, makes codes and removes it, each told by mail', async () => {
    const browser = await signedIn();
    let secret = '';
    const enrolled = await toldOf(async () => {
      const done = await setUp(browser);
      secret = done.secret;
      assert.equal(done.page.text.match(/<li><code>[^<]+<\/code>/g)?.length, 10);
    });
    assert.match(enrolled, /Ứng dụng tạo mã vừa được đăng ký/);
    const raised = await browser.submit(await browser.get(`${address}/recovery-codes`), {
      code: codeOf(secret),
    });
    const made = await toldOf(async () => {
      const { text } = await browser.post(`${address}/recovery-codes`, { csrf: csrfOf(raised) });
      assert.equal(text.match(/<li><code>[^<]+<\/code>/g)?.length, 10);
    });
    assert.match(made, /Bộ mã khôi phục mới/);
    assert.match((await browser.get(address)).text, /Còn 10 trên 10/);
    const replaced = await toldOf(() => setUp(browser));
    assert.match(replaced, /Ứng dụng tạo mã vừa được thay/);
    const removed = await toldOf(async () => {
      const question = await browser.get(`${address}/totp/removal`);
      const done = await browser.post(`${address}/totp/removal`, { csrf: csrfOf(question) });
      assert.ok(done.text.includes(vi['security.notice.totp-removed']));
    });
    assert.match(removed, /Ứng dụng tạo mã vừa được gỡ/);
    const { stores } = server.services;
    assert.deepEqual(await stores.credentials.listSecondMethods((await person()).id), []);
  });

  it('keeps the last factor where policy demands one', async () => {
    const { settings, stores } = server.services;
    const browser = await signedIn();
    const { secret } = await setUp(browser);
    const question = await browser.submit(await browser.get(`${address}/totp/removal`), {
      code: codeOf(secret),
    });
    await settings.set('multi_factor.everybody', '1', OPERATOR);
    const refused = await browser.post(`${address}/totp/removal`, { csrf: csrfOf(question) });
    await settings.set('multi_factor.everybody', '0', OPERATOR);
    assert.equal(refused.status, 409);
    assert.ok(refused.text.includes(errorsVi.second_factor_demanded.title));
    assert.ok((await stores.totp.find((await person()).id)) !== undefined);
  });

  it('asks for a sign-in of the last ten minutes before credentials change, and for nothing to end sessions', async () => {
    const browser = await signedIn();
    const csrf = csrfOf(await browser.get(address));
    const before = await lastActs('credential.revoked', 'recovery_codes.made', 'password.changed');
    await age(11);
    for (const path of ['password', 'totp', 'totp/removal', 'recovery-codes'])
      assert.ok((await browser.get(`${address}/${path}`)).url.includes('/interaction/'), path);
    const typed = { current_password: PASSWORD, new_password: NEW_PASSWORD, confirm_password: NEW_PASSWORD };
    for (const [path, fields] of Object.entries({ password: typed, totp: { code: '123456' } })) {
      const page = await browser.post(`${address}/${path}`, { csrf, ...fields });
      assert.ok(page.url.includes('/interaction/'), path);
    }
    for (const path of ['totp/removal', 'recovery-codes', 'certificate/removal', 'certificate/confirmation'])
      assert.ok((await browser.post(`${address}/${path}`, { csrf })).url.includes('/interaction/'), path);
    assert.deepEqual(await lastActs('credential.revoked', 'recovery_codes.made', 'password.changed'), before);
    assert.ok(
      (await browser.post(`${address}/sign-out`, { csrf, only: 'others' })).url.includes('notice=ended'),
    );
    const again = await browser.submit(await browser.get(`${address}/password`), {
      username: EMAIL,
      password: PASSWORD,
    });
    assert.match(again.url, /\/security\/password$/);
  });

  it('asks whoever has a second factor for it, however fresh the password is', async () => {
    const browser = await signedIn();
    const { secret } = await setUp(browser);
    const page = await browser.get(`${address}/password`);
    assert.match(page.text, /Nhập mã xác thực/);
    assert.match((await browser.submit(page, { code: codeOf(secret) })).url, /\/security\/password$/);
  });

  it('ends a session, the others, or all, and tells of it', async () => {
    const [one, two, here] = [await signedIn(), await signedIn(), await signedIn()];
    const page = await here.get(address);
    assert.equal(page.text.match(/name="session"/g)?.length, (await open()) - 1);
    const mail = await toldOf(() => here.submit(page, { session: referenceOn(page) }));
    assert.match(mail, /Có phiên đăng nhập vừa được kết thúc/);
    const left = [await one.get(address), await two.get(address)].filter((each) => !asksPassword(each));
    assert.equal(left.length, 1);
    const question = await here.get(`${address}/sign-out`);
    await here.post(`${address}/sign-out`, { csrf: csrfOf(question), only: 'others' });
    assert.equal(await open(), 1);
    const done = await here.post(`${address}/sign-out`, { csrf: csrfOf(question) });
    assert.match(done.url, /\/signed-out$/);
    assert.equal(await open(), 0);
    assert.ok(asksPassword(await here.get(address)));
  });
  const open = async () => (await server.services.stores.sessions.listOpen((await person()).id)).length;
  const referenceOn = (page: Page) => /name="session" value="([^"]+)"/.exec(page.text)?.[1] ?? '';

  it('forgets browsers, one or all, so that the code is asked for again, and tells of it', async () => {
    const { secret } = await server.services.factors.enrolFor(EMAIL, OPERATOR);
    const browser = visitor();
    const again = async () => {
      await browser.post(`${address}/sign-out`, { csrf: csrfOf(await browser.get(address)) });
      const page = await browser.get(address);
      return browser.submit(page, { username: EMAIL, password: PASSWORD });
    };
    const asked = await browser.submit(await browser.get(address), { username: EMAIL, password: PASSWORD });
    await browser.submit(asked, { code: codeOf(secret, -1), trust: '1' });
    const page = await again();
    assert.match(page.url, /\/security$/);
    assert.match(page.text, /Thiết bị này.*Không hỏi mã đến \d\d:\d\d (hôm nay|ngày mai)/s);
    const device = deviceOn(page);
    const stranger = await signedIn(OTHER);
    const csrf = csrfOf(await stranger.get(address));
    await stranger.post(`${address}/devices/forget`, { csrf, device });
    const still = await again();
    assert.match(still.url, /\/security$/, 'nobody else forgets it');

    const mail = await toldOf(() => browser.submit(still, { device }));
    assert.match(mail, /Thiết bị tin cậy vừa được quên/);
    assert.equal((await lastActs('device.forgotten'))[0]?.network, INSIDE);
    const code = await again();
    assert.match(code.text, /Nhập mã xác thực/);
    const back = await browser.submit(code, { code: codeOf(secret), trust: '1' });
    assert.match(back.url, /\/security$/);
    const question = await browser.get(`${address}/devices/forget-all`);
    await browser.post(`${address}/devices/forget-all`, { csrf: csrfOf(question) });
    assert.deepEqual(await server.services.devices.list(EMAIL), []);
  });
  const deviceOn = (page: Page) => /name="device" value="([^"]+)"/.exec(page.text)?.[1] ?? '';

  /** A wrong password from outside; the support code that the page shows. */
  async function failedOutside(): Promise<string> {
    const stranger = visitor(OUTSIDE);
    const wrong = { username: EMAIL, password: 'wrong' };
    const { text } = await stranger.submit(await stranger.get(address), wrong);
    return /support-code">([A-Z0-9-]+)</.exec(text)?.[1] ?? assert.fail(text);
  }
  const warns = ({ text }: Page) => text.includes('lần đăng nhập không thành công');

  it('warns of failures until the person says that they were hers, and of later ones again', async () => {
    await failedOutside();
    const browser = await signedIn();
    const page = await browser.get(address);
    assert.ok(warns(page));
    const until = /name="until" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await failedOutside();
    assert.ok(warns(await browser.submit(page, { until })), 'one has failed since the page was drawn');
    const done = await browser.submit(await browser.get(address), {
      until: new Date(Date.now() + 3600_000).toISOString(),
    });
    assert.ok(done.text.includes(vi['security.notice.claimed']));
    assert.ok(!warns(done));
    assert.equal((await lastActs('sign_in.claimed'))[0]?.network, INSIDE);
    await failedOutside();
    assert.ok(warns(await browser.get(address)), 'nothing that is yet to come is explained');
    const csrf = csrfOf(done);
    assert.equal((await browser.post(`${address}/claim`, { csrf, until: 'now' })).status, 400);
    assert.equal((await browser.post(`${address}/claim`, { csrf: 'x', until })).status, 403);
  });

  it('ends what came of a sign-in that was not hers, and leads on to another password', async () => {
    const code = await failedOutside();
    const [other, browser] = [await signedIn(), await signedIn()];
    const page = await browser.get(address);
    assert.ok(page.text.includes(`/security/not-me?attempt=${code}`));
    const question = await browser.get(`${address}/not-me?attempt=${code}`);
    assert.match(question.text, new RegExp(`Mật khẩu, Edge, Windows, ${OUTSIDE}. Sai mật khẩu`));
    assert.equal((await browser.post(`${address}/not-me`, { csrf: 'x', attempt: code })).status, 403);
    const mail = await toldOf(async () => {
      const next = await browser.submit(question, { attempt: code });
      assert.match(next.url, /\/security\/password\?after=not-me$/);
      assert.ok(next.text.includes(vi['security.passwordAfterNotMe']));
    });
    assert.match(mail, /không phải của mình/);
    assert.equal(await open(), 1);
    assert.ok(asksPassword(await other.get(address)));
    assert.deepEqual(await server.services.devices.list(EMAIL), []);
    const [act] = await lastActs('sign_in.disowned');
    assert.equal(act?.details?.attempt, code);
    assert.ok(Number(act?.details?.sessions) >= 1);
    assert.ok(!warns(await browser.get(address)));

    const stranger = await signedIn(OTHER);
    assert.ok(!(await stranger.get(`${address}/not-me?attempt=${code}`)).text.includes(OUTSIDE));
  });

  it('takes no form of another site, another session, or about another person', async () => {
    const [victim, second] = [await signedIn(), await signedIn()];
    const stranger = await signedIn(OTHER);
    const reference = referenceOn(await victim.get(address));
    const csrf = csrfOf(await stranger.get(address));
    const before = await open();
    const fields = { session: reference };
    const foreign = await stranger.post(
      `${address}/sessions/end`,
      { csrf, ...fields },
      'https://evil.example/',
    );
    assert.equal(foreign.status, 403);
    const borrowed = csrfOf(await second.get(address));
    assert.equal((await victim.post(`${address}/sessions/end`, { csrf: borrowed, ...fields })).status, 403);
    for (const session of [reference, 'unknown', ''])
      assert.match((await stranger.post(`${address}/sessions/end`, { csrf, session })).url, /notice=ended/);
    assert.equal(await open(), before);
  });

  it('raises a session that moved outside before it sees a page', async () => {
    const browser = await signedIn();
    const { secret } = await setUp(browser);
    browser.headers['x-forwarded-for'] = OUTSIDE;
    for (const path of ['/security', '/roles', '/requests', '/']) {
      const page = await browser.get(`${server.issuer}${path}`);
      assert.match(page.text, /Nhập mã xác thực/, path);
    }
    const page = await browser.submit(await browser.get(address), { code: codeOf(secret) });
    assert.match(page.url, /\/security$/);
    assert.match((await browser.get(`${server.issuer}/roles`)).text, /action="\/sign-out"/);
  });
});
