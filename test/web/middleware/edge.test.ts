import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Context } from '../../../src/web/context.ts';
import { clientAddress, edge, networkPrefix, toNetwork } from '../../../src/web/middleware/edge.ts';

const PROXIES = ['10.0.0.0/8', '127.0.0.1', '::1', 'fd00::/8'].map(toNetwork);

describe('web/middleware/edge', () => {
  describe('clientAddress', () => {
    const cases: [what: string, peer: string, forwardedFor: string, expected: string][] = [
      ['the peer without a header', '203.0.113.5', '', '203.0.113.5'],
      ['the peer that nobody trusts', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
      ['the hop before a trusted proxy', '10.1.1.1', '198.51.100.1', '198.51.100.1'],
      ['the last untrusted hop, not what it claims', '10.1.1.1', '192.0.2.9, 198.51.100.1', '198.51.100.1'],
      ['the hop before a chain of proxies', '10.1.1.1', '192.0.2.9, 198.51.100.1, 10.2.2.2', '198.51.100.1'],
      ['the first hop when all are proxies', '10.1.1.1', '10.3.3.3, 10.2.2.2', '10.3.3.3'],
      ['an IPv6 hop', '::1', '2001:db8::7', '2001:db8::7'],
      ['an IPv6 proxy of a network', 'fd00::1', '198.51.100.1', '198.51.100.1'],
      ['IPv4 in an IPv4-mapped peer', '::ffff:10.1.1.1', '198.51.100.1', '198.51.100.1'],
      ['IPv4 in an IPv4-mapped hop', '10.1.1.1', '::ffff:198.51.100.1', '198.51.100.1'],
      ['hops without spaces', '10.1.1.1', '192.0.2.9,198.51.100.1,10.2.2.2', '198.51.100.1'],
      // What is no address ends the walk (CVE-2024-47070).
      ['the peer beside a word', '10.1.1.1', 'unknown', '10.1.1.1'],
      ['the proxy beside an empty hop', '10.1.1.1', '198.51.100.1, ', '10.1.1.1'],
      ['the proxy beside markup', '10.1.1.1', '198.51.100.1, <script>', '10.1.1.1'],
      ['the proxy beside a hop out of range', '10.1.1.1', '198.51.100.256', '10.1.1.1'],
      ['the proxy beside a hop with a port', '10.1.1.1', '198.51.100.1:443', '10.1.1.1'],
      ['the proxy beside a quoted hop', '10.1.1.1', '"198.51.100.1"', '10.1.1.1'],
      ['the proxy beside a bracketed hop', '10.1.1.1', '[2001:db8::7]', '10.1.1.1'],
      ['the proxy beside a network', '10.1.1.1', '198.51.100.0/24', '10.1.1.1'],
      [
        'the inner proxy beside a broken outer hop',
        '10.1.1.1',
        '198.51.100.1, nonsense, 10.2.2.2',
        '10.2.2.2',
      ],
      ['nowhere without a peer', '', '198.51.100.1', '0.0.0.0'],
    ];
    for (const [what, peer, forwardedFor, expected] of cases) {
      it(`is ${what}`, () => assert.equal(clientAddress(peer, forwardedFor, PROXIES), expected));
    }

    it('is always an address, and the peer itself when that is no proxy', () => {
      const header = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())).map((hops) => hops.join(','));
      fc.assert(
        fc.property(header, (text) => {
          assert.equal(clientAddress('203.0.113.5', text, PROXIES), '203.0.113.5');
          assert.doesNotThrow(() => networkPrefix(clientAddress('10.1.1.1', text, PROXIES)));
        }),
      );
    });
  });

  describe('networkPrefix', () => {
    const cases = [
      ['198.51.100.7', '198.51.100.7'],
      ['::ffff:198.51.100.7', '198.51.100.7'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:db8:1:2::', '2001:db8:1:2::/64'],
      ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
      ['2001:db8::1', '2001:db8::/64'],
      ['::1', '::/64'],
    ] as const;
    for (const [address, prefix] of cases) {
      it(`of ${address} is ${prefix}`, () => assert.equal(networkPrefix(address), prefix));
    }

    it('is one for the addresses of a /64 and another beyond', () => {
      const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
      const host = fc.array(group, { minLength: 4, maxLength: 4 }).map((groups) => groups.join(':'));
      fc.assert(
        fc.property(group, host, host, (subnet, one, other) => {
          const prefix = networkPrefix(`2001:db8:7:${subnet}:${one}`);
          assert.equal(networkPrefix(`2001:db8:7:${subnet}:${other}`), prefix);
          assert.notEqual(networkPrefix(`2001:db8:8:${subnet}:${one}`), prefix);
        }),
      );
    });
  });

  describe('toNetwork', () => {
    it('reads a single address as itself alone', () => {
      assert.equal(clientAddress('127.0.0.2', '198.51.100.1', [toNetwork('127.0.0.1')]), '127.0.0.2');
      assert.equal(clientAddress('::2', '198.51.100.1', [toNetwork('::1')]), '::2');
    });
    it('throws for what is neither', () => {
      for (const text of ['', 'proxy.example', '10.0.0.0/33', '10.0.0.0/x'])
        assert.throws(() => toNetwork(text), text);
    });
  });

  describe('the middleware', () => {
    const pin = edge({
      issuer: 'https://id.mic.example',
      trustedProxies: ['127.0.0.1'],
      networks: [],
      ids: { uuid: () => 'request-1', supportCode: () => 'ABCD-EFGH' },
    });

    /** Runs the middleware on a request and gives what it left of it. */
    async function pinned(headers: Record<string, string>, peer = '127.0.0.1') {
      const answered: Record<string, string> = {};
      const request = { headers: { ...headers }, socket: { remoteAddress: peer } };
      const ctx = {
        req: request,
        state: {},
        get: (name: string) => headers[name.toLowerCase()] ?? '',
        set: (name: string, value: string) => {
          answered[name] = value;
        },
      } as unknown as Context;
      let isPassedOn = false;
      await pin(ctx, async () => {
        isPassedOn = true;
      });
      assert.equal(isPassedOn, true);
      return { headers: request.headers, state: ctx.state, answered };
    }

    it('pins host and scheme to the issuer, whatever was sent', async () => {
      const forged = {
        host: 'evil.example',
        forwarded: 'host=evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        'x-forwarded-port': '81',
        'x-real-ip': '1.2.3.4',
        'client-cert': ':AAAA:',
        'client-cert-chain': ':AAAA:',
      };
      for (const peer of ['127.0.0.1', '203.0.113.5']) {
        const { headers } = await pinned({ ...forged, accept: 'text/html' }, peer);
        assert.deepEqual(headers, {
          host: 'id.mic.example',
          'x-forwarded-proto': 'https',
          accept: 'text/html',
        });
      }
    });

    it('keeps who asked, for limits, log and audit', async () => {
      const { state, answered } = await pinned({
        'x-forwarded-for': '2001:db8:1:2::9',
        'user-agent': 'Tester',
      });
      assert.deepEqual(state, {
        requestId: 'request-1',
        origin: {
          address: '2001:db8:1:2::9',
          networkPrefix: '2001:db8:1:2::/64',
          isOutside: false,
          userAgent: 'Tester',
          supportCode: 'ABCD-EFGH',
        },
      });
      assert.deepEqual(answered, { 'X-Request-Id': 'request-1' });
    });

    it('cuts an endless user agent, and knows none from an empty one', async () => {
      assert.equal((await pinned({ 'user-agent': 'x'.repeat(5000) })).state.origin.userAgent?.length, 300);
      assert.equal((await pinned({})).state.origin.userAgent, null);
    });
  });
});
