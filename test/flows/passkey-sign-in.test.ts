import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import type { Browser, Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { enrolPasskey, givePasskey, pressPasskey } from '../support/passkeys.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { SoftwareAuthenticator, type Tampering } from '../support/software-authenticator.ts';
import { takeFactorsOf } from '../support/take-factors.ts';
import { browser, isActive, prepare, type RelyingParty, relyingParty, signIn } from './relying-party.ts';
import { lock } from './state-paths.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const MFA = 'urn:micconnect:acr:mfa';

describe('flow: signing in with a passkey', () => {
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
  after(() => server?.stop());
  afterEach(async () => {
    await takeFactorsOf(server.services, EMAIL);
    await server.services.accounts.unlock(EMAIL, OPERATOR);
  });

  const given = (page: Page) => Object.fromEntries(new URL(page.url).searchParams);

  const press = (
    visitor: Browser,
    { page }: { page: Page },
    device: SoftwareAuthenticator,
    tampering: Tampering = {},
  ) => pressPasskey(server.issuer, visitor, page, device, tampering);
  const uidOf = (page: Page) => /\/interaction\/([\w-]+)/.exec(page.url)?.[1] ?? '';

  /** At the first page of a sign-in. */
  async function arrive(visitor: Browser, client = documents, extra: Record<string, string> = {}) {
    const { url, checks } = await prepare(client, extra);
    const page = await visitor.get(url.href);
    return { page, checks, uid: uidOf(page) };
  }

  it('is enough, without user name or password, for whatever asks for two factors', async () => {
    const device = await givePasskey(server.services, EMAIL);
    const visitor = browser();
    const { page, checks } = await arrive(visitor, vault);
    assert.match(page.text, /Dùng khóa truy cập \(passkey\)/);
    const done = await press(visitor, { page }, device);
    const tokens = await oidc.authorizationCodeGrant(vault.config, new URL(done.url), checks);
    assert.equal(tokens.claims()?.acr, MFA);
    assert.deepEqual(tokens.claims()?.amr, ['swk', 'user', 'mfa']);
    const profile = await oidc.fetchUserInfo(vault.config, tokens.access_token, tokens.claims()?.sub ?? '');
    assert.equal(profile.email, EMAIL);
  });

  it('says when its key never leaves the device', async () => {
    const device = new SoftwareAuthenticator(server.issuer, { isSyncable: false });
    await enrolPasskey(server.services, EMAIL, device);
    const visitor = browser();
    const { page, checks } = await arrive(visitor);
    const done = await press(visitor, { page }, device);
    const tokens = await oidc.authorizationCodeGrant(documents.config, new URL(done.url), checks);
    assert.deepEqual(tokens.claims()?.amr, ['hwk', 'user', 'mfa']);
  });

  it('hides what needs a script from whoever has none, and asks for nothing before it is pressed', async () => {
    const { page } = await arrive(browser());
    assert.match(page.text, /<form [^>]* data-passkey="get" hidden>/);
    const [{ n }] = await server.services.database.source.query(
      'select count(*)::int as n from passkey_challenge where context = $1',
      [uidOf(page)],
    );
    assert.equal(n, 0);
  });

  it('is the second factor after the password, and asked for in place of a code', async () => {
    const device = await givePasskey(server.services, EMAIL);
    const visitor = browser();
    const { page, checks } = await arrive(visitor);
    const second = await visitor.submit(page, { username: EMAIL, password: PASSWORD });
    assert.match(second.text, /<h1>Dùng khóa truy cập<\/h1>/);
    assert.match(second.text, /recovery-code"/);
    const done = await press(visitor, { page }, device);
    const tokens = await oidc.authorizationCodeGrant(documents.config, new URL(done.url), checks);
    assert.equal(tokens.claims()?.acr, MFA);
    assert.deepEqual(tokens.claims()?.amr, ['pwd', 'swk', 'user', 'mfa']);
  });

  it('stands beside the code of a phone, and either is enough', async () => {
    const { recoveryCodes } = await server.services.factors.enrolFor(EMAIL, OPERATOR);
    const device = await givePasskey(server.services, EMAIL);
    const visitor = browser();
    const { page, uid } = await arrive(visitor);
    const code = await visitor.submit(page, { username: EMAIL, password: PASSWORD });
    assert.match(code.text, /<h1>Nhập mã xác thực<\/h1>/);
    assert.match(code.text, /<li data-flips hidden><a class="button" href="[^"]+\/passkey"/);
    const other = await visitor.get(`${server.issuer}/interaction/${uid}/passkey`);
    assert.match(other.text, /<h1>Dùng khóa truy cập<\/h1>/);
    assert.match(other.text, /\/totp"/);
    assert.ok(given(await press(visitor, { page }, device)).code);

    const later = browser();
    const again = await arrive(later);
    await later.submit(again.page, { username: EMAIL, password: PASSWORD });
    const recovery = await later.get(`${server.issuer}/interaction/${again.uid}/recovery-code`);
    assert.ok(given(await later.submit(recovery, { code: recoveryCodes[0] ?? '' })).code);
  });

  it('raises a running session, of the same person only', async () => {
    const visitor = browser();
    const before = await signIn(documents, visitor);
    const device = await givePasskey(server.services, EMAIL);
    const clerks = await givePasskey(server.services, 'clerk@mic.example');
    const { page, checks } = await arrive(visitor, vault);
    assert.doesNotMatch(page.text, /name="password"/);
    const foreign = await press(visitor, { page }, clerks, { passkey: clerks.passkeys[0] });
    assert.equal(foreign.status, 401);
    assert.match(foreign.text, /Không đăng nhập được bằng khóa truy cập/);
    const done = await press(visitor, { page }, device);
    const tokens = await oidc.authorizationCodeGrant(vault.config, new URL(done.url), checks);
    assert.equal(tokens.claims()?.sub, before.claims()?.sub);
    assert.deepEqual(tokens.claims()?.amr, ['pwd', 'swk', 'user', 'mfa']);
    await takeFactorsOf(server.services, 'clerk@mic.example');
  });

  it('brings nothing of a session that is raised to somebody else who signs in instead', async () => {
    const visitor = browser();
    await signIn(documents, visitor);
    const device = await givePasskey(server.services, 'clerk@mic.example');
    const { page, checks } = await arrive(visitor, vault);
    const done = await press(visitor, { page }, device);
    const tokens = await oidc.authorizationCodeGrant(vault.config, new URL(done.url), checks);
    const profile = await oidc.fetchUserInfo(vault.config, tokens.access_token, tokens.claims()?.sub ?? '');
    assert.equal(profile.email, 'clerk@mic.example');
    assert.deepEqual(tokens.claims()?.amr, ['swk', 'user', 'mfa']);
    await takeFactorsOf(server.services, 'clerk@mic.example');
  });

  it('says the same for an unknown passkey, a wrong signature and a closed account', async () => {
    const device = await givePasskey(server.services, EMAIL);
    const stranger = new SoftwareAuthenticator(server.issuer);
    stranger.create({ challenge: 'AA', rp: { id: 'localhost' }, user: { id: 'AA' } });
    const answers: string[] = [];
    const refused = async (by: SoftwareAuthenticator, tampering: Tampering = {}) => {
      const visitor = browser();
      const page = await press(visitor, await arrive(visitor), by, tampering);
      assert.equal(page.status, 401);
      answers.push(page.text.replace(/\/interaction\/[\w-]+/g, '').replace(/support-code">[\w-]+/, ''));
    };
    await refused(stranger);
    await refused(device, { isForged: true });
    await server.services.staff.disable(EMAIL, OPERATOR);
    await refused(device);
    await server.services.staff.enable(EMAIL, OPERATOR);
    assert.equal(new Set(answers).size, 1);
    assert.match(answers[0] ?? '', /name="password"/);
  });

  it('is taken away by an officer together with the sessions that it opened', async () => {
    const device = await givePasskey(server.services, EMAIL);
    const visitor = browser();
    const { page, checks } = await arrive(visitor);
    const done = await press(visitor, { page }, device);
    const tokens = await oidc.authorizationCodeGrant(documents.config, new URL(done.url), checks);
    const [passkey] = await server.services.passkeys.listFor(EMAIL);
    const { sessions } = await server.services.passkeys.revokeFor(EMAIL, passkey?.id ?? '', OPERATOR);
    assert.equal(sessions, 1);
    assert.equal(await isActive(documents, tokens.access_token), false);
    assert.equal((await press(visitor, await arrive(visitor), device)).status, 401);
  });

  it('stays open when guesses have locked the password', async () => {
    const device = await givePasskey(server.services, EMAIL);
    await lock({ issuer: server.issuer, newBrowser: browser, client: documents }, EMAIL);
    const visitor = browser();
    assert.ok(given(await press(visitor, await arrive(visitor), device)).code);
  });

  it('gives nothing for another browser’s interaction, nor for an answer twice', async () => {
    const device = await givePasskey(server.services, EMAIL);
    const [owner, thief] = [browser(), browser()];
    const { uid } = await arrive(owner);
    const page = `${server.issuer}/interaction/${uid}`;
    assert.equal((await thief.post(`${page}/passkey/options`, {})).status, 400);
    const question = JSON.parse((await owner.post(`${page}/passkey/options`, {})).text);
    const response = device.get(question);
    const mine = await arrive(thief);
    const elsewhere = await thief.post(`${server.issuer}/interaction/${mine.uid}/passkey`, { response });
    assert.equal(elsewhere.status, 401);
    assert.equal((await thief.post(`${page}/passkey`, { response })).status, 400);
    assert.ok(given(await owner.post(`${page}/passkey`, { response })).code);
    assert.equal((await owner.post(`${page}/passkey`, { response })).status, 400);
  });

  describe('enrolling in the sign-in', () => {
    async function atEnrolment(visitor: Browser) {
      const { page, checks, uid } = await arrive(visitor, vault);
      const phone = await visitor.submit(page, { username: EMAIL, password: PASSWORD });
      assert.match(phone.text, /Dùng khóa truy cập thay cho điện thoại/);
      return { url: `${server.issuer}/interaction/${uid}`, checks };
    }

    it('is the other way where a factor is asked for and there is none; codes are shown once', async () => {
      const device = new SoftwareAuthenticator(server.issuer);
      const visitor = browser();
      const { url, checks } = await atEnrolment(visitor);
      const page = await visitor.get(`${url}/enrol-passkey`);
      assert.match(page.text, /<h1>Tạo khóa truy cập<\/h1>/);
      const ask = async () => JSON.parse((await visitor.post(`${url}/enrol-passkey/options`, {})).text);
      const wrong = device.create(await ask(), { origin: 'https://evil.example' });
      const refused = await visitor.submit(page, { response: wrong, name: 'Máy của Ánh' });
      assert.equal(refused.status, 400);
      assert.match(refused.text, /Chưa tạo được khóa truy cập/);
      assert.match(refused.text, /value="Máy của Ánh"/);
      device.passkeys.length = 0;
      const kept = await visitor.submit(refused, {
        response: device.create(await ask()),
        name: 'Máy của Ánh',
      });
      assert.match(kept.text, /Khóa truy cập đã được đăng ký/);
      assert.equal([...kept.text.matchAll(/<code>[2-9A-Z]{4}-[2-9A-Z]{4}<\/code>/g)].length, 10);
      const done = await visitor.submit(kept, { kept: '1' });
      const tokens = await oidc.authorizationCodeGrant(vault.config, new URL(done.url), checks);
      assert.deepEqual(tokens.claims()?.amr, ['pwd', 'swk', 'user', 'mfa']);
      assert.deepEqual(
        (await server.services.passkeys.listFor(EMAIL)).map(({ name }) => name),
        ['Máy của Ánh'],
      );
      const later = browser();
      assert.ok(given(await press(later, await arrive(later, vault), device)).code);
    });

    /** All is proved, and the page that goes on waits with the codes. */
    async function atCodes(visitor: Browser) {
      const { url } = await atEnrolment(visitor);
      const page = await visitor.get(`${url}/enrol-passkey`);
      const device = new SoftwareAuthenticator(server.issuer);
      const question = JSON.parse((await visitor.post(`${url}/enrol-passkey/options`, {})).text);
      const codes = await visitor.submit(page, { response: device.create(question), name: 'x' });
      assert.match(codes.text, /Khóa truy cập đã được đăng ký/);
      return { url, codes };
    }

    it('loses no complete sign-in to another tab that asks to enrol once more', async () => {
      const visitor = browser();
      const { url, codes } = await atCodes(visitor);
      assert.equal((await visitor.post(`${url}/enrol-passkey/options`, {})).status, 400);
      assert.ok(given(await visitor.submit(codes, { kept: '1' })).code);
    });

    it('ends a complete sign-in once, also where another tab sends what proves nothing', async () => {
      const visitor = browser();
      const { url, codes } = await atCodes(visitor);
      assert.ok(given(await visitor.post(`${url}/passkey`, { response: '{}' })).code);
      assert.equal((await visitor.submit(codes, { kept: '1' })).status, 400);
    });

    it('is not open to who has a factor already, nor to who has proved nothing', async () => {
      const visitor = browser();
      const { page, uid } = await arrive(visitor, vault);
      const url = `${server.issuer}/interaction/${uid}/enrol-passkey`;
      const device = new SoftwareAuthenticator(server.issuer);
      const nobody = await visitor.get(url);
      assert.match(nobody.text, /name="password"/);
      assert.equal((await visitor.post(`${url}/options`, {})).status, 400);

      await server.services.factors.enrolFor(EMAIL, OPERATOR);
      await visitor.submit(page, { username: EMAIL, password: PASSWORD });
      assert.equal((await visitor.post(`${url}/options`, {})).status, 400);
      const { person } = await server.services.staff.show(EMAIL);
      const response = device.create(await server.services.passkeys.beginPasskey(person, uid));
      const answer = await visitor.post(url, { response, name: 'x' });
      assert.match(answer.text, /Nhập mã xác thực/);
      assert.deepEqual(await server.services.passkeys.listFor(EMAIL), []);
    });
  });
});
