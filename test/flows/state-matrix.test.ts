import { Browser } from '../support/browser.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { givePasskey } from '../support/passkeys.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { type RelyingParty, relyingParty } from './relying-party.ts';
import { expireOvernight, givePassword, hire, importPerson } from './staff-rows.ts';
import { check, type Door, everyGrant, type Holdings, hold, lock } from './state-paths.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;

describe('flow: state and path', () => {
  let server: TestServer;
  let documents: Door;
  let people = 0;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    documents = await doorOf('documents');
  });
  after(() => server.stop());

  async function doorOf(id: string): Promise<Door & { client: RelyingParty }> {
    const client = await relyingParty(server, everyGrant(id));
    return { issuer: server.issuer, newBrowser: () => new Browser(), client };
  }

  /** Somebody new, with everything that can be held. */
  async function newcomer(door: Door): Promise<Holdings> {
    people += 1;
    const email = `person-${people}@mic.example`;
    await hire(server.services, email);
    const held = await hold(door, email);
    return { ...held, device: await givePasskey(server.services, email) };
  }

  const disable = ({ email }: Holdings) => server.services.staff.disable(email, OPERATOR);

  it('open: everything works', async () => {
    await check('open', documents, await newcomer(documents));
  });

  it('disabled: nothing works, at once', async () => {
    const held = await newcomer(documents);
    await disable(held);
    await check('disabled', documents, held);
  });

  it('enabled again: the password works, and nothing from before', async () => {
    const held = await newcomer(documents);
    await disable(held);
    await server.services.staff.enable(held.email, OPERATOR);
    await check('enabled again', documents, held);
  });

  it('retired by HR: nothing works, at once', async () => {
    const held = await newcomer(documents);
    await importPerson(server.services, held.email, { status: 'nghỉ hưu' });
    await check('retired by HR', documents, held);
  });

  it('hired again by HR: the password works, and nothing from before', async () => {
    const held = await newcomer(documents);
    await importPerson(server.services, held.email, { status: 'thôi việc' });
    await importPerson(server.services, held.email, {});
    await check('hired again by HR', documents, held);
  });

  it('expired by HR, whose file ends her only appointment in the past: nothing works, at once', async () => {
    const held = await newcomer(documents);
    await importPerson(server.services, held.email, { until: '31/12/2020' });
    await check('expired by HR', documents, held);
  });

  it('expired overnight: nothing works, although nothing has ended her session', async () => {
    const held = await newcomer(documents);
    await expireOvernight(server.services, held.email);
    await check('expired overnight', documents, held);
  });

  it('not yet active by HR’s file: nothing works before her first day', async () => {
    const held = await newcomer(documents);
    await importPerson(server.services, held.email, { from: '01/01/2090' });
    await check('not yet active', documents, held);
  });

  it('locked by wrong guesses: the password path is closed, and everything open stays open', async () => {
    const held = await newcomer(documents);
    await lock(documents, held.email);
    await check('locked', documents, held);
  });

  it('password must change: nothing works until it has', async () => {
    const held = await newcomer(documents);
    const options = { mustChange: true, actor: OPERATOR };
    await server.services.accounts.setPassword(held.email, 'câu tạm của bộ phận hỗ trợ', options);
    await givePassword(server.services, held.email, true);
    await check('password must change', documents, held);
  });

  it('signed out: nothing from before works', async () => {
    const held = await newcomer(documents);
    const question = await held.browser.get(`${server.issuer}/oidc/end-session`);
    await held.browser.submit(question, { request: 'client' });
    await check('signed out', documents, held);
  });

  it('client removed: nothing of it works, and the person’s own session goes on', async () => {
    const doomed = await doorOf('doomed');
    const held = await newcomer(doomed);
    await server.services.clients.remove('doomed', OPERATOR);
    await check('client removed', doomed, held);
  });

  it('client made again under its name: nothing from before works', async () => {
    const again = await doorOf('phoenix');
    const held = await newcomer(again);
    await server.services.clients.remove('phoenix', OPERATOR);
    await seedClient(server, { ...everyGrant('phoenix'), client_secret: again.client.secret ?? '' });
    await check('client made again', again, held);
  });
});
