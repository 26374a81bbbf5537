import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { CAUSE_WORDS } from '../../src/messages/certificate-verdict.ts';
import type { Page } from '../support/browser.ts';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import { PASSWORD } from '../support/ministry.ts';
import {
  type CertificateMinistry,
  openCertificateMinistry,
  type Path,
  shakeHands,
} from './certificate-ministry.ts';
import { browser, prepare } from './relying-party.ts';

const EMAIL = 'staff@mic.example';
const OPERATOR = { kind: 'operator', name: 'test' } as const;
const CERTIFICATE = 'urn:micconnect:acr:certificate';

describe('flow: signing in by certificate', () => {
  let ministry: CertificateMinistry;

  before(async function () {
    this.timeout(60_000);
    ministry = await openCertificateMinistry();
  });
  after(() => ministry.close());

  const bind = ({ pem }: IssuedCertificate, person = EMAIL) =>
    ministry.server.services.certificates.bindFor(person, Buffer.from(pem), OPERATOR);
  const given = (page: Page) => Object.fromEntries(new URL(page.url).searchParams);
  const personal = (emails: string[] = []) => ministry.trees.issuing.issue({ emails, subject: 'Lê An' });

  for (const path of ['handshake', 'signer'] as const satisfies Path[]) {
    describe(`by ${path}`, () => {
      it('tells the relying party of it, in its own words', async () => {
        const leaf = await personal();
        await bind(leaf);
        const visitor = browser();
        const { url, checks } = await prepare(ministry.client, { acr_values: 'LoA3' });
        const page = await visitor.get(`${(await visitor.get(url.href)).url}/certificate`);
        const end = await ministry.present(visitor, page, { leaf }, path);
        const tokens = await oidc.authorizationCodeGrant(ministry.client.config, new URL(end.url), checks);
        assert.equal(tokens.claims()?.acr, 'LoA3');
        assert.deepEqual(tokens.claims()?.amr, ['hwk']);
      });

      it('refuses a certificate that is nobody’s, a person’s whose account is closed, and one taken away, alike', async () => {
        const nobodys = await personal();
        const closed = await personal();
        await bind(closed, 'clerk@mic.example');
        await ministry.server.services.staff.disable('clerk@mic.example', OPERATOR);
        const unbound = await personal();
        await ministry.server.services.certificates.unbind((await bind(unbound)).id, OPERATOR);
        const texts = [];
        for (const leaf of [nobodys, closed, unbound]) {
          const visitor = browser();
          const end = await ministry.present(visitor, await ministry.begin(visitor), { leaf }, path);
          assert.equal(end.status, 401);
          texts.push(
            /<ol class="verdict-steps">.*?<\/ol>/s.exec(end.text)?.[0].replace(/Lê An, [0-9a-f]+/, ''),
          );
        }
        assert.match(texts[0] ?? '', /Chưa gắn với ai/);
        assert.equal(new Set(texts.map((text) => text?.replace(/\d\d:\d\d:\d\d/g, ''))).size, 1);
        await ministry.server.services.staff.enable('clerk@mic.example', OPERATOR);
      });

      it('refuses what is revoked from one sign-in to the next', async () => {
        const leaf = await personal();
        await bind(leaf);
        const first = browser();
        assert.ok(given(await ministry.present(first, await ministry.begin(first), { leaf }, path)).code);
        await ministry.revoke([leaf]);
        const next = browser();
        const end = await ministry.present(next, await ministry.begin(next), { leaf }, path);
        assert.equal(end.status, 401);
        assert.ok(end.text.includes(CAUSE_WORDS.revoked.vi), end.text.slice(0, 3000));
      });
    });
  }

  it('works while the password path is locked', async () => {
    const leaf = await personal();
    await bind(leaf);
    for (let wrong = 0; wrong < 6; wrong += 1) {
      const visitor = browser();
      const { url } = await prepare(ministry.client);
      await visitor.submit(await visitor.get(url.href), { username: EMAIL, password: `wrong ${wrong}` });
    }
    const visitor = browser();
    assert.ok(given(await ministry.present(visitor, await ministry.begin(visitor), { leaf })).code);
    await ministry.server.services.accounts.unlock(EMAIL, OPERATOR);
  });

  it('leads back when none was chosen, with what to do', async () => {
    const visitor = browser();
    const end = await ministry.present(visitor, await ministry.begin(visitor), null);
    assert.match(end.text, /Chưa chọn chứng thư nào/);
    assert.doesNotMatch(end.text, /data-follow/);
  });

  it('takes a ticket once, and an answer once and in its own visit alone', async () => {
    const leaf = await personal();
    await bind(leaf);
    const visitor = browser();
    const page = await ministry.begin(visitor);
    const address = /href="(https:[^"]+ticket=[^"]+)"/.exec(page.text)?.[1] ?? '';
    const { location = '' } = await shakeHands(address, { leaf });
    assert.equal((await shakeHands(address, { leaf })).status, 400);
    assert.equal((await shakeHands(address.replace(/ticket=.*/, 'ticket=x'), { leaf })).status, 400);

    // Another browser, with another visit or with none, gets nothing of it.
    const thief = browser();
    const other = await ministry.begin(thief);
    const answer = new URL(location).search;
    const stolen = await thief.get(`${other.url}/return${answer}`);
    assert.equal(given(stolen).code, undefined);
    assert.match(stolen.text, /đã hết hạn/);
    assert.equal(given(await browser().get(location)).code, undefined);

    assert.ok(given(await visitor.get(location)).code);
    assert.equal(given(await visitor.get(location)).code, undefined);
  });

  it('is the second factor of nobody but whose it is: another’s begins a sign-in of its own', async () => {
    const own = await personal();
    await bind(own);
    await bind(await personal(), 'clerk@mic.example');
    const visitor = browser();
    const { url, checks } = await prepare(ministry.client);
    const asked = await visitor.submit(await visitor.get(url.href), {
      username: 'clerk@mic.example',
      password: PASSWORD,
    });
    assert.match(asked.text, /Chứng thư số/);
    const end = await ministry.present(visitor, await visitor.get(`${asked.url}/certificate`), { leaf: own });
    const tokens = await oidc.authorizationCodeGrant(ministry.client.config, new URL(end.url), checks);
    assert.deepEqual([tokens.claims()?.email, tokens.claims()?.amr], [EMAIL, ['hwk']]);
  });

  it('raises a running session of the same person alone', async () => {
    const [own, others] = [await personal(), await personal()];
    const visitor = browser();
    const first = await prepare(ministry.client);
    const credentials = { username: 'head@mic.example', password: PASSWORD };
    assert.ok(given(await visitor.submit(await visitor.get(first.url.href), credentials)).code);
    await bind(own, 'head@mic.example');
    await bind(others);
    const { url, checks } = await prepare(ministry.client, { acr_values: CERTIFICATE });
    const page = `${(await visitor.get(url.href)).url}/certificate`;
    const refused = await ministry.present(visitor, await visitor.get(page), { leaf: others });
    assert.equal(refused.status, 401);
    const done = await ministry.present(visitor, await visitor.get(page), { leaf: own });
    const tokens = await oidc.authorizationCodeGrant(ministry.client.config, new URL(done.url), checks);
    assert.equal(tokens.claims()?.email, 'head@mic.example');
    assert.deepEqual(tokens.claims()?.amr, ['pwd', 'hwk', 'mfa']);
  });

  it('lets somebody else sign in where everything is proved anew', async () => {
    const own = await personal();
    const others = await personal();
    await bind(own);
    await bind(others, 'clerk@mic.example');
    const visitor = browser();
    const { url } = await prepare(ministry.client);
    const start = await visitor.get(url.href);
    // Whoever has a certificate is asked for a second factor: the certificate is one.
    const asked = await visitor.submit(start, { username: EMAIL, password: PASSWORD });
    assert.match(asked.text, /Chứng thư số/);
    const page = await visitor.get(`${asked.url}/certificate`);
    const done = await ministry.present(visitor, page, { leaf: own });
    assert.ok(given(done).code);

    const raising = await prepare(ministry.client, { acr_values: CERTIFICATE, prompt: 'login' });
    const again = await visitor.get(raising.url.href);
    const stranger = await ministry.present(visitor, await visitor.get(`${again.url}/certificate`), {
      leaf: others,
    });
    // A sign-in anew may be somebody else's; the former session ends with it.
    assert.ok(given(stranger).code);
  });

  it('never resumes a session of the handshake', async () => {
    const leaf = await personal();
    const { connect } = await import('node:tls');
    const key = await leaf.privateKeyPem();
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const options = { port: ministry.port, host: 'localhost', rejectUnauthorized: false, maxVersion };
      const session = await new Promise<Buffer | undefined>((resolve) => {
        const socket = connect({ ...options, cert: leaf.pem, key });
        socket.once('session', resolve);
        socket.once('secureConnect', () =>
          setTimeout(() => {
            socket.destroy();
            resolve(socket.getSession());
          }, 200),
        );
      });
      const isReused = await new Promise<boolean>((resolve) => {
        const socket = connect({ ...options, ...(session && { session }) });
        socket.once('secureConnect', () => {
          resolve(socket.isSessionReused());
          socket.destroy();
        });
      });
      assert.equal(isReused, false, maxVersion);
    }
  });

  it('takes no header that names a certificate, at either port', async () => {
    const leaf = await personal();
    await bind(leaf);
    const field = `:${Buffer.from(leaf.der).toString('base64')}:`;
    const names = [
      'client-cert',
      'Client-Cert',
      'client_cert',
      'x-client-cert',
      'x-ssl-client-cert',
      'ssl-client-cert',
      'x-forwarded-client-cert',
    ];
    for (const name of names) {
      const visitor = browser();
      const page = await ministry.begin(visitor);
      const address = /href="(https:[^"]+ticket=[^"]+)"/.exec(page.text)?.[1] ?? '';
      const { location = '' } = await shakeHands(address, null, { headers: { [name]: field } });
      const end = await visitor.get(location);
      assert.match(end.text, /Chưa chọn chứng thư nào/, name);
      const direct = await fetch(`${ministry.server.issuer}/certificate?ticket=x`, {
        headers: { [name]: field },
      });
      assert.equal(direct.status, 404, name);
    }
  });
});
