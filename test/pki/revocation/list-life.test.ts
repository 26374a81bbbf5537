import { strict as assert } from 'node:assert';
import type { RevocationProof } from '../../../src/domain/certificates/revocation-proof.ts';
import { type ListKnobs, serialAmongMany } from '../../support/revocation-authority.ts';
import { faults } from '../../support/revocation-server.ts';
import { openRevocationWorld, type RevocationWorld, TREE } from '../../support/revocation-world.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const HOUR = 60;
const LISTS = { order: ['crl'] } as { order: ['crl'] };
const wordOf = (proof: RevocationProof) => (proof.status === 'unproven' ? proof.problem : proof.status);

describe('pki/revocation: lists over time', () => {
  let world: RevocationWorld;
  let opened: TestServices;
  before(async function () {
    this.timeout(60_000);
    world = await openRevocationWorld(async (clock) => {
      opened = await openTestServices(clock);
      return opened;
    });
  });
  beforeEach(() => world.renew());
  after(() => world.close());

  const issueListed = async (knobs?: ListKnobs) => world.issue({ crl: await world.list(knobs) });
  const later = (minutes: number) => new Date(world.now().getTime() + minutes * 60_000);
  const events = async (url: string) =>
    (await world.services.stores.audit.list(0, 1000))
      .filter(({ details }) => details?.url === url)
      .map(({ type, details }) => `${type} ${details?.problem ?? ''}`.trim());
  const stateOf = async (url: string) =>
    (await world.services.stores.revocationLists.list()).find((each) => each.url === url);

  it('fetches nothing before it is asked, and one list once for many questions and both nodes', async () => {
    const issued = await issueListed();
    const [node, other] = [world.node(LISTS), world.node(LISTS)];
    await Promise.all([node.prefetch(world.now()), other.prefetch(world.now())]);
    assert.equal(world.server.calls(issued.crl), 0);
    const asked = [node, other, node, other, node].map((each) => each.ask(issued));
    assert.deepEqual((await Promise.all(asked)).map(wordOf), Array(5).fill('good'));
    assert.equal(world.server.calls(issued.crl), 1);
  });

  for (const [name, older] of [
    ['an older number', (): ListKnobs => ({ number: 6 })],
    ['an older date', (): ListKnobs => ({ number: 8, thisUpdate: later(-2 * HOUR) })],
    ['no number any more', (): ListKnobs => ({ number: null })],
  ] as const) {
    it(`keeps what it accepted when ${name} comes, on every node and after a restart`, async () => {
      const issued = await world.issue({ crl: Buffer.alloc(0) });
      world.server.change(
        issued.crl,
        await world.list({ number: 7, revoked: [issued.leaf.certificate.serialNumber] }),
      );
      assert.equal(wordOf(await world.node(LISTS).ask(issued)), 'revoked');
      world.server.change(issued.crl, await world.list(older()));
      world.pass(2 * HOUR);
      const restarted = world.node(LISTS);
      assert.equal(wordOf(await restarted.ask(issued)), 'revoked');
      assert.equal(world.server.calls(issued.crl), 2);
      assert.deepEqual(
        [(await stateOf(issued.crl))?.problem, (await stateOf(issued.crl))?.number],
        ['rolled_back', 7n],
      );
      assert.deepEqual(await events(issued.crl), ['revocation.alarmed rolled_back']);
    });
  }

  it('says rolled_back, once the newer list is over that somebody replaced by an older one', async () => {
    const issued = await issueListed({ number: 7 });
    await world.node(LISTS).ask(issued);
    world.server.change(issued.crl, await world.list({ number: 6, nextUpdate: later(100 * HOUR) }));
    world.pass(25 * HOUR);
    assert.equal(wordOf(await world.node(LISTS).ask(issued)), 'rolled_back');
  });

  it('finds out within the policy’s age that a certificate was revoked, on the other node too', async () => {
    const issued = await issueListed({ number: 1 });
    const [node, other] = [world.node({ ...LISTS, maxAgeMs: 30 * 60_000 }), world.node(LISTS)];
    assert.deepEqual([wordOf(await node.ask(issued)), wordOf(await other.ask(issued))], ['good', 'good']);
    world.server.change(
      issued.crl,
      await world.list({ number: 2, revoked: [issued.leaf.certificate.serialNumber] }),
    );
    world.pass(29);
    assert.equal(wordOf(await node.ask(issued)), 'good');
    assert.equal(world.server.calls(issued.crl), 1);
    world.pass(2);
    assert.equal(wordOf(await node.ask(issued)), 'revoked');
    assert.equal(wordOf(await other.ask(issued)), 'revoked');
    assert.equal(world.server.calls(issued.crl), 2);
  });

  it('lives on what it has until the next update, then through the grace, then refuses', async () => {
    const issued = await issueListed();
    const policy = { ...LISTS, graceMs: 2 * HOUR * 60_000 };
    await world.node(policy).ask(issued);
    world.server.change(issued.crl, faults.fail);
    const said: (string | undefined)[] = [];
    for (const minutes of [20 * HOUR, 5 * HOUR, 2 * HOUR]) {
      world.pass(minutes);
      const node = world.node(policy);
      said.push(wordOf(await node.ask(issued)), node.alarms.map(({ problem }) => problem).join());
    }
    assert.deepEqual(said, ['good', 'unreachable', 'good', 'stale', 'stale', '']);
    world.server.change(issued.crl, await world.list({ number: 2 }));
    world.pass(HOUR);
    const node = world.node(policy);
    assert.equal(wordOf(await node.ask(issued)), 'good');
    assert.deepEqual(
      node.alarms.map(({ problem }) => problem),
      [null],
    );
    assert.deepEqual(await events(issued.crl), [
      'revocation.alarmed unreachable',
      'revocation.alarmed stale',
      'revocation.restored',
    ]);
  });

  it('does not try an address again at once that has failed, and then tries at longer intervals', async () => {
    const issued = await world.issue({ crl: faults.fail });
    const node = world.node(LISTS);
    await node.ask(issued);
    await node.ask(issued);
    assert.equal(world.server.calls(issued.crl), 1);
    const tries: number[] = [];
    for (let minute = 1; minute <= 40; minute += 1) {
      world.pass(1);
      await node.prefetch(world.now());
      tries.push(world.server.calls(issued.crl));
    }
    // 0.5, 1, 2, 5, 15, 15 minutes apart.
    assert.deepEqual([tries[0], tries[1], tries[9], tries[39]], [2, 3, 5, 7]);
  });

  it('renews lists ahead of time, so that nobody who signs in waits for one', async () => {
    const issued = await issueListed({ number: 1 });
    const node = world.node(LISTS);
    await node.ask(issued);
    for (let number = 2; number <= 12; number += 1) {
      world.pass(50);
      world.server.change(issued.crl, await world.list({ number }));
      await node.prefetch(world.now());
      world.server.change(issued.crl, faults.fail);
      assert.equal(wordOf(await node.ask(issued)), 'good');
    }
    assert.equal((await stateOf(issued.crl))?.number, 12n);
    assert.deepEqual(
      node.lists().map(({ url, problem }) => [url, problem]),
      [[issued.crl, null]],
    );
  });

  it('fetches ahead what the policy and the bundle’s own certificates name, and nothing of strangers', async () => {
    const stranger = await world.authority.issueAuthority();
    const leaf = await stranger.issue({ crlUrls: [world.server.serve(await world.list())] });
    const node = world.node(LISTS);
    await node.prove(leaf.der, stranger.der, TREE, world.now());
    const asked = world.server.total();
    world.pass(2 * HOUR);
    await node.prefetch(world.now());
    assert.equal(world.server.total(), asked);
    assert.deepEqual(node.lists(), []);

    const named = world.server.serve(await world.list());
    const fingerprint = Buffer.from(await crypto.subtle.digest('SHA-256', world.authority.der)).toString(
      'hex',
    );
    const ahead = world.node({ ...LISTS, crlUrls: new Map([[fingerprint, named]]) });
    await ahead.prefetch(world.now());
    assert.equal(world.server.calls(named), 1);
    assert.deepEqual(
      ahead.lists().map(({ url }) => url),
      [named],
    );
  });

  it('asks only whether there is a newer one', async () => {
    const bytes = await world.list();
    const issued = await world.issue({
      crl: (_, request, response) => {
        response.setHeader('etag', '"1"');
        if (request.headers['if-none-match'] !== '"1"') return bytes;
        response.writeHead(304).end();
        return undefined;
      },
    });
    await world.node(LISTS).ask(issued);
    const before = await stateOf(issued.crl);
    world.pass(2 * HOUR);
    assert.equal(wordOf(await world.node(LISTS).ask(issued)), 'good');
    const after = await stateOf(issued.crl);
    assert.equal(after?.problem, null);
    assert.equal(Number(after?.fetchedAt) - Number(before?.fetchedAt), 2 * HOUR * 60_000);
  });

  it('believes "unchanged" only where it asked for it', async () => {
    const issued = await world.issue({ crl: (_, __, response) => void response.writeHead(304).end() });
    assert.equal(wordOf(await world.node(LISTS).ask(issued)), 'unreachable');
  });

  it('does not believe the table either', async () => {
    const issued = await world.issue({ crl: Buffer.alloc(0) });
    world.server.change(issued.crl, await world.list({ revoked: [issued.leaf.certificate.serialNumber] }));
    await world.node(LISTS).ask(issued);
    await opened.services.database.source.query(
      `update revocation_list set der = overlay(der placing '\\xff'::bytea from 60)`,
    );
    assert.notEqual(wordOf(await world.node(LISTS).ask(issued)), 'good');
  });

  it('proves against 100,000 entries in far less than a millisecond', async () => {
    const bytes = await world.list({ many: 100_000 });
    const free = await world.issue({ crl: bytes });
    const revoked = {
      leaf: await world.authority.issue({ serialNumber: serialAmongMany(70_000), crlUrls: [free.crl] }),
    };
    const node = world.node(LISTS);
    assert.deepEqual([wordOf(await node.ask(free)), wordOf(await node.ask(revoked))], ['good', 'revoked']);
    const taken: number[] = [];
    for (let round = 0; round < 201; round += 1) {
      const started = performance.now();
      await node.ask(free);
      taken.push(performance.now() - started);
    }
    // Measured at 0.2 ms; half of all tries stay below two on a machine that others use as well.
    const median = taken.sort((one, other) => one - other)[100] ?? 0;
    assert.ok(median < 2, `${median} ms`);
  }).timeout(30_000);
});
