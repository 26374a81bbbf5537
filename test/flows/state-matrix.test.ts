import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { isActive, prepare, type RelyingParty, relyingParty, SCOPE, travel } from './relying-party.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** Every way to or with a token, in the order of the columns. */
const PATHS = [
  'password', // signing in anew, in a fresh browser
  'code', //     redeeming a code that was given before
  'refresh',
  'opaque', //   introspecting an opaque access token
  'jwt', //      introspecting a JWT access token
  'userinfo',
  'none', //     prompt=none in the browser of the session
  'portal', //   `/` in the browser of the session
  'approve', //  approving a device in the browser of the session
  'device', //   redeeming a device code that was approved before
] as const;
type Path = (typeof PATHS)[number];

/** What each state leaves open: o allowed, - denied. The tokens and sessions are from before the state. */
const EXPECTED = {
  //                      password code refresh opaque jwt userinfo none portal approve device
  'open                ': 'o        o    o       o      o   o        o    o      o       o',
  'disabled            ': '-        -    -       -      -   -        -    -      -       -',
  'enabled again       ': 'o        -    -       -      -   -        -    -      -       -',
  'retired by HR       ': '-        -    -       -      -   -        -    -      -       -',
  'hired again by HR   ': 'o        -    -       -      -   -        -    -      -       -',
  // Whoever knows a user name can lock it: that must never end what its owner has open.
  'locked              ': '-        o    o       o      o   o        o    o      o       o',
  'password must change': '-        -    -       -      -   -        -    -      -       -',
  'signed out          ': 'o        -    -       -      -   -        -    -      -       -',
  'client removed      ': '-        -    -       -      -   -        -    o      -       -',
  'client made again   ': 'o        -    -       -      -   -        o    o      -       -',
} as const;

/** What a person holds before something happens to her: everything that can be held. */
interface Holdings {
  email: string;
  sub: string;
  browser: Browser;
  accessToken: string;
  refreshToken: string;
  jwt: string;
  pendingCode: { answer: URL; checks: Awaited<ReturnType<typeof prepare>>['checks'] };
  approvedDevice: oidc.DeviceAuthorizationResponse;
  openDevice: oidc.DeviceAuthorizationResponse;
}

