import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import * as oidc from 'openid-client';
import type { LabItem } from '../../src/domain/integration-lab/checklist.ts';
import { KEPT_SIGN_INS, KEPT_STEPS } from '../../src/domain/integration-lab/lab-store.ts';
import { registerProduct } from '../../src/product-client.ts';
import { type RelyingSystem, startRelyingSystem } from '../../src/samples/relying-system.ts';
import { Browser, type Page } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { PASSWORD, seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { type NoticeReceiver, startNoticeReceiver } from './notice-receiver.ts';
import { browser, prepare, type RelyingParty, relyingParty, signIn, travel } from './relying-party.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const ADMIN = 'staff@mic.example';

describe('flow: the integration lab', () => {
  let server: TestServer;
  let receiver: NoticeReceiver;
  /** A system that does everything right, and one whose receiver takes whatever it is sent. */
  let archive: RelyingSystem;
  let careless: RelyingParty;
  let officer: Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    receiver = await startNoticeReceiver();
    await seedMinistry(server);
    await registerProduct(server.services);
    const role = { clientId: 'micconnect', code: 'system-administrator', to: { person: ADMIN } };
    await server.services.roles.grantRole(OPERATOR, role);
    archive = await startArchive();
    careless = await relyingParty(server, {
      client_id: 'careless',
      pkce_policy: 'none',
      backchannel_logout_uri: `${receiver.origin}/logout`,
    });
    // Another key of the algorithm that everybody registered.
    await server.services.keyService.rotate(OPERATOR);
    officer = new Browser();
    const page = await officer.get(lab('archive'));
    await officer.submit(page, { username: ADMIN, password: PASSWORD });
  });
  after(async () => {
    await archive?.close();
    await receiver?.close();
    await server.stop();
  });
  beforeEach(async () => {
    const { source } = server.services.database;
    await source.query('update client set watched_until = null');
    for (const table of ['client_trace', 'client_check']) await source.query(`delete from ${table}`);
  });

  async function startArchive(): Promise<RelyingSystem> {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const { secret } = await seedClient(server, {
      client_id: 'archive',
      redirect_uris: [`${origin}/callback`],
      post_logout_redirect_uris: [`${origin}/signed-out`],
      backchannel_logout_uri: `${origin}/backchannel-logout`,
    });
    const parts = { issuer: server.issuer, clientId: 'archive', clientSecret: secret ?? '', port, origin };
    return startRelyingSystem({ ...parts, title: 'A', titleEn: 'A', now: () => new Date() });
  }
  const lab = (id: string) => `${server.issuer}/admin/clients/${id}/lab`;
  const open = (id = 'careless') => server.app.parts.integrationLab.open(id, OPERATOR);
  const look = (id = 'careless') => server.app.parts.integrationLab.look(id, 'whole');
  async function verdictOn(item: LabItem, id?: string): Promise<string> {
    const found = (await look(id)).verdicts.find((each) => each.item === item);
    return `${found?.state} ${found?.reason}`;
  }
  const press = async (what: 'open' | 'run', id: string): Promise<Page> => {
    const page = await officer.get(lab(id));
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    return officer.post(`${lab(id)}/${what}`, { csrf }, page.url);
  };
  const kindsOf = async (id?: string) =>
    (await look(id)).signIns.map(({ steps }) => steps.map(({ kind }) => kind));

  it('goes green for a system that does everything right', async () => {
    const client = await officer.get(`${server.issuer}/admin/clients/archive`);
    assert.match(client.text, /href="\/admin\/clients\/archive\/lab"/);
    const untested = await officer.get(lab('archive'));
    assert.match(untested.text, /3 trên 12 mục đạt/);
    assert.match((await press('open', 'archive')).text, /Đang ghi các lần đăng nhập/);
    const visitor = new Browser();
    await visitor.submit(await visitor.get(`${archive.origin}/`), { username: ADMIN, password: PASSWORD });
    const ran = await press('run', 'archive');
    assert.match(ran.url, /notice=ran$/);
    assert.match(ran.text, /12 trên 12 mục đạt/);
    assert.match(ran.text, /Người dùng đã đăng nhập, acr password, amr pwd/);
    assert.equal((await look('archive')).run?.report.isOtherKeyOfSameAlg, true);
    assert.deepEqual(await kindsOf('archive'), [['asked', 'signed_in', 'code_sent', 'redeemed', 'userinfo']]);
    const events = (await server.services.stores.audit.list(0, 1000)).filter(
      ({ type, clientId }) => clientId === 'archive' && type.startsWith('client.'),
    );
    assert.deepEqual(
      events.slice(-2).map(({ type, details }) => [type, details?.accepted ?? null]),
      [
        ['client.watched', null],
        ['client.checked', 2],
      ],
    );
    assert.equal((await visitor.get(`${archive.origin}/status`)).text.includes('"signed_in":true'), true);
  });

  it('says which wrong tokens a receiver takes', async () => {
    const ran = await press('run', 'careless');
    const [failing] = ran.text.split('class="warning"');
    assert.match(failing ?? '', /Ứng dụng nhận token sai: sai aud, sai iss, hết hạn, có nonce\./);
    assert.match(failing ?? '', /Ứng dụng nhận token sai: ký bằng khóa lạ, không ký \(alg none\)\./);
    assert.equal(await verdictOn('logout_receiver'), 'passed receiver_accepts');
    receiver.received.splice(0);
  });

  it('says when a receiver does not take a right token, and shows nothing by what it refuses', async () => {
    receiver.answerNext(...Array(8).fill(503));
    await press('run', 'careless');
    assert.equal(await verdictOn('logout_receiver'), 'failing receiver_refuses');
    for (const item of ['claim_checks', 'signature', 'key_rollover'] as const)
      assert.equal(await verdictOn(item), 'untested no_answer');
    receiver.received.splice(0);
  });

  it('is run by one at a time, and again afterwards', async () => {
    const run = () => server.app.parts.integrationLab.run('careless', OPERATOR);
    assert.deepEqual((await Promise.all([run(), run()])).sort(), [false, true]);
    assert.equal(receiver.received.splice(0).length, 8);
    assert.equal(await run(), true);
    receiver.received.splice(0);
  });

  it('notes nothing of a system that nobody watches, nor once the time is over', async () => {
    await signIn(careless, browser());
    await open();
    await server.services.database.source.query(
      `update client set watched_until = now() - interval '1 second'`,
    );
    await signIn(careless, browser());
    assert.deepEqual(await kindsOf(), []);
  });

  it('keeps neither codes nor tokens, states, nonces or secrets', async () => {
    await open();
    const { url, checks } = await prepare(careless);
    const answer = await travel(browser(), url);
    const tokens = await oidc.authorizationCodeGrant(careless.config, answer, checks);
    await oidc.refreshTokenGrant(careless.config, tokens.refresh_token ?? '');
    const rows = await server.services.database.source.query('select client_trace::text from client_trace');
    const stored = JSON.stringify(rows);
    assert.match(stored, /refreshed/);
    const secrets = [...Object.values(checks), answer.searchParams.get('code'), careless.secret];
    const { access_token, refresh_token, id_token } = tokens;
    for (const secret of [
      ...secrets.filter((each) => typeof each === 'string'),
      access_token,
      refresh_token,
      id_token,
      'staff@mic.example',
    ])
      assert.ok(secret && !stored.includes(secret), secret ?? 'missing');
  });

  it('tells what the system was refused for, until it does better', async () => {
    await open();
    const wrong = await prepare(careless, { redirect_uri: 'https://careless.example/callback/' });
    assert.equal((await browser().get(wrong.url.href)).status, 400);
    assert.equal(await verdictOn('redirect_uri'), 'failing redirect_refused');
    const page = await officer.get(lab('careless'));
    assert.match(page.text, /redirect_uri không có trong đăng ký/);

    const { url, checks } = await prepare(careless);
    const answer = await travel(browser(), url);
    const stranger = new oidc.Configuration(
      careless.config.serverMetadata(),
      'careless',
      {},
      oidc.ClientSecretBasic('x'),
    );
    oidc.allowInsecureRequests(stranger);
    await assert.rejects(oidc.authorizationCodeGrant(stranger, answer, checks));
    assert.equal(await verdictOn('client_authentication'), 'failing authentication_refused');
    await oidc.authorizationCodeGrant(careless.config, answer, checks);
    assert.equal(await verdictOn('client_authentication'), 'passed authenticated');
    assert.equal(await verdictOn('redirect_uri'), 'passed redirect_exact');
    await assert.rejects(oidc.authorizationCodeGrant(careless.config, answer, checks));
    assert.equal(await verdictOn('code'), 'failing code_refused');
  });

  it('notices PKCE that is missing, and a nonce that served before', async () => {
    await open();
    const { url, checks } = await prepare(careless);
    await oidc.authorizationCodeGrant(careless.config, await travel(browser(), url), checks);
    assert.equal(await verdictOn('pkce'), 'passed pkce_s256');
    assert.equal(await verdictOn('state_nonce'), 'passed state_nonce_given');
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    await travel(browser(), url);
    assert.equal(await verdictOn('pkce'), 'warning pkce_allowed');
    assert.equal(await verdictOn('state_nonce'), 'failing nonce_reused');
  });

  it('notes the logout message of a sign-in beside it', async () => {
    await open();
    const visitor = browser();
    const { id_token: hint } = await signIn(careless, visitor);
    receiver.answerNext(503);
    await visitor.get(`${server.issuer}/oidc/end-session?id_token_hint=${hint}`);
    await receiver.exactly(1);
    const deadline = Date.now() + 3000;
    while (!(await kindsOf())[0]?.includes('logout_failed') && Date.now() < deadline) await sleep(20);
    // The message is on its way before the page of the sign-out is done.
    assert.deepEqual((await kindsOf())[0]?.slice(-2).sort(), ['logout_failed', 'signed_out']);
  });

  it('keeps the last sign-ins only, each with its own steps', async () => {
    await open();
    const visitor = browser();
    for (let index = 0; index < KEPT_SIGN_INS + 2; index += 1) await signIn(careless, visitor);
    const kinds = await kindsOf();
    assert.equal(kinds.length, KEPT_SIGN_INS);
    assert.deepEqual(new Set(kinds.map(String)), new Set(['asked,signed_in,code_sent,redeemed']));
  });

  it('keeps how a sign-in began, and its newest steps, of a system that asks on for ever', async () => {
    const { database, stores, ids } = server.services;
    const note = (kind: 'code_sent' | 'refreshed' | 'userinfo', left: string[]) =>
      stores.lab.note(
        ids.uuid(),
        { clientId: 'careless', found: ['a hash'], left, begins: kind === 'code_sent' },
        [{ kind, at: new Date() }],
      );
    await note('userinfo', ['nothing began']);
    await note('code_sent', ['a hash', 'another']);
    for (let index = 0; index < KEPT_STEPS; index += 1) await note('refreshed', ['a hash', 'a third']);
    await note('userinfo', ['a hash']);
    const [kinds = []] = await kindsOf();
    assert.deepEqual([kinds.length, kinds[0], kinds.at(-1)], [KEPT_STEPS, 'code_sent', 'userinfo']);
    const rows = await database.source.query('select links from client_trace');
    assert.deepEqual(rows, [{ links: ['a hash', 'another', 'a third'] }]);
  });

  it('shows the owner of a system her own, to look at', async () => {
    const owner = new Browser();
    const role = { clientId: 'micconnect', code: 'owner.archive', to: { person: 'clerk@mic.example' } };
    await server.services.roles.grantRole(OPERATOR, role);
    const signInPage = await owner.get(lab('archive'));
    const page = await owner.submit(signInPage, { username: 'clerk@mic.example', password: PASSWORD });
    assert.match(page.text, /Danh mục tích hợp/);
    assert.doesNotMatch(page.text, /\/lab\/(open|run)"/);
    assert.equal((await owner.get(lab('careless'))).status, 404);
    assert.equal((await owner.post(`${lab('archive')}/run`, { csrf: '' }, page.url)).status, 404);
  });

  it('is not there for a system that is not there', async () => {
    for (const id of ['nobody', '%00', '..%2f..']) assert.equal((await officer.get(lab(id))).status, 404, id);
  });
});
