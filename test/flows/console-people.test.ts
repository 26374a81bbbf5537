import { strict as assert } from 'node:assert';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { seedCast } from './role-authority.actors.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const VISITORS = ['system-administrator', 'hr-officer', 'unit-administrator', 'help-desk', 'owner', 'nobody'];
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const CITIZEN_ID = '001190000001';

describe('flow: people in the console', () => {
  let server: TestServer;
  let list: string;
  let administrator: Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    list = `${server.issuer}/admin/people`;
    const { hasher, clock, stores } = server.services;
    await seedCast(server.services);
    const hash = await hasher.hash(PASSWORD);
    for (const name of VISITORS) {
      const fresh = { mustChange: false, isLong: true, changedAt: clock.now() };
      await stores.credentials.savePassword({ personId: (await personOf(name)).id, hash, ...fresh });
    }
    await stores.directory.savePerson({ ...(await personOf('own')), citizenId: CITIZEN_ID });
    await server.services.settings.set('guard.percent', '100', OPERATOR);
    administrator = await signedIn('system-administrator');
  });
  after(() => server.stop());

  const personOf = async (name: string) => {
    const login = `${name}@mic.example`;
    return (await server.services.stores.directory.findPersonByLogin(login)) ?? assert.fail(name);
  };
  const addressOf = async (name: string) => `${list}/${(await personOf(name)).id}`;
  const isDisabled = async (name: string) => (await personOf(name)).disabledAt !== null;

  async function signedIn(name: string): Promise<Browser> {
    const browser = new Browser();
    const page = await browser.get(`${server.issuer}/roles`);
    await browser.submit(page, { username: `${name}@mic.example`, password: PASSWORD });
    return browser;
  }
  /** Sends the form of a page that goes to an address, with what is ticked in it. */
  function send(browser: Browser, page: Page, url: string, fields: [string, string][] = []): Promise<Page> {
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? assert.fail('no token');
    return browser.post(url, [['csrf', csrf], ...fields], page.url);
  }
  /** Goes through the page that asks first. */
  async function act(name: string, action: string): Promise<Page> {
    const asked = await administrator.get(`${await addressOf(name)}/${action}`);
    assert.equal(asked.status, 200);
    return send(administrator, asked, asked.url);
  }
  const events = async (name: string, type: 'person.viewed' | 'person.disabled') =>
    server.services.stores.audit.listOfPerson((await personOf(name)).id, [type], 9);

  it('marks what was searched for, offers to mind the diacritics, and leads to the person', async () => {
    const page = await administrator.get(`${list}?q=anh+own`);
    assert.match(page.text, /<mark>Ánh<\/mark>/);
    assert.match(page.text, /<mark>own<\/mark>@mic\.example/);
    const exact = /<a href="([^"]*marks=exact[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&');
    assert.match((await administrator.get(`${server.issuer}${exact}`)).text, /class="card empty"/);
    assert.match((await administrator.get(`${list}?q=Ánh+own&marks=exact`)).text, /<mark>Ánh<\/mark>/);
    assert.ok(page.text.includes(`href="/admin/people/${(await personOf('own')).id}"`));
  });

  it('hands the filtered list out as a file', async () => {
    const csv = await administrator.get(`${list}/export?format=csv&q=own`);
    assert.match(csv.headers.get('content-disposition') ?? '', /micconnect-people-\d{4}-\d\d-\d\d\.csv/);
    assert.match(csv.text, /^\uFEFF?Số hiệu,Họ và tên/);
    assert.match(csv.text, /own@mic\.example/);
    assert.doesNotMatch(csv.text, /sub@mic\.example/);
    const xlsx = await administrator.get(`${list}/export?format=xlsx`);
    assert.match(xlsx.text, /^PK/);
    const bounded = await (await signedIn('unit-administrator')).get(`${list}/export`);
    assert.match(bounded.text, /sub@mic\.example/);
    assert.doesNotMatch(bounded.text, /other@mic\.example/);
    const owner = await signedIn('owner');
    assert.doesNotMatch((await owner.get(`${list}/export`)).text, /@mic\.example/);
    assert.match((await owner.get(list)).text, /other@mic\.example/, 'names she may read');
  });

  it('shows an administrator everything, and each other officer what is hers to see', async () => {
    const address = await addressOf('own');
    const shown = async (browser: Browser) => {
      const { text } = await browser.get(address);
      const parts = ['posts', 'roles', 'credentials', 'sessions', 'file', 'timeline'];
      return parts.filter((part) => text.includes(`id="${part}"`)).join(' ');
    };
    assert.equal(await shown(administrator), 'posts roles credentials sessions file timeline');
    assert.equal(await shown(await signedIn('hr-officer')), 'posts roles credentials file');
    assert.equal(await shown(await signedIn('help-desk')), 'posts credentials sessions file');
    const unit = await signedIn('unit-administrator');
    assert.equal(await shown(unit), 'posts roles credentials file');
    const page = await unit.get(address);
    assert.doesNotMatch(page.text, new RegExp(`${address.slice(server.issuer.length)}/`), 'nothing to do');
    assert.match(page.text, /held/);
    assert.doesNotMatch(page.text, new RegExp(CITIZEN_ID));
    assert.doesNotMatch((await unit.get(list)).text, /name="person"/);
  });

  it('says of whoever lies outside, or is a name alone, that she is not there', async () => {
    for (const [visitor, name] of [
      ['unit-administrator', 'other'],
      ['unit-administrator', 'ancestor'],
      ['owner', 'own'],
    ] as const) {
      const browser = await signedIn(visitor);
      const [page, unknown] = [
        await browser.get(await addressOf(name)),
        await browser.get(`${list}/${UNKNOWN}`),
      ];
      assert.deepEqual([page.status, unknown.status], [404, 404]);
      const title = /<h1>[^<]*<\/h1>/;
      assert.equal(title.exec(page.text)?.[0], title.exec(unknown.text)?.[0], `${visitor}: ${name}`);
    }
    for (const reference of ['own@mic.example', 'CB1', 'x', `${UNKNOWN}'`])
      assert.equal(
        (await administrator.get(`${list}/${encodeURIComponent(reference)}`)).status,
        404,
        reference,
      );
  });

  it('disables an account after a question, and opens it again', async () => {
    const nobody = await signedIn('nobody');
    const done = await act('nobody', 'disable');
    assert.match(done.url, /notice=disable/);
    assert.match(done.text, /Tài khoản đã bị vô hiệu hóa/);
    assert.match((await nobody.get(`${server.issuer}/roles`)).text, /autocomplete="current-password"/);
    assert.equal((await events('nobody', 'person.disabled'))[0]?.actor.kind, 'person');
    await act('nobody', 'enable');
    assert.equal(await isDisabled('nobody'), false);
  });

  it('refuses in place what the account is not ready for', async () => {
    const refused = await act('nobody', 'activate');
    assert.equal(refused.status, 409);
    assert.match(refused.text, /role="alert"/);
    assert.match(refused.text, /<title>Lỗi/);
  });

  it('ends one session of a person, and no other', async () => {
    const [here, there] = [await signedIn('nobody'), await signedIn('nobody')];
    const page = await administrator.get(await addressOf('nobody'));
    const references = [...page.text.matchAll(/name="session" value="([^"]+)"/g)].map(
      ([, found]) => found ?? '',
    );
    assert.equal(references.length, 2);
    const url = `${page.url}/end-session`;
    const ended = await send(administrator, page, url, [['session', references[0] ?? '']]);
    assert.match(ended.url, /notice=end-session/);
    const again = await send(administrator, page, url, [['session', references[0] ?? '']]);
    assert.equal(again.status, 404, 'gone');
    const open = await Promise.all([here, there].map((browser) => browser.get(`${server.issuer}/roles`)));
    assert.equal(open.filter(({ text }) => text.includes('autocomplete="current-password"')).length, 1);
    assert.equal(
      (
        await send(administrator, page, `${await addressOf('own')}/end-session`, [
          ['session', references[1] ?? ''],
        ])
      ).status,
      404,
    );
  });

  it('shows a citizen id once, for a reason that the log keeps', async () => {
    const address = `${await addressOf('own')}/citizen-id`;
    const asked = await administrator.get(address);
    assert.doesNotMatch(asked.text, new RegExp(CITIZEN_ID));
    const empty = await send(administrator, asked, address, [['reason', '  ']]);
    assert.equal(empty.status, 422);
    assert.doesNotMatch(empty.text, new RegExp(CITIZEN_ID));
    const shown = await send(administrator, asked, address, [['reason', 'Đối chiếu BHXH']]);
    assert.match(shown.text, new RegExp(CITIZEN_ID));
    assert.doesNotMatch((await administrator.get(address)).text, new RegExp(CITIZEN_ID));
    const looks = (await events('own', 'person.viewed')).map(({ details }) => [
      details?.data,
      details?.reason,
    ]);
    assert.deepEqual(looks[0], ['citizen-id', 'Đối chiếu BHXH']);
    assert.deepEqual(looks.filter(([data]) => data === 'citizen-id').length, 1, 'not without a reason');
    assert.ok(
      looks.some(([data]) => data === 'page'),
      'whoever opens the page is on record, too',
    );
    assert.equal(
      (await administrator.get(`${await addressOf('sub')}/citizen-id`)).status,
      404,
      'HR has none',
    );
    assert.equal((await (await signedIn('help-desk')).get(address)).status, 404);
  });

  it('tells the roles of another day', async () => {
    const address = await addressOf('own');
    const to = { person: 'own@mic.example' };
    const reader = { clientId: 'documents', code: 'reader', to, from: '2080-01-01' };
    const { id } = await server.services.roles.grantRole(OPERATOR, reader);
    const today = await administrator.get(address);
    assert.match(today.text, /Tính đến hôm nay/);
    const rolesIn = ({ text }: Page) => text.slice(text.indexOf('id="roles"'), text.indexOf('id="requests"'));
    assert.doesNotMatch(rolesIn(today), /reader/);
    const before = await administrator.get(`${address}?at=2020-01-01`);
    assert.match(before.text, /name="at" value="2020-01-01"/);
    assert.match(before.text, /Tính vào đầu ngày 01\/01\/2020/);
    const ahead = await administrator.get(`${address}?at=2090-01-01`);
    assert.match(ahead.text, /Tính vào đầu ngày 01\/01\/2090/);
    assert.match(rolesIn(ahead), /reader/);
    await server.services.roles.revokeRole(OPERATOR, id);
    const unread = await administrator.get(`${address}?at=yesterday`);
    assert.match(unread.text, /Tính đến hôm nay/);
  });

  it('resets second factors after a check of who asks, and not of outsiders or by whoever may not', async () => {
    const { stores, clock } = server.services;
    const { id } = await personOf('own');
    await stores.totp.save({ personId: id, secret: 'A', lastStep: 0, enrolledAt: clock.now() });
    const helpDesk = await signedIn('help-desk');
    const address = `${await addressOf('own')}/factor-reset`;
    assert.ok(
      (await helpDesk.get(await addressOf('own'))).text.includes(`href="${new URL(address).pathname}"`),
    );
    assert.doesNotMatch(
      (await (await signedIn('hr-officer')).get(await addressOf('own'))).text,
      /factor-reset/,
    );
    assert.equal((await (await signedIn('hr-officer')).get(address)).status, 404);
    const form = await helpDesk.get(address);
    const refused = await send(helpDesk, form, address, [
      ['checked', 'he-said-so'],
      ['reference', 'HT-1'],
      ['reason', 'Mất điện thoại'],
    ]);
    assert.equal(refused.status, 400);
    assert.match(refused.text, /value="HT-1"[\s\S]*>Mất điện thoại</);
    assert.ok(await stores.totp.find(id));
    const evidence: [string, string][] = [
      ['checked', 'call-back'],
      ['reference', 'HT-1'],
      ['reason', 'Mất điện thoại'],
    ];
    const done = await send(helpDesk, form, address, evidence);
    assert.match(done.text, /Đã gỡ mọi cách xác thực thứ hai/);
    assert.equal(await stores.totp.find(id), undefined);
  });

  it('lets a second person decide on the reset of a privileged account', async () => {
    const { stores, clock } = server.services;
    const { id } = await personOf('administrator2');
    await stores.totp.save({ personId: id, secret: 'A', lastStep: 0, enrolledAt: clock.now() });
    const helpDesk = await signedIn('help-desk');
    const address = `${await addressOf('administrator2')}/factor-reset`;
    const evidence: [string, string][] = [
      ['checked', 'id-card'],
      ['reference', 'HT-2'],
      ['reason', 'Đổi máy'],
    ];
    const asked = await send(helpDesk, await helpDesk.get(address), address, evidence);
    assert.match(asked.text, /Chưa có gì thay đổi[\s\S]*HT-2/);
    const alone = await send(helpDesk, asked, `${address}/decision`, [['verdict', 'approve']]);
    assert.equal(alone.status, 403);
    assert.ok(await stores.totp.find(id));
    const open = await administrator.get(address);
    const approved = await send(administrator, open, `${address}/decision`, [['verdict', 'approve']]);
    assert.match(approved.text, /Đã gỡ mọi cách xác thực thứ hai/);
    assert.equal(await stores.totp.find(id), undefined);
    const late = await send(administrator, open, `${address}/decision`, [['verdict', 'reject']]);
    assert.equal(late.status, 409);
  });

  it('disables many after showing whom, and comes back to the same list', async () => {
    const page = await administrator.get(`${list}?q=anh&rows=100`);
    const names = ['own', 'sub', 'system-administrator'];
    const ticked = await Promise.all(
      names.map(async (name): Promise<[string, string]> => ['person', (await personOf(name)).id]),
    );
    const back: [string, string] = ['back', '/admin/people?q=anh&rows=100'];
    const preview = await send(administrator, page, `${list}/batch/disable`, [back, ...ticked]);
    assert.match(preview.text, /<h1>Vô hiệu hóa 2 tài khoản\?<\/h1>/);
    assert.match(preview.text, /Tài khoản của chính anh\/chị/);
    assert.equal(await isDisabled('own'), false, 'nothing is done yet');
    const done = await send(administrator, preview, `${list}/batch/disable/apply`, [back, ...ticked]);
    assert.match(done.url, /\?q=anh&rows=100&notice=disable&count=2$/);
    assert.match(done.text, /Đã vô hiệu hóa 2 tài khoản/);
    assert.deepEqual(await Promise.all(names.map(isDisabled)), [true, true, false]);
    const elsewhere: [string, string] = ['back', 'https://evil.example/admin/people?q=x'];
    const enabled = await send(administrator, done, `${list}/batch/enable/apply`, [elsewhere, ...ticked]);
    assert.equal(enabled.url, `${list}?notice=enable&count=2`);
    assert.equal(await isDisabled('own'), false);
  });

  it('takes nothing from who may not, and nothing without the token of the form', async () => {
    const unit = await signedIn('unit-administrator');
    const page = await unit.get(list);
    const ticked: [string, string][] = [['person', (await personOf('own')).id]];
    for (const url of [`${list}/batch/disable/apply`, `${await addressOf('own')}/disable`])
      assert.equal((await send(unit, page, url, url.includes('batch') ? ticked : [])).status, 404, url);
    const forged = await administrator.post(`${list}/batch/disable/apply`, [['csrf', 'x'], ...ticked]);
    assert.equal(forged.status, 403);
    assert.equal(await isDisabled('own'), false);
  });
});
