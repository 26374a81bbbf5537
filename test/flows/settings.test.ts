import { strict as assert } from 'node:assert';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const RETIRED: StaffTable = {
  file: 'people.csv',
  header: ['so_hieu', 'ho_va_ten', 'trang_thai'],
  rows: [{ line: 2, cells: ['014-00002', 'Nguyễn Văn An', 'nghỉ hưu'] }],
};

describe('flow: settings', () => {
  let server: TestServer;
  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedMinistry(server);
  });
  after(() => server.stop());

  const guard = async () => {
    const plan = await server.services.staffPlans.importStaff(
      [RETIRED],
      { isDryRun: true, isPartial: true },
      OFFICER,
    );
    return plan.guard;
  };

  it('move the guard of the next plan, and back', async () => {
    const { settings } = server.services;
    assert.deepEqual(await guard(), { removals: 1, recent: 0, people: 4, limit: 0, verdict: 'blocked' });
    await settings.set('guard.percent', '25', OFFICER);
    assert.deepEqual(await guard(), { removals: 1, recent: 0, people: 4, limit: 1, verdict: 'ok' });
    await settings.set('guard.people', '0', OFFICER);
    assert.equal((await guard()).verdict, 'blocked');
    await settings.reset('guard.people', OFFICER);
    assert.equal((await guard()).verdict, 'ok');
    await settings.reset('guard.percent', OFFICER);
    assert.equal((await guard()).verdict, 'blocked');
  });

  it('leave an audit event with before and after, and none for what changes nothing', async () => {
    const { settings, stores } = server.services;
    const changes = async () =>
      (await stores.audit.list(0, 1000)).filter(({ type }) => type === 'setting.changed');
    const before = (await changes()).length;
    const view = await settings.set('guard.people', '7', OFFICER);
    assert.deepEqual(view, { name: 'guard.people', value: 7, default: 50, least: 0, most: 1_000_000 });
    await settings.set('guard.people', '7', OFFICER);
    const [event, ...others] = (await changes()).slice(before);
    assert.deepEqual([event?.details, others], [{ name: 'guard.people', before: 50, after: 7 }, []]);
    assert.deepEqual(event?.actor, OFFICER);
  });

  it('refuse what is no setting and no value of it, and change nothing', async () => {
    const { settings } = server.services;
    const before = await settings.list();
    await assert.rejects(settings.set('guard.cats', '7', OFFICER), { code: 'setting_unknown' });
    await assert.rejects(settings.set('guard.percent', '101', OFFICER), { code: 'setting_invalid' });
    await assert.rejects(settings.reset('constructor', OFFICER), { code: 'setting_unknown' });
    assert.deepEqual(await settings.list(), before);
  });
});
