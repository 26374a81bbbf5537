import { strict as assert } from 'node:assert';
import { NETWORK_RULE } from '../../src/domain/authentication/throttle.ts';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

/** Fills a network's bucket without a hash for every guess, and tells how the next one is answered. */
function networkOf(server: TestServer) {
  let visit: { url: string; cookie: string } | undefined;

  async function post(forwardedFor: string | null, username: string, password: string) {
    visit ??= await openVisit(server);
    const response = await fetch(visit.url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: visit.cookie,
        origin: server.issuer,
        ...(forwardedFor !== null && { 'x-forwarded-for': forwardedFor }),
      },
      body: new URLSearchParams({ username, password }),
    });
    if (response.status === 303) visit = undefined;
    return { status: response.status, text: await response.text() };
  }

  return {
    post,
    right: async (forwardedFor: string | null) =>
      (await post(forwardedFor, 'staff@mic.example', PASSWORD)).status,
    wrong: async (forwardedFor: string | null) =>
      (await post(forwardedFor, `nobody-${Math.random()}@mic.example`, 'wrong')).status,
    /** Leaves `left` guesses to a bucket, as failures of the last minute would. */
    async use(prefix: string, left: number) {
      const { stores, clock } = server.services;
      for (let count = 0; count < NETWORK_RULE.limit - left; count += 1) {
        assert.ok(await stores.throttle.reserve(`network:${prefix}`, NETWORK_RULE, clock.now()));
      }
    },
  };
}

async function openVisit(server: TestServer) {
  const browser = new Browser();
  const { url } = await browser.get(`${server.issuer}/`);
  const cookie = ['micconnect_visit', 'micconnect_visit.sig'].map(
    (name) => `${name}=${browser.cookie(name)}`,
  );
  return { url, cookie: cookie.join('; ') };
}

describe('flow: the limit of a network', () => {
  let server: TestServer;
  let network: ReturnType<typeof networkOf>;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer({ TRUSTED_PROXIES: '127.0.0.1,::1' });
    await seedMinistry(server);
    network = networkOf(server);
  });
  after(() => server.stop());

  it('pauses one IPv4 address and no neighbour', async () => {
    await network.use('198.51.100.7', 2);
    assert.equal(await network.wrong('198.51.100.7'), 401);
    assert.equal(await network.wrong('198.51.100.7'), 401);
    assert.equal(await network.wrong('198.51.100.7'), 429);
    assert.equal(await network.right('198.51.100.7'), 429);
    assert.equal(await network.right('198.51.100.8'), 303);
  });

  it('takes the addresses of one /64 together, and the next /64 apart', async () => {
    await network.use('2001:db8:1:2::/64', 2);
    assert.equal(await network.wrong('2001:db8:1:2::1'), 401);
    assert.equal(await network.wrong('2001:db8:1:2:ffff:ffff:ffff:ffff'), 401);
    assert.equal(await network.wrong('2001:db8:1:2:aaaa::7'), 429);
    assert.equal(await network.right('2001:db8:1:3::1'), 303);
  });

  it('takes an IPv4-mapped IPv6 address for the IPv4 address', async () => {
    await network.use('198.51.100.20', 0);
    assert.equal(await network.right('::ffff:198.51.100.20'), 429);
  });

  it('believes the last hop before the proxy, not what was put in front of it', async () => {
    await network.use('198.51.100.30', 0);
    assert.equal(await network.right('203.0.113.1, 198.51.100.30'), 429);
    assert.equal(await network.right('198.51.100.30, 203.0.113.1'), 303);
  });

  it('keeps to the proxy when the header is malformed', async () => {
    const { staff, stores } = server.services;
    const { person } = await staff.show('clerk@mic.example');
    for (const header of ['unknown', '10.0.0.256', '<script>', 'a, b, c', ',,,', '1.2.3.4:80, x']) {
      assert.equal((await network.post(header, 'clerk@mic.example', 'wrong')).status, 401, header);
      const [event] = await stores.audit.listOfPerson(person.id, ['sign_in.refused'], 1);
      assert.match(event?.network ?? '', /^(127\.0\.0\.1|::1)$/, header);
    }
  });

  it('says that the network pauses, and gives a right sign-in its count back', async () => {
    const { text } = await network.post('198.51.100.7', 'staff@mic.example', PASSWORD);
    assert.match(text, /Đăng nhập từ mạng này đang tạm dừng/);
    await network.use('198.51.100.40', 1);
    for (let round = 0; round < 3; round += 1) assert.equal(await network.right('198.51.100.40'), 303);
    assert.equal(await network.wrong('198.51.100.40'), 401);
    assert.equal(await network.right('198.51.100.40'), 429);
  });
});

describe('flow: forwarding headers of a peer that nobody trusts', () => {
  let server: TestServer;
  let network: ReturnType<typeof networkOf>;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer({ TRUSTED_PROXIES: '192.0.2.1' });
    await seedMinistry(server);
    network = networkOf(server);
  });
  after(() => server.stop());

  it('neither escape a pause nor pass it on to another', async () => {
    const { staff, stores } = server.services;
    const { person } = await staff.show('clerk@mic.example');
    assert.equal((await network.post('198.51.100.1', 'clerk@mic.example', 'wrong')).status, 401);
    const [event] = await stores.audit.listOfPerson(person.id, ['sign_in.refused'], 1);
    const peer = event?.network ?? '';
    assert.match(peer, /^(127\.0\.0\.1|::1)$/);
    await network.use(peer === '::1' ? '::/64' : peer, 2);
    assert.equal(await network.wrong('198.51.100.2'), 401);
    assert.equal(await network.wrong('198.51.100.3'), 429, 'a forged header opens a bucket of its own');
    assert.equal(await network.right('198.51.100.4'), 429);
    assert.equal(await network.right(null), 429);
  });
});
