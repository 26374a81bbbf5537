import { strict as assert } from 'node:assert';
import { readTrustBundles } from '../../../src/pki/trust-bundle.ts';
import { createCertificateValidator } from '../../../src/pki/validate-certificate.ts';
import {
  type CertificateAuthority,
  type CertificateKnobs,
  type IssuedCertificate,
  makeCertificateAuthority,
} from '../../support/certificate-authority.ts';
import { answerOcsp, issueList } from '../../support/revocation-authority.ts';
import { openRevocationWorld, type RevocationWorld, TREE } from '../../support/revocation-world.ts';

describe('pki: a login certificate with the proof of its revocation', () => {
  let world: RevocationWorld;
  let office: CertificateAuthority;
  let rootList: string;
  let officeList: string;
  before(async function () {
    this.timeout(60_000);
    world = await openRevocationWorld();
  });
  beforeEach(async () => {
    await world.renew();
    rootList = world.server.serve(await world.list());
    office = await world.authority.issueAuthority({ crlUrls: [rootList] });
    officeList = world.server.serve(await issueList(office, world.now()));
  });
  after(() => world.close());

  async function validate(leaf: IssuedCertificate) {
    const pem = Buffer.from(world.authority.pem + office.pem);
    const revocation = { order: ['ocsp', 'crl'], hosts: [world.server.host] };
    const json = JSON.stringify({ name: 'Chính phủ', name_en: 'Government', revocation });
    const { bundles, problems } = readTrustBundles([{ tree: TREE, pem, json }]);
    assert.deepEqual(problems, []);
    const validator = createCertificateValidator({ bundles, source: world.node() });
    const { accepted, steps } = await validator.validate({ leaf: leaf.der, others: [] }, world.now());
    const failed = steps.filter(({ state }) => state === 'failed');
    return accepted ? 'accepted' : failed.map(({ name, facts }) => facts.problem ?? facts.by ?? name).join();
  }
  const issue = (knobs: CertificateKnobs = {}, by = office) => by.issue({ crlUrls: [officeList], ...knobs });

  it('is accepted when nobody on its path is revoked', async () => {
    assert.equal(await validate(await issue()), 'accepted');
    assert.deepEqual([rootList, officeList].map(world.server.calls), [1, 1]);
  });

  it('is refused when a list names it, or its authority', async () => {
    const leaf = await issue();
    world.server.change(
      officeList,
      await issueList(office, world.now(), { revoked: [leaf.certificate.serialNumber] }),
    );
    assert.equal(await validate(leaf), 'crl');
    await world.renew();
    office = await world.authority.issueAuthority({ crlUrls: [rootList] });
    world.server.change(rootList, await world.list({ revoked: [office.certificate.serialNumber] }));
    world.server.change(officeList, await issueList(office, world.now()));
    assert.equal(await validate(await issue()), 'crl');
  });

  it('is refused when a responder says revoked, though the list does not', async () => {
    const ocsp = world.server.serve((request) =>
      answerOcsp(office, request, world.now(), { status: 'revoked' }),
    );
    assert.equal(await validate(await issue({ ocspUrls: [ocsp] })), 'ocsp');
  });

  it('is refused when it names nobody to ask', async () => {
    assert.equal(await validate(await office.issue()), 'no_source');
  });

  it('makes nobody be called before its path is trusted', async () => {
    const called = world.server.total();
    const name = [{ C: ['VN'] }, { O: ['Ban Cơ yếu Mẫu'] }, { CN: ['Issuing authority'] }];
    const twin = await makeCertificateAuthority(world.now(), { subject: name });
    assert.match(await validate(await issue({}, twin)), /path/);
    assert.match(
      await validate(await issue({ notAfter: new Date(world.now().getTime() - 1000) })),
      /validity/,
    );
    assert.match(await validate(await issue({ keyUsage: ['nonRepudiation'] })), /usage/);
    assert.equal(world.server.total(), called);
  });
});
