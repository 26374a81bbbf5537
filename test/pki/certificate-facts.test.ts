import { strict as assert } from 'node:assert';
import { readCertificate } from '../../src/pki/read-certificate.ts';
import { createCertificateValidator } from '../../src/pki/validate-certificate.ts';
import { makeCertificateAuthority, type Subject, USER_ID } from '../support/certificate-authority.ts';
import {
  bundlesOf,
  CERTIFICATE_DAY,
  fixedSource,
  makeCertificateTrees,
} from '../support/certificate-trees.ts';

describe('what a certificate says', () => {
  const textOf = async (subject: Subject) => {
    const { der } = await (await makeCertificateAuthority(CERTIFICATE_DAY)).issue({ subject });
    return readCertificate(der).subject;
  };

  it('gives one text to one name only: nothing within a value can pass for another attribute', async () => {
    const names: Subject[] = [
      [{ CN: ['A'] }, { O: ['B'] }],
      [{ O: ['B'] }, { CN: ['A'] }],
      [{ CN: ['A,O=B'] }],
      [{ CN: ['A'], O: ['B'] }],
      [{ CN: ['A+O=B'] }],
      [{ CN: ['A\\\\,O=B'] }],
      [{ CN: ['A\0'] }, { O: ['B'] }],
      [{ CN: ['A '] }, { O: ['B'] }],
      [{ CN: ['A'] }, { O: ['B'] }, { O: ['B'] }],
      [{ CN: ['A\\\\00'] }, { O: ['B'] }],
    ];
    const texts = await Promise.all(names.map(async (name) => (await textOf(name)).text));
    assert.equal(new Set(texts).size, names.length, texts.join('\n'));
    assert.equal(texts[0], 'CN=A,O=B');
    assert.equal(texts[2], 'CN=A\\,O\\=B');
    assert.equal(texts[6], 'CN=A\\00,O=B');
  });

  it('shows no number of an identity paper, and finds it where certificates put it', async () => {
    const trees = await makeCertificateTrees();
    const validator = createCertificateValidator({ bundles: bundlesOf(trees), source: fixedSource() });
    const leaf = await trees.issuing.issue({
      serialNumber: '00ab01',
      subject: [
        { [USER_ID]: ['MST:0100000000'] },
        { CN: ['Nguyễn Văn Mẫu'] },
        { [USER_ID]: ['CMND:001000000001'] },
        { O: ['Bộ Mẫu'] },
        { [USER_ID]: ['CCCD: 001000000001 '] },
      ],
      emails: ['Mau@mic.example'],
    });
    const verdict = await validator.validate({ leaf: leaf.der, others: [] }, CERTIFICATE_DAY);
    assert.deepEqual(verdict.facts?.nationalIds, ['001000000001']);
    assert.deepEqual(verdict.facts?.emails, ['Mau@mic.example']);
    assert.equal(verdict.facts?.serial, 'ab01');
    assert.equal(verdict.facts?.subject, 'CN=Nguyễn Văn Mẫu,O=Bộ Mẫu');
    assert.equal(
      verdict.facts?.issuer,
      trees.issuing.certificate.subjectName.toString().replaceAll(', ', ','),
    );
    assert.equal(verdict.facts?.keyStorage, 'hwk');
    assert.doesNotMatch(JSON.stringify(verdict.steps), /001000000001|0100000000/);
  });

  it('names tree and key storage only once the path is trusted', async () => {
    const trees = await makeCertificateTrees();
    const validator = createCertificateValidator({ bundles: bundlesOf(trees), source: fixedSource() });
    const { der } = await trees.stranger.issue();
    const { facts, steps } = await validator.validate({ leaf: der, others: [] }, CERTIFICATE_DAY);
    assert.deepEqual([facts?.tree, facts?.keyStorage], [null, null]);
    assert.deepEqual(
      steps.map(({ name, state }) => `${name} ${state}`),
      [
        'parse passed',
        'path failed',
        ...['validity', 'usage', 'algorithm', 'profile', 'revocation', 'mapping'].map(
          (name) => `${name} not_reached`,
        ),
      ],
    );
  });

  it('tells of each certificate below the anchor by which means and how old its proof is', async () => {
    const trees = await makeCertificateTrees();
    const producedAt = new Date(CERTIFICATE_DAY.getTime() - 90 * 60_000);
    const source = fixedSource({ status: 'good', by: 'ocsp', producedAt, validUntil: CERTIFICATE_DAY });
    const validator = createCertificateValidator({ bundles: bundlesOf(trees), source });
    const { der } = await trees.issuing.issue();
    const { steps } = await validator.validate({ leaf: der, others: [] }, CERTIFICATE_DAY);
    const revocation = steps.filter(({ name }) => name === 'revocation');
    assert.deepEqual(
      revocation.map(({ facts }) => [facts.by, facts.age_minutes]),
      [
        ['ocsp', 90],
        ['ocsp', 90],
      ],
    );
    assert.equal(source.asked, 2);
  });

  it('refuses when the source of proofs fails', async () => {
    const trees = await makeCertificateTrees();
    const failing = { prove: () => Promise.reject(new Error('down')) };
    const validator = createCertificateValidator({ bundles: bundlesOf(trees), source: failing });
    const { der } = await trees.issuing.issue();
    const verdict = await validator.validate({ leaf: der, others: [] }, CERTIFICATE_DAY);
    assert.equal(verdict.accepted, false);
    assert.equal(verdict.steps.find(({ state }) => state === 'failed')?.code, 'revocation_unproven');
  });

  it('judges nobody without a trusted tree', async () => {
    const { issuing } = await makeCertificateTrees();
    const validator = createCertificateValidator({ bundles: [], source: fixedSource() });
    const verdict = await validator.validate(
      { leaf: (await issuing.issue()).der, others: [] },
      CERTIFICATE_DAY,
    );
    assert.equal(verdict.steps.find(({ state }) => state === 'failed')?.code, 'no_trust_bundle');
  });
});
