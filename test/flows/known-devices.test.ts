import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { generateSync } from 'otplib';
import { deviceHash } from '../../src/domain/authentication/known-device.ts';
import type { Browser, Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { takeFactorsOf } from '../support/take-factors.ts';
import { browser, prepare, type RelyingParty, relyingParty } from './relying-party.ts';

const [STAFF, CLERK] = ['staff@mic.example', 'clerk@mic.example'] as const;
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const DEVICE = 'micconnect_device';

describe('flow: devices that are known', () => {
  let server: TestServer;
  let documents: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, { client_id: 'documents' });
  });
  after(() => server.stop());
  beforeEach(async () => {
    for (const email of [STAFF, CLERK]) {
      await takeFactorsOf(server.services, email);
      await server.services.accounts.unlock(email, OPERATOR);
    }
    await server.services.settings.reset('multi_factor.device_hours', OPERATOR);
  });

  /** Time passes for the trust alone. */
  const pass = (minutes: number) =>
    server.services.database.source.query(
      `update known_device set trusted_until = trusted_until - $1 * interval '1 minute'`,
      [minutes],
    );
  const hasCode = ({ url }: Page) => new URL(url).searchParams.has('code');
  const asksCode = ({ text }: Page) => text.includes('autocomplete="one-time-code"');

  /** What a password leads to; a session is never in the way. */
  async function withPassword(visitor: Browser, email: string = STAFF, password = PASSWORD) {
    const { url, checks } = await prepare(documents, { prompt: 'login' });
    const page = await visitor.submit(await visitor.get(url.href), { username: email, password });
    return { page, checks };
  }

  /** A browser that staff@ trusts. */
  async function trusting(): Promise<{ visitor: Browser; secret: string }> {
    const { secret } = await server.services.factors.enrolFor(STAFF, OPERATOR);
    const visitor = browser();
    const { page } = await withPassword(visitor);
    assert.match(page.text, /Không hỏi mã trên thiết bị này trong 12\u00a0giờ/);
    assert.ok(hasCode(await visitor.submit(page, { code: generateSync({ secret }), trust: '1' })));
    return { visitor, secret };
  }

  async function devicesOf(email: string) {
    return server.services.devices.list(email);
  }

  it('stand in for the code beside the password, and the token says two factors', async () => {
    const { visitor } = await trusting();
    const { page, checks } = await withPassword(visitor);
    const tokens = await oidc.authorizationCodeGrant(documents.config, new URL(page.url), checks);
    assert.equal(tokens.claims()?.acr, 'urn:micconnect:acr:mfa');
    assert.deepEqual(tokens.claims()?.amr, ['pwd', 'mfa']);
    assert.equal(hasCode((await withPassword(visitor, STAFF, 'wrong')).page), false);
    assert.ok(asksCode((await withPassword(browser())).page));
  });

  it('stand in for as many hours as the setting says, from the code on', async () => {
    const { visitor } = await trusting();
    await pass(12 * 60 - 1);
    assert.ok(hasCode((await withPassword(visitor)).page));
    await pass(1);
    assert.ok(asksCode((await withPassword(visitor)).page));
    const [device] = await devicesOf(STAFF);
    assert.equal(device?.trustedUntil, null);
  });

  it('are not trusted without the box, by a recovery code, or where the setting is 0', async () => {
    const { secret, recoveryCodes } = await server.services.factors.enrolFor(STAFF, OPERATOR);
    const plain = browser();
    await plain.submit((await withPassword(plain)).page, { code: generateSync({ secret }) });
    assert.ok(asksCode((await withPassword(plain)).page));

    const at = (await withPassword(plain)).page.url;
    const forged = await plain.post(`${at}/recovery-code`, { code: recoveryCodes[0] ?? '', trust: '1' });
    assert.equal(forged.status, 400);
    assert.ok(hasCode(await plain.post(`${at}/recovery-code`, { code: recoveryCodes[0] ?? '' })));
    assert.ok(asksCode((await withPassword(plain)).page));

    const { visitor } = await trusting();
    await server.services.settings.set('multi_factor.device_hours', '0', OPERATOR);
    const { page } = await withPassword(visitor);
    assert.ok(asksCode(page));
    assert.doesNotMatch(page.text, /name="trust"/);
  });

  it('are asked for the code by an administrator’s account, whatever they are', async () => {
    const { visitor } = await trusting();
    const { roles, settings } = server.services;
    await settings.set('multi_factor.administrators', '1', OPERATOR);
    const { person } = await server.services.staff.show(STAFF);
    const grant = await roles.grantRole(OPERATOR, {
      clientId: 'micconnect',
      code: 'auditor',
      to: { person: person.id },
    });
    try {
      const { page } = await withPassword(visitor);
      assert.ok(asksCode(page));
      assert.doesNotMatch(page.text, /name="trust"/);
    } finally {
      await roles.revokeRole(OPERATOR, grant.id);
      await settings.set('multi_factor.administrators', '0', OPERATOR);
    }
  });

  it('serve the person alone who trusted them', async () => {
    const { visitor } = await trusting();
    await server.services.factors.enrolFor(CLERK, OPERATOR);
    // The thief has the browser, and another person's password.
    assert.ok(asksCode((await withPassword(visitor, CLERK)).page));
    assert.ok(hasCode((await withPassword(visitor)).page));
  });

  it('get another secret at every sign-in, for everybody who uses them; the old one is worth nothing', async () => {
    const { visitor } = await trusting();
    const { stores, staff, database } = server.services;
    const { id } = (await staff.show(STAFF)).person;
    const isKnownBy = async (cookie: string | undefined) =>
      (await stores.signIns.loadBasis(id, deviceHash(cookie ?? null), new Date())).device !== undefined;
    const stolen = visitor.cookie(DEVICE);
    assert.equal(await isKnownBy(stolen), true);
    assert.ok(hasCode((await withPassword(visitor, CLERK)).page));
    assert.equal(await isKnownBy(stolen), false);
    assert.equal(await isKnownBy(visitor.cookie(DEVICE)), true);
    assert.ok(hasCode((await withPassword(visitor)).page));
    for (const { token_hash: hash } of await database.source.query('select token_hash from known_device'))
      assert.match(hash, /^[0-9a-f]{64}$/);
  });

  it('are forgotten with all that ends an account’s sessions, and one by one', async () => {
    const { accounts, devices, factors, staff } = server.services;
    const ends: (() => Promise<unknown>)[] = [
      () => takeFactorsOf(server.services, STAFF),
      () => accounts.signOut(STAFF, OPERATOR),
      () => staff.disable(STAFF, OPERATOR).then(() => staff.enable(STAFF, OPERATOR)),
      async () => {
        const [device] = await devicesOf(STAFF);
        await assert.rejects(devices.forget(CLERK, device?.id ?? '', OPERATOR), { code: 'device_not_found' });
        await devices.forget(STAFF, device?.id ?? '', OPERATOR);
      },
    ];
    for (const end of ends) {
      await takeFactorsOf(server.services, STAFF);
      const { visitor } = await trusting();
      await end();
      assert.deepEqual(await devicesOf(STAFF), []);
      await factors.enrolFor(STAFF, OPERATOR);
      assert.ok(asksCode((await withPassword(visitor)).page));
    }
    await takeFactorsOf(server.services, STAFF);
    const { visitor } = await trusting();
    await factors.enrolFor(STAFF, OPERATOR);
    assert.ok(asksCode((await withPassword(visitor)).page), 'another factor ends the trust in the old one');
  });

  it('keep the password path open for who is locked out from elsewhere, and have a lock of their own', async () => {
    const own = browser();
    assert.ok(hasCode((await withPassword(own)).page));
    for (let guess = 0; guess < 5; guess += 1) await withPassword(browser(), STAFF, 'wrong');
    assert.equal(hasCode((await withPassword(browser())).page), false, 'locked elsewhere');
    assert.ok(hasCode((await withPassword(own)).page));
    assert.equal(hasCode((await withPassword(browser())).page), false, 'and stays so');

    // Somebody else's browser is nothing special, though it is known to her.
    const colleague = browser();
    assert.ok(hasCode((await withPassword(colleague, CLERK)).page));
    assert.equal(hasCode((await withPassword(colleague)).page), false);

    for (let guess = 0; guess < 5; guess += 1) await withPassword(own, STAFF, 'wrong');
    assert.equal(hasCode((await withPassword(own)).page), false, 'locked here as well');
    await server.services.accounts.unlock(STAFF, OPERATOR);
    assert.ok(hasCode((await withPassword(own)).page));
  });
});
