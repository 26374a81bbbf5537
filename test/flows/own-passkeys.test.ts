import { strict as assert } from 'node:assert';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { type Letters, lettersOf } from '../support/letters.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { enrolPasskey, pressPasskey } from '../support/passkeys.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { takeFactorsOf } from '../support/take-factors.ts';

const EMAIL = 'staff@mic.example';
const OTHER = 'clerk@mic.example';

describe('flow: one’s own passkeys', () => {
  let server: TestServer;
  let letters: Letters;
  let address: string;
  let staff: Browser;
  let stranger: Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    letters = lettersOf(server);
    address = `${server.issuer}/security`;
    stranger = await signedIn(OTHER);
  });
  after(() => server.stop());
  beforeEach(async () => {
    await takeFactorsOf(server.services, EMAIL);
    staff = await signedIn(EMAIL);
  });

  async function signedIn(username: string): Promise<Browser> {
    const browser = new Browser();
    await browser.submit(await browser.get(address), { username, password: PASSWORD });
    return browser;
  }
  const csrfOf = (page: Page) => /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const newDevice = () => new SoftwareAuthenticator(server.issuer);
  /** What the page's script does when its button is pressed. */
  async function make(browser: Browser, device: SoftwareAuthenticator, name: string): Promise<Page> {
    const page = await browser.get(`${address}/passkey`);
    const csrf = csrfOf(page);
    const question = await browser.post(`${address}/passkey/options`, { csrf });
    assert.equal(question.headers.get('cache-control'), 'no-store');
    return browser.post(`${address}/passkey`, {
      csrf,
      name,
      response: device.create(JSON.parse(question.text)),
    });
  }
  const referenceOn = (page: Page) => /name\?passkey=([\w-]+)"/.exec(page.text)?.[1] ?? '';

  it('enrols the first with its recovery codes, another without, and signs in by either', async () => {
    const [office, phone] = [newDevice(), newDevice()];
    const known = letters.to(EMAIL).length;
    const first = await make(staff, office, 'Máy ở cơ quan');
    assert.equal(first.text.match(/<li><code>[^<]+<\/code>/g)?.length, 10);
    assert.match(await letters.next(EMAIL, known), /Một khóa truy cập vừa được đăng ký/);
    // From now on the passkey is asked for before another is made.
    const asked = await staff.get(`${address}/passkey`);
    assert.match((await pressPasskey(server.issuer, staff, asked, office)).url, /\/security\/passkey$/);
    const second = await make(staff, phone, 'Điện thoại');
    assert.ok(second.text.includes(vi['security.notice.passkey']));
    assert.match(second.text, /2\u00a0khóa: Máy ở cơ quan, Điện thoại\. Dùng lần cuối hôm nay/);
    for (const device of [office, phone]) {
      const visitor = new Browser();
      const back = await pressPasskey(server.issuer, visitor, await visitor.get(address), device);
      assert.match(back.url, /\/security$/);
    }
  });

  it('takes no answer of another session, none twice, none without a question, and no nameless key', async () => {
    const device = newDevice();
    const page = await staff.get(`${address}/passkey`);
    const csrf = csrfOf(page);
    const ask = async () =>
      device.create(JSON.parse((await staff.post(`${address}/passkey/options`, { csrf })).text));
    const sent = (browser: Browser, token: string, response: string, name = 'Máy') =>
      browser.post(`${address}/passkey`, { csrf: token, response, name });
    const foreign = await sent(stranger, csrfOf(await stranger.get(address)), await ask());
    assert.ok(foreign.text.includes(errorsVi.passkey_not_made.title));
    const nameless = await sent(staff, csrf, await ask(), ' ');
    assert.equal(nameless.status, 400);
    assert.ok(nameless.text.includes(errorsVi.passkey_name_invalid.title));
    const answer = await ask();
    assert.match((await sent(staff, csrf, answer)).text, /<li><code>/);
    const { passkeys, stores } = server.services;
    const person = await stores.directory.findPersonByLogin(EMAIL);
    assert.equal((await passkeys.listPasskeys({ id: person?.id ?? '' })).length, 1);
    assert.equal((await staff.post(`${address}/passkey/options`, { csrf: 'foreign' })).status, 200);
    assert.match((await sent(staff, csrf, answer)).url, /\/interaction\//, 'asks for the passkey first');
  });

  it('renames and removes one’s own, and nobody else’s', async () => {
    const device = newDevice();
    await enrolPasskey(server.services, EMAIL, device, { name: 'Máy cũ' });
    const asked = await staff.get(`${address}/passkey`);
    await pressPasskey(server.issuer, staff, asked, device);
    const list = await staff.get(`${address}/passkeys`);
    const passkey = referenceOn(list);
    const form = await staff.get(`${address}/passkey/name?passkey=${passkey}`);
    const wrong = await staff.submit(form, { name: '\u202ekey' });
    assert.ok(wrong.text.includes(errorsVi.passkey_name_invalid.title));
    const renamed = await staff.submit(form, { name: 'Máy mới' });
    assert.ok(renamed.text.includes(vi['security.notice.passkey-renamed']));
    assert.match(renamed.text, /1\u00a0khóa: Máy mới/);

    const csrf = csrfOf(await stranger.get(address));
    for (const path of ['name', 'removal'])
      assert.equal((await stranger.get(`${address}/passkey/${path}?passkey=${passkey}`)).status, 404);
    assert.equal((await stranger.post(`${address}/passkey/removal`, { csrf, passkey })).status, 404);
    assert.equal((await stranger.post(`${address}/passkey/name`, { csrf, passkey, name: 'x' })).status, 404);
    assert.equal((await staff.post(`${address}/passkey/removal`, { csrf, passkey })).status, 403);

    const known = letters.to(EMAIL).length;
    const question = await staff.get(`${address}/passkey/removal?passkey=${passkey}`);
    const done = await staff.submit(question, { passkey });
    assert.ok(done.text.includes(vi['security.notice.passkey-removed']));
    assert.match(await letters.next(EMAIL, known), /Một khóa truy cập vừa được gỡ/);
    assert.equal(referenceOn(await staff.get(`${address}/passkeys`)), '');
  });

  it('offers no eleventh', async () => {
    let device = newDevice();
    for (let made = 0; made < 10; made += 1) {
      device = newDevice();
      await enrolPasskey(server.services, EMAIL, device, { name: `Khóa ${made}` });
    }
    const asked = await staff.get(`${address}/passkey`);
    const list = await pressPasskey(server.issuer, staff, asked, device);
    assert.match(list.url, /\/security\/passkeys$/);
    assert.ok(list.text.includes(vi['security.passkeyFull']));
    const csrf = csrfOf(await staff.get(address));
    assert.equal((await staff.post(`${address}/passkey/options`, { csrf })).status, 409);
  });
});
