import { strict as assert } from 'node:assert';
import { envelope, post } from '../domain/directory/envelope-fixture.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { apiCaller, apiClient } from './api-caller.ts';

const HEADER = 'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu';
const NEW = '014-00009,Lý Thị Hoa,hoa@mic.example,công chức,đang công tác,G14.05,Chuyên viên';
const OTHER = '014-00011,Lý Thị Lan,lan@mic.example,công chức,đang công tác,G14.05,Chuyên viên';
const WRONG = '014-00010,Lý Văn Ba,not an address,công chức,đang công tác,G99,Chuyên viên';

const LEAVING = '014-00001,Đặng Thị Ngọc Ánh,staff@mic.example,công chức,nghỉ hưu,G14.05.1,Chuyên viên';

describe('flow: plans over the API', () => {
  let server: TestServer;
  let api: Awaited<ReturnType<typeof apiCaller>>;
  let writer: string;
  let reader: string;
  let officer: string;
  let other: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
    api = await apiCaller(server, await apiClient(server));
    writer = await api.machineToken('directory:write');
    reader = await api.machineToken('directory:read');
    officer = await officerToken('head@mic.example');
    other = await officerToken('clerk@mic.example');
  });
  after(() => server.stop());

  async function officerToken(person: string): Promise<string> {
    const hrOfficer = { clientId: 'micconnect', code: 'hr-officer', to: { person } };
    await server.services.roles.grantRole({ kind: 'system' }, hrOfficer);
    return api.personToken(person, 'directory:write');
  }

  function upload(query: string, row: string, { token = writer, more = [] as string[] } = {}) {
    const body = new FormData();
    body.append('file', new Blob([[HEADER, row, ...more].join('\n')]), 'nhân sự.csv');
    return api.call('POST', `/plans${query}`, token, { body });
  }

  const decide = (plan: string, action: string, token = writer) =>
    api.call('POST', `/plans/${plan}/${action}`, token);

  function send(query: string, message: unknown, token = writer) {
    const headers = { 'content-type': 'application/json' };
    return api.call('POST', `/plans${query}`, token, { body: JSON.stringify(message), headers });
  }

  const codeOf = async (answer: Promise<{ status: number; json: { code: string } }>) => {
    const { status, json } = await answer;
    return [status, json.code];
  };
  const find = async (number: string) => (await api.call('GET', `/people/${number}`, reader)).status;

  it('shows what files would change, keeps it, and applies exactly that', async () => {
    const shown = await upload('?dry_run=true&partial=true', NEW);
    assert.equal(shown.json.pending, null);
    assert.deepEqual(shown.json.preview.joiners, {
      count: 1,
      shown: [{ employee_no: '014-00009', email: 'hoa@mic.example', name: 'Lý Thị Hoa' }],
    });
    const { pending } = (await upload('?partial=true', NEW)).json;
    assert.equal(pending.plan, shown.json.preview.plan);
    assert.equal(pending.submitted_by, 'client:api-client');
    assert.equal((await upload('?partial=true', NEW)).json.code, 'plan_already_pending');
    assert.equal(await find('014-00009'), 404);
    const detail = (await api.call('GET', `/plans/${pending.plan}`, reader)).json;
    assert.deepEqual(detail, { ...pending, preview: shown.json.preview });
    assert.deepEqual((await api.call('GET', '/plans', reader)).json.items, [pending]);
    const applied = await decide(pending.plan, 'apply');
    assert.deepEqual([applied.status, applied.json.state], [200, 'applied']);
    assert.equal(await find('014-00009'), 200);
    assert.equal((await decide(pending.plan, 'apply')).json.code, 'plan_not_pending');
    const [newest] = (await api.call('GET', '/plans?state=applied&limit=1', reader)).json.items;
    assert.deepEqual(
      [newest.plan, newest.decided_by, newest.state],
      [pending.plan, 'client:api-client', 'applied'],
    );
  });

  it('lets what the guard stops pass by a second person only', async () => {
    const { pending } = (await upload('?partial=true', LEAVING, { token: officer })).json;
    assert.equal(pending.guard.verdict, 'blocked');
    assert.deepEqual(await codeOf(decide(pending.plan, 'apply', officer)), [403, 'approval_needed']);
    assert.deepEqual(await codeOf(decide(pending.plan, 'approve', officer)), [403, 'approval_self']);
    assert.deepEqual(await codeOf(decide(pending.plan, 'approve', writer)), [403, 'approver_not_person']);
    assert.equal((await decide(pending.plan, 'approve', other)).json.state, 'applied');
    const status = async () => (await api.call('GET', '/people/014-00001', reader)).json.status;
    assert.equal(await status(), 'nghi_huu');

    const undo = (body: string, token: string) => {
      const headers = { 'content-type': 'application/json' };
      return api.call('POST', `/plans/${pending.plan}/undo`, token, { body, headers });
    };
    assert.equal((await undo('{"dry_run":true}', other)).json.preview.changed.count, 1);
    const back = (await undo('{}', other)).json.pending;
    assert.equal((await decide(back.plan, 'approve', officer)).json.kind, 'undo');
    assert.equal(await status(), 'dang_cong_tac');
    assert.equal((await api.call('GET', `/plans/${pending.plan}`, reader)).json.state, 'undone');
    assert.deepEqual(await codeOf(undo('{}', other)), [409, 'plan_undone']);
  });

  it('ends a plan that is not wanted', async () => {
    const { pending } = (await upload('?partial=true', OTHER)).json;
    const rejected = await decide(pending.plan, 'reject', officer);
    assert.deepEqual([rejected.json.state, rejected.json.guard], ['rejected', pending.guard]);
    assert.equal((await api.call('GET', `/plans/${pending.plan}`, reader)).json.preview, null);
    assert.deepEqual(await codeOf(decide(pending.plan, 'apply')), [409, 'plan_not_pending']);
  });

  it('names every fault of a file by line and column, and keeps nothing of it', async () => {
    const shown = await upload('?dry_run=true&partial=true', OTHER, { more: [WRONG] });
    const faults = shown.json.preview.refused.shown.map(({ line, code }: Record<string, unknown>) => [
      line,
      code,
    ]);
    assert.deepEqual(faults, [
      [3, 'invalid_email'],
      [3, 'unknown_unit'],
    ]);
    const refused = await upload('?partial=true', OTHER, { more: [WRONG] });
    assert.deepEqual([refused.status, refused.json.code], [422, 'staff_file_refused']);
    assert.equal(refused.json.errors[0].field, 'nhân sự.csv:3:thu_dien_tu');
    assert.deepEqual((await api.call('GET', '/plans', reader)).json.items, []);
  });

  it('takes envelopes of the national database', async () => {
    const posts = [post('G14.05', 'Chuyên viên', '2020-01-01')];
    const fields = { HoVaTen: 'Ngô Bảo Châu', ThuDienTu: 'chau@mic.example' };
    const add = envelope('ADD', 'G14_CB-1', fields, { posts });
    assert.equal((await send('?dry_run=true', add)).json.preview.joiners.count, 1);
    assert.equal(await find('CB-1'), 404);
    assert.equal((await send('', add)).json.preview.joiners.count, 1);
    assert.equal(await find('CB-1'), 200);
    const faulty = await send('', envelope('EDIT', 'G14_CB-9', {}));
    assert.deepEqual([faulty.status, faulty.json.errors[0].code], [422, 'unknown_person']);
    const gone = send('', envelope('DEL', 'G14_CB-1'));
    assert.deepEqual(await codeOf(gone), [409, 'removal_guard']);
    const both = await api.machineToken('directory:read directory:write');
    const seen = await send('', envelope('VIEW', 'G14_CB-1'), both);
    assert.equal(seen.json.records[0].Data.Body.HOSO_CBCCVC.THONGTINCHUNG.HoVaTen, 'Ngô Bảo Châu');
    // Who may write may not read.
    assert.equal((await send('', envelope('VIEW', 'G14_CB-1'))).json.code, 'scope_insufficient');
  });

  it('refuses what is neither files nor JSON, and parameters of the other', async () => {
    const text = { body: HEADER, headers: { 'content-type': 'text/csv' } };
    assert.equal((await api.call('POST', '/plans', writer, text)).status, 415);
    const broken = { body: '{', headers: { 'content-type': 'application/json' } };
    assert.equal((await api.call('POST', '/plans', writer, broken)).json.code, 'staff_file_unreadable');
    assert.equal((await send('?partial=true', {})).json.errors[0].code, 'files_only');
    const unread = new FormData();
    unread.append('file', new Blob(['colour,size\nred,1']), 'a.csv');
    const unknown = await api.call('POST', '/plans', writer, { body: unread });
    assert.equal(unknown.json.code, 'staff_file_unknown_kind');
  });

  it('knows a plan by its name only', async () => {
    for (const action of ['apply', 'approve', 'reject', 'undo'])
      assert.deepEqual(await codeOf(decide('nobody', action, officer)), [404, 'plan_not_found']);
    assert.deepEqual(await codeOf(api.call('GET', '/plans/nobody', reader)), [404, 'plan_not_found']);
  });

  it('submits a merger of units, with the role grants that the caller may give', async () => {
    const { roles } = server.services;
    const system = { kind: 'system' } as const;
    await seedClient(server, { client_id: 'documents' });
    await roles.grantRole(system, {
      clientId: 'documents',
      code: 'author',
      to: { unit: 'G14.05.1' },
    });
    const merge = (body: object, token = writer) =>
      api.call('POST', '/units/merge', token, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ units: ['G14.05.1'], into: 'G14', ...body }),
      });
    const alone = (await merge({ dry_run: true })).json.preview.role_grants;
    assert.deepEqual(
      [alone.granted.count, alone.undecided.shown.map(({ code }: { code: string }) => code)],
      [0, ['permission_denied']],
      'a token for the directory gives no roles',
    );
    const both = await api.machineToken('directory:write roles:write');
    const kept = (await merge({ decision: '7/QĐ' }, both)).json;
    assert.deepEqual(
      [kept.pending.kind, kept.preview.role_grants.granted.count, kept.preview.hr_rows[0].thay_the_boi],
      ['merge', 1, 'G14'],
    );
    const { plan } = kept.pending;
    const shown = (await api.call('GET', `/plans/${plan}`, reader)).json;
    assert.equal(shown.preview.role_grants.granted.shown[0].unit, 'G14');
    assert.equal((await decide(plan, 'approve', officer)).json.state, 'applied');
    const { json: unit } = await api.call('GET', '/units/G14.05.1', reader);
    assert.equal(unit.replaced_by, 'G14');
    assert.equal((await decide(plan, 'undo')).status, 200);
    assert.equal((await merge({ into: 'G99' })).json.code, 'unit_not_found');
    assert.equal((await merge({ units: [] })).json.code, 'request_invalid');
    assert.equal((await merge({ units: ['G14'] })).json.code, 'staff_file_refused');
  });

  it('has tried every operation', () => {
    assert.deepEqual(
      api.untried((path) => path.startsWith('/plans') || path === '/units/merge'),
      [],
    );
  });
});
