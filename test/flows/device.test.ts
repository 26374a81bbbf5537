import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { isActive, isSignIn, type RelyingParty, refusal, relyingParty, SCOPE } from './relying-party.ts';

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

describe('flow: device', () => {
  let server: TestServer;
  let kiosk: RelyingParty;
  let other: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    const device = {
      grant_types: [DEVICE_CODE, 'refresh_token'],
      redirect_uris: [],
      token_endpoint_auth_method: 'none',
    };
    kiosk = await relyingParty(server, { ...device, client_id: 'kiosk' }, () => oidc.None());
    other = await relyingParty(server, { ...device, client_id: 'other' }, () => oidc.None());
  });
  after(() => server.stop());

  /** One question for the tokens, without waiting. */
  function poll(client: RelyingParty, deviceCode: string) {
    return oidc.genericGrantRequest(client.config, DEVICE_CODE, { device_code: deviceCode });
  }

  async function begin() {
    const started = await oidc.initiateDeviceAuthorization(kiosk.config, { scope: SCOPE });
    assert.ok(started.verification_uri.startsWith(`${server.issuer}/`));
    return started;
  }

  function person(page: Page, browser: Browser): Promise<Page> {
    assert.equal(isSignIn(page), true, page.text.slice(0, 2000));
    return browser.submit(page, { username: 'staff@mic.example', password: PASSWORD });
  }

  it('signs a device in once the person has entered its code, signed in and agreed', async () => {
    const started = await begin();
    await assert.rejects(poll(kiosk, started.device_code), refusal('authorization_pending'));
    const browser = new Browser();
    const input = await browser.get(started.verification_uri);
    assert.equal(input.status, 200);
    const question = await browser.submit(input, { user_code: started.user_code });
    assert.match(question.text, new RegExp(`<code>${started.user_code}</code>`));
    assert.match(question.text, /kiosk/);
    const done = await person(await browser.submit(question, { confirm: 'yes' }), browser);
    assert.equal(done.status, 200);
    assert.equal(done.text.includes('<form method="post" action="/oidc/device"'), false);
    const tokens = await oidc.pollDeviceAuthorizationGrant(kiosk.config, { ...started, interval: 1 });
    assert.equal(tokens.claims()?.email, 'staff@mic.example');
    assert.deepEqual(tokens.claims()?.roles, ['author', 'reader']);
    assert.equal(await isActive(kiosk, tokens.access_token), true);
    await assert.rejects(poll(kiosk, started.device_code), refusal('invalid_grant'));
  });

  it('takes the code as people type it', async () => {
    const started = await begin();
    const browser = new Browser();
    const typed = ` ${started.user_code.replaceAll('-', ' ').toLowerCase()} `;
    const question = await browser.submit(await browser.get(started.verification_uri), { user_code: typed });
    assert.match(question.text, /name="confirm"/);
  });

  it('needs no typing with the complete address, but still asks, with and without scripts', async () => {
    const started = await begin();
    const browser = new Browser();
    let page = await browser.get(started.verification_uri_complete ?? '');
    assert.equal(page.status, 200);
    if (!page.text.includes('name="confirm"')) {
      page = await browser.submit(page, { user_code: started.user_code });
    }
    assert.match(page.text, /name="confirm"/);
    await assert.rejects(poll(kiosk, started.device_code), refusal('authorization_pending'));
  });

  it('tells the device when the person says no', async () => {
    const started = await begin();
    const browser = new Browser();
    const input = await browser.get(started.verification_uri);
    const question = await browser.submit(input, { user_code: started.user_code });
    const answer = await browser.submit(question, { abort: 'yes' });
    assert.equal(answer.status, 200);
    await assert.rejects(poll(kiosk, started.device_code), refusal('access_denied'));
  });

  it('says that a code is unknown, and takes one but once', async () => {
    const browser = new Browser();
    const input = await browser.get(`${server.issuer}/oidc/device`);
    const unknown = await browser.submit(input, { user_code: 'XXXX-XXXX' });
    assert.match(unknown.text, /role="alert"/);
    assert.match(unknown.text, /name="user_code"/);

    const started = await begin();
    const question = await browser.submit(await browser.get(started.verification_uri), {
      user_code: started.user_code,
    });
    await person(await browser.submit(question, { confirm: 'yes' }), browser);
    const again = await browser.submit(await browser.get(started.verification_uri), {
      user_code: started.user_code,
    });
    assert.match(again.text, /role="alert"/);
    assert.equal(again.text.includes('name="confirm"'), false);
  });

  it('takes an answer only with the secret of the page that asked', async () => {
    const started = await begin();
    const browser = new Browser();
    await browser.get(started.verification_uri);
    const forged = await browser.post(`${server.issuer}/oidc/device`, {
      user_code: started.user_code,
      confirm: 'yes',
      xsrf: 'guess',
    });
    assert.equal(isSignIn(forged), false);
    assert.equal(forged.status, 400);
    await assert.rejects(poll(kiosk, started.device_code), refusal('authorization_pending'));
  });

  it('gives the tokens to the client that asked, and to no other', async () => {
    const started = await begin();
    const browser = new Browser();
    const question = await browser.submit(await browser.get(started.verification_uri), {
      user_code: started.user_code,
    });
    await person(await browser.submit(question, { confirm: 'yes' }), browser);
    await assert.rejects(poll(other, started.device_code), refusal('invalid_grant'));
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, () => poll(kiosk, started.device_code)),
    );
    assert.ok(attempts.filter(({ status }) => status === 'fulfilled').length <= 1);
  });

  it('ends with the session in which the person agreed', async () => {
    const started = await begin();
    const browser = new Browser();
    const question = await browser.submit(await browser.get(started.verification_uri), {
      user_code: started.user_code,
    });
    await person(await browser.submit(question, { confirm: 'yes' }), browser);
    const tokens = await oidc.pollDeviceAuthorizationGrant(kiosk.config, { ...started, interval: 1 });
    assert.equal(await isActive(kiosk, tokens.refresh_token), true);
    await browser.get(oidc.buildEndSessionUrl(kiosk.config, { id_token_hint: tokens.id_token ?? '' }).href);
    assert.equal(await isActive(kiosk, tokens.refresh_token), false);
    assert.equal(await isActive(kiosk, tokens.access_token), false);
  });
});
