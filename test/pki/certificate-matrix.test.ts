import { strict as assert } from 'node:assert';
import { createCertificateValidator } from '../../src/pki/validate-certificate.ts';
import { certificateCases } from '../support/certificate-cases.ts';
import {
  bundlesOf,
  CERTIFICATE_DAY,
  type CertificateTrees,
  fixedSource,
  makeCertificateTrees,
} from '../support/certificate-trees.ts';

describe('the certificate matrix, at the validator', () => {
  let trees: CertificateTrees;
  before(async () => {
    trees = await makeCertificateTrees();
  });

  for (const { name, present, refused, profile, proof } of certificateCases) {
    it(`${refused === null ? 'accepts' : 'refuses'}: ${name}`, async () => {
      const { leaf, others } = await present(trees);
      const source = fixedSource(proof);
      const validator = createCertificateValidator({ bundles: bundlesOf(trees, profile), source });
      const presented = { leaf: leaf.der, others: others.map(({ der }) => der) };
      const { accepted, steps } = await validator.validate(presented, CERTIFICATE_DAY);
      const failed = steps.find(({ state }) => state === 'failed');
      assert.deepEqual(
        failed && { step: failed.name, code: failed.code },
        refused ?? undefined,
        JSON.stringify(failed),
      );
      assert.equal(accepted, refused === null);
      if (refused !== null && refused.step !== 'revocation') assert.equal(source.asked, 0);
    });
  }
});
