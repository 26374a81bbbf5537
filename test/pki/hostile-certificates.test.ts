import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { CertificateValidator } from '../../src/domain/certificates/certificate-verdict.ts';
import { createCertificateValidator } from '../../src/pki/validate-certificate.ts';
import { bundleOf, type IssuedCertificate, tlv } from '../support/certificate-authority.ts';
import {
  bundlesOf,
  CERTIFICATE_DAY,
  type CertificateTrees,
  fixedSource,
  makeCertificateTrees,
} from '../support/certificate-trees.ts';

describe('certificates that mean harm', () => {
  let trees: CertificateTrees;
  let validator: CertificateValidator;
  let leafs: IssuedCertificate[];
  before(async () => {
    trees = await makeCertificateTrees();
    validator = createCertificateValidator({ bundles: bundlesOf(trees), source: fixedSource() });
    const emails = ['mau@mic.example'];
    leafs = [await trees.issuing.issue({ key: 'rsa-2048', emails }), await trees.issuing.issue({ emails })];
  });

  const judge = (leaf: Uint8Array, others: Uint8Array[] = []) =>
    validator.validate({ leaf, others }, CERTIFICATE_DAY);

  /** Refused, with a step and a cause, and quickly. */
  async function refused(leaf: Uint8Array, others: Uint8Array[] = []) {
    const started = performance.now();
    const { accepted, steps } = await judge(leaf, others);
    assert.ok(performance.now() - started < 1000);
    assert.equal(accepted, false);
    const failed = steps.find(({ state }) => state === 'failed');
    return `${failed?.name} ${failed?.code}`;
  }

  it('never pass when they are cut short', async () => {
    for (const { der } of leafs) {
      const step = 1 + Math.floor(der.length / 150);
      for (let length = 0; length < der.length; length += step) await refused(der.slice(0, length));
      assert.equal(await refused(Buffer.concat([der, Buffer.of(0)])), 'parse certificate_malformed');
    }
  });

  it('never pass with a bit turned, wherever it stands', async () => {
    for (const { der } of leafs) {
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: der.length * 8 - 1 }), async (bit) => {
          const turned = Uint8Array.from(der);
          turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          await refused(turned);
        }),
        { numRuns: 100 },
      );
    }
  });

  it('never throw on noise, as a file or as a certificate', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (noise) => {
        await refused(noise);
        const inSequence = tlv(0x30, noise);
        await refused(inSequence);
        const { accepted } = await validator.validateFile(inSequence, CERTIFICATE_DAY);
        assert.equal(accepted, false);
      }),
      { numRuns: 100 },
    );
  });

  it('are refused for their size before anything is parsed', async () => {
    const megabyte = tlv(0x30, Buffer.alloc(1_000_000));
    assert.equal(await refused(megabyte), 'parse certificate_too_large');
    const { steps } = await validator.validateFile(Buffer.alloc(50_000_000, 0x30), CERTIFICATE_DAY);
    assert.equal(steps[0]?.code, 'certificate_too_large');
    const nested = Array.from({ length: 5000 }).reduce<Buffer>((inner) => tlv(0x30, inner), Buffer.alloc(0));
    assert.equal(await refused(nested), 'parse certificate_malformed');
  });

  it('are refused for a key that costs more than it proves', async () => {
    const modulus = Buffer.alloc(2049, 0xff);
    modulus[0] = 0;
    const key = tlv(0x30, tlv(0x02, modulus), tlv(0x02, Buffer.of(1, 0, 1)));
    const rsa = tlv(0x30, Buffer.from('06092a864886f70d0101010500', 'hex'));
    const publicKey = tlv(0x30, rsa, tlv(0x03, Buffer.of(0), key));
    const leaf = await trees.issuing.issue({ publicKey });
    assert.equal(await refused(leaf.der), 'parse key_unsupported');
  });

  it('are refused with ten authorities beside them, and with a deep chain of them', async () => {
    let authority = await trees.root.issueAuthority({ subject: 'Level 0' });
    const chain = [authority.der];
    for (let level = 1; level < 9; level += 1) {
      authority = await authority.issueAuthority({ subject: `Level ${level}` });
      chain.push(authority.der);
    }
    const leaf = await authority.issue();
    assert.equal(await refused(leaf.der, chain), 'path issuer_unknown');
    assert.equal(await refused(leaf.der, [...chain, ...chain]), 'parse too_many_certificates');
  });

  it('do not keep the search for a path busy by crossed signatures', async () => {
    const one = await trees.stranger.issueAuthority({ subject: 'One' });
    const two = await one.issueAuthority({ subject: 'Two' });
    const back = await two.issueAuthority({ subject: 'One', key: one.keys });
    const again = await one.issueAuthority({ subject: 'Two', key: two.keys });
    const leaf = await two.issue();
    const others = [two, back, again, one, two, back].map(({ der }) => der);
    assert.equal(await refused(leaf.der, others), 'path issuer_unknown');
  });

  it('pass with rubbish beside them: only the leaf is on trial', async () => {
    const [leaf] = leafs;
    assert.ok(leaf);
    assert.equal((await judge(leaf.der, [Buffer.from('rubbish'), Buffer.alloc(0)])).accepted, true);
  });

  it('are read from PEM, DER and PKCS #7 alike, whatever their order', async () => {
    const leaf = await trees.absent.issue();
    const files = [
      Buffer.from(`${leaf.pem}${trees.absent.pem}`),
      Buffer.from(`subject=a note\n${trees.absent.pem}\r\n${leaf.pem}`),
      bundleOf([trees.absent, leaf]),
      bundleOf([leaf, trees.absent]),
    ];
    for (const file of files) {
      const verdict = await validator.validateFile(file, CERTIFICATE_DAY);
      assert.equal(verdict.accepted, true, JSON.stringify(verdict.steps));
      assert.equal(verdict.facts?.commonName, 'Nguyễn Văn Mẫu');
    }
    const alone = await validator.validateFile(leaf.der, CERTIFICATE_DAY);
    assert.equal(alone.steps.find(({ state }) => state === 'failed')?.code, 'issuer_unknown');
  });
});
