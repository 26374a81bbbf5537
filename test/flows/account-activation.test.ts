import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { sweep } from '../../src/storage/sweep.ts';
import { Browser } from '../support/browser.ts';
import { type Letters, lettersOf, linkIn } from '../support/letters.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { importPerson } from './staff-rows.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const CHOSEN = 'năm con ngựa vàng qua cầu';

describe('flow: a joiner opens her account', () => {
  let server: TestServer;
  let letters: Letters;
  let people = 0;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    letters = lettersOf(server);
    await seedMinistry(server);
  });
  after(() => server.stop());

  const sendDue = () => server.services.activations.sendDue();
  const idOf = async (email: string) => (await server.services.staff.show(email)).person.id;
  const stateOf = async (email: string) => server.services.activations.stateOf(await idOf(email));

  function nextEmail(): string {
    people += 1;
    return `joiner-${people}@mic.example`;
  }

  async function joiner(): Promise<string> {
    const email = nextEmail();
    await importPerson(server.services, email, {});
    return email;
  }

  /** Sends what is due; the link in the letter to an address. */
  async function linkFor(email: string, known = 0): Promise<string> {
    await sendDue();
    return linkIn(await letters.next(email, known), '/password/activate');
  }

  async function use(link: string, password = CHOSEN) {
    return new Browser().post(link, { new_password: password, confirm_password: password });
  }

  async function isSignedIn(username: string, password = CHOSEN): Promise<boolean> {
    const browser = new Browser();
    const page = await browser.submit(await browser.get(`${server.issuer}/`), { username, password });
    return page.text.includes('action="/sign-out"');
  }

  async function at<T>(instant: Date, work: () => Promise<T>): Promise<T> {
    const { clock } = server.services;
    const real = clock.now;
    clock.now = () => instant;
    try {
      return await work();
    } finally {
      clock.now = real;
    }
  }

  it('by the link in a letter, with a password of her own, and then signs in', async () => {
    const email = await joiner();
    assert.deepEqual(await stateOf(email), { state: 'pending', sentAt: null });
    const link = await linkFor(email);
    assert.ok(link.startsWith(`${server.issuer}/password/activate/`));
    assert.equal((await stateOf(email)).state, 'sent');
    const [letter = ''] = letters.to(email);
    assert.match(letter, /Kính gửi ông\/bà Hoàng Văn Thử,/);
    assert.ok(letter.includes(vi['mail.activationText']));

    // Mail scanners follow links.
    for (let times = 0; times < 3; times += 1) assert.equal((await new Browser().get(link)).status, 200);
    const browser = new Browser();
    const page = await browser.get(link);
    assert.match(page.text, new RegExp(`<h1>${vi['password.activateTitle']}</h1>`));
    const refused = await browser.submit(page, { new_password: 'ngan', confirm_password: 'ngan' });
    assert.match(refused.text, new RegExp(errorsVi.password_too_short.title));
    const done = await browser.submit(refused, { new_password: CHOSEN, confirm_password: CHOSEN });
    assert.match(done.text, new RegExp(vi['password.activateDone']));
    assert.match((await browser.get(`${server.issuer}/`)).text, /name="password"/, 'nobody is signed in');
    assert.equal(await isSignedIn(email), true);
    assert.deepEqual(await stateOf(email), { state: 'done', sentAt: null });
  });

  it('leaves audit events without token and address, and no token anywhere else', async () => {
    const email = await joiner();
    const link = await linkFor(email);
    assert.equal((await new Browser().get(link.replace('/password/', '/PASSWORD/'))).status, 200);
    await use(link);
    const token = link.split('/').at(-1) ?? '';
    const { stores, database } = server.services;
    const types = ['activation.sent', 'activation.used'] as const;
    const events = await stores.audit.listOfPerson(await idOf(email), types, 9);
    assert.deepEqual(
      events.map(({ type, actor }) => [type, actor.kind]),
      [
        ['activation.used', 'person'],
        ['activation.sent', 'system'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(events), /@|token/);
    assert.equal(JSON.stringify(server.logLines).includes(token), false);
    for (const table of ['password_reset', 'outbox', 'account_activation', 'audit_event']) {
      const rows: unknown[] = await database.source.query(`select * from ${table}`);
      assert.equal(JSON.stringify(rows).includes(token), false, table);
    }
  });

  it('with one letter, however many nodes look for work', async () => {
    const email = await joiner();
    await Promise.all([sendDue(), sendDue(), sendDue()]);
    await sendDue();
    await letters.next(email, 0);
    await pause(300);
    assert.equal(letters.to(email).length, 1);
  });

  it('with one of twelve parallel uses, and with one of two kinds of link', async () => {
    const email = await joiner();
    const link = await linkFor(email);
    await server.services.passwords.requestReset(email, {
      address: '192.0.2.1',
      networkPrefix: '192.0.2.0/24',
      isOutside: false,
      userAgent: null,
      supportCode: 'ABCD-EFGH',
    });
    const reset = linkIn(await letters.next(email, 1), '/password/reset');
    const passwords = Array.from({ length: 12 }, (_, index) => `${CHOSEN} lần thứ ${index}`);
    const answers = await Promise.all(
      passwords.map((password, index) => use(index % 4 === 3 ? reset : link, password)),
    );
    const winners = passwords.filter((_, index) => answers[index]?.status === 200);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(11).fill(400)]);
    assert.equal(await isSignedIn(email, winners[0]), true);
  });

  it('not before her first day', async () => {
    const email = nextEmail();
    await importPerson(server.services, email, { from: '01/02/2090' });
    await sendDue();
    await at(new Date('2090-01-31T16:59:00Z'), sendDue);
    assert.deepEqual(await stateOf(email), { state: 'pending', sentAt: null });
    await assert.rejects(server.services.activations.activate(email, OPERATOR), { code: 'account_closed' });
    const first = new Date('2090-01-31T17:00:00Z');
    await at(first, sendDue);
    assert.deepEqual(await stateOf(email), { state: 'sent', sentAt: first });
  });

  it('as soon as she has an address, and at another one when HR changes it', async () => {
    const email = nextEmail();
    const number = `014-9${String(people).padStart(4, '0')}`;
    const named = (address: string) => ({
      file: 'mailboxes.csv',
      header: ['thu_dien_tu', 'loai', 'so_hieu'],
      rows: [{ line: 2, cells: [address, 'cá nhân', number] }],
    });
    await importPerson(server.services, email, {}, '');
    await sendDue();
    assert.equal((await stateOf(number)).state, 'pending');
    const options = { isDryRun: false, isPartial: true };
    await server.services.staffPlans.importStaff([named(email)], options, OPERATOR);
    const old = await linkFor(email);

    const renamed = `renamed-${people}@mic.example`;
    await importPerson(server.services, renamed, {});
    assert.equal((await use(old)).status, 400, 'somebody else may read the old mailbox');
    const link = await linkFor(renamed);
    assert.equal((await use(link)).status, 200);
    assert.equal(letters.to(email).length, 1);
  });

  it('with a fresh link from the officer or from “forgot password”, until there is a password', async () => {
    const { activations, settings } = server.services;
    const email = await joiner();
    const old = await linkFor(email);
    await settings.set('activation.by_mail', '0', OPERATOR);
    try {
      await activations.activate(email, OPERATOR);
    } finally {
      await settings.reset('activation.by_mail', OPERATOR);
    }
    const fresh = linkIn(await letters.next(email, 1), '/password/activate');
    assert.equal((await use(old)).status, 400, 'the older link still works');
    assert.equal((await use(fresh)).status, 200);
    await assert.rejects(activations.activate(email, OPERATOR), { code: 'account_activated' });

    const forgetful = await joiner();
    await linkFor(forgetful);
    const browser = new Browser();
    await browser.submit(await browser.get(`${server.issuer}/password/forgot`), { username: forgetful });
    const reset = linkIn(await letters.next(forgetful, 1), '/password/reset');
    assert.equal((await use(reset)).status, 200);
    assert.equal((await stateOf(forgetful)).state, 'done');
  });

  it('by no letter when the import, the setting or her record says so', async () => {
    const { staffPlans, settings, database, activations } = server.services;
    await staffPlans.importStaff(
      [tableOf('silent@mic.example', '014-80001', 'đang công tác')],
      { isDryRun: false, isPartial: true, withoutActivation: true },
      OPERATOR,
    );
    const options = { isDryRun: false, isPartial: true };
    await settings.set('activation.by_mail', '0', OPERATOR);
    try {
      await staffPlans.importStaff(
        [tableOf('off@mic.example', '014-80002', 'đang công tác')],
        options,
        OPERATOR,
      );
      await sendDue();
    } finally {
      await settings.reset('activation.by_mail', OPERATOR);
    }
    await staffPlans.importStaff([tableOf('gone@mic.example', '014-80003', 'nghỉ hưu')], options, OPERATOR);
    await sendDue();
    for (const email of ['silent@mic.example', 'off@mic.example', 'gone@mic.example'])
      assert.deepEqual(await stateOf(email), { state: 'none', sentAt: null }, email);
    await assert.rejects(activations.activate('gone@mic.example', OPERATOR), { code: 'account_closed' });
    await activations.activate('silent@mic.example', OPERATOR);
    assert.equal((await stateOf('silent@mic.example')).state, 'sent');

    await sweep(database.source, server.services.clock.now());
    const rows = await database.source.query(
      'select 1 from account_activation join password_credential using (person_id)',
    );
    assert.deepEqual(rows, [], 'what is done is not looked through again');
  });

  it('in her turn: letters of two thousand joiners leave at the pace of the setting', async () => {
    const { staffPlans, settings, database } = server.services;
    const rows = Array.from({ length: 2000 }, (_, index) => index + 10_001);
    const [header, cells] = [
      tableOf('', '', '').header,
      tableOf('', '', 'đang công tác').rows[0]?.cells ?? [],
    ];
    const table = {
      file: 'people.csv',
      header,
      rows: rows.map((number) => ({
        line: number,
        cells: [`014-${number}`, 'Hoàng Văn Thử', `p${number}@mic.example`, ...cells.slice(3)],
      })),
    };
    await staffPlans.importStaff([table], { isDryRun: false, isPartial: true }, OPERATOR);
    await settings.set('activation.letters', '40', OPERATOR);
    const sent = async () =>
      (
        await database.source.query(
          `select count(*)::int as letters from account_activation join person on person.id = person_id
           where sent_at is not null and email like 'p1____@mic.example'`,
        )
      )[0].letters;
    const start = Date.parse('2091-01-01T00:00:00Z');
    await at(new Date(start), () => Promise.all([sendDue(), sendDue()]));
    assert.equal(await sent(), 40);
    await at(new Date(start + 30_000), sendDue);
    assert.equal(await sent(), 40);
    await at(new Date(start + 60_000), sendDue);
    assert.equal(await sent(), 80);
  });
});

function tableOf(email: string, number: string, status: string) {
  return {
    file: 'people.csv',
    header: ['so_hieu', 'ho_va_ten', 'thu_dien_tu', 'trang_thai'],
    rows: [{ line: 2, cells: [number, 'Hoàng Văn Thử', email, status] }],
  };
}
