import { strict as assert } from 'node:assert';
import type { Logger } from 'pino';
import { readTrustBundles } from '../src/pki/trust-bundle.ts';
import { createTreeRevocation, keepRevocationLists } from '../src/revocation-wiring.ts';
import { createMetrics } from '../src/web/metrics.ts';
import { faults } from './support/revocation-server.ts';
import { openRevocationWorld, type RevocationWorld } from './support/revocation-world.ts';

describe('revocation on a running server', () => {
  let world: RevocationWorld;
  before(async function () {
    this.timeout(60_000);
    world = await openRevocationWorld();
  });
  after(() => world.close());

  /** A server's part of the tree that stands in KEYS_DIR/ca, and what its officers see. */
  async function open(url: string, outboundAllow: string[]) {
    const fingerprint = Buffer.from(await crypto.subtle.digest('SHA-256', world.authority.der)).toString(
      'hex',
    );
    const policy = { order: ['crl'], hosts: [world.server.host], crl_urls: { [fingerprint]: url } };
    const json = JSON.stringify({ name: 'Chính phủ', name_en: 'Government', revocation: policy });
    const { bundles, problems } = readTrustBundles([
      { tree: 'government', pem: Buffer.from(world.authority.pem), json },
    ]);
    assert.deepEqual(problems, []);
    const revocation = createTreeRevocation(
      { outboundAllow, sampleData: false, samplePort: 0 },
      bundles,
      world.services,
    );
    const [metrics, work, lines]: [ReturnType<typeof createMetrics>, Promise<void>[], string[]] = [
      createMetrics(),
      [],
      [],
    ];
    const note = (level: string) => (facts: { problem?: string }) =>
      lines.push(`${level} ${facts.problem ?? ''}`.trim());
    const background = { run: (task: () => Promise<void>) => void work.push(task()), settle: async () => {} };
    const log = { info: note('info'), warn: note('warn') } as unknown as Logger;
    const kept = keepRevocationLists({ revocation, clock: world }, { background, metrics, log });
    kept.start();
    await Promise.all(work);
    const shown = async () => {
      const { body } = await metrics.render();
      const lines = body.split('\n').filter((line) => line.includes(`url="${url}"`));
      return Object.fromEntries(
        lines.map((line) => [/list_(\w+)/.exec(line)?.[1], Number(line.split(' ').at(-1))]),
      );
    };
    return { revocation, lines, shown, stop: kept.stop };
  }

  it('fetches the lists of its trees from the start, and shows how old they are', async () => {
    const server = await open(world.server.serve(await world.list()), ['127.0.0.1']);
    assert.deepEqual(await server.shown(), { age_seconds: 3600, left_seconds: 86_400, failures: 0 });
    assert.deepEqual(server.lines, []);
    await server.stop();
  });

  it('tells officers once that a list cannot be had, and once that it can again', async () => {
    await world.renew();
    const url = world.server.serve(faults.fail);
    const server = await open(url, ['127.0.0.1']);
    assert.deepEqual(await server.shown(), {
      age_seconds: Number.NaN,
      left_seconds: Number.NaN,
      failures: 1,
    });
    world.pass(1);
    await server.revocation.prefetch(world.now());
    assert.deepEqual(server.lines, ['warn unreachable']);
    world.server.change(url, await world.list());
    world.pass(2);
    await server.revocation.prefetch(world.now());
    assert.deepEqual(server.lines, ['warn unreachable', 'info']);
    await server.stop();
  });

  it('calls nobody inside whom OUTBOUND_ALLOW does not name, whatever the tree says', async () => {
    await world.renew();
    const url = world.server.serve(await world.list());
    const server = await open(url, []);
    assert.deepEqual([server.lines, world.server.calls(url)], [['warn host_not_allowed'], 0]);
    await server.stop();
  });
});
