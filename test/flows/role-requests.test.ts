import { strict as assert } from 'node:assert';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { ownerRole } from '../../src/domain/clients/owner-role.ts';
import { dayOf, daysAfter } from '../../src/domain/clock.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { registerProduct } from '../../src/product-client.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const SYSTEM: Actor = { kind: 'system' };
const OFFICER: Actor = { kind: 'operator', name: 'an' };
const START = new Date('2026-11-20T02:00:00Z');
const LAUNCHER = { title: 'Quản lý văn bản', icon: 'documents', url: 'https://documents.example/' };
const REASON = 'Soạn công văn của phòng';

describe('flow: a role that somebody asks for', () => {
  let opened: TestServices;
  let services: TestServices['services'];
  let now = START;
  const ids: Record<string, string> = {};
  const as = (name: string): Actor => ({ kind: 'person', id: ids[name] ?? assert.fail(name) });

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => now });
    services = opened.services;
    await seedMinistry({ services });
    await seedClient({ services }, { client_id: 'documents', launcher: LAUNCHER });
    await registerProduct(services);
    await createRole('micconnect', { ...ownerRole('documents'), isPrivileged: true });
    await createRole('documents', { code: 'editor', name: 'Biên tập viên' });
    await createRole('documents', { code: 'root', name: 'Quản trị', isPrivileged: true });
    for (const name of ['staff', 'clerk', 'head', 'newcomer'])
      ids[name] = (await services.staff.show(`${name}@mic.example`)).person.id;
    await give('unit-administrator', 'head', 'G14.05');
    await give('owner.documents', 'clerk');
  });
  beforeEach(async () => {
    now = new Date(now.getTime() + 60_000);
    await services.database.source.query('delete from role_request');
    await services.database.source.query(`delete from role_grant where reason = '${REASON}'`);
    await services.database.source.query('delete from outbox');
    await services.settings.reset('request.unit_step', OFFICER);
  });
  after(() => opened.close());

  async function createRole(clientId: string, role: { code: string; name: string; isPrivileged?: boolean }) {
    try {
      await services.roles.createRole(SYSTEM, { clientId, ...role });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'role_exists') throw error;
    }
  }
  const give = (code: string, to: string, extent?: string) =>
    services.roles.grantRole(OFFICER, {
      clientId: 'micconnect',
      code,
      to: { person: `${to}@mic.example` },
      ...(extent !== undefined && { extent }),
    });
  const ask = (more: object = {}, name = 'staff') =>
    services.roleRequests.submit(ids[name] ?? '', {
      clientId: 'documents',
      code: 'editor',
      reason: REASON,
      ...more,
    });
  const rolesOf = async (name: string) =>
    (await services.roles.explain(`${name}@mic.example`, 'documents', now)).roles;
  async function letters() {
    const rows = await services.stores.deliveries.claim(now, daysAfter(now, 1), 100);
    await services.database.source.query('delete from outbox');
    return rows.flatMap(({ delivery }) =>
      delivery.kind === 'mail' ? [`${delivery.to} ${delivery.template} ${delivery.facts.outcome ?? ''}`] : [],
    );
  }
  const events = async () =>
    (await services.stores.audit.list(0, 10_000))
      .filter(({ type, at }) => (type.startsWith('request.') || type === 'role.granted') && at >= now)
      .map(({ type }) => type);
  const refusal = (code: string, more: object = {}) => ({ name: 'DomainError', code, ...more });

  it('by the unit’s administrator and the system’s owner, each told by letter, until a last day', async () => {
    const request = await ask({ until: '2027-01-31' });
    assert.deepEqual(request.steps, ['unit', 'owner']);
    assert.deepEqual(await letters(), ['head@mic.example request-waiting ']);
    await services.roleRequests.approve(request.id, as('head'));
    assert.deepEqual(await rolesOf('staff').then((roles) => roles.map(({ code }) => code)), [
      'author',
      'reader',
    ]);
    assert.deepEqual(await letters(), ['clerk@mic.example request-waiting ']);
    const done = await services.roleRequests.approve(request.id, as('clerk'), 'Đồng ý');
    assert.equal(done.state, 'approved');
    assert.deepEqual(await letters(), ['staff@mic.example request-decided approved']);
    const editor = (await rolesOf('staff')).find(({ code }) => code === 'editor');
    assert.equal(editor?.until?.toISOString(), '2027-01-31T17:00:00.000Z');
    assert.equal(editor?.paths[0]?.roleGrantId, done.roleGrantId);
    assert.equal(editor?.paths[0]?.reason, REASON);
    assert.deepEqual(await events(), [
      'request.made',
      'request.approved',
      'request.approved',
      'role.granted',
    ]);
  });

  it('is nobody else’s to decide on, and nobody’s twice', async () => {
    const { id } = await ask();
    for (const name of ['staff', 'clerk', 'newcomer'])
      await assert.rejects(services.roleRequests.approve(id, as(name)), refusal('permission_denied'), name);
    await assert.rejects(
      services.roleRequests.approve(id, { kind: 'client', id: 'documents' }),
      refusal('permission_denied'),
    );
    await services.roleRequests.approve(id, as('head'));
    await assert.rejects(services.roleRequests.approve(id, as('head')), refusal('permission_denied'));
    await services.roleRequests.reject(id, as('clerk'), 'Chưa cần');
    await assert.rejects(services.roleRequests.approve(id, as('clerk')), refusal('role_request_decided'));
    assert.equal(
      (await rolesOf('staff')).some(({ code }) => code === 'editor'),
      false,
    );
    assert.deepEqual((await letters()).at(-1), 'staff@mic.example request-decided rejected');
  });

  it('gives nothing to somebody who has left meanwhile, not even for when she comes back', async () => {
    await services.settings.set('request.unit_step', '0', OFFICER);
    const { id } = await ask();
    await services.staff.disable('staff@mic.example', OFFICER);
    try {
      await assert.rejects(services.roleRequests.approve(id, OFFICER), refusal('account_closed'));
      assert.equal((await services.roleRequests.reject(id, OFFICER, 'Đã nghỉ')).state, 'rejected');
    } finally {
      await services.staff.enable('staff@mic.example', OFFICER);
    }
    assert.equal(
      (await rolesOf('staff')).some(({ code }) => code === 'editor'),
      false,
    );
  });

  it('waits no longer than the role would last', async () => {
    const { until, dueAt } = await ask({ until: dayOf(now) });
    assert.deepEqual(dueAt, until);
    now = until;
    const [waiting] = await services.roleRequests.listOwn(ids.staff ?? '');
    await assert.rejects(
      services.roleRequests.approve(waiting?.id ?? '', OFFICER),
      refusal('role_request_decided'),
    );
  });

  it('is decided by one of two who do it at once', async () => {
    await services.settings.set('request.unit_step', '0', OFFICER);
    const { id } = await ask();
    const answers = await Promise.allSettled([
      services.roleRequests.approve(id, as('clerk')),
      services.roleRequests.reject(id, OFFICER, 'Không'),
    ]);
    assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
    const [request] = await services.roleRequests.listOwn(ids.staff ?? '');
    const hasRole = (await rolesOf('staff')).some(({ code }) => code === 'editor');
    assert.equal(hasRole, request?.state === 'approved');
    assert.equal(request?.decisions.length, 1);
  });

  it('of somebody whom nobody else administers goes to the owner at once', async () => {
    assert.deepEqual((await ask({}, 'head')).steps, ['owner']);
    // The owner herself asks: the system administrators are left, and there is none but the operator.
    const own = await ask({}, 'clerk');
    await assert.rejects(services.roleRequests.approve(own.id, as('clerk')), refusal('permission_denied'));
    assert.equal((await services.roleRequests.approve(own.id, OFFICER)).state, 'approved');
  });

  it('waits for nobody in vain: a reminder, then the end of it', async () => {
    const start = now;
    const { id, dueAt } = await ask();
    await letters();
    await services.roleRequests.sweep();
    assert.deepEqual(await letters(), []);
    now = daysAfter(dueAt, -1);
    await services.roleRequests.sweep();
    await services.roleRequests.sweep();
    assert.deepEqual(await letters(), ['head@mic.example request-waiting ']);
    now = dueAt;
    await assert.rejects(services.roleRequests.approve(id, as('head')), refusal('role_request_decided'));
    assert.deepEqual(await services.roleRequests.listWaiting(as('head')), []);
    await Promise.all([services.roleRequests.sweep(), services.roleRequests.sweep()]);
    assert.deepEqual(await letters(), ['staff@mic.example request-decided expired']);
    assert.equal((await services.roleRequests.listOwn(ids.staff ?? ''))[0]?.state, 'expired');
    now = start;
  });

  it('can be taken back, by oneself alone, and asked for again', async () => {
    const { id } = await ask();
    await assert.rejects(ask(), refusal('role_request_exists'));
    await assert.rejects(
      services.roleRequests.withdraw(id, ids.clerk ?? ''),
      refusal('role_request_not_found'),
    );
    await services.roleRequests.withdraw(id, ids.staff ?? '');
    await assert.rejects(services.roleRequests.approve(id, as('head')), refusal('role_request_decided'));
    assert.equal((await ask()).state, 'pending');
  });

  it('cannot be one that is held, privileged, the product’s own, or more than the rules allow', async () => {
    await assert.rejects(ask({ code: 'reader' }), refusal('role_already_held'));
    await assert.rejects(ask({ code: 'root' }), refusal('role_not_requestable'));
    await assert.rejects(ask({ clientId: 'micconnect', code: 'auditor' }), refusal('role_not_requestable'));
    await assert.rejects(ask({ code: 'nothing' }), refusal('role_not_found'));
    await assert.rejects(ask({ reason: ' ' }), refusal('role_request_invalid'));
    await assert.rejects(ask({ reason: 'x'.repeat(1001) }), refusal('role_request_invalid'));
    await assert.rejects(ask({ until: '2026-11-19' }), refusal('role_request_invalid'));
    await assert.rejects(ask({ until: '2028-01-01' }), refusal('role_request_invalid'));
    await assert.rejects(ask({ until: 'mai' }), refusal('period_invalid'));
    await assert.rejects(
      services.roleRequests.submit((await services.staff.show('retired@mic.example')).person.id, {
        clientId: 'documents',
        code: 'editor',
        reason: REASON,
      }),
      refusal('account_closed'),
    );
    const open = await services.roleRequests.listRequestable(ids.staff ?? '');
    assert.deepEqual(
      open.map(({ client, roles }) => [client.id, roles.map(({ code }) => code)]),
      [['documents', ['editor']]],
    );
  });
});
