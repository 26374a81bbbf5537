import { strict as assert } from 'node:assert';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { Browser } from '../support/browser.ts';
import { PASSWORD, seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const APPLY = { isDryRun: false, isPartial: true, allowedRemovals: 1 };

describe('flow: an import that was a mistake', () => {
  let server: TestServer;
  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
  });
  after(() => server.stop());

  it('ends a session, is undone, and the person signs in anew', async () => {
    const { staff, staffPlans } = server.services;
    const browser = new Browser();
    assert.equal(await opens(browser), false);
    await signIn(browser);
    assert.equal(await opens(browser), true);

    const plan = await staffPlans.importStaff([rowOf('014-00001', 'nghỉ hưu')], APPLY, OFFICER);
    assert.equal(plan.leavers.length, 1);
    assert.equal(await opens(browser), false);

    const preview = await staffPlans.undo(plan.plan, { isDryRun: true }, OFFICER);
    assert.equal((await staff.show('014-00001')).person.status, 'nghi_huu');
    const undone = await staffPlans.undo(plan.plan, { isDryRun: false }, OFFICER);
    assert.equal(undone.plan, preview.plan);
    assert.equal((await staff.show('014-00001')).person.status, 'dang_cong_tac');

    assert.equal(await opens(browser), false, 'an ended session must not come back');
    await signIn(browser);
    assert.equal(await opens(browser), true);
  });

  it('lists both plans, and undoes neither a second time nor an unknown one', async () => {
    const { staffPlans } = server.services;
    const [undo, applied] = await staffPlans.list();
    assert.deepEqual([undo?.kind, applied?.kind], ['undo', 'import']);
    assert.equal(applied?.undoneBy, undo?.id);
    assert.equal(applied?.appliedBy, 'operator:an');
    const again = staffPlans.undo(applied?.plan ?? '', { isDryRun: false }, OFFICER);
    await assert.rejects(again, { code: 'plan_undone' });
    await assert.rejects(staffPlans.undo('no-plan', { isDryRun: false }, OFFICER), {
      code: 'plan_not_found',
    });
  });

  it('lets one of several at once undo', async () => {
    const { staff, staffPlans } = server.services;
    const { plan } = await staffPlans.importStaff([rowOf('014-00002', 'thai sản')], APPLY, OFFICER);
    const tries = Array.from({ length: 6 }, () => staffPlans.undo(plan, { isDryRun: false }, OFFICER));
    const results = await Promise.allSettled(tries);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await staff.show('014-00002')).person.status, 'dang_cong_tac');
  });

  it('changes nothing when somebody changed the same since', async () => {
    const { staff, staffPlans } = server.services;
    const { plan } = await staffPlans.importStaff([rowOf('014-00002', 'thai sản')], APPLY, OFFICER);
    await staffPlans.importStaff([rowOf('014-00002', 'biệt phái')], APPLY, OFFICER);
    const { refused } = await staffPlans.undo(plan, { isDryRun: false }, OFFICER);
    assert.deepEqual(
      refused.map(({ column, value, code }) => [column, value, code]),
      [['status', '014-00002', 'changed_since']],
    );
    assert.equal((await staff.show('014-00002')).person.status, 'biet_phai');
  });

  it('knows after a move where somebody worked before', async () => {
    const { staff, staffPlans, clock } = server.services;
    const header = ['so_hieu', 'ho_va_ten', 'ma_don_vi', 'chuc_vu'];
    const cells = ['014-00003', 'Trần Quốc Hưng', 'G14', 'Thứ trưởng'];
    const table = { file: 'people.csv', header, rows: [{ line: 2, cells }] };
    const { movers } = await staffPlans.importStaff([table], APPLY, OFFICER);
    assert.equal(movers.length, 1);
    const postOn = async (at: Date) =>
      (await staff.show('014-00003', at)).posts.map(({ unitCode }) => unitCode);
    assert.deepEqual(await postOn(clock.now()), ['G14']);
    assert.deepEqual(await postOn(new Date(clock.now().getTime() - 24 * 60 * 60 * 1000)), ['G14.05']);
  });

  it('closes no protected account, until the protection is lifted', async () => {
    const { staff, staffPlans } = server.services;
    await staff.protect('014-00003', OFFICER);
    await staff.protect('head@mic.example', OFFICER);
    const header = ['so_hieu', 'ho_va_ten', 'trang_thai'];
    const cells = ['014-00003', 'Trần Quốc Hưng', 'thôi việc'];
    const table = { file: 'people.csv', header, rows: [{ line: 2, cells }] };
    const { refused } = await staffPlans.importStaff([table], APPLY, OFFICER);
    assert.deepEqual(
      refused.map(({ line, code }) => [line, code]),
      [[2, 'protected_account']],
    );
    assert.equal((await staff.show('014-00003')).person.status, 'dang_cong_tac');
    await staff.unprotect('014-00003', OFFICER);
    assert.deepEqual((await staffPlans.importStaff([table], APPLY, OFFICER)).refused, []);
    const events = await server.services.stores.audit.list(0, 1000);
    const types = events.map(({ type }) => type).filter((type) => type.includes('protected'));
    assert.deepEqual(types, ['person.protected', 'person.unprotected']);
  });

  it('leaves no plan behind when nothing changes', async () => {
    const { staffPlans } = server.services;
    const before = (await staffPlans.list()).length;
    await staffPlans.importStaff([rowOf('014-00002', 'biệt phái')], APPLY, OFFICER);
    assert.equal((await staffPlans.list()).length, before);
  });

  it('keeps what it did sealed, and every step in the audit log', async () => {
    const rows = await server.services.database.source.query('select * from staff_plan');
    assert.doesNotMatch(JSON.stringify(rows), /nghi_huu|014-0000/);
    const events = await server.services.stores.audit.list(0, 1000);
    const types = events.map(({ type }) => type).filter((type) => type.startsWith('staff.'));
    assert.equal(types.filter((type) => type === 'staff.undone').length, 2);
  });

  const opens = async (browser: Browser) =>
    (await browser.get(`${server.issuer}/`)).url === `${server.issuer}/`;

  async function signIn(browser: Browser): Promise<void> {
    const page = await browser.get(`${server.issuer}/`);
    await browser.submit(page, { username: 'staff@mic.example', password: PASSWORD });
  }
});

function rowOf(employeeNo: string, status: string): StaffTable {
  const header = ['so_hieu', 'ho_va_ten', 'trang_thai'];
  const name = employeeNo === '014-00001' ? 'Đặng Thị Ngọc Ánh' : 'Nguyễn Văn An';
  return { file: 'people.csv', header, rows: [{ line: 2, cells: [employeeNo, name, status] }] };
}
