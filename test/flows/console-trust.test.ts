import { strict as assert } from 'node:assert';
import { X509Certificate } from 'node:crypto';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD } from '../support/ministry.ts';
import { type CertificateMinistry, openCertificateMinistry } from './certificate-ministry.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const ADMIN = 'staff@mic.example';
const AUDITOR = 'clerk@mic.example';
const HEAD = 'head@mic.example';

describe('flow: trusted authorities in the console', () => {
  let ministry: CertificateMinistry;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
    const { services, issuer } = ministry.server;
    await registerProduct(services);
    for (const [email, code] of [
      [ADMIN, 'system-administrator'],
      [AUDITOR, 'auditor'],
    ] as const)
      await services.roles.grantRole(OPERATOR, { clientId: 'micconnect', code, to: { person: email } });
    await services.revocation.prefetch(new Date());
    address = `${issuer}/admin/trust`;
  });
  after(() => ministry.close());

  const csrfOf = ({ text }: Page) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  async function opened(email: string): Promise<{ browser: Browser; page: Page }> {
    const browser = new Browser();
    const page = await browser.submit(await browser.get(address), { username: email, password: PASSWORD });
    assert.equal(page.url, address);
    return { browser, page };
  }
  const lists = () => ministry.server.services.stores.revocationLists.list();
  const rowOf = ({ text }: Page, name: string) =>
    text.split('<tr ').find((row) => row.includes(name)) ?? assert.fail(name);

  it('shows each with its fingerprint, its lists, and how many certificates are bound', async () => {
    const { services } = ministry.server;
    const leaf = await ministry.trees.issuing.issue({ subject: 'Lê An' });
    await services.certificates.bindFor(HEAD, Buffer.from(leaf.pem), OPERATOR);
    const { page } = await opened(AUDITOR);
    const [tree] = await services.trustDesk.overview();
    const issuing = tree?.authorities.find(({ bound }) => bound > 0) ?? assert.fail('none bound');
    assert.equal(issuing.bound, 1);
    const { fingerprint256 } = new X509Certificate(ministry.trees.issuing.der);
    assert.equal(issuing.fingerprint, fingerprint256.replaceAll(':', '').toLowerCase());
    assert.ok(page.text.includes(fingerprint256));
    assert.match(page.text, /KEYS_DIR\/ca\/[a-z0-9-]+\.json/);
    assert.match(page.text, /Không dùng nữa ngay khi quá hạn/);
    assert.match(page.text, /href="\/security\/certificate-check"/);
    const row = rowOf(page, issuing.lists[0]?.url ?? '');
    assert.match(row, /Còn hạn/);
  });

  it('says when a list is over, and that certificates under it open no session', async () => {
    const { services } = ministry.server;
    await services.database.source.query(
      "update revocation_list set next_update = now() - interval '1 hour'",
    );
    const { page } = await opened(AUDITOR);
    assert.match(page.text, /class="alert bad"/);
    assert.match(page.text, /Quá hạn/);
  });

  it('fetches the lists at once when the administrator asks, on record, and not twice', async () => {
    const { services } = ministry.server;
    const { browser, page } = await opened(ADMIN);
    const before = await lists();
    const asked = await browser.post(`${address}/lists`, { csrf: csrfOf(page) }, page.url);
    assert.match(asked.url, /notice=asked/);
    for (
      let tries = 0;
      tries < 50 && (await lists()).some(({ nextUpdate }) => Number(nextUpdate) < Date.now());
    )
      await new Promise((resolve) => setTimeout(resolve, 40 + tries++));
    for (const list of await lists()) {
      const old = before.find(({ url }) => url === list.url);
      assert.ok(Number(list.nextUpdate) > Date.now(), list.url);
      assert.ok(Number(list.fetchedAt) > Number(old?.fetchedAt), list.url);
    }
    const [event] = (await services.stores.audit.list(0, 1000)).filter(
      ({ type }) => type === 'revocation.requested',
    );
    assert.deepEqual([event?.actor.kind, event?.details], ['person', { count: before.length }]);
    await services.database.source.query("update revocation_list set due_at = now() + interval '30 seconds'");
    const again = await browser.post(`${address}/lists`, { csrf: csrfOf(page) }, page.url);
    assert.match(again.url, /notice=none/);
  });

  it('is read by auditors, who ask for nothing', async () => {
    const { browser, page } = await opened(AUDITOR);
    assert.doesNotMatch(page.text, /action="\/admin\/trust\/lists"/);
    assert.equal((await browser.post(`${address}/lists`, { csrf: csrfOf(page) }, page.url)).status, 404);
  });
});
