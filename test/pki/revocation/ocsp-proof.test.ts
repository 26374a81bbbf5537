import { strict as assert } from 'node:assert';
import type { RevocationProof } from '../../../src/domain/certificates/revocation-proof.ts';
import type { RevocationPolicy } from '../../../src/domain/certificates/tree-policy.ts';
import {
  type CertificateKnobs,
  type IssuedCertificate,
  makeCertificateAuthority,
  OCSP_SIGNING,
  tlv,
  unknownExtension,
} from '../../support/certificate-authority.ts';
import { type AnswerKnobs, answerOcsp, noCheck } from '../../support/revocation-authority.ts';
import { faults } from '../../support/revocation-server.ts';
import { openRevocationWorld, type RevocationWorld } from '../../support/revocation-world.ts';

const MINUTE = 60_000;
const wordOf = (proof: RevocationProof) =>
  proof.status === 'unproven'
    ? proof.problem
    : proof.status === 'revoked'
      ? `revoked ${proof.reason}`
      : 'good';

interface Case {
  says: string;
  answer: (world: RevocationWorld, delegate: Delegates) => AnswerKnobs | Promise<AnswerKnobs>;
  policy?: Partial<RevocationPolicy>;
}

/** Certifies a responder, which then signs and comes along. */
type Delegates = (knobs?: CertificateKnobs, by?: RevocationWorld['authority']) => Promise<AnswerKnobs>;

const minutes = (world: RevocationWorld, count: number) => new Date(world.now().getTime() + count * MINUTE);

const CASES: Record<string, Case> = {
  'good, by the authority itself': { says: 'good', answer: () => ({}) },
  'good, by the authority named by its key': { says: 'good', answer: () => ({ byKey: true }) },
  revoked: { says: 'revoked keyCompromise', answer: () => ({ status: 'revoked' }) },
  unknown: { says: 'unknown_to_responder', answer: () => ({ status: 'unknown' }) },
  'that it may not answer': { says: 'unknown_to_responder', answer: () => ({ error: 6 }) },
  'to try later': { says: 'unreachable', answer: () => ({ error: 3 }) },
  'good, by a delegate': { says: 'good', answer: (_, delegate) => delegate() },
  'revoked, by a delegate': {
    says: 'revoked keyCompromise',
    answer: async (_, delegate) => ({ ...(await delegate()), status: 'revoked' }),
  },
  'good, by a delegate whose certificate is over': {
    says: 'foreign_signer',
    answer: (world, delegate) => delegate({ notAfter: minutes(world, -1) }),
  },
  'good, by a delegate of tomorrow': {
    says: 'foreign_signer',
    answer: (world, delegate) => delegate({ notBefore: minutes(world, 1) }),
  },
  'good, by a delegate that did not come along': {
    says: 'foreign_signer',
    answer: async (_, delegate) => ({ ...(await delegate()), certificates: [] }),
  },
  'good, by an ordinary certificate of the authority': {
    says: 'foreign_signer',
    answer: (_, delegate) => delegate({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] }),
  },
  'good, by a delegate that may not sign': {
    says: 'foreign_signer',
    answer: (_, delegate) => delegate({ keyUsage: ['keyEncipherment'] }),
  },
  'good, by a delegate whose own revocation nobody can tell': {
    says: 'foreign_signer',
    answer: (_, delegate) => delegate({ extensions: [] }),
  },
  'good, by another authority’s responder': {
    says: 'foreign_signer',
    answer: async (world, delegate) =>
      delegate({}, await makeCertificateAuthority(world.now(), { subject: 'Somebody else' })),
  },
  'good, by the responder of another key of the name': {
    says: 'foreign_signer',
    answer: async (world, delegate) => delegate({}, await makeCertificateAuthority(world.now())),
  },
  'good, by somebody with the authority’s name': {
    says: 'bad_signature',
    answer: async (world) => ({ signer: await makeCertificateAuthority(world.now()) }),
  },
  'good, signed with SHA-1': { says: 'bad_signature', answer: () => ({ hash: 'SHA-1' }) },
  'good, with another nonce': { says: 'wrong_nonce', answer: () => ({ nonce: Buffer.alloc(32, 9) }) },
  'good, with the beginning of the nonce': {
    says: 'wrong_nonce',
    answer: () => ({ nonce: Buffer.alloc(0) }),
  },
  'good, without a nonce': { says: 'wrong_nonce', answer: () => ({ nonce: null }) },
  'good, without a nonce where the tree allows it': {
    says: 'good',
    policy: { nonce: 'optional' },
    answer: () => ({ nonce: null }),
  },
  'good, with another nonce where the tree allows none': {
    says: 'wrong_nonce',
    policy: { nonce: 'optional' },
    answer: () => ({ nonce: Buffer.alloc(32, 9) }),
  },
  'good of another serial number': { says: 'not_covered', answer: () => ({ serial: '40aa' }) },
  'good of another authority’s certificate': {
    says: 'not_covered',
    answer: async (world) => ({ about: await makeCertificateAuthority(world.now()) }),
  },
  'what is over': {
    says: 'stale',
    answer: (world) => ({ thisUpdate: minutes(world, -60), nextUpdate: minutes(world, -1) }),
  },
  'what has been over for 20 s': {
    says: 'good',
    answer: (world) => ({ thisUpdate: minutes(world, -60), nextUpdate: minutes(world, -1 / 3) }),
  },
  'what begins in a minute': { says: 'stale', answer: (world) => ({ thisUpdate: minutes(world, 1) }) },
  'what begins in 20 s': { says: 'good', answer: (world) => ({ thisUpdate: minutes(world, 1 / 3) }) },
  'what was made in a minute': { says: 'stale', answer: (world) => ({ producedAt: minutes(world, 1) }) },
  'good for a moment only': { says: 'good', answer: () => ({ nextUpdate: null }) },
  'good of two hours ago, for that moment only': {
    says: 'stale',
    answer: (world) => ({ thisUpdate: minutes(world, -120), nextUpdate: null }),
  },
  'something critical that nobody knows': {
    says: 'malformed',
    answer: () => ({ extensions: [Buffer.from(unknownExtension(true).rawData)] }),
  },
  'good and revoked at once': { says: 'revoked keyCompromise', answer: () => ({ also: 'revoked' }) },
  'good and unknown at once': { says: 'unknown_to_responder', answer: () => ({ also: 'unknown' }) },
};

