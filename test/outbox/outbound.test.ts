import assert from 'node:assert/strict';
import type { lookup } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { BodyTooLargeError } from '../../src/outbox/call-budget.ts';
import { createOutboundFetch, OutboundRefusedError } from '../../src/outbox/outbound.ts';

const MEGABYTE = 1024 * 1024;

/** A resolver that answers each question with the next list; the last one stays. */
function resolverOf(...answers: string[][]): typeof lookup {
  const resolve = (_host: string, _options: object, callback: (error: null, found: object[]) => void) => {
    const [addresses = []] = answers.length > 1 ? answers.splice(0, 1) : answers;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return resolve as unknown as typeof lookup;
}

describe('outbox/outbound', () => {
  let canary: Server;
  let port: number;
  let seen: number;

  before(async () => {
    canary = createServer((request, response) => {
      const path = request.url ?? '';
      if (path === '/redirect') response.writeHead(302, { location: '/' }).end();
      else if (path === '/empty') response.writeHead(204).end();
      else if (path === '/huge') response.end(Buffer.alloc(10 * MEGABYTE));
      else if (path === '/full') response.end(Buffer.alloc(MEGABYTE));
      else if (path === '/slow') response.write('a');
      else if (path !== '/silent') request.pipe(response);
    });
    // Also counts connections that send nothing.
    canary.on('connection', () => {
      seen += 1;
    });
    await new Promise<void>((resolve) => canary.listen(0, '::', resolve));
    ({ port } = canary.address() as AddressInfo);
  });
  beforeEach(() => {
    seen = 0;
  });
  after(async () => {
    canary.closeAllConnections();
    await new Promise((resolve) => canary.close(resolve));
  });

  const guarded = (allowed: string[] = [], allowedOrigins: string[] = [], resolve?: typeof lookup) =>
    createOutboundFetch({ allowed, allowedOrigins, lookup: resolve });

  const forbidden = [
    '127.0.0.1',
    '127.0.0.1.',
    'localhost',
    '[::1]',
    '2130706433',
    '0177.0.0.1',
    '0x7f.1',
    '127.1',
    '①②⑦.0.0.1',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '0.0.0.0',
    '[::]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '[fd00::1]',
    '[fe80::1]',
    '224.0.0.1',
    '[ff02::1]',
    '255.255.255.255',
  ];
  for (const host of forbidden) {
    it(`refuses ${host}`, async () => {
      await assert.rejects(guarded()(`http://${host}:${port}/`), OutboundRefusedError);
      assert.equal(seen, 0);
    });
  }

  it('does not reach localhost by a name with a dot behind it', async () => {
    await assert.rejects(guarded()(`http://localhost.:${port}/`));
    assert.equal(seen, 0);
  });

  it('refuses other schemes', async () => {
    for (const url of ['file:///etc/passwd', 'data:text/plain,x', 'ftp://127.0.0.1/', 'blob:nodedata:x']) {
      await assert.rejects(guarded(['127.0.0.1'])(url), OutboundRefusedError);
    }
  });

  const reaching: [string, string[], string[]][] = [
    ['127.0.0.1', ['127.0.0.1'], []],
    ['[::1]', ['::1'], []],
    ['[::ffff:127.0.0.1]', ['127.0.0.0/8'], []],
    ['2130706433', ['127.0.0.0/8'], []],
    ['localhost', ['LocalHost'], []],
    ['localhost', ['127.0.0.0/8', '::1/128'], []],
    ['localhost', [], ['http://localhost:PORT']],
    ['127.0.0.1', [], ['http://127.0.0.1:PORT/']],
  ];
  for (const [host, allowed, origins] of reaching) {
    it(`reaches ${host} with ${[...allowed, ...origins].join(' ')}`, async () => {
      const call = guarded(
        allowed,
        origins.map((origin) => origin.replace('PORT', String(port))),
      );
      const response = await call(`http://${host}:${port}/`, { method: 'POST', body: 'xin chào' });
      assert.equal(await response.text(), 'xin chào');
      assert.equal(seen, 1);
    });
  }

  it('takes an allowed origin with its scheme and port, an allowed host by its whole name', async () => {
    for (const origin of [`https://localhost:${port}`, `http://localhost:${port + 1}`, 'http://localhost']) {
      await assert.rejects(guarded([], [origin])(`http://localhost:${port}/`), OutboundRefusedError);
    }
    for (const host of ['host', 'local', 'a.localhost', '127.0.0.2']) {
      await assert.rejects(guarded([host])(`http://localhost:${port}/`), OutboundRefusedError);
    }
    assert.equal(seen, 0);
  });

  it('checks every answer of the resolver, for each connection anew', async () => {
    const mixed = guarded([], [], resolverOf(['8.8.8.8', '127.0.0.1']));
    await assert.rejects(mixed(`http://mixed.example:${port}/`), OutboundRefusedError);
    const mapped = guarded([], [], resolverOf(['::ffff:127.0.0.1']));
    await assert.rejects(mapped(`http://mapped.example:${port}/`), OutboundRefusedError);
    const nothing = guarded([], [], resolverOf([]));
    await assert.rejects(nothing(`http://nothing.example:${port}/`), OutboundRefusedError);
    assert.equal(seen, 0);

    const rebinding = guarded(['127.0.0.1'], [], resolverOf(['127.0.0.1'], ['127.0.0.2']));
    assert.equal((await rebinding(`http://rebinding.example:${port}/empty`)).status, 204);
    await assert.rejects(rebinding(`http://rebinding.example:${port}/empty`), OutboundRefusedError);
    assert.equal(seen, 1);
  });

  it('returns redirects and overrules init', async () => {
    const init = { redirect: 'follow' } as const;
    const response = await guarded(['127.0.0.1'])(`http://127.0.0.1:${port}/redirect`, init);
    assert.equal(response.status, 302);
    assert.equal(response.headers.get('location'), '/');
    assert.equal(seen, 1);
    const dispatcher = { dispatch: () => assert.fail('a dispatcher of the caller') } as unknown as never;
    await assert.rejects(guarded()(`http://localhost:${port}/`, { dispatcher }), OutboundRefusedError);
  });

  it('reads a body up to 1 MB and fails beyond', async () => {
    const call = guarded(['127.0.0.1']);
    const full = await call(`http://127.0.0.1:${port}/full`);
    assert.equal((await full.arrayBuffer()).byteLength, MEGABYTE);
    assert.equal(full.url, `http://127.0.0.1:${port}/full`);
    const huge = await call(`http://127.0.0.1:${port}/huge`);
    await assert.rejects(huge.text(), BodyTooLargeError);
  });

  it('ends a slow body and a silent server after 5 seconds, or earlier on request', async () => {
    const call = guarded(['127.0.0.1']);
    const begun = Date.now();
    const slow = call(`http://127.0.0.1:${port}/slow`).then((response) => response.text());
    const silent = call(`http://127.0.0.1:${port}/silent`);
    const early = { signal: AbortSignal.timeout(100) };
    await assert.rejects(call(`http://127.0.0.1:${port}/silent`, early), { name: 'TimeoutError' });
    assert.ok(Date.now() - begun < 1000);
    await Promise.all([
      assert.rejects(slow, { name: 'TimeoutError' }),
      assert.rejects(silent, { name: 'TimeoutError' }),
    ]);
    const took = Date.now() - begun;
    assert.ok(took > 4500 && took < 7000, `${took} ms`);
    await assert.rejects(call(`http://127.0.0.1:${port}/`, { signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  it('frees the connection of a body that nobody reads', async () => {
    const response = await guarded(['127.0.0.1'])(`http://127.0.0.1:${port}/huge`);
    await response.body?.cancel();
    await pause(50);
    const open = await new Promise<number>((resolve) =>
      canary.getConnections((_error, count) => resolve(count)),
    );
    assert.equal(open, 0);
  });

  it('names malformed entries at once', () => {
    assert.throws(() => guarded(['10.0.0.0/33']));
    assert.throws(() => guarded(['not a host']));
    assert.throws(() => guarded([], ['localhost']));
  });
});
