import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { generateSync } from 'otplib';
import type { Browser, Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { takeFactorsOf } from '../support/take-factors.ts';
import { browser, isActive, prepare, type RelyingParty, relyingParty, signIn } from './relying-party.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const MFA = 'urn:micconnect:acr:mfa';
const STEP_MS = 30_000;

describe('flow: signing in with two steps', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let vault: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' });
    vault = await relyingParty(server, { client_id: 'vault', minimum_acr: 'LoA2' });
  });
  after(() => server.stop());
  afterEach(() => takeFactorsOf(server.services, EMAIL));

  const enrol = () => server.services.factors.enrolFor(EMAIL, OPERATOR);
  /** A code of this step or one beside it: each is used at most once. */
  const codeOf = (secret: string, steps = 0) =>
    generateSync({ secret, epoch: Math.floor((Date.now() + steps * STEP_MS) / 1000) });
  const given = (page: Page) => Object.fromEntries(new URL(page.url).searchParams);

  /** At the page after the right password. */
  async function afterPassword(visitor: Browser, client = documents, extra: Record<string, string> = {}) {
    const { url, checks } = await prepare(client, extra);
    const page = await visitor.submit(await visitor.get(url.href), { username: EMAIL, password: PASSWORD });
    return { page, checks };
  }

  it('asks whoever has enrolled for the code, and tells the relying party of both', async () => {
    const { secret } = await enrol();
    const visitor = browser();
    const { page, checks } = await afterPassword(visitor);
    assert.match(page.text, /Nhập mã xác thực/);
    assert.equal((await visitor.get(`${server.issuer}/roles`)).text.includes('name="password"'), true);
    const done = await visitor.submit(page, { code: codeOf(secret) });
    const tokens = await oidc.authorizationCodeGrant(documents.config, new URL(done.url), checks);
    assert.equal(tokens.claims()?.acr, MFA);
    assert.deepEqual(tokens.claims()?.amr, ['pwd', 'otp', 'mfa']);
  });

  it('takes a code once, also with spaces, and neither a wrong nor an older one', async () => {
    const { secret } = await enrol();
    const code = codeOf(secret);
    const first = browser();
    const { page } = await afterPassword(first);
    const wrong = await first.submit(page, { code: code === '000000' ? '000001' : '000000' });
    assert.equal(wrong.status, 401);
    assert.match(wrong.text, /Mã không đúng/);
    for (const malformed of ['', 'abcdef', '1234567']) {
      const refused = await first.post(`${page.url}/totp`, { code: malformed });
      assert.equal(refused.status, 401, malformed);
    }
    await server.services.accounts.unlock(EMAIL, OPERATOR);
    assert.ok(given(await first.submit(wrong, { code: `${code.slice(0, 3)} ${code.slice(3)}` })).code);

    const second = browser();
    const again = (await afterPassword(second)).page;
    for (const used of [code, codeOf(secret, -1)]) {
      const refused = await second.submit(again, { code: used });
      assert.equal(refused.status, 401);
      assert.match(refused.text, /Mã này đã được dùng/);
    }
    assert.ok(given(await second.submit(again, { code: codeOf(secret, 1) })).code);
  });

  it('takes a recovery code once, in place of the phone', async () => {
    const { recoveryCodes } = await enrol();
    const [first = '', next = ''] = recoveryCodes;
    const visitor = browser();
    const { page } = await afterPassword(visitor);
    const other = await visitor.get(`${page.url}/recovery-code`);
    assert.match(other.text, /Nhập mã khôi phục/);
    assert.ok(given(await visitor.submit(other, { code: first.toLowerCase().replace('-', ' ') })).code);

    const later = browser();
    const again = await later.get(`${(await afterPassword(later)).page.url}/recovery-code`);
    assert.equal((await later.submit(again, { code: first })).status, 401);
    assert.ok(given(await later.submit(again, { code: next })).code);
  });

  it('pauses after five wrong codes, which another sign-in with the password does not undo', async () => {
    const { secret, recoveryCodes } = await enrol();
    for (let wrong = 0; wrong < 5; wrong += 1) {
      const visitor = browser();
      const { page } = await afterPassword(visitor);
      assert.equal((await visitor.submit(page, { code: '000000' })).status, 401);
    }
    const visitor = browser();
    const { page } = await afterPassword(visitor);
    const paused = await visitor.submit(page, { code: codeOf(secret) });
    assert.equal(paused.status, 429);
    assert.match(paused.text, /tạm dừng/);
    const recovery = await visitor.get(`${page.url}/recovery-code`);
    assert.equal((await visitor.submit(recovery, { code: recoveryCodes[0] ?? '' })).status, 429);
    await server.services.accounts.unlock(EMAIL, OPERATOR);
    assert.ok(given(await visitor.submit(recovery, { code: recoveryCodes[0] ?? '' })).code);
  });

  it('gives nothing to who skips the code', async () => {
    await enrol();
    const visitor = browser();
    const { page } = await afterPassword(visitor);
    const uid = new URL(page.url).pathname.split('/').at(-1) ?? '';
    const skipped = await visitor.get(`${server.issuer}/oidc/authorize/${uid}`);
    assert.equal(given(skipped).code, undefined);
    for (const [step, fields] of [
      ['change-password', { new_password: 'năm con ngựa vàng', confirm_password: 'năm con ngựa vàng' }],
      ['enrol-totp', { code: '123456' }],
      ['recovery-codes', { kept: '1' }],
    ] as const) {
      const fresh = browser();
      const at = (await afterPassword(fresh)).page;
      const answer = await fresh.post(`${at.url}/${step}`, fields);
      assert.equal(given(answer).code, undefined, step);
      assert.match(answer.text, /Nhập mã xác thực/, step);
    }
  });

  it('lets somebody else sign in after all', async () => {
    await enrol();
    const visitor = browser();
    const { page } = await afterPassword(visitor);
    const start = await visitor.post(`${page.url}/restart`, {});
    assert.match(start.text, /name="password"/);
    const other = await visitor.submit(start, { username: 'clerk@mic.example', password: PASSWORD });
    assert.ok(given(other).code);
  });

  describe('stepping up', () => {
    it('asks a running session only for what is missing, and keeps its tokens and its age', async () => {
      const visitor = browser();
      const before = await signIn(documents, visitor);
      const { secret } = await enrol();
      const cookie = visitor.cookie('micconnect_session');
      const { url, checks } = await prepare(vault);
      const page = await visitor.get(url.href);
      assert.doesNotMatch(page.text, /name="password"/);
      assert.match(page.text, /Nhập mã xác thực/);
      const done = await visitor.submit(page, { code: codeOf(secret) });
      const tokens = await oidc.authorizationCodeGrant(vault.config, new URL(done.url), checks);
      assert.equal(tokens.claims()?.acr, MFA);
      assert.deepEqual(tokens.claims()?.amr, ['pwd', 'otp', 'mfa']);
      assert.equal(tokens.claims()?.sid === before.claims()?.sid, false);
      assert.equal(await isActive(documents, before.access_token), true);
      // What was raised is another cookie: whoever fixed the old one has nothing.
      assert.notEqual(visitor.cookie('micconnect_session'), cookie);
    });

    it('is asked for by acr_values and by an essential claim, and comes back in their words', async () => {
      const { secret } = await enrol();
      const visitor = browser();
      await signInTwice(visitor, secret);
      const asked = await signIn(documents, visitor, { acr_values: 'LoA2' });
      assert.equal(asked.claims()?.acr, 'LoA2');
      const claims = JSON.stringify({ id_token: { acr: { essential: true, values: ['LoA2', MFA] } } });
      assert.equal((await signIn(documents, visitor, { claims })).claims()?.acr, 'LoA2');
    });

    it('is login_required without a page, and a level nobody knows is refused', async () => {
      const visitor = browser();
      await signIn(documents, visitor);
      const silent = await visitor.get((await prepare(vault, { prompt: 'none' })).url.href);
      assert.equal(given(silent).error, 'login_required');
      const claims = JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:example:gold' } } });
      const unknown = await visitor.get((await prepare(documents, { claims })).url.href);
      assert.equal(given(unknown).error, 'unmet_authentication_requirements');
    });

    it('to a certificate that nobody has leads back with the reason', async () => {
      const visitor = browser();
      await signIn(documents, visitor);
      const page = await visitor.get((await prepare(documents, { acr_values: 'LoA3' })).url.href);
      assert.match(page.text, /Cần đăng nhập bằng chứng thư số/);
      const back = await visitor.post(`${page.url}/leave`, {});
      assert.equal(given(back).error, 'unmet_authentication_requirements');
    });

    it('begins anew for prompt=login', async () => {
      const { secret } = await enrol();
      const visitor = browser();
      await signInTwice(visitor, secret);
      const page = await visitor.get((await prepare(documents, { prompt: 'login' })).url.href);
      assert.match(page.text, /name="password"/);
    });

    async function signInTwice(visitor: Browser, secret: string) {
      const { page } = await afterPassword(visitor);
      assert.ok(given(await visitor.submit(page, { code: codeOf(secret) })).code);
    }
  });

  describe('enrolling in the sign-in', () => {
    it('is part of it where a level is asked for and nothing is enrolled', async () => {
      const visitor = browser();
      const { page } = await afterPassword(visitor, vault);
      assert.match(page.text, /Quét mã bằng điện thoại/);
      assert.match(page.text, /<svg class="qr"/);
      const secret = secretOn(page);
      // The same key when the page is asked for again, and none for another browser with the same password.
      assert.equal(secretOn(await visitor.get(page.url)), secret);
      const stranger = browser();
      assert.notEqual(secretOn((await afterPassword(stranger, vault)).page), secret);

      const refused = await visitor.submit(page, { code: '000000' });
      assert.match(refused.text, /Mã không đúng/);
      assert.equal(secretOn(refused), secret);
      const code = codeOf(secret);
      const kept = await visitor.submit(refused, { code });
      const codes = [...kept.text.matchAll(/<code>([2-9A-Z]{4}-[2-9A-Z]{4})<\/code>/g)];
      assert.equal(new Set(codes.map(([, each]) => each)).size, 10);
      assert.ok(given(await visitor.submit(kept, { kept: '1' })).code);
      const { person } = await server.services.staff.show(EMAIL);
      assert.deepEqual(await server.services.stores.credentials.listSecondMethods(person.id), [
        'totp',
        'recovery-code',
      ]);
      // The code that enrolled is used.
      const later = browser();
      const again = (await afterPassword(later)).page;
      assert.match((await later.submit(again, { code })).text, /Mã này đã được dùng/);
    });

    it('is not open to who has a factor already', async () => {
      await enrol();
      const visitor = browser();
      const { page } = await afterPassword(visitor, vault);
      const answer = await visitor.post(`${page.url}/enrol-totp`, { code: '123456' });
      assert.match(answer.text, /Nhập mã xác thực/);
    });

    function secretOn(page: Page): string {
      return (/<p class="secret-key"><code>([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '').replaceAll(' ', '');
    }
  });

  it('tells the person of every change by mail', async () => {
    await enrol();
    await takeFactorsOf(server.services, EMAIL);
    const changes = await server.services.database.source.query(
      `select count(*)::int as n from outbox where kind = 'mail'`,
    );
    assert.ok(changes[0].n >= 2);
  });
});
