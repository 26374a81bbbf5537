import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { registerProduct } from '../../src/product-client.ts';
import { readStaffFile } from '../../src/staff-files/read-staff-file.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';
import { writeXlsx } from '../support/xlsx.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const OPERATOR = { kind: 'operator', name: 'an' } as const;
const HEADER =
  'hanh_dong,ung_dung,vai_tro,so_hieu,thu_dien_tu,ma_don_vi,gom_cap_duoi,chuc_vu,loai,pham_vi,tu_ngay,den_ngay';
const FILE = `${HEADER},so_quyet_dinh
,documents,clerk,014-00001,,,,,,,,31/12/2026,12/QĐ
cấp,documents,clerk,,clerk@mic.example,,,,,,01/01/2026,,
,documents,author,,,G14.05,,Chuyên viên,công chức,G14.05,,,
thu hồi,documents,reader,,,G14,có,,,,,,13/QĐ
`;

describe('flow: role grants by file', () => {
  let opened: TestServices;
  let seeded: string[];
  const clock = { value: NOW };
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => clock.value });
    const { services } = opened;
    await seedMinistry(opened);
    await seedClient(opened, { client_id: 'documents' });
    await registerProduct(services);
    await services.roles.createRole(OPERATOR, { clientId: 'documents', code: 'clerk', name: 'Văn thư' });
    const root = { clientId: 'documents', code: 'root', name: 'Quản trị', isPrivileged: true };
    await services.roles.createRole(OPERATOR, root);
    seeded = (await services.stores.roles.listRoleGrants({})).map(({ id }) => id);
  });
  after(() => opened.close());
  beforeEach(async () => {
    clock.value = NOW;
    const { source } = opened.services.database;
    for (const table of ['role_plan', 'separation', 'setting']) await source.query(`delete from ${table}`);
    await source.query('delete from role_grant where id <> all($1::uuid[])', [seeded]);
    await source.query('update role_grant set revoked_at = null, revoked_by = null');
    await opened.services.settings.set('guard.percent', '100', OPERATOR);
  });

  async function run(bytes: string | Buffer, ...argv: string[]) {
    const io = scriptedTerminal({ files: async () => Buffer.from(bytes) });
    const code = await runCommand(argv, operatorServices(opened.services), io, OPERATOR);
    return { code, ...io.said };
  }
  const json = async (bytes: string | Buffer, ...argv: string[]) =>
    JSON.parse((await run(bytes, ...argv, '--json')).out);
  const importing = (text: string, actor: Actor, ...more: object[]) =>
    readStaffFile('rg.csv', Buffer.from(text)).then((table) =>
      opened.services.rolePlans.importRoles([table], Object.assign({ isDryRun: false }, ...more), actor),
    );
  /** Everybody's roles, as relying parties would read them. */
  async function effective() {
    const { staff, roles, stores } = opened.services;
    const held: unknown[][] = [];
    for (const { id, email } of await staff.list()) {
      const record = await stores.directory.findPersonRecord(id);
      assert.ok(record);
      for (const { role, units, until } of await roles.effectiveRolesOf(record, 'documents', clock.value))
        held.push([email, role.code, units, until]);
    }
    return held;
  }

  it('plans, applies that plan, finds nothing left to do, and undoes it', async () => {
    const before = await effective();
    const planned = await json(FILE, 'role', 'import', 'rg.csv', '--dry-run');
    assert.deepEqual(await effective(), before, 'a dry run writes nothing');
    assert.equal(planned.granted.length, 3);
    assert.equal(planned.revoked.length, 1);
    assert.equal(planned.roles.lost.people, 4);
    assert.deepEqual(
      planned.roles.gained.listed.map((each: Record<string, unknown>) => [each.employee_no, each.role]),
      [
        ['014-00002', 'documents:clerk'],
        ['014-00001', 'documents:clerk'],
      ],
      'who is an author in her own unit gains nothing by the same',
    );
    const { out } = await run(FILE, 'role', 'import', 'rg.csv', '--apply', planned.plan);
    assert.match(out, new RegExp(`applied: ${planned.plan}\n$`));
    const codes = (await effective()).map(([, code]) => code);
    assert.deepEqual([codes.includes('reader'), codes.filter((code) => code === 'clerk').length], [false, 2]);

    const granted = FILE.split('\n').slice(0, 4).join('\n');
    const again = await json(granted, 'role', 'import', 'rg.csv');
    assert.deepEqual([again.granted, again.revoked, again.unchanged], [[], [], 3]);

    clock.value = new Date('2026-06-02T03:00:00Z');
    await run('', 'role', 'undo', planned.plan);
    assert.deepEqual(await effective(), before);
    const twice = await run('', 'role', 'undo', planned.plan);
    assert.deepEqual([twice.code, /plan_undone|hoàn tác/.test(twice.err)], [1, true]);
    const plans = await json('', 'role', 'plans');
    assert.deepEqual(
      plans.map((each: Record<string, unknown>) => [each.kind, each.undone, each.granted, each.revoked]),
      [
        ['undo', false, 1, 3],
        ['import', true, 3, 1],
      ],
    );
  });

  it('writes an event for each role grant and one for the plan, in an unbroken chain', async () => {
    const { audit } = opened.services.stores;
    const start = (await audit.list(0, 1000)).length;
    const { plan } = await importing(FILE, OPERATOR);
    const events = await audit.list(0, 1000);
    assert.equal((await verifyChain(events)).ok, true);
    assert.deepEqual(
      events.slice(start).map(({ type, details }) => [type, details?.plan, details?.decision ?? null]),
      [
        ['role_plan.applied', plan, null],
        ['role.revoked', plan, '13/QĐ'],
        ['role.granted', plan, '12/QĐ'],
        ['role.granted', plan, null],
        ['role.granted', plan, null],
      ],
    );
  });

  it('reads a workbook with English names, and takes the decision of the command', async () => {
    const book = writeXlsx([
      ['Client', 'Role', 'Employee no', 'Until', 'Reason'],
      ['documents', 'clerk', '014-00001', { day: '2026-12-31' }, 'Thay ca'],
    ]);
    const { granted } = await json(book, 'role', 'import', 'rg.xlsx', '--decision', '99/QĐ');
    const { decision, reason, until, line } = granted[0];
    assert.deepEqual([decision, reason, until, line], ['99/QĐ', 'Thay ca', '2026-12-31T17:00:00.000Z', 2]);
  });

  it('says plan_stale when somebody changed the same meanwhile', async () => {
    const { plan } = await json(FILE, 'role', 'import', 'rg.csv', '--dry-run');
    await opened.services.roles.grantRole(OPERATOR, {
      clientId: 'documents',
      code: 'clerk',
      to: { person: '014-00001' },
      until: '2026-12-31',
      decision: '12/QĐ',
    });
    const before = await effective();
    const { code, err } = await run(FILE, 'role', 'import', 'rg.csv', '--apply', plan);
    assert.deepEqual([code, /Lập kế hoạch lại/.test(err)], [1, true]);
    assert.deepEqual(await effective(), before);
  });

  it('stops a plan that takes roles from too many people, unless it is allowed', async () => {
    await opened.services.settings.set('guard.people', '3', OPERATOR);
    const before = await effective();
    const dry = await run(FILE, 'role', 'import', 'rg.csv', '--dry-run', '--json');
    const { guard } = JSON.parse(dry.out);
    assert.deepEqual(
      [dry.code, guard],
      [1, { removals: 4, recent: 0, people: 4, limit: 3, verdict: 'blocked' }],
    );
    const { code, err } = await run(FILE, 'role', 'import', 'rg.csv');
    assert.deepEqual([code, /--allow-removals/.test(err)], [1, true]);
    assert.deepEqual(await effective(), before);
    assert.equal((await run(FILE, 'role', 'import', 'rg.csv', '--allow-removals', '4')).code, 0);
  });

  it('counts slices of a plan together', async () => {
    await opened.services.settings.set('guard.people', '1', OPERATOR);
    const rows = (action: string, ...numbers: string[]) =>
      `hanh_dong,ung_dung,vai_tro,so_hieu\n${numbers.map((no) => `${action},documents,clerk,${no}\n`).join('')}`;
    await importing(rows('cấp', '014-00001', '014-00002'), OPERATOR);
    await importing(rows('thu hồi', '014-00001'), OPERATOR);
    await assert.rejects(importing(rows('thu hồi', '014-00002'), OPERATOR), { code: 'removal_guard' });
    clock.value = new Date('2026-06-02T03:00:01Z');
    await importing(rows('thu hồi', '014-00002'), OPERATOR);
  });

  it('refuses rows that bring together what nobody may hold together, and applies none', async () => {
    const roles = ['clerk', 'author'].map((code) => ({ clientId: 'documents', code }));
    await opened.services.separations.separate(OPERATOR, { roles });
    const before = await effective();
    const { refused, separation } = await importing(FILE, OPERATOR);
    assert.deepEqual(
      refused.map(({ line, column, value, code }) => [line, column, value, code]),
      [[2, 'vai_tro', 'documents:clerk', 'separation_violated']],
    );
    assert.deepEqual(
      separation.map(({ employeeNo }) => employeeNo),
      ['014-00001'],
    );
    assert.deepEqual(await effective(), before);
  });

  it('asks of every row what a single role grant asks: a person without the right gives nothing', async () => {
    const { services } = opened;
    const person = await services.stores.directory.findPersonByLogin('staff@mic.example');
    const actor: Actor = { kind: 'person', id: person?.id ?? '' };
    await services.roles.grantRole(OPERATOR, {
      clientId: 'micconnect',
      code: 'auditor',
      to: { person: '014-00003' },
    });
    const file = `hanh_dong,ung_dung,vai_tro,so_hieu
,micconnect,auditor,014-00002
,documents,clerk,014-00001
thu hồi,micconnect,auditor,014-00003
`;
    const before = await effective();
    const { refused } = await importing(file, actor);
    assert.deepEqual(
      refused.map(({ line, column, code }) => [line, column, code]),
      [
        [2, 'vai_tro', 'permission_denied'],
        [3, 'vai_tro', 'permission_denied'],
        [4, 'vai_tro', 'permission_denied'],
      ],
    );
    assert.deepEqual(await effective(), before);
  });

  it('gives a privileged role for the operator only', async () => {
    const { services } = opened;
    const administrator = await services.stores.directory.findPersonByLogin('head@mic.example');
    const actor: Actor = { kind: 'person', id: administrator?.id ?? '' };
    const asked = { clientId: 'micconnect', code: 'system-administrator', to: { person: actor.id } };
    await services.roles.grantRole(OPERATOR, asked);
    const file = 'client,role,employee_no\ndocuments,root,014-00002\ndocuments,clerk,014-00002\n';
    const { refused } = await importing(file, actor);
    assert.deepEqual(
      refused.map(({ line, code }) => [line, code]),
      [[2, 'privileged_role']],
    );
    assert.equal((await importing(file, OPERATOR)).granted.length, 2);
  });
});
