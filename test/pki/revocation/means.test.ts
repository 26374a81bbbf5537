import { strict as assert } from 'node:assert';
import type { RevocationProof } from '../../../src/domain/certificates/revocation-proof.ts';
import type { AnswerKnobs, ListKnobs } from '../../support/revocation-authority.ts';
import { faults } from '../../support/revocation-server.ts';
import { openRevocationWorld, type RevocationWorld } from '../../support/revocation-world.ts';

const wordOf = (proof: RevocationProof) =>
  proof.status === 'unproven' ? proof.problem : `${proof.status} by ${proof.by}`;

type Ocsp = AnswerKnobs | 'silent' | 'none';
type List = 'good' | 'revoked' | 'stale' | 'silent' | 'none';

describe('pki/revocation: list and responder together', () => {
  let world: RevocationWorld;
  before(async function () {
    this.timeout(60_000);
    world = await openRevocationWorld();
  });
  after(() => world.close());

  async function issue(ocsp: Ocsp, list: List) {
    const issued = await world.issue({
      ...(ocsp === 'none' ? {} : { ocsp: ocsp === 'silent' ? faults.fail : world.answer(ocsp) }),
      ...(list === 'none' ? {} : { crl: faults.fail }),
    });
    if (list !== 'none' && list !== 'silent') await publish(issued, list);
    return issued;
  }

  async function publish(
    issued: { leaf: { certificate: { serialNumber: string } }; crl: string },
    list: List,
  ) {
    const hours = (count: number) => new Date(world.now().getTime() + count * 3_600_000);
    const knobs: ListKnobs = {
      ...(list === 'revoked' ? { revoked: [issued.leaf.certificate.serialNumber] } : {}),
      ...(list === 'stale' ? { thisUpdate: hours(-5), nextUpdate: hours(-1) } : {}),
    };
    world.server.change(issued.crl, await world.list(knobs));
  }

  const table: [order: ('ocsp' | 'crl')[], ocsp: Ocsp, list: List, says: string][] = [
    [['ocsp', 'crl'], {}, 'good', 'good by ocsp'],
    [['crl', 'ocsp'], {}, 'good', 'good by crl'],
    [['ocsp', 'crl'], { status: 'revoked' }, 'good', 'revoked by ocsp'],
    [['crl', 'ocsp'], {}, 'revoked', 'revoked by crl'],
    [['ocsp', 'crl'], 'silent', 'good', 'good by crl'],
    [['ocsp', 'crl'], 'silent', 'revoked', 'revoked by crl'],
    [['ocsp', 'crl'], 'silent', 'silent', 'unreachable'],
    [['ocsp', 'crl'], 'silent', 'stale', 'unreachable'],
    [['ocsp', 'crl'], 'none', 'stale', 'stale'],
    [['ocsp', 'crl'], 'none', 'none', 'no_source'],
    [['crl', 'ocsp'], {}, 'none', 'good by ocsp'],
    [['crl', 'ocsp'], {}, 'stale', 'good by ocsp'],
    [['ocsp', 'crl'], { status: 'unknown' }, 'good', 'good by crl'],
    [['ocsp', 'crl'], { status: 'unknown' }, 'none', 'unknown_to_responder'],
    [['ocsp', 'crl'], { nonce: Buffer.alloc(32) }, 'none', 'wrong_nonce'],
    [['ocsp'], 'silent', 'good', 'unreachable'],
    [['crl'], { status: 'revoked' }, 'good', 'good by crl'],
  ];
  for (const [order, ocsp, list, says] of table) {
    const shown = typeof ocsp === 'string' ? ocsp : (ocsp.status ?? (ocsp.nonce ? 'replayed' : 'good'));
    it(`${order.join(', ')}: responder ${shown}, list ${list}: ${says}`, async () => {
      assert.equal(wordOf(await world.node({ order }).ask(await issue(ocsp, list))), says);
    });
  }

  it('lets a known list’s "revoked" win over a responder’s "good"', async () => {
    const issued = await issue({}, 'revoked');
    const node = world.node({ order: ['crl', 'ocsp'] });
    await node.ask(issued);
    assert.equal(wordOf(await world.node({ order: ['ocsp', 'crl'] }).ask(issued)), 'revoked by crl');
  });

  it('lets a list in its grace count only when nobody knows better', async () => {
    const issued = await issue({ status: 'revoked' }, 'stale');
    const policy = { order: ['crl', 'ocsp'] as ('crl' | 'ocsp')[], graceMs: 5 * 3_600_000 };
    assert.equal(wordOf(await world.node(policy).ask(issued)), 'revoked by ocsp');
    const silent = await issue('silent', 'stale');
    assert.equal(wordOf(await world.node(policy).ask(silent)), 'good by crl');
  });

  it('remembers a responder’s answer for the policy’s age, and no longer', async () => {
    const issued = await issue({ nextUpdate: null }, 'none');
    const node = world.node({ order: ['ocsp'], maxAgeMs: 10 * 60_000 });
    await node.ask(issued);
    world.server.change(issued.ocsp, world.answer({ status: 'revoked' }));
    world.pass(9);
    assert.equal(wordOf(await node.ask(issued)), 'good by ocsp');
    assert.equal(world.server.calls(issued.ocsp), 1);
    world.pass(2);
    assert.equal(wordOf(await node.ask(issued)), 'revoked by ocsp');
    assert.equal(world.server.calls(issued.ocsp), 2);
  });

  it('never remembers it beyond the answer’s own end', async () => {
    const issued = await issue({ nextUpdate: new Date(world.now().getTime() + 60_000) }, 'none');
    const node = world.node({ order: ['ocsp'] });
    await node.ask(issued);
    world.pass(2);
    world.server.change(issued.ocsp, faults.fail);
    assert.equal(wordOf(await node.ask(issued)), 'unreachable');
  });

  it('never confuses certificates, issuers or trees', async () => {
    const [revoked, good] = [await issue({ status: 'revoked' }, 'none'), await issue({}, 'none')];
    const node = world.node({ order: ['ocsp'] });
    assert.equal(wordOf(await node.ask(revoked)), 'revoked by ocsp');
    assert.equal(wordOf(await node.ask(good)), 'good by ocsp');
    assert.equal(
      wordOf(await node.prove(good.leaf.der, good.leaf.der, 'government', world.now())),
      'foreign_signer',
    );
  });
});
