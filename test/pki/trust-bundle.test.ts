import { strict as assert } from 'node:assert';
import { readTrustBundles } from '../../src/pki/trust-bundle.ts';
import { makeCertificateAuthority } from '../support/certificate-authority.ts';
import {
  CERTIFICATE_DAY,
  type CertificateTrees,
  makeCertificateTrees,
} from '../support/certificate-trees.ts';

describe('trust bundles', () => {
  let trees: CertificateTrees;
  before(async () => {
    trees = await makeCertificateTrees();
  });
  const problemsOf = (pem: string | null, json: string | null = trees.json, tree = 'g2') =>
    readTrustBundles([{ tree, pem: pem === null ? null : Buffer.from(pem), json }]).problems.join('\n');

  it('tell anchors from authorities below them, and take each once', () => {
    const { bundles, problems } = readTrustBundles([
      { tree: 'g2', pem: Buffer.from(trees.pem + trees.pem), json: trees.json },
    ]);
    assert.deepEqual(problems, []);
    assert.deepEqual([bundles[0]?.anchors.length, bundles[0]?.intermediates.length], [1, 4]);
    assert.equal(bundles[0]?.policy.profile.keyStorage, 'hwk');
  });

  it('stop the start with every problem at once', async () => {
    const leaf = await trees.issuing.issue();
    const weak = await makeCertificateAuthority(CERTIFICATE_DAY, { key: 'rsa-1024', subject: 'Weak' });
    const old = await makeCertificateAuthority(CERTIFICATE_DAY, { hash: 'SHA-1', subject: 'Old' });
    assert.match(problemsOf(null), /g2\.pem: is missing/);
    assert.match(problemsOf(trees.pem, null), /g2\.json: is missing/);
    assert.match(problemsOf(trees.issuing.pem), /no self-signed certificate/);
    assert.match(problemsOf(trees.pem + trees.twinIssuing.pem), /Issuing authority has no path to an anchor/);
    assert.match(problemsOf(trees.pem + leaf.pem), /is no authority's certificate/);
    assert.match(problemsOf(trees.pem + weak.pem), /CN=Weak: key_too_small/);
    assert.match(problemsOf(trees.pem + old.pem), /CN=Old: signature_algorithm_weak/);
    assert.match(problemsOf('no certificate'), /cannot be read: certificate_malformed/);
    assert.match(problemsOf(trees.pem, trees.json, 'G2 '), /the name of a tree is/);
    assert.match(problemsOf(trees.pem, '{'), /must be a JSON object/);
    const several = problemsOf(
      trees.pem + weak.pem,
      JSON.stringify({ name: 'x', revocation: { order: [] }, typo: 1 }),
    );
    for (const problem of [
      /Weak/,
      /name_en: is required/,
      /revocation\.order/,
      /revocation\.hosts/,
      /typo: is not a known name/,
    ])
      assert.match(several, problem);
  });

  it('never share an anchor: a certificate would belong to two trees', () => {
    const pem = Buffer.from(trees.pem);
    const { problems } = readTrustBundles([
      { tree: 'two', pem, json: trees.json },
      { tree: 'one', pem, json: trees.json },
    ]);
    assert.match(problems.join('\n'), /two\.pem: the anchor .* stands in one\.pem too/);
  });
});
