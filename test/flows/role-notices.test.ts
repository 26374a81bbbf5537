import { strict as assert } from 'node:assert';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { dayOf, daysAfter } from '../../src/domain/clock.ts';
import { sweepRoleNotices } from '../../src/domain/sessions/role-notices.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { type NoticeReceiver, type Received, startNoticeReceiver } from './notice-receiver.ts';
import { browser, type RelyingParty, relyingParty, signIn } from './relying-party.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const CLERK = '014-00002';
const STAFF = '014-00001';
const EVENT = 'urn:micconnect:event:roles-changed';
const MOVE = (unit: string) => ({
  file: 'people.csv',
  header: ['so_hieu', 'ho_va_ten', 'ma_don_vi', 'chuc_vu'],
  rows: [{ line: 2, cells: [STAFF, 'Đặng Thị Ngọc Ánh', unit, 'Văn thư'] }],
});

describe('flow: relying parties hear that roles changed', () => {
  let server: TestServer;
  let receiver: NoticeReceiver;
  let documents: RelyingParty;
  let sub: string;

  before(async function () {
    this.timeout(60_000);
    [server, receiver] = await Promise.all([startTestServer(), startNoticeReceiver()]);
    await seedMinistry(server);
    const role_change_uri = `${receiver.origin}/documents`;
    documents = await relyingParty(server, {
      client_id: 'documents',
      role_change_notice: 'webhook',
      role_change_uri,
    });
    for (const code of ['signer', 'archive', 'office'])
      await server.services.roles.createRole(OFFICER, { clientId: 'documents', code, name: code });
    sub = String((await signIn(documents, browser())).claims()?.sub);
  });
  after(async () => {
    await server?.stop();
    await receiver?.close();
  });

  const grant = (code: string, to: object, more: object = {}) =>
    server.services.roles.grantRole(OFFICER, { clientId: 'documents', code, to, ...more });
  const revoke = (id: string) => server.services.roles.revokeRole(OFFICER, id);
  const sweep = () => sweepRoleNotices(server.services, server.services.clock.now());

  /** The claims of a message, as its receiver checks them. */
  async function verified({ body, headers }: Received) {
    assert.equal(headers['content-type'], 'application/secevent+jwt');
    const keys = createRemoteJWKSet(new URL(`${server.issuer}/oidc/jwks`));
    const expected = { issuer: server.issuer, audience: 'documents', typ: 'secevent+jwt' };
    return (await jwtVerify(body, keys, expected)).payload;
  }

  it('by a signed notice, when a role is given and when it is taken back', async () => {
    const { id } = await grant('signer', { person: STAFF });
    const [given, ...others] = await receiver.exactly(1);
    assert.ok(given && others.length === 0);
    const { iat, jti, ...claims } = await verified(given);
    assert.ok(Math.abs(Number(iat) - Date.now() / 1000) < 10);
    assert.match(String(jti), /^[0-9a-f-]{36}$/);
    // Neither roles nor anything about the person, and no `sub` that could make it an ID token.
    assert.deepEqual(claims, {
      iss: server.issuer,
      aud: 'documents',
      sub_id: { format: 'iss_sub', iss: server.issuer, sub },
      events: { [EVENT]: {} },
    });
    await revoke(id);
    const [taken] = await receiver.exactly(1);
    assert.ok(taken);
    assert.notEqual((await verified(taken)).jti, jti);
    const told = await server.services.stores.audit.listOfPerson(sub, ['role_change.delivered'], 5);
    assert.equal(told.length, 2);
  });

  it('once more after a failure, by the same notice', async function () {
    this.timeout(20_000);
    receiver.answerNext(500);
    const { id } = await grant('signer', { person: STAFF });
    const [first, second] = await receiver.exactly(2);
    assert.ok(first && second);
    assert.deepEqual(await verified(second), await verified(first));
    await revoke(id);
    await receiver.exactly(1);
  });

  it('of changes through units, positions and composites, and of nothing that changes nothing', async () => {
    const inSubtree = await grant('archive', { unit: 'G14', subtree: true });
    await receiver.exactly(1);
    // She holds it already; another way to it tells her client nothing new.
    const second = await grant('archive', { unit: 'G14.05.1' });
    await revoke(second.id);
    await grant('archive', { person: CLERK });
    await receiver.exactly(0);

    const whole = { clientId: 'documents', code: 'archive' };
    const compose = { role: whole, parts: [{ clientId: 'documents', code: 'office' }] };
    await server.services.roles.includeRoles(OFFICER, compose);
    await receiver.exactly(1);
    await server.services.roles.excludeRoles(OFFICER, compose);
    await receiver.exactly(1);
    await revoke(inSubtree.id);
    await receiver.exactly(1);
    // Begins some day: nothing has changed yet.
    const later = await grant('archive', { person: STAFF }, { from: '2090-01-01' });
    await revoke(later.id);
    await receiver.exactly(0);
  });

  it('of a move by HR, its undoing, and the days of a handover', async () => {
    const { staffPlans, settings } = server.services;
    const dryRun = { isDryRun: true, isPartial: true };
    await staffPlans.importStaff([MOVE('G14')], dryRun, OFFICER);
    await receiver.exactly(0);
    const { plan } = await staffPlans.importStaff([MOVE('G14')], { ...dryRun, isDryRun: false }, OFFICER);
    await receiver.exactly(1);
    await settings.set('handover.days', '7', OFFICER);
    await receiver.exactly(1);
    await settings.reset('handover.days', OFFICER);
    await receiver.exactly(1);
    await staffPlans.undo(plan, { isDryRun: false }, OFFICER);
    await receiver.exactly(1);
  });

  it('of time that passed, once, whichever node looks', async () => {
    const { id } = await grant('signer', { person: STAFF }, { until: '2090-01-01' });
    await receiver.exactly(1);
    await sweep();
    await receiver.exactly(0);
    await server.services.database.source.query(
      `update role_grant set valid_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    await Promise.all([sweep(), sweep()]);
    await sweep();
    await receiver.exactly(1);
  });

  it('of a mandate that begins, ends early, ends by itself, or whose mandator is disabled', async () => {
    const { mandates, staff, clock } = server.services;
    const ofClerk = await grant('signer', { person: CLERK });
    await receiver.exactly(0);
    const give = () =>
      mandates.give(OFFICER, {
        from: CLERK,
        to: STAFF,
        roles: [{ clientId: 'documents', code: 'signer' }],
        until: dayOf(daysAfter(clock.now(), 5)),
        decision: '7/GUQ',
      });
    const early = await give();
    await receiver.exactly(1);
    await mandates.end(OFFICER, early.id);
    await receiver.exactly(1);
    const { id } = await give();
    await receiver.exactly(1);
    await staff.disable(CLERK, OFFICER);
    await receiver.exactly(1);
    await staff.enable(CLERK, OFFICER);
    await receiver.exactly(1);
    const lookedAt = clock.now();
    await server.services.database.source.query(
      `update mandate set valid_from = $2::timestamptz - interval '1 hour', valid_until = $2::timestamptz where id = $1`,
      [id, new Date(lookedAt.getTime() - 1000)],
    );
    const { stores } = server.services;
    const before = new Date(lookedAt.getTime() - 2000);
    assert.equal(await stores.roles.hasPeriodEdge(before, lookedAt), true);
    assert.equal(await stores.roles.hasPeriodEdge(lookedAt, new Date(lookedAt.getTime() + 1000)), false);
    await sweep();
    await sweep();
    await receiver.exactly(1);
    await revoke(ofClerk.id);
  });

  it('and nothing of people who are not signed in there, or no longer', async () => {
    const { id } = await grant('signer', { person: CLERK });
    await receiver.exactly(0);
    const visitor = browser();
    await signIn(documents, visitor, {}, {}, 'clerk@mic.example');
    await revoke(id);
    await receiver.exactly(1);
    const page = await visitor.get(`${server.issuer}/oidc/end-session?client_id=documents`);
    await visitor.submit(page, { request: 'client' });
    await revoke((await grant('signer', { person: CLERK })).id);
    await receiver.exactly(0);
  });

  it('once for a person with two sessions', async () => {
    await signIn(documents, browser());
    const { id } = await grant('signer', { person: STAFF });
    await receiver.exactly(1);
    await revoke(id);
    await receiver.exactly(1);
  });

  it('but not when the transaction fails', async () => {
    const { id } = await grant('signer', { person: STAFF });
    await receiver.exactly(1);
    const { transact, clock } = server.services;
    await assert.rejects(
      transact(async ({ roles, audit }) => {
        await roles.revokeRoleGrant(id, clock.now(), 'an');
        await audit.append({ type: 'role.revoked', at: clock.now(), actor: OFFICER, personId: sub });
        throw new Error('stop');
      }),
      /stop/,
    );
    await receiver.exactly(0);
    await revoke(id);
    await receiver.exactly(1);
  });

  it('and a client that begins to listen hears what changes from then on', async () => {
    const { clients, roles } = server.services;
    await signIn(await relyingParty(server, { client_id: 'late' }), browser());
    await roles.createRole(OFFICER, { clientId: 'late', code: 'new', name: 'new' });
    const notices = { role_change_notice: 'webhook', role_change_uri: `${receiver.origin}/late` };
    await clients.update({ ...(await clients.get('late')).metadata, client_id: 'late', ...notices }, OFFICER);
    await receiver.exactly(0);
    await roles.grantRole(OFFICER, { clientId: 'late', code: 'new', to: { person: STAFF } });
    const [notice] = await receiver.exactly(1);
    assert.equal(notice?.path, '/late');
  });

  it('when a file gives many roles at once, and when that is undone', async () => {
    const rows = [{ line: 2, cells: ['documents', 'signer', STAFF] }];
    const table = { file: 'roles.csv', header: ['ung_dung', 'vai_tro', 'so_hieu'], rows };
    const asked = { isDryRun: false, allowedRemovals: 1 };
    const { plan } = await server.services.rolePlans.importRoles([table], asked, OFFICER);
    await receiver.exactly(1);
    await server.services.rolePlans.undo(plan, asked, OFFICER);
    await receiver.exactly(1);
  });
});
