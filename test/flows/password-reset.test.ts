import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { resetKey } from '../../src/domain/authentication/throttle.ts';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { Browser, type Page } from '../support/browser.ts';
import { type Letters, lettersOf, linkIn } from '../support/letters.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const HOUR = 60 * 60_000;

describe('flow: a forgotten password', () => {
  let server: TestServer;
  let letters: Letters;
  let chosen = 0;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    letters = lettersOf(server);
    await seedMinistry(server);
  });
  after(() => server.stop());

  beforeEach(async () => {
    const { stores, hasher, clock, staff } = server.services;
    const hash = await hasher.hash(PASSWORD);
    for (const { id, email } of await staff.list()) {
      if (email === 'retired@mic.example') continue;
      await stores.credentials.savePassword({
        personId: id,
        hash,
        mustChange: false,
        changedAt: clock.now(),
        isLong: true,
      });
      await stores.throttle.clear(resetKey(id));
      await server.services.accounts.signOut(id, OPERATOR);
    }
  });

  function freshPassword(): string {
    chosen += 1;
    return `câu dài thứ ${chosen} không ai đoán`;
  }

  async function ask(username: string): Promise<Page> {
    const browser = new Browser();
    return browser.submit(await browser.get(`${server.issuer}/password/forgot`), { username });
  }

  const idOf = async (email: string) => (await server.services.staff.show(email)).person.id;
  const openSessions = async (email: string) => server.services.stores.sessions.listOpen(await idOf(email));

  async function hashOf(email: string): Promise<string | undefined> {
    return (await server.services.stores.credentials.findPassword(await idOf(email)))?.hash;
  }

  async function linkFor(email: string): Promise<string> {
    const known = letters.to(email).length;
    await ask(email);
    return linkIn(await letters.next(email, known), '/password/reset');
  }

  async function use(link: string, password: string): Promise<Page> {
    return new Browser().post(link, { new_password: password, confirm_password: password });
  }

  async function signIn(email: string, password: string): Promise<{ browser: Browser; isSignedIn: boolean }> {
    const browser = new Browser();
    const page = await browser.submit(await browser.get(`${server.issuer}/`), { username: email, password });
    return { browser, isSignedIn: page.text.includes('action="/sign-out"') };
  }

  it('is answered alike for a known, an unknown and a closed account', async () => {
    const answers = [];
    for (const name of ['staff@mic.example', 'nobody@mic.example', 'retired@mic.example', '', '014-00001']) {
      const { status, headers, text } = await ask(name);
      const head = [...headers].filter(([header]) => !['date', 'x-request-id'].includes(header));
      answers.push(JSON.stringify([status, head, text]));
    }
    assert.equal(new Set(answers).size, 1);
    await letters.next('staff@mic.example', 0);
    assert.equal(letters.to('nobody@mic.example').length, 0);
    assert.equal(letters.to('retired@mic.example').length, 0);
  });

  it('mails a link that works once, on our own address', async () => {
    const link = await linkFor('staff@mic.example');
    assert.ok(link.startsWith(`${server.issuer}/`));
    const form = await new Browser().get(link);
    assert.equal(form.status, 200);
    assert.match(form.text, /name="new_password"/);
    const password = freshPassword();
    const done = await use(link, password);
    assert.equal(done.status, 200);
    assert.equal((await signIn('staff@mic.example', password)).isSignedIn, true);
    assert.equal((await signIn('staff@mic.example', PASSWORD)).isSignedIn, false);
    for (const again of [await use(link, freshPassword()), await new Browser().get(link)]) {
      assert.equal(again.status, 400);
      assert.match(again.text, new RegExp(errorsVi.reset_link_invalid.title));
    }
    assert.equal((await signIn('staff@mic.example', password)).isSignedIn, true);
  });

  it('tells its form how strong a password is, for as long as the link lives, and uses nothing up', async () => {
    const link = await linkFor('staff@mic.example');
    assert.match((await new Browser().get(link)).text, /data-strength hidden/);
    const ask = (address: string) =>
      new Browser().post(`${address}/strength`, { new_password: freshPassword() });
    assert.equal(JSON.parse((await ask(link)).text).score, 4);
    assert.equal((await use(link, freshPassword())).status, 200);
    assert.equal((await ask(link)).status, 400);
    assert.equal((await ask(`${server.issuer}/password/reset/x`)).status, 400);
    const token = link.split('/').at(-1) ?? '';
    assert.equal(JSON.stringify(server.logLines).includes(token), false);
  });

  it('lets one of twelve parallel uses of a link win', async () => {
    const link = await linkFor('clerk@mic.example');
    const passwords = Array.from({ length: 12 }, freshPassword);
    const answers = await Promise.all(passwords.map((password) => use(link, password)));
    const winners = passwords.filter((_, index) => answers[index]?.status === 200);
    assert.equal(winners.length, 1, answers.map(({ status }) => status).join(' '));
    assert.equal((await signIn('clerk@mic.example', winners[0] ?? '')).isSignedIn, true);
  });

  it('keeps a link open when the new password was not good enough', async () => {
    const link = await linkFor('staff@mic.example');
    const refused = await use(link, 'ngan');
    assert.equal(refused.status, 400);
    assert.match(
      refused.text,
      new RegExp(`<a href="#new_password">${errorsVi.password_too_short.title}</a>`),
    );
    assert.equal((await use(link, freshPassword())).status, 200);
  });

  it('ends a link after eight hours', async () => {
    const link = await linkFor('staff@mic.example');
    const { clock } = server.services;
    const real = clock.now;
    const before = await hashOf('staff@mic.example');
    try {
      clock.now = () => new Date(Date.now() + 8 * HOUR + 1000);
      assert.equal((await new Browser().get(link)).status, 400);
      assert.equal((await use(link, freshPassword())).status, 400);
    } finally {
      clock.now = real;
    }
    assert.equal(await hashOf('staff@mic.example'), before);
  });

  it('makes older links void when one was used', async () => {
    const links = [await linkFor('staff@mic.example'), await linkFor('staff@mic.example')];
    assert.equal((await use(links[1] ?? '', freshPassword())).status, 200);
    assert.equal((await use(links[0] ?? '', freshPassword())).status, 400);
  });

  it('ends every session of the person, tells her, and opens a locked account', async () => {
    const first = await signIn('clerk@mic.example', PASSWORD);
    const second = await signIn('clerk@mic.example', PASSWORD);
    assert.equal((await openSessions('clerk@mic.example')).length, 2);
    for (let guess = 0; guess < 5; guess += 1) await signIn('clerk@mic.example', 'wrong');
    assert.equal((await signIn('clerk@mic.example', PASSWORD)).isSignedIn, false, 'locked');
    const link = await linkFor('clerk@mic.example');
    const known = letters.to('clerk@mic.example').length;
    const password = freshPassword();
    await use(link, password);
    assert.equal((await openSessions('clerk@mic.example')).length, 0);
    for (const { browser } of [first, second]) {
      assert.match((await browser.get(`${server.issuer}/`)).text, /name="password"/);
    }
    assert.match(await letters.next('clerk@mic.example', known), /\/password\/forgot/);
    assert.equal((await signIn('clerk@mic.example', password)).isSignedIn, true);
    const types = ['password.reset_requested', 'password.reset'] as const;
    const events = await server.services.stores.audit.listOfPerson(await idOf('clerk@mic.example'), types, 2);
    assert.deepEqual(new Set(events.map(({ type }) => type)), new Set(types));
  });

  it('signs nobody in by itself', async () => {
    const browser = new Browser();
    const password = freshPassword();
    const link = await linkFor('staff@mic.example');
    await browser.post(link, { new_password: password, confirm_password: password });
    assert.match((await browser.get(`${server.issuer}/`)).text, /name="password"/);
    assert.equal((await openSessions('staff@mic.example')).length, 0);
  });

  it('changes nothing for a disabled person: no letter, and no use of an older link', async () => {
    const { staff } = server.services;
    const link = await linkFor('head@mic.example');
    const before = await hashOf('head@mic.example');
    await staff.disable('head@mic.example', OPERATOR);
    try {
      const known = letters.to('head@mic.example').length;
      await ask('head@mic.example');
      assert.equal((await use(link, freshPassword())).status, 400);
      await pause(500);
      assert.equal(letters.to('head@mic.example').length, known);
      assert.equal(await hashOf('head@mic.example'), before);
      assert.notEqual((await staff.show('head@mic.example')).person.disabledAt, null);
    } finally {
      await staff.enable('head@mic.example', OPERATOR);
    }
    assert.equal((await use(link, freshPassword())).status, 400, 'a link survives the disabling');
  });

  it('makes links void when an officer sets a password, and tells the person', async () => {
    const link = await linkFor('head@mic.example');
    const known = letters.to('head@mic.example').length;
    const password = freshPassword();
    await server.services.accounts.setPassword('head@mic.example', password, {
      mustChange: false,
      actor: OPERATOR,
    });
    assert.equal((await use(link, freshPassword())).status, 400, 'a link survives the officer’s password');
    assert.match(await letters.next('head@mic.example', known), /\/password\/forgot/);
  });

  it('mails three links an hour to one account at most', async () => {
    const known = letters.to('staff@mic.example').length;
    for (let times = 0; times < 6; times += 1) await ask('staff@mic.example');
    await letters.next('staff@mic.example', known + 2);
    await pause(300);
    assert.equal(letters.to('staff@mic.example').length, known + 3);
  });

  it('keeps the token of a link out of the log, the database and the referrer', async () => {
    const link = await linkFor('staff@mic.example');
    const page = await new Browser().get(link);
    const token = link.split('/').at(-1) ?? '';
    assert.equal(page.headers.get('referrer-policy'), 'same-origin');
    assert.equal(JSON.stringify(server.logLines).includes(token), false);
    const rows: unknown[] = await server.services.database.source.query('select * from password_reset');
    assert.equal(JSON.stringify(rows).includes(token), false);
    const queued: unknown[] = await server.services.database.source.query('select * from outbox');
    assert.equal(JSON.stringify(queued).includes(token), false);
  });

  it('refuses links that were never given', async () => {
    for (const token of ['x', 'a'.repeat(43), `${'a'.repeat(5000)}`, '%00', '..%2f..']) {
      const answer = await use(`${server.issuer}/password/reset/${token}`, freshPassword());
      assert.equal(answer.status, 400, token.slice(0, 20));
    }
  });
});
