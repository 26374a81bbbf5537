import { strict as assert } from 'node:assert';
import type { RevocationProof } from '../../../src/domain/certificates/revocation-proof.ts';
import type { RevocationPolicy } from '../../../src/domain/certificates/tree-policy.ts';
import {
  type IssuedCertificate,
  makeCertificateAuthority,
  tlv,
  unknownExtension,
} from '../../support/certificate-authority.ts';
import { extension, issueList, type ListKnobs } from '../../support/revocation-authority.ts';
import { faults } from '../../support/revocation-server.ts';
import { openRevocationWorld, type RevocationWorld } from '../../support/revocation-world.ts';

const HOUR = 3_600_000;
const TRUE = Buffer.from([0xff]);

/** What is expected of a proof, in a word. */
const wordOf = (proof: RevocationProof) =>
  proof.status === 'unproven'
    ? proof.problem
    : proof.status === 'revoked'
      ? `revoked ${proof.reason}`
      : 'good';

interface Case {
  says: string;
  list: (world: RevocationWorld, leaf: () => IssuedCertificate) => ListKnobs | Promise<ListKnobs>;
  policy?: Partial<RevocationPolicy>;
  isAuthority?: boolean;
}

const ago = (world: RevocationWorld, hours: number) => new Date(world.now().getTime() - hours * HOUR);
const names = (url: string) => tlv(0xa0, tlv(0xa0, tlv(0x86, Buffer.from(url))));
const point = (...parts: Buffer[]) => ({ point: tlv(0x30, ...parts) });
const serialOf = (leaf: () => IssuedCertificate) => leaf().certificate.serialNumber;

const CASES: Record<string, Case> = {
  'does not name it': { says: 'good', list: () => ({ revoked: ['40aa'] }) },
  'is empty': { says: 'good', list: () => ({}) },
  'names it': { says: 'revoked null', list: (_, leaf) => ({ revoked: ['01', serialOf(leaf), '7f'] }) },
  'names it with a reason': {
    says: 'revoked keyCompromise',
    list: (_, leaf) => ({ revoked: [{ serial: serialOf(leaf), reason: 1 }] }),
  },
  'has it on hold': {
    says: 'revoked certificateHold',
    list: (_, leaf) => ({ revoked: [{ serial: serialOf(leaf), reason: 6 }] }),
  },
  'takes it off a list it cannot be on': {
    says: 'revoked removeFromCRL',
    list: (_, leaf) => ({ revoked: [{ serial: serialOf(leaf), reason: 8 }] }),
  },
  'is over': { says: 'stale', list: (world) => ({ thisUpdate: ago(world, 9), nextUpdate: ago(world, 1) }) },
  'is over, within the grace': {
    says: 'good',
    policy: { graceMs: 2 * HOUR },
    list: (world) => ({ thisUpdate: ago(world, 9), nextUpdate: ago(world, 1) }),
  },
  'is over, beyond the grace': {
    says: 'stale',
    policy: { graceMs: 2 * HOUR },
    list: (world) => ({ thisUpdate: ago(world, 9), nextUpdate: ago(world, 2) }),
  },
  'is over and names it': {
    says: 'revoked null',
    list: (world, leaf) => ({
      thisUpdate: ago(world, 9),
      nextUpdate: ago(world, 1),
      revoked: [serialOf(leaf)],
    }),
  },
  'begins later': { says: 'malformed', list: (world) => ({ thisUpdate: ago(world, -1) }) },
  'never ends': { says: 'malformed', list: () => ({ nextUpdate: null }) },
  'has no number': { says: 'good', list: () => ({ number: null }) },
  'is signed by another key of the name': {
    says: 'bad_signature',
    list: async (world) => ({ signer: await makeCertificateAuthority(world.now()) }),
  },
  'is signed with SHA-1': { says: 'bad_signature', list: () => ({ hash: 'SHA-1' }) },
  'names another algorithm inside': {
    says: 'bad_signature',
    list: () => ({ innerAlgorithm: tlv(0x30, Buffer.from('06082a8648ce3d040303', 'hex')) }),
  },
  'names another key': { says: 'foreign_signer', list: () => ({ keyId: Buffer.alloc(20, 1) }) },
  'names no key': { says: 'good', list: () => ({ keyId: null }) },
  'is for people': { says: 'good', list: () => point(tlv(0x81, TRUE)) },
  'is for authorities': { says: 'not_covered', list: () => point(tlv(0x82, TRUE)) },
  'is for authorities, of one': { says: 'good', isAuthority: true, list: () => point(tlv(0x82, TRUE)) },
  'is for people, of an authority': {
    says: 'not_covered',
    isAuthority: true,
    list: () => point(tlv(0x81, TRUE)),
  },
  'is of some reasons': { says: 'not_covered', list: () => point(tlv(0x83, Buffer.from([1, 0x40]))) },
  'is indirect': { says: 'not_covered', list: () => point(tlv(0x84, TRUE)) },
  'is of attribute certificates': { says: 'not_covered', list: () => point(tlv(0x85, TRUE)) },
  'is of another distribution point': { says: 'not_covered', list: () => point(names('http://elsewhere/1')) },
  'is a delta': {
    says: 'not_covered',
    list: () => ({ extensions: [extension('0603551d1b', true, tlv(0x02, TRUE))] }),
  },
  'says something critical that nobody knows': {
    says: 'malformed',
    list: () => ({ extensions: [Buffer.from(unknownExtension(true).rawData)] }),
  },
  'says something that nobody knows': {
    says: 'good',
    list: () => ({ extensions: [Buffer.from(unknownExtension(false).rawData)] }),
  },
  'says something critical of another certificate': {
    says: 'malformed',
    list: () => ({
      revoked: [{ serial: '40aa', extensions: [Buffer.from(unknownExtension(true).rawData)] }],
    }),
  },
  'has entries of other issuers': {
    says: 'malformed',
    list: () => ({ revoked: [{ serial: '40aa', extensions: [extension('0603551d1d', true, tlv(0x30))] }] }),
  },
  'says one thing twice': {
    says: 'malformed',
    list: () => ({ extensions: [0, 1].map(() => Buffer.from(unknownExtension(false).rawData)) }),
  },
};