describe('pki/revocation: a responder says', () => {
  let world: RevocationWorld;
  before(async function () {
    this.timeout(60_000);
    world = await openRevocationWorld();
  });
  after(() => world.close());

  const delegates: Delegates = async (knobs, by = world.authority) => {
    const signer = await responder(by, knobs);
    return { signer, certificates: [signer] };
  };
  const responder = (
    by: RevocationWorld['authority'],
    knobs?: CertificateKnobs,
  ): Promise<IssuedCertificate> =>
    by.issue({ subject: 'Responder', extendedKeyUsage: [OCSP_SIGNING], extensions: [noCheck()], ...knobs });

  for (const [name, { says, answer, policy }] of Object.entries(CASES)) {
    it(`${name}: ${says}`, async () => {
      const issued = await world.issue({ ocsp: world.answer(await answer(world, delegates)) });
      assert.equal(wordOf(await world.node({ order: ['ocsp'], ...policy }).ask(issued)), says);
    });
  }

  it('good, by a delegate that a list proves to be in force, and not once it is revoked', async () => {
    const list = world.server.serve(await world.list());
    const signer = await responder(world.authority, { extensions: [], crlUrls: [list] });
    const knobs = { signer, certificates: [signer] };
    const [one, other] = [
      await world.issue({ ocsp: world.answer(knobs) }),
      await world.issue({ ocsp: world.answer(knobs) }),
    ];
    const node = world.node({ order: ['ocsp'] });
    assert.equal(wordOf(await node.ask(one)), 'good');
    world.pass(65);
    world.server.change(list, await world.list({ number: 2, revoked: [signer.certificate.serialNumber] }));
    assert.equal(wordOf(await node.ask(other)), 'foreign_signer');
  });

  const broken = {
    'nothing for an hour': ['unreachable', faults.hang],
    'a page': ['malformed', Buffer.from('<html></html>')],
    'an empty answer': ['malformed', tlv(0x30)],
    'error 500': ['unreachable', faults.fail],
    'more than 64 kB': ['too_large', faults.flood(1)],
    'to ask elsewhere': ['unreachable', faults.redirectTo('http://127.0.0.1:1/')],
  } as const;
  for (const [name, [says, ocsp]] of Object.entries(broken)) {
    it(`${name}: ${says}, within three seconds`, async () => {
      const started = performance.now();
      const issued = await world.issue({ ocsp });
      assert.equal(wordOf(await world.node({ order: ['ocsp'] }).ask(issued)), says);
      assert.ok(performance.now() - started < 4000);
    });
  }

  it('a fresh nonce each time, and an answer to one question is none to the next', async () => {
    const seen: string[] = [];
    let recorded: Buffer | undefined;
    const issued = await world.issue({
      ocsp: async (request) => {
        seen.push(request.toString('hex').slice(-64));
        recorded ??= await answerOcsp(world.authority, request, world.now());
        return recorded;
      },
    });
    assert.equal(wordOf(await world.node({ order: ['ocsp'] }).ask(issued)), 'good');
    assert.equal(wordOf(await world.node({ order: ['ocsp'] }).ask(issued)), 'wrong_nonce');
    assert.equal(new Set(seen).size, 2);
  });

  it('nothing to one who does not answer again for ten seconds', async () => {
    const ocsp = faults.fail;
    const issued = await world.issue({ ocsp });
    const node = world.node({ order: ['ocsp'] });
    await node.ask(issued);
    await node.ask(issued);
    assert.equal(world.server.calls(issued.ocsp), 1);
    world.pass(1);
    world.server.change(issued.ocsp, world.answer());
    assert.equal(wordOf(await node.ask(issued)), 'good');
  });
});
