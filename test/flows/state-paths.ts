import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import type { Browser } from '../support/browser.ts';
import { PASSWORD } from '../support/ministry.ts';
import { pressPasskey } from '../support/passkeys.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { isActive, prepare, type RelyingParty, SCOPE, travel } from './relying-party.ts';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** Every way to or with a token, in the order of the columns. */
export const PATHS = [
  'password', // signing in anew, in a fresh browser; who has a passkey is asked for it as well
  'passkey', //  the same with the passkey alone
  'code', //     redeeming a code that was given before
  'refresh',
  'opaque', //   introspecting an opaque access token
  'jwt', //      introspecting a JWT access token
  'api', //      calling our own API; whoever lacks the right there is let in and told so
  'userinfo',
  'none', //     prompt=none in the browser of the session
  'portal', //   `/` in the browser of the session
  'roles', //    `/roles` there
  'security', // `/security` there
  'check', //    `/security/certificate-check` there
  'claim', //    sending a form of `/security` that was drawn before
  'requests', // `/requests` in the browser of the session
  'profile', //  `/profile` there
  'console', //  `/admin` there; whoever may not is let in so far as to be told that there is no such page
  'approve', //  approving a device in the browser of the session
  'device', //   redeeming a device code that was approved before
] as const;
export type Path = (typeof PATHS)[number];

/** What each state leaves open: o allowed, - denied. The tokens and sessions are from before the state. */
const EXPECTED = {
  //                      password passkey code refresh opaque jwt api userinfo none portal roles security check claim requests profile console approve device
  'open                ':
    'o        o        o    o       o      o   o   o        o    o      o     o        o     o     o        o       o       o       o',
  'disabled            ':
    '-        -        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  'enabled again       ':
    'o        o        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  'retired by HR       ':
    '-        -        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  'hired again by HR   ':
    'o        o        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  'expired by HR       ':
    '-        -        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  // Nothing has happened but that a day began, so every path has to refuse by itself.
  'expired overnight   ':
    '-        -        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  'not yet active      ':
    '-        -        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  // Whoever knows a user name can lock it: that must never end what its owner has open.
  'locked              ':
    '-        o        o    o       o      o   o   o        o    o      o     o        o     o     o        o       o       o       o',
  // The passkey is no part of what became known with the password.
  'password must change':
    '-        o        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  'signed out          ':
    'o        o        -    -       -      -   -   -        -    -      -     -        -     -     -        -       -       -       -',
  'client removed      ':
    '-        -        -    -       -      -   -   -        -    o      o     o        o     o     o        o       o       -       -',
  'client made again   ':
    'o        o        -    -       -      -   -   -        o    o      o     o        o     o     o        o       o       -       -',
} as const;
type Padded = keyof typeof EXPECTED;
type Trimmed<Text extends string> = Text extends `${infer Rest} ` ? Trimmed<Rest> : Text;
export type State = Trimmed<Padded>;

/** A door to the product: a server, or one of several nodes under the same issuer. */
export interface Door {
  issuer: string;
  newBrowser(): Browser;
  client: RelyingParty;
}

/** What a person holds at a door before something happens to her: everything that can be held. */
export interface Holdings extends HeldThere {
  device: SoftwareAuthenticator;
}

/** The same without what she holds at every door. */
interface HeldThere {
  email: string;
  sub: string;
  browser: Browser;
  /** Of the forms of her own pages. */
  csrf: string;
  accessToken: string;
  refreshToken: string;
  jwt: string;
  apiToken: string;
  pendingCode: { answer: URL; checks: Awaited<ReturnType<typeof prepare>>['checks'] };
  approvedDevice: oidc.DeviceAuthorizationResponse;
  openDevice: oidc.DeviceAuthorizationResponse;
}

/** A client that may do whatever the paths need. */
export function everyGrant(id: string): Record<string, unknown> & { client_id: string } {
  return {
    client_id: id,
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_GRANT],
    scope: `${SCOPE} directory:read`,
  };
}

function ownApi({ issuer }: Door) {
  return { resource: `${issuer}/api/v1`, scope: 'openid directory:read' };
}

/** Signs somebody in and collects everything but a passkey, which the password alone would not be enough beside. */
export async function hold(door: Door, email: string): Promise<HeldThere> {
  const { config, id } = door.client;
  const browser = door.newBrowser();
  browser.stopAt.push('https://');
  const first = await authorize(door, browser, email);
  const tokens = await oidc.authorizationCodeGrant(config, first.answer, first.checks);
  const resource = `urn:micconnect:client:${id}`;
  const api = await authorize(door, browser, email, { resource });
  const structured = await oidc.authorizationCodeGrant(config, api.answer, api.checks, { resource });
  const own = await authorize(door, browser, email, ownApi(door));
  const forOwnApi = await oidc.authorizationCodeGrant(config, own.answer, own.checks, {
    resource: ownApi(door).resource,
  });
  const ownPage = await browser.get(`${door.issuer}/security`);
  const approvedDevice = await oidc.initiateDeviceAuthorization(config, { scope: SCOPE });
  assert.equal(await approves(browser, approvedDevice), true);
  return {
    email,
    sub: tokens.claims()?.sub ?? '',
    browser,
    csrf: /name="csrf" value="([^"]+)"/.exec(ownPage.text)?.[1] ?? '',
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? '',
    jwt: structured.access_token,
    apiToken: forOwnApi.access_token,
    approvedDevice,
    openDevice: await oidc.initiateDeviceAuthorization(config, { scope: SCOPE }),
    // Last, because a code lives a minute.
    pendingCode: await authorize(door, browser, email),
  };
}

