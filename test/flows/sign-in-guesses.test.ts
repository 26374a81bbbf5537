import { strict as assert } from 'node:assert';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const LIMIT = 5;
const SPELLINGS = [
  'staff@mic.example',
  'STAFF@MIC.EXAMPLE',
  '  Staff@Mic.Example ',
  'ｓｔａｆｆ@mic.example',
  '014-00001',
  ' 014-00001',
  '０１４-００００１',
];

describe('flow: guessing a password', () => {
  let server: TestServer;
  let visit: { url: string; cookie: string };

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer({ TRUSTED_PROXIES: '127.0.0.1,::1' });
    await seedMinistry(server);
  });
  after(() => server.stop());

  beforeEach(async () => {
    for (const email of ['staff@mic.example', 'clerk@mic.example']) {
      await server.services.accounts.unlock(email, OPERATOR);
    }
    visit = await openVisit();
  });

  async function openVisit() {
    const browser = new Browser();
    const { url } = await browser.get(`${server.issuer}/`);
    const cookie = ['micconnect_visit', 'micconnect_visit.sig'].map(
      (name) => `${name}=${browser.cookie(name)}`,
    );
    return { url, cookie: cookie.join('; ') };
  }

  async function post(username: string, password: string, address = '198.51.100.1'): Promise<number> {
    const response = await fetch(visit.url, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: visit.cookie, 'x-forwarded-for': address, origin: server.issuer },
      body: new URLSearchParams({ username, password }),
    });
    await response.text();
    return response.status;
  }

  /** Why sign-ins of a person were refused, newest first. */
  async function causesOf(email: string): Promise<unknown[]> {
    const { person } = await server.services.staff.show(email);
    const events = await server.services.stores.audit.listOfPerson(person.id, ['sign_in.refused'], 1000);
    return events.map(({ details }) => details?.cause);
  }

  it('judges five of thirty parallel guesses, whatever they are spelled like', async () => {
    const before = (await causesOf('staff@mic.example')).length;
    const guesses = Array.from({ length: 30 }, (_, index) =>
      post(SPELLINGS[index % SPELLINGS.length] ?? '', `wrong ${index}`, `198.51.100.${index + 1}`),
    );
    assert.deepEqual(new Set(await Promise.all(guesses)), new Set([401]));
    const causes = (await causesOf('staff@mic.example')).slice(0, -before || undefined);
    assert.equal(causes.length, 30);
    assert.equal(causes.filter((cause) => cause === 'wrong').length, LIMIT);
    assert.equal(causes.filter((cause) => cause === 'locked').length, 30 - LIMIT);
    for (const spelling of SPELLINGS) assert.equal(await post(spelling, PASSWORD), 401, spelling);
  });

  it('lets no more than five parallel guesses through when the right one is among them', async () => {
    const before = (await causesOf('clerk@mic.example')).length;
    const guesses = Array.from({ length: 30 }, (_, index) => post('clerk@mic.example', `wrong ${index}`));
    await Promise.all([...guesses, post('clerk@mic.example', PASSWORD)]);
    const causes = (await causesOf('clerk@mic.example')).slice(0, -before || undefined);
    // The right password empties the bucket once: at most four before it, and five after.
    assert.ok(causes.filter((cause) => cause === 'wrong').length <= 2 * LIMIT);
  });

  it('locks one account and leaves the others open', async () => {
    for (let guess = 0; guess < 7; guess += 1) await post('staff@mic.example', 'wrong');
    assert.equal(await post('staff@mic.example', PASSWORD), 401);
    assert.equal(await post('clerk@mic.example', PASSWORD), 303);
  });

  it('opens again when an officer unlocks, at once', async () => {
    for (let guess = 0; guess < LIMIT; guess += 1) await post('staff@mic.example', 'wrong');
    assert.equal(await post('staff@mic.example', PASSWORD), 401);
    await server.services.accounts.unlock('014-00001', OPERATOR);
    assert.equal(await post('staff@mic.example', PASSWORD), 303);
  });

  it('opens again after fifteen minutes of rest, not before, and refused tries do not prolong it', async () => {
    const { clock } = server.services;
    const real = clock.now;
    const at = (minutes: number) => {
      clock.now = () => new Date(Date.now() + minutes * 60_000);
    };
    try {
      for (let guess = 0; guess < LIMIT; guess += 1) await post('staff@mic.example', 'wrong');
      at(14);
      assert.equal(await post('staff@mic.example', PASSWORD), 401);
      at(15.1);
      assert.equal(await post('staff@mic.example', PASSWORD), 303);
    } finally {
      clock.now = real;
    }
  });

  it('asks for a wait before the fourth guess, with the same answer, and judges it after that', async () => {
    const { clock, settings } = server.services;
    const real = clock.now;
    await settings.reset('lock.free', OPERATOR);
    try {
      for (let guess = 0; guess < 3; guess += 1) await post('staff@mic.example', 'wrong');
      clock.now = () => new Date(Date.now() - 60_000);
      assert.equal(await post('staff@mic.example', PASSWORD), 401);
      assert.equal((await causesOf('staff@mic.example'))[0], 'too_soon');
      clock.now = () => new Date(Date.now() + 2100);
      assert.equal(await post('staff@mic.example', PASSWORD), 303);
    } finally {
      clock.now = real;
      await settings.set('lock.free', '100', OPERATOR);
    }
  });

  it('starts to count anew after a sign-in', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 0; guess < LIMIT - 1; guess += 1) await post('staff@mic.example', 'wrong');
      assert.equal(await post('staff@mic.example', PASSWORD), 303, `round ${round}`);
      visit = await openVisit();
    }
  });

  it('counts on over fresh visits and fresh networks', async () => {
    for (let guess = 0; guess < LIMIT; guess += 1) {
      visit = await openVisit();
      await post('staff@mic.example', 'wrong', `203.0.113.${guess + 1}`);
    }
    visit = await openVisit();
    assert.equal(await post('staff@mic.example', PASSWORD, '203.0.113.99'), 401);
    assert.equal((await causesOf('staff@mic.example'))[0], 'locked');
  });
});
