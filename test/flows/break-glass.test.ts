import { strict as assert } from 'node:assert';
import * as oidc from 'openid-client';
import { findSignInFailure } from '../../src/domain/authentication/sign-in-failure.ts';
import { BREAK_GLASS_ID, BREAK_GLASS_LOGIN } from '../../src/domain/directory/break-glass-account.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser, type Page } from '../support/browser.ts';
import { type Letters, lettersOf } from '../support/letters.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { isActive, prepare, type RelyingParty, relyingParty, SCOPE } from './relying-party.ts';
import { everyGrant } from './state-paths.ts';

const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
const ADMINISTRATOR = 'staff@mic.example';
const REFUSED = 'Tên đăng nhập hoặc mật khẩu không đúng';

describe('flow: the emergency account', () => {
  let server: TestServer;
  let letters: Letters;
  let console: RelyingParty;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    const { services } = server;
    const role = { clientId: 'micconnect', code: 'system-administrator' };
    await services.roles.grantRole(AN, { ...role, to: { person: ADMINISTRATOR } });
    await services.settings.set('multi_factor.administrators', '1', AN);
    letters = lettersOf(server);
    const scope = `${SCOPE} directory:read directory:write sessions:write`;
    console = await relyingParty(server, { ...everyGrant('console'), scope });
  });
  after(() => server.stop());

  async function seal(): Promise<string> {
    const { breakGlass } = server.services;
    const [one, other] = [await breakGlass.seal(AN), await breakGlass.seal(BINH)];
    return `${other.half} ${one.half}`.toLowerCase();
  }
  const asksPassword = (page: Page) => page.text.includes('autocomplete="current-password"');

  /** What user name and password lead to at the API's client. */
  async function signIn(visitor: Browser, password: string, extra: Record<string, string> = {}) {
    visitor.stopAt.push('https://');
    const { url, checks } = await prepare(console, extra);
    const page = await visitor.get(url.href);
    const answer = await visitor.submit(page, { username: BREAK_GLASS_LOGIN, password });
    return { answer, checks };
  }

  it('lets two people in once, as a system administrator, with an alarm, until its time is over', async () => {
    const known = letters.to(ADMINISTRATOR).length;
    const typed = await seal();
    assert.match(
      await letters.next(ADMINISTRATOR, known),
      /Tài khoản khẩn cấp vừa được hai người niêm phong/,
    );
    const visitor = new Browser();
    const resource = `${server.issuer}/api/v1`;
    const asked = { resource, scope: 'openid directory:write sessions:write', acr_values: 'LoA2' };
    const { answer, checks } = await signIn(visitor, typed, asked);
    const tokens = await oidc.authorizationCodeGrant(console.config, new URL(answer.url), checks, {
      resource,
    });
    const claims = tokens.claims();
    assert.deepEqual([claims?.sub, claims?.acr, claims?.amr], [BREAK_GLASS_ID, 'LoA2', ['otp']]);

    const letter = await letters.next(ADMINISTRATOR, known + 1);
    assert.match(letter, /CẢNH BÁO: Tài khoản khẩn cấp vừa được mở/);
    const lines = server.logLines.filter(({ level, alarm }) => level === 40 && alarm === 'used');
    assert.equal(lines.length, 1);
    const metrics = await (await fetch(`${server.issuer}/metrics`)).text();
    assert.match(metrics, /micconnect_break_glass_total\{alarm="used"\} 1/);
    const { audit } = server.services.stores;
    const [used] = await audit.listOfPerson(BREAK_GLASS_ID, ['break_glass.used'], 1);
    assert.deepEqual(
      [used?.actor, used?.details?.sealed_by],
      [{ kind: 'person', id: BREAK_GLASS_ID }, 'operator:an'],
    );

    const closes = (email: string) =>
      oidc
        .fetchProtectedResource(
          console.config,
          tokens.access_token,
          new URL(`${resource}/people/${email}/disable`),
          'POST',
        )
        .then(
          ({ status }) => status,
          () => 'refused',
        );
    assert.equal(await closes('retired@mic.example'), 200);
    for (const path of ['/', '/roles', '/requests', '/security'])
      assert.match((await visitor.get(`${server.issuer}${path}`)).text, /action="\/sign-out"/, path);

    // Neither by another try, nor in another browser, nor by what could be enrolled meanwhile.
    for (const other of [new Browser(), new Browser()])
      assert.ok((await signIn(other, typed)).answer.text.includes(REFUSED));
    for (const path of ['/security/totp', '/security/passkeys', '/security/password'])
      assert.doesNotMatch(
        (await visitor.get(`${server.issuer}${path}`)).text,
        /secret-key|name="chosen"/,
        path,
      );
    assert.equal((await visitor.get(`${server.issuer}/security/totp`)).status, 403);

    await server.services.database.source.query(
      `update break_glass_seal set ends_at = now() where state = 'used'`,
    );
    await server.services.breakGlass.sweep();
    assert.equal(asksPassword(await visitor.get(`${server.issuer}/`)), true);
    assert.equal(await isActive(console, tokens.access_token), false);
    assert.equal(await closes('clerk@mic.example'), 'refused');
    assert.equal((await server.services.breakGlass.status()).sealed, undefined);
  });

  it('answers whoever has not both halves like anybody else, sealed or not, and raises an alarm', async () => {
    const stranger = async (username: string) => {
      const visitor = new Browser();
      visitor.stopAt.push('https://');
      const page = await visitor.get((await prepare(console)).url.href);
      const { status, text } = await visitor.submit(page, { username, password: 'không đúng' });
      return { status, text: text.replaceAll(/[\w-]{20,}|[A-Z2-9]{4}-[A-Z2-9]{4}|value="[^"]*"/g, '') };
    };
    const unknown = await stranger('nobody@mic.example');
    const open = await stranger(BREAK_GLASS_LOGIN);
    await seal();
    const sealed = await stranger(BREAK_GLASS_LOGIN);
    assert.deepEqual([open, sealed], [unknown, unknown]);
    const alarm = server.logLines.findLast((line) => line.level === 40 && line.alarm === 'refused');
    const failure = await findSignInFailure(server.services, String(alarm?.supportCode), 'whole');
    assert.equal(failure.attempt.cause, 'break_glass');
  });

  it('is not in the way of whoever is signed in in that browser, and does not become her', async () => {
    const { services } = server;
    await services.settings.set('multi_factor.administrators', '0', AN);
    const typed = await seal();
    const visitor = new Browser();
    const page = await visitor.get(`${server.issuer}/`);
    await visitor.submit(page, { username: 'clerk@mic.example', password: 'Sample-2026-MicConnect' });
    visitor.stopAt.push('https://');
    const { url, checks } = await prepare(console, { acr_values: 'LoA2' });
    const raising = await visitor.get(url.href);
    assert.match(raising.text, /Thiết lập xác thực hai bước/, 'her session is being raised');
    const answer = await visitor.post(raising.url, { username: BREAK_GLASS_LOGIN, password: typed });
    const tokens = await oidc.authorizationCodeGrant(console.config, new URL(answer.url), checks);
    assert.equal(tokens.claims()?.sub, BREAK_GLASS_ID);
    const [former] = await services.database.source.query(
      `select end_reason from session join person on person.id = person_id where email = 'clerk@mic.example'`,
    );
    assert.equal(former?.end_reason, 'replaced');
  });
});
