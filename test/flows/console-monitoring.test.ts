import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { runCommand } from '../../src/cli/run-command.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { Browser, type Page } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { PASSWORD } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { browser, type RelyingParty, relyingParty, signIn } from './relying-party.ts';
import { OPERATOR, seedCast } from './role-authority.actors.ts';

describe('flow: the console watches', () => {
  let server: TestServer;
  let mail: RelyingParty;
  const emailOf = (name: string) => `${name}@mic.example`;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    const { hasher, clock, stores } = server.services;
    await seedCast(server.services);
    const hash = await hasher.hash(PASSWORD);
    for (const name of ['system-administrator', 'auditor', 'own']) {
      const { id } = await personOf(name);
      const fresh = { mustChange: false, isLong: true, changedAt: clock.now() };
      await stores.credentials.savePassword({ personId: id, hash, ...fresh });
    }
    // Nobody listens there.
    const uri = `http://localhost:${await freePort()}/logout`;
    mail = await relyingParty(server, { client_id: 'mail', backchannel_logout_uri: uri });
  });
  after(() => server.stop());

  async function personOf(name: string) {
    return (await server.services.stores.directory.findPersonByLogin(emailOf(name))) ?? assert.fail(name);
  }
  async function officer(name: string): Promise<{ visitor: Browser; open(path: string): Promise<Page> }> {
    const visitor = new Browser();
    const page = await visitor.get(`${server.issuer}/roles`);
    await visitor.submit(page, { username: emailOf(name), password: PASSWORD });
    return { visitor, open: (path) => visitor.get(server.issuer + path) };
  }
  function csrfOf({ text }: Page): string {
    return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? assert.fail('no token');
  }
  async function run(files: Record<string, string>, ...argv: string[]) {
    const io = scriptedTerminal({ files });
    const code = await runCommand(argv, operatorServices(server.services), io, OPERATOR);
    return { code, ...io.said };
  }
  /** A sign-in with a wrong password; returns what the page tells to read out. */
  async function failedSignIn(): Promise<string> {
    const visitor = new Browser();
    const page = await visitor.get(`${server.issuer}/roles`);
    const refused = await visitor.submit(page, { username: emailOf('own'), password: 'wrong' });
    return /class="support-code">([^<]+)</.exec(refused.text)?.[1] ?? assert.fail('no code');
  }

  it('finds a failed sign-in by its support code, however it is typed', async () => {
    const code = await failedSignIn();
    const { open } = await officer('auditor');
    for (const typed of [code, code.toLowerCase(), code.replace('-', ''), code.replace('-', ' ')]) {
      const page = await open(`/admin/audit?q=${encodeURIComponent(typed)}`);
      assert.match(page.url, new RegExp(`/admin/sign-in-failures/${code}$`), typed);
      assert.match(page.text, /Sai mật khẩu/);
      assert.match(page.text, new RegExp(`/admin/people/${(await personOf('own')).id}"`));
    }
    assert.equal((await open('/admin/sign-in-failures/AAAA-2222')).status, 404);
    assert.match((await open('/admin/audit?q=AAAA-2222')).text, /Không tìm thấy kết quả/);
  });

  it('tells what somebody did, to whom and from where, and what narrows it', async () => {
    const { settings, stores } = server.services;
    await settings.set('mandate.days', '17', OPERATOR);
    const { id } = await personOf('own');
    await failedSignIn();
    const { open } = await officer('auditor');
    const page = await open(`/admin/audit?type=sign_in&person=${id}`);
    assert.match(
      page.text,
      /Đăng nhập của Lê Ánh vào MicConnect bị từ chối: Sai mật khẩu|Đăng nhập của Lê Ánh bị từ chối: Sai mật khẩu/,
    );
    assert.doesNotMatch(page.text, /cấp vai trò/);
    const changed = await open('/admin/audit?type=setting.changed&actor=an');
    const [, seq = ''] = /href="\/admin\/audit\/(\d+)"/.exec(changed.text) ?? [];
    const record = await open(`/admin/audit/${seq}`);
    assert.match(record.text, /<td class="before">[\d.]+<\/td><td class="after">17<\/td>/);
    assert.match(record.text, /Khớp: tính lại khi mở trang này/);
    for (const beside of ['/admin/audit/0', '/admin/audit/99999', '/admin/audit/x', '/admin/audit/1e3'])
      assert.equal((await open(beside)).status, 404, beside);
    assert.equal((await open('/admin/audit?from=2026-13-01')).status, 400);
    const filler = { type: 'account.unlocked', at: server.services.clock.now(), actor: OPERATOR } as const;
    await stores.audit.appendAll(Array.from({ length: 60 }, () => filler));
    const first = await open('/admin/audit');
    const [, older = ''] = /href="([^"]+)" rel="next"/.exec(first.text) ?? [];
    const second = await open(older.replaceAll('&amp;', '&'));
    const seqsOf = ({ text }: Page) =>
      [...text.matchAll(/href="\/admin\/audit\/(\d+)"/g)].map(([, each]) => Number(each));
    assert.equal(seqsOf(first).length, 50);
    assert.equal(new Set([...seqsOf(first), ...seqsOf(second)]).size, 50 + seqsOf(second).length);
    const newest = await stores.audit.newestSeq();
    assert.equal(seqsOf(first)[0], newest);
  });

  it('says of the chain what was checked, and is red at the first bad record', async () => {
    const { visitor, open } = await officer('auditor');
    const before = await open('/admin/audit');
    assert.match(before.text, /Chuỗi chưa được kiểm lần nào/);
    await visitor.post(`${server.issuer}/admin/audit/check`, { csrf: csrfOf(before) });
    await server.services.chainWatch.finishRound();
    assert.match((await open('/admin/audit')).text, /Chuỗi nguyên vẹn đến bản ghi/);
    const { source } = server.services.database;
    const alter = (network: string | null) =>
      source.query('update audit_event set network = $1 where seq = 5', [network]);
    await source.query('alter table audit_event disable trigger audit_event_append_only');
    try {
      await alter('10.66.6.6');
      await visitor.post(`${server.issuer}/admin/audit/check`, { csrf: csrfOf(before) });
      await server.services.chainWatch.finishRound();
      const broken = await open('/admin/audit');
      assert.match(broken.text, /alert bad chain" role="alert"/);
      assert.match(broken.text, /Chuỗi bị đứt tại bản ghi 5\./);
      assert.match((await open('/admin/audit/5')).text, /Không khớp với dấu vết đã niêm phong/);
    } finally {
      await alter(null);
      await source.query('alter table audit_event enable trigger audit_event_append_only');
    }
  });

  it('exports what is filtered, signed, on record; the tool verifies it against the log', async () => {
    const { visitor, open } = await officer('auditor');
    const list = await open('/admin/audit?type=role.granted');
    const [, address = ''] = /action="(\/admin\/audit\/export[^"]*)"/.exec(list.text) ?? [];
    const file = await visitor.post(server.issuer + address.replaceAll('&amp;', '&'), { csrf: csrfOf(list) });
    assert.match(file.headers.get('content-disposition') ?? '', /micconnect-audit-\d{4}-\d\d-\d\d\.jsonl/);
    const lines = file.text.trimEnd().split('\n');
    const granted = await server.services.stores.audit.search(
      { types: ['role.granted'] },
      { order: 'oldest', limit: 100 },
    );
    assert.equal(lines.length, 2 + granted.length, 'what was asked, the records, the signature');
    const [event] = await server.services.stores.audit.search(
      { types: ['audit.exported'] },
      { order: 'newest', limit: 1 },
    );
    assert.equal(event?.details?.type, 'role.granted');
    assert.deepEqual(event?.actor, { kind: 'person', id: (await personOf('auditor')).id });
    const good = await run({ f: file.text }, 'audit', 'verify', 'f', '--json');
    assert.equal(good.code, 0, good.err);
    assert.equal(JSON.parse(good.out).records, granted.length);
    const forged = file.text.replace('"role":"documents"', '').replace('role.granted', 'role.revoked');
    for (const other of [
      forged,
      `${lines.slice(0, 3).join('\n')}\n${lines.at(-1)}\n`,
      'x',
      '{"signature":"a.b.c"}',
    ])
      assert.equal((await run({ f: other }, 'audit', 'verify', 'f')).code, 1, other.slice(0, 30));
    const told = await run({}, 'audit', 'export', '--type', 'role.granted');
    assert.deepEqual(told.out.split('\n').slice(1, -2), lines.slice(1, -1));
    assert.equal((await run({}, 'audit', 'export', '--type', 'nothing')).code, 1);
  });

  it('ends a session, tells its systems, and has what they missed sent again', async () => {
    const visitor = browser();
    await signIn(mail, visitor, {}, {}, emailOf('own'));
    const { visitor: administrator, open } = await officer('system-administrator');
    const { id } = await personOf('own');
    const listed = await open('/admin/sessions?q=own%40mic.example');
    assert.match(listed.text, /<td>[^<]*mail[^<]*<\/td>/);
    assert.doesNotMatch(listed.text, /auditor@mic/);
    const [, ending = ''] =
      new RegExp(`href="(/admin/sessions/${id}\\?session=[^"]+)"`).exec(listed.text) ?? [];
    const question = await open(ending);
    assert.match(question.text, /1 phiên kết thúc ngay, 1 ứng dụng được báo đăng xuất/);
    const done = await administrator.submit(question, {
      session: /name="session" value="([^"]+)"/.exec(question.text)?.[1] ?? '',
    });
    assert.match(done.text, /Đã kết thúc phiên/);
    assert.equal((await open(ending)).status, 404, 'it has ended');
    assert.deepEqual(await server.services.stores.sessions.listOpen(id), []);
    const ledger = await untilFailed(() => open('/admin/logouts'));
    assert.match(ledger.text, /ECONNREFUSED/);
    assert.match(ledger.text, /class="count">1<span class="sr-only"> đang chờ</);
    const { source } = server.services.database;
    // As it is after the first tries.
    await source.query(`update outbox set due_at = due_at + interval '1 hour' where due_at is not null`);
    const again = await administrator.submit(await open('/admin/logouts?client=mail&state=waiting'), {
      client: 'mail',
    });
    assert.match(again.text, /Đang gửi lại/);
    const [event] = await server.services.stores.audit.search(
      { types: ['delivery.retried'] },
      { order: 'newest', limit: 1 },
    );
    assert.deepEqual([event?.clientId, event?.details], ['mail', { count: 1 }]);
    const auditor = await officer('auditor');
    const seen = await auditor.open('/admin/logouts');
    assert.doesNotMatch(seen.text, /logouts\/retry/, 'who only reads sees no button');
    const url = `${server.issuer}/admin/logouts/retry`;
    const refused = await auditor.visitor.post(url, {
      csrf: csrfOf(await auditor.open('/admin/audit')),
      delivery: '',
      client: 'mail',
    });
    assert.equal(refused.status, 404);
  });

  it('ends all sessions of a person', async () => {
    for (let many = 0; many < 2; many += 1) await signIn(mail, browser(), {}, {}, emailOf('own'));
    const { visitor, open } = await officer('system-administrator');
    const { id } = await personOf('own');
    const question = await open(`/admin/sessions/${id}`);
    assert.match(question.text, /2 phiên kết thúc ngay/);
    assert.match((await visitor.submit(question, { session: '' })).text, /Đã kết thúc mọi phiên/);
    assert.deepEqual(await server.services.stores.sessions.listOpen(id), []);
    assert.equal((await open('/admin/sessions/x')).status, 404);
    const { actor, network } =
      (
        await server.services.stores.audit.search({ types: ['session.ended'] }, { order: 'newest', limit: 1 })
      )[0] ?? assert.fail();
    assert.deepEqual(actor, { kind: 'person', id: (await personOf('system-administrator')).id });
    assert.ok(network);
  });

  async function untilFailed(look: () => Promise<Page>): Promise<Page> {
    for (let tries = 0; tries < 40; tries += 1) {
      const page = await look();
      if (page.text.includes('class="last-error">fetch')) return page;
      await pause(100);
    }
    return look();
  }
});
