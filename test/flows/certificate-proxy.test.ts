import { strict as assert } from 'node:assert';
import type { Page } from '../support/browser.ts';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import { type CertificateMinistry, forward, openCertificateMinistry } from './certificate-ministry.ts';
import { browser } from './relying-party.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('flow: signing in by certificate, behind a proxy that asked for it', () => {
  let ministry: CertificateMinistry;
  let leaf: IssuedCertificate;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry({ TRUSTED_PROXIES: '127.0.0.0/8,::1' });
    leaf = await ministry.trees.issuing.issue({ subject: 'Lê An' });
    await ministry.server.services.certificates.bindFor(EMAIL, Buffer.from(leaf.pem), OPERATOR);
  });
  after(() => ministry.close());

  const given = (page: Page) => Object.fromEntries(new URL(page.url).searchParams);
  const addressOn = (page: Page) => /href="(https:[^"]+ticket=[^"]+)"/.exec(page.text)?.[1] ?? '';
  const field = ({ der }: IssuedCertificate) => `:${Buffer.from(der).toString('base64')}:`;

  it('takes the certificate that the proxy passes on, and judges it itself', async () => {
    const visitor = browser();
    assert.ok(given(await ministry.present(visitor, await ministry.begin(visitor), { leaf }, 'proxy')).code);
    const twin = await ministry.trees.twinIssuing.issue({ subject: 'Lê An' });
    const other = browser();
    const page = await ministry.begin(other);
    const end = await ministry.present(
      other,
      page,
      { leaf: twin, others: [ministry.trees.twinIssuing] },
      'proxy',
    );
    assert.equal(end.status, 401);
    assert.equal(given(end).code, undefined);
  });

  it('takes authorities that come along', async () => {
    const below = await ministry.trees.absent.issue({ subject: 'Lê An' });
    const others = [ministry.trees.absent];
    const pem = [below, ...others].map((each) => each.pem).join('');
    await ministry.server.services.certificates.bindFor(EMAIL, Buffer.from(pem), OPERATOR);
    const visitor = browser();
    const page = await ministry.begin(visitor);
    assert.ok(given(await ministry.present(visitor, page, { leaf: below, others }, 'proxy')).code);
  });

  it('refuses a header that is no structured field, or stands twice', async () => {
    const good = field(leaf);
    const bad = [
      good.slice(1, -1),
      `"${good}"`,
      `${good}, ${good}`,
      `${good};a=1`,
      leaf.pem.replace(/\n/g, ' '),
      encodeURIComponent(leaf.pem),
      ':*:',
    ];
    for (const value of bad) {
      const visitor = browser();
      const { status, location } = await forward(addressOn(await ministry.begin(visitor)), null, {
        'client-cert': value,
      });
      assert.deepEqual({ status, location }, { status: 403, location: undefined }, value.slice(0, 40));
    }
    const twice = await forward(addressOn(await ministry.begin(browser())), null, {
      'client-cert': [good, good],
    });
    assert.equal(twice.status, 403);
  });

  it('reads no other spelling of the header', async () => {
    for (const name of ['client_cert', 'x-client-cert', 'x-ssl-client-cert', 'ssl_client_cert']) {
      const visitor = browser();
      const answer = await forward(addressOn(await ministry.begin(visitor)), null, { [name]: field(leaf) });
      const end = await visitor.get(answer.location ?? '');
      assert.match(end.text, /Chưa chọn chứng thư nào/, name);
    }
  });

  it('takes nothing at the ordinary port, not even from the proxy', async () => {
    const visitor = browser();
    const page = await ministry.begin(visitor);
    const ticket = new URL(addressOn(page)).search;
    const direct = await fetch(`${ministry.server.issuer}/certificate${ticket}`, {
      headers: { 'client-cert': field(leaf) },
      redirect: 'manual',
    });
    assert.equal(direct.status, 404);
    const asked = await fetch(page.url, { headers: { 'client-cert': field(leaf) }, redirect: 'manual' });
    assert.equal(asked.headers.get('location')?.includes('code='), undefined);
  });

  it('takes nothing from whoever is no proxy of ours', async () => {
    const stranger = await openCertificateMinistry({ TRUSTED_PROXIES: '192.0.2.1' });
    try {
      const page = await stranger.begin(browser());
      const { status } = await forward(addressOn(page), { leaf });
      assert.equal(status, 403);
    } finally {
      await stranger.close();
    }
  });
});
