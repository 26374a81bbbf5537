import { strict as assert } from 'node:assert';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTwoNodes, type TwoNodes } from './two-nodes.ts';

/** A node reads the keys again after ten seconds, and answers with them from the next request on. */
const KNOWN_WITHIN_MS = 20_000;

describe('a rotation of the signing keys reaches both nodes without a restart', () => {
  let site: TwoNodes;
  before(async function () {
    this.timeout(120_000);
    site = await startTwoNodes();
  });
  after(() => site.stop());

  /** The kids that a node publishes, whatever address it is asked at. */
  function kidsAt(origin: string): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const headers = { host: new URL(site.issuer).host };
      const asked = request(`${origin}/oidc/jwks`, { headers }, async (response) => {
        let body = '';
        for await (const piece of response) body += piece;
        resolve(JSON.parse(body).keys.map(({ kid }: { kid: string }) => kid));
      });
      asked.on('error', reject).end();
    });
  }
  async function untilBothPublish(kids: string[]): Promise<void> {
    const deadline = Date.now() + KNOWN_WITHIN_MS;
    for (const { origin } of site.nodes)
      while ((await kidsAt(origin)).sort().join() !== kids.sort().join()) {
        assert.ok(Date.now() < deadline, origin);
        await sleep(200);
      }
  }
  const staged = async () =>
    JSON.parse(await site.nodes[0].operate('keys', 'list', '--json')) as { kid: string }[];

  it('starts with the same keys on both', async () => {
    const [one, other] = await Promise.all(site.nodes.map(({ origin }) => kidsAt(origin)));
    assert.equal(one?.length, 3);
    assert.deepEqual(one, other);
  });

  it('is done by one of two officers who ask at once, and published by both nodes', async () => {
    const tries = await Promise.allSettled(site.nodes.map((node) => node.operate('keys', 'rotate')));
    assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const kids = (await staged()).map(({ kid }) => kid);
    assert.equal(kids.length, 6);
    await untilBothPublish(kids);
  });

  it('takes leaked keys away on both', async () => {
    const leaked = new Set((await staged()).map(({ kid }) => kid));
    await site.nodes[1].operate('keys', 'rotate', '--leaked');
    const kids = (await staged()).map(({ kid }) => kid);
    assert.ok(kids.length === 3 && kids.every((kid) => !leaked.has(kid)));
    await untilBothPublish(kids);
  });
});
