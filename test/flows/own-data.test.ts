import { strict as assert } from 'node:assert';
import { generateSync } from 'otplib';
import { vi } from '../../src/messages/vi.ts';
import { registerProduct } from '../../src/product-client.ts';
import { Browser } from '../support/browser.ts';
import { type Letters, lettersOf } from '../support/letters.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { enrolPasskey } from '../support/passkeys.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const EMAIL = 'staff@mic.example';
const CLERK = 'clerk@mic.example';
const OPERATOR = { kind: 'operator', name: 'van-hanh' } as const;

describe('flow: one’s own data', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let address: string;
  let letters: Letters;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await registerProduct(server.services);
    api = await apiCaller(server, await apiClient(server));
    address = `${server.issuer}/security`;
    letters = lettersOf(server);
  });
  after(() => server.stop());

  const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) });
  async function signedIn(username: string): Promise<Browser> {
    const browser = new Browser();
    await browser.submit(await browser.get(address), { username, password: PASSWORD });
    return browser;
  }
  /** The card of the page, as lines of text. */
  async function viewings(browser: Browser): Promise<string> {
    const { text } = await browser.get(address);
    const [card = ''] = /id="viewings">[\s\S]+?<\/section>/.exec(text) ?? [];
    return card.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  }

  it('shows who looked at it over the API: an officer by name and role, a program by its own', async () => {
    const staff = await signedIn(EMAIL);
    assert.ok((await viewings(staff)).includes(vi['security.viewingsNone']));
    const to = { person: CLERK };
    const { roles, settings } = server.services;
    await settings.set('multi_factor.administrators', '0', OPERATOR);
    await roles.grantRole(OPERATOR, { clientId: 'micconnect', code: 'auditor', to });
    const auditor = await api.personToken(CLERK, 'directory:read roles:read');
    const reason = encodeURIComponent('Kiểm tra sự cố SC-2026-0192');
    const looked = await api.call('GET', `/people/014-00001?reason=${reason}`, auditor);
    assert.equal(looked.status, 200);
    const program = await api.machineToken('roles:read');
    await api.call('GET', '/people/014-00001/roles?client=micconnect', program);
    const shown = await viewings(staff);
    assert.match(shown, /Nguyễn Văn An , Kiểm toán viên .*Hồ sơ cán bộ Lý do: Kiểm tra sự cố SC-2026-0192/);
    assert.match(shown, /Ứng dụng api-client .*Vai trò và vì sao có Không ghi lý do/);
    assert.ok(!(await viewings(await signedIn(CLERK))).includes('Kiểm toán viên'));
  });

  it('is downloaded after a fresh sign-in, with no secret in it, and told by mail', async () => {
    const { services } = server;
    const { secret, recoveryCodes } = await services.factors.enrolFor(EMAIL, OPERATOR);
    const browser = new Browser();
    const typed = { username: EMAIL, password: PASSWORD };
    const step = await browser.submit(await browser.get(address), typed);
    await browser.submit(step, { code: codeOf(secret) });
    const device = new SoftwareAuthenticator(server.issuer);
    const { passkey } = await enrolPasskey(services, EMAIL, device);
    const question = await browser.get(`${address}/export`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(question.text)?.[1] ?? '';
    assert.equal((await browser.post(`${address}/export`, { csrf: 'x' })).status, 403);
    const file = await browser.post(`${address}/export`, { csrf });
    assert.equal(file.headers.get('cache-control'), 'no-store');
    assert.match(
      file.headers.get('content-disposition') ?? '',
      /^attachment; filename="micconnect-\d{4}-\d\d-\d\d\.json"$/,
    );
    let told = '';
    for (let known = 0; !told.includes('Dữ liệu cá nhân vừa được tải về'); known += 1)
      told = await letters.next(EMAIL, known);

    const data = JSON.parse(file.text);
    assert.equal(data.person.citizen_id, '000200000001');
    assert.deepEqual(
      data.appointments.map(({ unit_code }: { unit_code: string }) => unit_code),
      ['G14.05.1'],
    );
    assert.equal(data.ways_to_sign_in.passkeys[0].name, 'Máy thử');
    assert.equal(data.ways_to_sign_in.recovery_codes.left, 10);
    assert.ok(data.sign_ins.length > 0 && data.sessions.length > 0 && data.devices.length > 0);
    assert.ok(data.seen_by.some(({ reason }: { reason: string }) => reason?.includes('SC-2026-0192')));
    const { id } = data.person;
    const password = await services.stores.credentials.findPassword(id);
    const sessions = await services.stores.sessions.listOpen(id);
    const secrets = [
      ...[secret, password?.hash, passkey.publicKey, passkey.credentialId, ...recoveryCodes],
      ...sessions.map(({ uid }) => uid),
      ...['micconnect_device', 'micconnect_session'].map((name) => browser.cookie(name)?.split('.')[0]),
    ];
    for (const each of secrets) assert.ok(!file.text.includes(each || 'made_at-missing'), each);
    const [act] = await services.stores.audit.listOfPerson(id, ['person.exported'], 2);
    assert.deepEqual(act?.actor, { kind: 'person', id });

    await server.services.database.source.query(
      `update oidc_model set payload = jsonb_set(payload, '{loginTs}', to_jsonb((payload ->> 'loginTs')::bigint - 660))
       where model = 'Session' and payload ? 'loginTs'`,
    );
    assert.match((await browser.post(`${address}/export`, { csrf })).url, /\/interaction\//);
    assert.match((await browser.get(`${address}/export`)).url, /\/interaction\//);
  });

  it('notes nothing of a look that was refused, nor of one’s own', async () => {
    const { viewings: noted, staff } = server.services;
    const { person } = await staff.show('head@mic.example');
    const nobody = await api.machineToken('directory:read');
    assert.equal((await api.call('GET', '/people/014-00003?at=nonsense', nobody)).status, 400);
    const clerk = await api.personToken(CLERK, 'roles:read');
    const unknown = await api.call('GET', '/people/014-00003/roles?client=unknown', clerk);
    assert.equal(unknown.status, 404);
    const own = await api.personToken(CLERK, 'directory:read');
    assert.equal((await api.call('GET', '/people/014-00002', own)).status, 200);
    assert.deepEqual(await noted.list(person.id, 10), []);
    assert.deepEqual(await noted.list((await staff.show(CLERK)).person.id, 10), []);
  });
});