describe('flow: state and path', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let doomed: RelyingParty;
  let people = 0;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, registration('documents'));
    doomed = await relyingParty(server, registration('doomed'));
  });
  after(() => server.stop());

  /** Adds somebody by the ordinary import, with a password. */
  async function hire(): Promise<string> {
    people += 1;
    const email = `person-${people}@mic.example`;
    await importPerson(email, 'đang công tác');
    const { staff, stores, hasher, clock } = server.services;
    const { person } = await staff.show(email);
    const hash = await hasher.hash(PASSWORD);
    await stores.credentials.savePassword({
      personId: person.id,
      hash,
      mustChange: false,
      changedAt: clock.now(),
    });
    return email;
  }

  async function importPerson(email: string, status: string): Promise<void> {
    const number = (/\d+/.exec(email)?.[0] ?? '').padStart(5, '0');
    const row = `014-9${number.slice(1)},Hoàng Văn Thử,${email},công chức,${status},G14.05.1,Chuyên viên`;
    const header = 'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu'.split(',');
    const table = { file: 'people.csv', header, rows: [{ line: 2, cells: row.split(',') }] };
    const options = { isDryRun: false, isPartial: true, allowedRemovals: 1 };
    const plan = await server.services.staff.importStaff([table], options, OPERATOR);
    assert.deepEqual(plan.refused, []);
  }

  async function hold(client: RelyingParty): Promise<Holdings> {
    const email = await hire();
    const browser = new Browser();
    browser.stopAt.push('https://');
    const first = await authorize(client, browser, email);
    const tokens = await oidc.authorizationCodeGrant(client.config, first.answer, first.checks);
    const resource = `urn:micconnect:client:${client.id}`;
    const api = await authorize(client, browser, email, { resource });
    const structured = await oidc.authorizationCodeGrant(client.config, api.answer, api.checks, { resource });
    const approvedDevice = await oidc.initiateDeviceAuthorization(client.config, { scope: SCOPE });
    assert.equal(await approves(browser, approvedDevice), true);
    return {
      email,
      sub: tokens.claims()?.sub ?? '',
      browser,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? '',
      jwt: structured.access_token,
      approvedDevice,
      openDevice: await oidc.initiateDeviceAuthorization(client.config, { scope: SCOPE }),
      // Last, because a code lives a minute.
      pendingCode: await authorize(client, browser, email),
    };
  }

  async function authorize(
    client: RelyingParty,
    browser: Browser,
    email: string,
    extra?: Record<string, string>,
  ) {
    const { url, checks } = await prepare(client, extra);
    return { answer: await travel(browser, url, email), checks };
  }

  /** Walks the device pages without a password; whether they said that the device is in. */
  async function approves(browser: Browser, device: oidc.DeviceAuthorizationResponse): Promise<boolean> {
    const input = await browser.get(device.verification_uri);
    if (!input.text.includes('name="user_code"')) return false;
    let page = await browser.submit(input, { user_code: device.user_code });
    if (page.text.includes('name="confirm"')) page = await browser.submit(page, { confirm: 'yes' });
    return page.status === 200 && page.text.includes('Đã xác nhận') === true ? true : isDone(page.text);
  }

  const tries: Record<Path, (client: RelyingParty, held: Holdings) => Promise<boolean>> = {
    async password(client, { email }) {
      const browser = new Browser();
      browser.stopAt.push('https://');
      const { url } = await prepare(client);
      const page = await browser.get(url.href);
      if (!page.text.includes('name="password"')) return false;
      return (await browser.submit(page, { username: email, password: PASSWORD })).url.includes('code=');
    },
    code: (client, { pendingCode: { answer, checks } }) =>
      works(oidc.authorizationCodeGrant(client.config, answer, checks)),
    refresh: (client, { refreshToken }) => works(oidc.refreshTokenGrant(client.config, refreshToken)),
    opaque: (client, { accessToken }) => active(client, accessToken),
    jwt: (client, { jwt }) => active(client, jwt),
    userinfo: (client, { accessToken, sub }) => works(oidc.fetchUserInfo(client.config, accessToken, sub)),
    async none(client, { browser }) {
      const { url } = await prepare(client, { prompt: 'none' });
      return (await browser.get(url.href)).url.includes('code=');
    },
    async portal(_client, { browser }) {
      return (await browser.get(`${server.issuer}/`)).text.includes('action="/sign-out"');
    },
    async approve(client, { browser, openDevice }) {
      await approves(browser, openDevice);
      return redeems(client, openDevice);
    },
    device: (client, { approvedDevice }) => redeems(client, approvedDevice),
  };

  function redeems(
    client: RelyingParty,
    { device_code }: oidc.DeviceAuthorizationResponse,
  ): Promise<boolean> {
    return works(oidc.genericGrantRequest(client.config, DEVICE_GRANT, { device_code }));
  }

  /** Tries every path and holds the row against the table. */
  async function check(state: keyof typeof EXPECTED, client: RelyingParty, held: Holdings): Promise<void> {
    const found: Partial<Record<Path, string>> = {};
    // The session's browser goes before the fresh one, which signs in anew where it may.
    for (const path of [...PATHS].reverse()) found[path] = (await tries[path](client, held)) ? 'o' : '-';
    const row = EXPECTED[state].split(/\s+/);
    const wanted = Object.fromEntries(PATHS.map((path, index) => [path, row[index]]));
    assert.deepEqual({ ...found }, wanted, state.trim());
  }

  const disable = ({ email }: Holdings) => server.services.staff.disable(email, OPERATOR);

  it('open: everything works', async () => {
    await check('open                ', documents, await hold(documents));
  });

  it('disabled: nothing works, at once', async () => {
    const held = await hold(documents);
    await disable(held);
    await check('disabled            ', documents, held);
  });

  it('enabled again: the password works, and nothing from before', async () => {
    const held = await hold(documents);
    await disable(held);
    await server.services.staff.enable(held.email, OPERATOR);
    await check('enabled again       ', documents, held);
  });

  it('retired by HR: nothing works, at once', async () => {
    const held = await hold(documents);
    await importPerson(held.email, 'nghỉ hưu');
    await check('retired by HR       ', documents, held);
  });

  it('hired again by HR: the password works, and nothing from before', async () => {
    const held = await hold(documents);
    await importPerson(held.email, 'thôi việc');
    await importPerson(held.email, 'đang công tác');
    await check('hired again by HR   ', documents, held);
  });

  it('locked by wrong guesses: the password path is closed, and everything open stays open', async () => {
    const held = await hold(documents);
    for (let guess = 0; guess < 5; guess += 1) {
      const browser = new Browser();
      await browser.submit(await browser.get(`${server.issuer}/`), {
        username: held.email,
        password: 'wrong',
      });
    }
    await check('locked              ', documents, held);
  });

  it('password must change: nothing works until it has', async () => {
    const held = await hold(documents);
    const options = { mustChange: true, actor: OPERATOR };
    await server.services.accounts.setPassword(held.email, 'câu tạm của bộ phận hỗ trợ', options);
    const { stores, hasher, clock } = server.services;
    const { person } = await server.services.staff.show(held.email);
    const hash = await hasher.hash(PASSWORD);
    await stores.credentials.savePassword({
      personId: person.id,
      hash,
      mustChange: true,
      changedAt: clock.now(),
    });
    await check('password must change', documents, held);
  });

  it('signed out: nothing from before works', async () => {
    const held = await hold(documents);
    const question = await held.browser.get(`${server.issuer}/oidc/end-session`);
    await held.browser.submit(question, { request: 'client' });
    await check('signed out          ', documents, held);
  });

  it('client removed: nothing of it works, and the person’s own session goes on', async () => {
    const held = await hold(doomed);
    await server.services.clients.remove('doomed', OPERATOR);
    await check('client removed      ', doomed, held);
  });

  it('client made again under its name: nothing from before works', async () => {
    const again = await relyingParty(server, registration('phoenix'));
    const held = await hold(again);
    await server.services.clients.remove('phoenix', OPERATOR);
    await seedClient(server, { ...registration('phoenix'), client_secret: again.secret ?? '' });
    await check('client made again   ', again, held);
  });
});

function registration(id: string): Record<string, unknown> & { client_id: string } {
  return {
    client_id: id,
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_GRANT],
  };
}

/** Whether a request is answered; a refusal of the protocol is a no, anything else a fault of the test. */
async function works(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    const isRefusal =
      error instanceof oidc.ResponseBodyError || error instanceof oidc.WWWAuthenticateChallengeError;
    if (isRefusal) return false;
    throw error;
  }
}

async function active(client: RelyingParty, token: string): Promise<boolean> {
  const answer: { isActive?: boolean } = {};
  const isAnswered = await works(
    isActive(client, token).then((value) => Object.assign(answer, { isActive: value })),
  );
  return isAnswered && answer.isActive === true;
}

function isDone(html: string): boolean {
  return !html.includes('<form method="post" action="/oidc/device');
}