/** What is tried at the same time; a lane is walked in its order, as one browser does one thing after another. */
const LANES: Path[][] = [
  ['approve', 'portal', 'roles', 'security', 'check', 'claim', 'requests', 'profile', 'console', 'none'],
  ['password'],
  ['passkey'],
  ['code'],
  ['refresh'],
  ['device'],
  ['opaque', 'jwt', 'api', 'userinfo'],
];

/** Tries every path once, at once, at a door and holds the row against the table. */
export async function check(state: State, door: Door, held: Holdings): Promise<void> {
  const found: Partial<Record<Path, string>> = {};
  const walk = async (lane: Path[]) => {
    for (const path of lane) found[path] = (await tries[path](door, held)) ? 'o' : '-';
  };
  await Promise.all(LANES.map(walk));
  const row = EXPECTED[state.padEnd(20) as Padded].split(/\s+/);
  const wanted = Object.fromEntries(PATHS.map((path, index) => [path, row[index]]));
  assert.deepEqual(found, wanted, state);
}

/** Five wrong passwords close the password path. */
export async function lock({ issuer, newBrowser }: Door, email: string): Promise<void> {
  for (let guess = 0; guess < 5; guess += 1) {
    const browser = newBrowser();
    await browser.submit(await browser.get(`${issuer}/`), { username: email, password: 'wrong' });
  }
}

const tries: Record<Path, (door: Door, held: Holdings) => Promise<boolean>> = {
  async password({ issuer, client, newBrowser }, { email, device }) {
    const browser = newBrowser();
    browser.stopAt.push('https://');
    const { url } = await prepare(client);
    const page = await browser.get(url.href);
    if (!page.text.includes('name="password"')) return false;
    const second = await browser.submit(page, { username: email, password: PASSWORD });
    if (!second.text.includes('<h1>Dùng khóa truy cập</h1>')) return second.url.includes('code=');
    return (await pressPasskey(issuer, browser, second, device)).url.includes('code=');
  },
  async passkey({ issuer, client, newBrowser }, { device }) {
    const browser = newBrowser();
    browser.stopAt.push('https://');
    const page = await browser.get((await prepare(client)).url.href);
    if (!page.text.includes('data-passkey="get"')) return false;
    return (await pressPasskey(issuer, browser, page, device)).url.includes('code=');
  },
  code: ({ client }, { pendingCode: { answer, checks } }) =>
    works(oidc.authorizationCodeGrant(client.config, answer, checks)),
  refresh: ({ client }, { refreshToken }) => works(oidc.refreshTokenGrant(client.config, refreshToken)),
  opaque: ({ client }, { accessToken }) => active(client, accessToken),
  jwt: ({ client }, { jwt }) => active(client, jwt),
  api: ({ issuer, client }, { apiToken }) =>
    works(oidc.fetchProtectedResource(client.config, apiToken, new URL(`${issuer}/api/v1/people`), 'GET')),
  userinfo: ({ client }, { accessToken, sub }) => works(oidc.fetchUserInfo(client.config, accessToken, sub)),
  async none({ client }, { browser }) {
    const { url } = await prepare(client, { prompt: 'none' });
    return (await browser.get(url.href)).url.includes('code=');
  },
  portal: ({ issuer }, { browser }) => showsOwnPage(browser, `${issuer}/`),
  roles: ({ issuer }, { browser }) => showsOwnPage(browser, `${issuer}/roles`),
  security: ({ issuer }, { browser }) => showsOwnPage(browser, `${issuer}/security`),
  check: ({ issuer }, { browser }) => showsOwnPage(browser, `${issuer}/security/certificate-check`),
  async claim({ issuer }, { browser, csrf }) {
    const fields = { csrf, until: new Date().toISOString() };
    return (await browser.post(`${issuer}/security/claim`, fields)).url.includes('notice=claimed');
  },
  requests: ({ issuer }, { browser }) => showsOwnPage(browser, `${issuer}/requests`),
  profile: ({ issuer }, { browser }) => showsOwnPage(browser, `${issuer}/profile`),
  async console({ issuer }, { browser }) {
    return (await browser.get(`${issuer}/admin`)).status === 404;
  },
  async approve({ client }, { browser, openDevice }) {
    await approves(browser, openDevice);
    return redeems(client, openDevice);
  },
  device: ({ client }, { approvedDevice }) => redeems(client, approvedDevice),
};

/** Whether a page of one's own is drawn, which the form that signs out gives away. */
async function showsOwnPage(browser: Browser, url: string): Promise<boolean> {
  return (await browser.get(url)).text.includes('action="/sign-out"');
}

async function authorize({ client }: Door, browser: Browser, email: string, extra?: Record<string, string>) {
  const { url, checks } = await prepare(client, extra);
  return { answer: await travel(browser, url, email), checks };
}

/** Walks the device pages without a password; whether they said that the device is in. */
async function approves(browser: Browser, device: oidc.DeviceAuthorizationResponse): Promise<boolean> {
  const input = await browser.get(device.verification_uri);
  if (!input.text.includes('name="user_code"')) return false;
  let page = await browser.submit(input, { user_code: device.user_code });
  if (page.text.includes('name="confirm"')) page = await browser.submit(page, { confirm: 'yes' });
  if (page.status === 200 && page.text.includes('Đã xác nhận')) return true;
  return !page.text.includes('<form method="post" action="/oidc/device');
}

function redeems(client: RelyingParty, { device_code }: oidc.DeviceAuthorizationResponse): Promise<boolean> {
  return works(oidc.genericGrantRequest(client.config, DEVICE_GRANT, { device_code }));
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