describe('pki/revocation: a list that', () => {
  let world: RevocationWorld;
  before(async function () {
    this.timeout(60_000);
    world = await openRevocationWorld();
  });
  after(() => world.close());

  for (const [name, { says, list, policy, isAuthority = false }] of Object.entries(CASES)) {
    it(`${name}: ${says}`, async () => {
      const node = world.node({ order: ['crl'], ...policy });
      const issued = await world.issue({ crl: Buffer.alloc(0), knobs: { ca: isAuthority } });
      world.server.change(issued.crl, await world.list(await list(world, () => issued.leaf)));
      assert.equal(wordOf(await node.ask(issued)), says);
    });
  }

  it('is for its own distribution point: good', async () => {
    const issued = await world.issue({ crl: Buffer.alloc(0) });
    world.server.change(issued.crl, await world.list(point(names(issued.crl))));
    assert.equal(wordOf(await world.node({ order: ['crl'] }).ask(issued)), 'good');
  });

  it('is another authority’s: foreign_signer', async () => {
    const other = await makeCertificateAuthority(world.now(), { subject: 'Somebody else' });
    const issued = await world.issue({ crl: await issueList(other, world.now()) });
    assert.equal(wordOf(await world.node({ order: ['crl'] }).ask(issued)), 'foreign_signer');
  });

  it('is signed by an authority that may not sign lists: foreign_signer', async () => {
    const weak = await world.authority.issueAuthority({ keyUsage: ['keyCertSign'] });
    const leaf = await weak.issue({ crlUrls: [world.server.serve(await issueList(weak, world.now()))] });
    const proof = await world.node({ order: ['crl'] }).prove(leaf.der, weak.der, 'government', world.now());
    assert.equal(wordOf(proof), 'foreign_signer');
  });

  for (const key of ['rsa-2048', 'rsa-1024', 'p-384'] as const) {
    const says = key === 'rsa-1024' ? 'bad_signature' : 'good';
    it(`is signed with ${key}: ${says}`, async () => {
      const signer = await world.authority.issueAuthority({ key });
      const leaf = await signer.issue({
        crlUrls: [world.server.serve(await issueList(signer, world.now()))],
      });
      const proof = await world
        .node({ order: ['crl'] })
        .prove(leaf.der, signer.der, 'government', world.now());
      assert.equal(wordOf(proof), says);
    });
  }

  const unreachable = {
    'answers 500': faults.fail,
    'breaks off': faults.truncate(Buffer.alloc(5000)),
    'leads elsewhere': faults.redirectTo('http://127.0.0.1:1/'),
  };
  for (const [name, answer] of Object.entries(unreachable)) {
    it(`${name}: unreachable`, async () => {
      const issued = await world.issue({ crl: answer });
      assert.equal(wordOf(await world.node({ order: ['crl'] }).ask(issued)), 'unreachable');
    });
  }

  it('hangs or drips: unreachable within three seconds, both at once', async () => {
    const started = performance.now();
    const slow = await Promise.all([faults.hang, faults.drip].map((crl) => world.issue({ crl })));
    const node = world.node({ order: ['crl'] });
    const proofs = await Promise.all(slow.map((issued) => node.ask(issued)));
    assert.deepEqual(proofs.map(wordOf), ['unreachable', 'unreachable']);
    assert.ok(performance.now() - started < 4500);
    world.server.change(slow[0]?.crl ?? '', Buffer.alloc(1));
  }).timeout(15_000);

  it('is longer than the tree allows: too_large, and 200 MB are not waited for', async () => {
    const issued = await world.issue({ crl: faults.flood(200) });
    const node = world.node({ order: ['crl'], maxListBytes: 1024 * 1024 });
    assert.equal(wordOf(await node.ask(issued)), 'too_large');
  });

  it('is no list: malformed', async () => {
    const issued = await world.issue({ crl: Buffer.from('<html>Không tìm thấy</html>') });
    assert.equal(wordOf(await world.node({ order: ['crl'] }).ask(issued)), 'malformed');
  });

  it('stands on a host that the tree does not name: host_not_allowed, and nobody is called', async () => {
    const issued = await world.issue({ crl: await world.list() });
    const hosts = ['127.0.0.1', `localhost:${world.server.host.split(':')[1]}`];
    assert.equal(wordOf(await world.node({ order: ['crl'], hosts }).ask(issued)), 'host_not_allowed');
    assert.equal(world.server.calls(issued.crl), 0);
  });

  it('has no address of http: no_source', async () => {
    const leaf = await world.authority.issue({ crlUrls: ['ldap://ldap.example/cn=list'] });
    assert.equal(wordOf(await world.node({ order: ['crl'] }).ask({ leaf })), 'no_source');
  });

  it('is named by the policy is taken from there instead', async () => {
    const issued = await world.issue({ crl: faults.fail });
    const mirror = world.server.serve(await world.list());
    const fingerprint = Buffer.from(await crypto.subtle.digest('SHA-256', world.authority.der)).toString(
      'hex',
    );
    const node = world.node({ order: ['crl'], hosts: [], crlUrls: new Map([[fingerprint, mirror]]) });
    assert.equal(wordOf(await node.ask(issued)), 'good');
    assert.deepEqual([world.server.calls(issued.crl), world.server.calls(mirror)], [0, 1]);
  });

  it('is of a tree that nobody configured: no_source', async () => {
    const issued = await world.issue({ crl: await world.list() });
    const { leaf } = issued;
    const proof = await world.node().prove(leaf.der, world.authority.der, 'public', world.now());
    assert.deepEqual([wordOf(proof), world.server.calls(issued.crl)], ['no_source', 0]);
  });
});
