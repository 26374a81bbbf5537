import { strict as assert } from 'node:assert';
import { keyOf } from '../../src/domain/authentication/password-link.ts';
import { dayOf } from '../../src/domain/clock.ts';
import { endSessionsOfExpired } from '../../src/domain/sessions/expired-accounts.ts';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { prepare, type RelyingParty, relyingParty, travel } from './relying-party.ts';
import { expireOvernight, hire, importPerson } from './staff-rows.ts';

const DAY_MS = 24 * 60 * 60_000;
const ORIGIN = {
  address: '192.0.2.1',
  networkPrefix: '192.0.2.0/24',
  isOutside: false,
  userAgent: null,
  supportCode: 'ABCD-EFGH',
};

describe('flow: an account that the days open and close', () => {
  let server: TestServer;
  let documents: RelyingParty;
  let people = 0;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await relyingParty(server, {
      client_id: 'documents',
      backchannel_logout_uri: 'http://localhost:9/backchannel-logout',
    });
  });
  after(() => server.stop());

  async function newcomer(): Promise<string> {
    people += 1;
    const email = `person-${people}@mic.example`;
    await hire(server.services, email);
    return email;
  }

  /** Signs in; the address that the browser ended at. */
  async function signIn(email: string): Promise<URL> {
    const browser = new Browser();
    browser.stopAt.push('https://');
    return travel(browser, (await prepare(documents)).url, email);
  }

  async function sessionsOf(email: string) {
    const { person } = await server.services.staff.show(email);
    return { personId: person.id, open: await server.services.stores.sessions.listOpen(person.id) };
  }

  const sweep = () => endSessionsOfExpired(server.services, DAY_MS);

  it('is open on its first and on its last day', async () => {
    const email = await newcomer();
    const today = dayOf(server.services.clock.now()).split('-').reverse().join('/');
    await importPerson(server.services, email, { from: today, until: today });
    assert.match((await signIn(email)).search, /code=/);
  });

  it('has its sessions ended by the sweep, once, with a logout message and an audit event', async () => {
    const email = await newcomer();
    await signIn(email);
    const [session] = (await sessionsOf(email)).open;
    assert.ok(session);
    await expireOvernight(server.services, email);
    await Promise.all([sweep(), sweep()]);

    const { personId, open } = await sessionsOf(email);
    assert.deepEqual(open, []);
    const { stores } = server.services;
    const events = await stores.audit.listOfPerson(personId, ['session.ended'], 10);
    assert.deepEqual(
      events.map(({ actor, details }) => [actor.kind, details?.reason, details?.clients]),
      [['system', 'expired', 'documents']],
    );
    const told = await stores.deliveries.listOfSession(session.uid);
    assert.deepEqual(
      told.map(({ clientId }) => clientId),
      ['documents'],
    );
  });

  it('keeps its sessions in the sweep while an appointment is in force, and without any appointment', async () => {
    const [working, unposted] = [await newcomer(), await newcomer()];
    for (const email of [working, unposted]) await signIn(email);
    const { personId } = await sessionsOf(unposted);
    await server.services.database.source.query('delete from appointment where person_id = $1', [personId]);
    await sweep();
    for (const email of [working, unposted]) assert.equal((await sessionsOf(email)).open.length, 1);
    assert.match((await signIn(unposted)).search, /code=/);
  });

  it('gets no link for a new password once it has expired, and an older link opens nothing', async () => {
    const { passwords, stores, database } = server.services;
    const letters = async () =>
      (await database.source.query(`select count(*)::int as rows from outbox where kind = 'mail'`))[0].rows;
    const email = await newcomer();
    const before = await letters();
    await passwords.requestReset(email, ORIGIN);
    assert.equal(await letters(), before + 1);

    const { personId } = await sessionsOf(email);
    const token = 'an older link';
    const now = server.services.clock.now();
    const expiresAt = new Date(now.getTime() + DAY_MS);
    const link = { purpose: 'reset', token, signedInAs: undefined } as const;
    await stores.passwordResets.add({ ...keyOf(link), personId, sentTo: email, createdAt: now, expiresAt });
    assert.notEqual(await passwords.findLink(link), undefined);
    await expireOvernight(server.services, email);
    await assert.rejects(passwords.setByLink(link, 'một câu dài và khó đoán', ORIGIN), {
      code: 'reset_link_invalid',
    });
    await passwords.requestReset(email, ORIGIN);
    assert.equal(await letters(), before + 1);
  });

  it('opens again when HR’s file gives another appointment, and nothing from before comes back', async () => {
    const email = await newcomer();
    await signIn(email);
    await importPerson(server.services, email, { until: '31/12/2020' });
    assert.deepEqual((await sessionsOf(email)).open, []);
    await importPerson(server.services, email, {});
    const browser = new Browser();
    browser.stopAt.push('https://');
    const { url } = await prepare(documents);
    const page = await browser.get(url.href);
    assert.match((await browser.submit(page, { username: email, password: PASSWORD })).url, /code=/);
  });

  it('gives nobody roles before her first day, and hers from then on', async () => {
    const email = await newcomer();
    await importPerson(server.services, email, { from: '01/01/2090' });
    const { roles } = server.services;
    assert.deepEqual((await roles.explain(email, 'documents', new Date('2089-12-31T12:00:00Z'))).roles, []);
    const later = await roles.explain(email, 'documents', new Date('2090-01-01T00:00:00Z'));
    assert.deepEqual(
      later.roles.map(({ code }) => code),
      ['author', 'reader'],
    );
  });
});
