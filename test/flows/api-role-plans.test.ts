import { strict as assert } from 'node:assert';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const SYSTEM = { kind: 'system' } as const;
const HEADER = 'hanh_dong,ung_dung,vai_tro,so_hieu';
const GIVE = `${HEADER}\n,documents,author,014-00002\n`;
const TAKE = `${HEADER}\nthu hồi,documents,author,014-00002\n`;

describe('flow: plans of role grants over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let machine: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    await seedClient(server, { client_id: 'documents' });
    api = await apiCaller(server, await apiClient(server));
    machine = await api.machineToken('roles:read roles:write');
  });
  after(() => server.stop());

  function upload(query: string, text: string, token = machine) {
    const body = new FormData();
    body.append('file', new Blob([text]), 'quyền.csv');
    return api.call('POST', `/role-plans${query}`, token, { body });
  }
  const undo = (plan: string, body: object = {}) =>
    api.call('POST', `/role-plans/${plan}/undo`, machine, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const held = async () => {
    const { items } = (await api.call('GET', '/roles/documents:author/holders', machine)).json;
    return items.map((each: { employee_no: string }) => each.employee_no).sort();
  };

  it('shows what a file would change, applies exactly that, and takes it back', async () => {
    const before = await held();
    const shown = (await upload('?dry_run=true&decision=7/Q%C4%90', GIVE)).json;
    assert.deepEqual(await held(), before);
    assert.equal(shown.granted.shown[0].person, '014-00002');
    assert.deepEqual(
      shown.roles.gained.shown.map((each: Record<string, unknown>) => [each.employee_no, each.role]),
      [['014-00002', 'documents:author']],
    );
    assert.equal((await upload(`?plan=${shown.plan}`, GIVE)).json.code, 'plan_stale', 'another decision');
    const applied = await upload(`?plan=${shown.plan}&decision=7/Q%C4%90`, GIVE);
    assert.deepEqual([applied.status, applied.json.plan], [200, shown.plan]);
    assert.deepEqual(await held(), [...before, '014-00002'].sort());
    assert.equal((await upload('', GIVE)).json.unchanged, 1);

    await server.services.settings.set('guard.percent', '100', SYSTEM);
    const way = (await undo(shown.plan, { dry_run: true })).json;
    assert.deepEqual([way.revoked.count, (await held()).length], [1, before.length + 1]);
    assert.equal((await undo(shown.plan)).status, 200);
    assert.deepEqual(await held(), before);
    assert.deepEqual((await undo(shown.plan)).json.code, 'plan_undone');
    assert.equal((await undo('x')).json.code, 'plan_not_found');
    const { items, next_cursor: next } = (await api.call('GET', '/role-plans?limit=1', machine)).json;
    assert.deepEqual([items[0].kind, items[0].applied_by], ['undo', 'client:api-client']);
    const rest = (await api.call('GET', `/role-plans?cursor=${next}`, machine)).json;
    assert.deepEqual([rest.items[0].plan, rest.items[0].state], [shown.plan, 'undone']);
  });

  it('lets nobody past the guard', async () => {
    await server.services.settings.set('guard.people', '0', SYSTEM);
    await upload('', GIVE);
    assert.equal((await upload('?dry_run=true', TAKE)).json.guard.verdict, 'blocked');
    const { status, json } = await upload('', TAKE);
    assert.deepEqual([status, json.code], [409, 'removal_guard']);
    assert.ok((await held()).includes('014-00002'));
  });

  it('keeps what the guard stops for a second person, who applies exactly that', async () => {
    await server.services.settings.set('guard.people', '0', SYSTEM);
    await upload('', GIVE);
    const { status, json } = await upload('?submit=true', TAKE);
    assert.deepEqual([status, json.state, json.submitted_by], [202, 'pending', 'client:api-client']);
    const { plan } = json;
    const path = `/role-plans/${plan}`;
    const listed = (await api.call('GET', '/role-plans/waiting', machine)).json.items;
    assert.deepEqual(
      listed.map((each: { plan: string }) => each.plan),
      [plan],
    );
    const shown = (await api.call('GET', path, machine)).json;
    assert.deepEqual([shown.preview.roles.lost.people, shown.guard.verdict], [1, 'blocked']);
    assert.equal((await api.call('POST', `${path}/approve`, machine)).json.code, 'approver_not_person');
    assert.ok((await held()).includes('014-00002'));
    await server.services.roles.grantRole(SYSTEM, {
      clientId: 'micconnect',
      code: 'system-administrator',
      to: { person: 'head@mic.example' },
    });
    const head = await api.personToken('head@mic.example', 'roles:write');
    assert.equal((await api.call('POST', `${path}/approve`, head)).json.state, 'applied');
    assert.ok(!(await held()).includes('014-00002'));
    assert.equal((await api.call('GET', path, machine)).json.preview, null);

    const way = await undo(plan, { submit: true });
    assert.deepEqual([way.status, way.json.kind], [202, 'undo']);
    const rejected = await api.call('POST', `/role-plans/${way.json.plan}/reject`, machine);
    assert.equal(rejected.json.state, 'rejected');
    assert.equal((await api.call('POST', `/role-plans/${plan}/approve`, head)).json.code, 'plan_not_pending');
    assert.equal((await api.call('GET', '/role-plans/x', machine)).json.code, 'plan_not_found');
  });

  it('edits one role grant as a plan, at once or by a second person', async () => {
    await server.services.settings.set('guard.people', '50', SYSTEM);
    const { id } = (await upload('', GIVE.replace('00002', '00005'))).json.granted.shown[0];
    const edit = (roleGrant: string, body: object) =>
      api.call('POST', `/role-grants/${roleGrant}/plans`, machine, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const shown = (await edit(id, { until: '2030-12-31', dry_run: true })).json;
    assert.deepEqual(shown.edited[0].changes, [
      { field: 'until', before: null, after: '2030-12-31T17:00:00.000Z' },
    ]);
    assert.equal((await edit(id, { until: '2031-12-31', plan: shown.plan })).json.code, 'plan_stale');
    const kept = await edit(id, { until: '2031-12-31', submit: true });
    assert.deepEqual([kept.status, kept.json.kind], [202, 'edit']);
    const { status, json } = await edit(id, { until: '2030-12-31', plan: shown.plan });
    assert.deepEqual([status, json.edited[0].replaces], [200, id]);
    assert.equal((await edit(id, { until: 'none' })).json.code, 'role_grant_not_found');
    const next = json.edited[0].id;
    assert.equal((await edit(next, { unit: 'G14' })).json.code, 'role_grant_invalid');
    assert.equal((await edit(next, { until: '2000-01-01' })).json.code, 'period_invalid');
    const shownKept = (await api.call('GET', `/role-plans/${kept.json.plan}`, machine)).json;
    assert.equal(shownKept.preview, null, 'what it would edit is gone');
  });

  it('names every refused row, and refuses what is no such file', async () => {
    const bad = `${HEADER}\n,documents,boss,014-00002\n,documents,author,014-99999\n`;
    const shown = (await upload('?dry_run=true', bad)).json;
    assert.deepEqual(
      shown.refused.shown.map((each: Record<string, unknown>) => [each.line, each.column, each.code]),
      [
        [2, 'vai_tro', 'role_not_found'],
        [3, 'so_hieu', 'person_not_found'],
      ],
    );
    const { status, json } = await upload('', bad);
    assert.deepEqual([status, json.code], [422, 'staff_file_refused']);
    assert.deepEqual(
      json.errors.map(({ field }: { field: string }) => field),
      ['quyền.csv:2:vai_tro', 'quyền.csv:3:so_hieu'],
    );
    assert.equal((await upload('', 'so_hieu,ho_va_ten\n1,Lan\n')).json.code, 'staff_file_unknown_kind');
    const headers = { 'content-type': 'application/json' };
    const asJson = await api.call('POST', '/role-plans', machine, { headers, body: '{}' });
    assert.equal(asJson.json.code, 'media_type_unsupported');
  });

  it('asks of each row what a single role grant asks', async () => {
    const product = `${HEADER}\n,micconnect,auditor,014-00002\n`;
    const { json } = await upload('', product);
    assert.deepEqual(
      [json.code, json.errors.map(({ code }: { code: string }) => code)],
      ['staff_file_refused', ['permission_denied']],
    );
  });

  it('has been tried whole', () => {
    assert.deepEqual(
      api.untried((path) => path.startsWith('/role-plans') || path.endsWith('}/plans')),
      [],
    );
  });
});
