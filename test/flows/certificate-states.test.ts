import { strict as assert } from 'node:assert';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import { takeFactorsOf } from '../support/take-factors.ts';
import { type CertificateMinistry, openCertificateMinistry } from './certificate-ministry.ts';
import { browser } from './relying-party.ts';
import { expireOvernight, givePassword, hire, importPerson } from './staff-rows.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;

/** The column of the certificate in the matrix of states and paths, which needs authorities of its own. */
describe('flow: state and certificate', () => {
  let ministry: CertificateMinistry;
  let people = 0;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
  });
  after(() => ministry.close());

  type State = (email: string) => Promise<unknown>;
  const services = () => ministry.server.services;
  const states: Record<string, { makes: State; isOpen: boolean }> = {
    open: { makes: async () => {}, isOpen: true },
    disabled: { makes: (email) => services().staff.disable(email, OPERATOR), isOpen: false },
    'enabled again': {
      async makes(email) {
        await services().staff.disable(email, OPERATOR);
        await services().staff.enable(email, OPERATOR);
      },
      isOpen: true,
    },
    'retired by HR': {
      makes: (email) => importPerson(services(), email, { status: 'nghỉ hưu' }),
      isOpen: false,
    },
    'expired by HR': {
      makes: (email) => importPerson(services(), email, { until: '31/12/2020' }),
      isOpen: false,
    },
    'expired overnight': { makes: (email) => expireOvernight(services(), email), isOpen: false },
    'not yet active': {
      makes: (email) => importPerson(services(), email, { from: '01/01/2090' }),
      isOpen: false,
    },
    // The certificate is no part of what became known with the password.
    'password must change': { makes: (email) => givePassword(services(), email, true), isOpen: true },
    'factors reset': { makes: (email) => takeFactorsOf(services(), email), isOpen: false },
  };

  for (const [name, { makes, isOpen }] of Object.entries(states))
    for (const path of ['handshake', 'signer'] as const)
      it(`${name}, by ${path}: ${isOpen ? 'works' : 'is refused'}`, async () => {
        const { email, leaf } = await newcomer();
        await makes(email);
        const visitor = browser();
        const end = await ministry.present(visitor, await ministry.begin(visitor), { leaf }, path);
        assert.equal(new URL(end.url).searchParams.has('code'), isOpen, end.text.slice(0, 2000));
      });

  it('closed between the handshake and the way back: is refused', async () => {
    const { email, leaf } = await newcomer();
    const visitor = browser();
    const page = await ministry.begin(visitor);
    const closing = ministry.present(
      Object.assign(Object.create(visitor), {
        async get(url: string) {
          await services().staff.disable(email, OPERATOR);
          return visitor.get(url);
        },
      }),
      page,
      { leaf },
    );
    assert.equal(new URL((await closing).url).searchParams.has('code'), false);
  });

  /** Somebody new with a certificate. */
  async function newcomer(): Promise<{ email: string; leaf: IssuedCertificate }> {
    people += 1;
    const email = `holder-${people}@mic.example`;
    await hire(services(), email);
    const leaf = await ministry.trees.issuing.issue({ subject: `Người giữ ${people}`, emails: [] });
    await services().certificates.bindFor(email, Buffer.from(leaf.pem), OPERATOR);
    return { email, leaf };
  }
});
