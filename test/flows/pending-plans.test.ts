import { strict as assert } from 'node:assert';
import type { PendingInput } from '../../src/domain/directory/pending-plan.ts';
import { PENDING_PLANS_MAX } from '../../src/domain/directory/pending-plan.ts';
import type { Services } from '../../src/services.ts';
import { sweep } from '../../src/storage/sweep.ts';
import { seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
const DAY = 24 * 60 * 60 * 1000;

/** HR's words about one of the seeded people, whom no limit lets go unseen: 2 % of four people is nobody. */
function input(employeeNo: string, name: string, status: string): PendingInput {
  const header = ['so_hieu', 'ho_va_ten', 'trang_thai'];
  const rows = [{ line: 2, cells: [employeeNo, name, status] }];
  return { kind: 'import', tables: [{ file: 'people.csv', header, rows }], isPartial: true };
}
const leaving = (status = 'nghỉ hưu') => input('014-00002', 'Nguyễn Văn An', status);
const harmless = (name: string) => input('014-00005', name, 'đang công tác');

describe('flow: plans that wait for a second person', () => {
  let opened: TestServices;
  let services: Services;
  let now = Date.parse('2026-11-20T01:00:00Z');

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => new Date(now) });
    ({ services } = opened);
    await seedMinistry(opened);
  });
  after(() => opened.close());
  afterEach(async () => {
    const { pendingPlans, staffPlans } = services;
    for (const { plan } of await pendingPlans.listPending()) await pendingPlans.reject(plan, AN);
    now += DAY;
    const back = { isDryRun: false, isPartial: true };
    for (const each of [leaving('đang công tác'), harmless('Phạm Minh Đức')])
      if (each.kind === 'import') await staffPlans.importStaff(each.tables, back, AN);
  });

  const submit = async (what: PendingInput) => {
    const { pending } = await services.pendingPlans.submit(what, AN);
    assert.ok(pending);
    return pending.plan;
  };
  const statusOf = async (employeeNo = '014-00002') => (await services.staff.show(employeeNo)).person.status;
  const eventsSince = async (seq: number) =>
    (await services.stores.audit.list(seq, 1000)).map(({ type }) => type);
  const newest = async () => (await services.stores.audit.list(0, 100_000)).at(-1)?.seq ?? 0;

  it('are kept, shown with all they do, and change nothing', async () => {
    const seq = await newest();
    const plan = await submit(leaving());
    assert.equal(await statusOf(), 'dang_cong_tac');
    const [listed, ...others] = await services.pendingPlans.listPending();
    assert.deepEqual(others, []);
    assert.deepEqual([listed?.plan, listed?.submittedBy, listed?.leavers], [plan, 'operator:an', 1]);
    const { pending, report } = await services.pendingPlans.findPending(plan);
    assert.deepEqual(pending, listed);
    assert.deepEqual(
      report?.leavers.map(({ employeeNo }) => employeeNo),
      ['014-00002'],
    );
    assert.deepEqual(report?.guard, { removals: 1, recent: 0, people: 4, limit: 0, verdict: 'blocked' });
    assert.deepEqual(await eventsSince(seq), ['plan.submitted']);
  });

  it('are neither applied without approval, nor approved by the submitter or a machine', async () => {
    const { pendingPlans } = services;
    const plan = await submit(leaving());
    for (const actor of [AN, BINH])
      await assert.rejects(pendingPlans.applyPending(plan, actor), { code: 'approval_needed' });
    await assert.rejects(pendingPlans.approve(plan, AN), { code: 'approval_self' });
    await assert.rejects(pendingPlans.approve(plan, { kind: 'system' }), { code: 'approver_not_person' });
    assert.equal(await statusOf(), 'dang_cong_tac');
    assert.equal((await pendingPlans.listPending()).length, 1);
  });

  it('are applied by one of several approvals at once, and count towards no later plan', async () => {
    const { pendingPlans, staffPlans } = services;
    const plan = await submit(leaving());
    const seq = await newest();
    const tries = await Promise.allSettled(Array.from({ length: 5 }, () => pendingPlans.approve(plan, BINH)));
    assert.deepEqual(
      tries.map((each) => (each.status === 'fulfilled' ? each.value.state : each.reason.code)).sort(),
      ['applied', ...Array.from({ length: 4 }, () => 'plan_not_pending')],
    );
    assert.equal(await statusOf(), 'nghi_huu');
    assert.deepEqual(await eventsSince(seq), ['plan.approved', 'staff.imported']);
    const [applied] = await staffPlans.list();
    assert.deepEqual(
      [applied?.plan, applied?.appliedBy, applied?.guardedRemovals],
      [plan, 'operator:binh', 0],
    );
    const { pending, report } = await pendingPlans.findPending(plan);
    assert.deepEqual([pending.state, pending.decidedBy, report], ['applied', 'operator:binh', undefined]);
    await assert.rejects(pendingPlans.reject(plan, AN), { code: 'plan_not_pending' });
  });

  it('are the same on a later day: what ends, ends as submitted', async () => {
    const plan = await submit({
      kind: 'import',
      isPartial: false,
      tables: [
        {
          file: 'people.csv',
          header: ['so_hieu', 'ho_va_ten', 'trang_thai'],
          rows: [{ line: 2, cells: ['014-00001', 'Đặng Thị Ngọc Ánh', 'đang công tác'] }],
        },
      ],
    });
    const submitted = now;
    now += 3 * DAY;
    await services.pendingPlans.approve(plan, BINH);
    const eve = new Date(submitted - DAY).toISOString().slice(0, 10);
    const { person } = await services.staff.show('014-00003');
    const record = await services.stores.directory.findPersonRecord(person.id);
    assert.equal(person.status, 'thoi_viec');
    assert.deepEqual(
      record?.appointments.map(({ until }) => until),
      [eve],
    );
    await services.staffPlans.undo(plan, { isDryRun: false }, AN);
    assert.equal(await statusOf('014-00003'), 'dang_cong_tac');
  });

  it('are stale once the directory has moved on, and then for good', async () => {
    const { pendingPlans, staff } = services;
    const plan = await submit(leaving());
    await staff.disable('014-00002', AN);
    const seq = await newest();
    await assert.rejects(pendingPlans.approve(plan, BINH), { code: 'plan_stale' });
    assert.deepEqual(await eventsSince(seq), ['plan.stale']);
    await staff.enable('014-00002', AN);
    await assert.rejects(pendingPlans.approve(plan, BINH), { code: 'plan_not_pending' });
    assert.equal(await statusOf(), 'dang_cong_tac');
  });

  it('close no account that was protected since, on whatever day', async () => {
    const { pendingPlans, staff } = services;
    for (const days of [0, 2]) {
      const plan = await submit(leaving());
      now += days * DAY;
      await staff.protect('014-00002', AN);
      await assert.rejects(pendingPlans.approve(plan, BINH), { code: 'plan_stale' });
      await staff.unprotect('014-00002', AN);
      assert.equal(await statusOf(), 'dang_cong_tac');
    }
  });

  it('remove nobody beyond what was shown, when an account opens while they wait', async () => {
    const { pendingPlans, staffPlans } = services;
    const header = ['so_hieu', 'ho_va_ten', 'ma_don_vi', 'chuc_vu', 'tu_ngay', 'den_ngay'];
    const post = (from: Date, until = '') => [
      {
        file: 'people.csv',
        header,
        rows: [
          {
            line: 2,
            cells: [
              '014-00007',
              'Bùi Quang Huy',
              'G14.05',
              'Văn thư',
              from.toISOString().slice(0, 10),
              until,
            ],
          },
        ],
      },
    ];
    const soon = new Date(now + DAY);
    await staffPlans.importStaff(post(soon), { isDryRun: false, isPartial: true }, AN);
    const later = new Date(now + 30 * DAY);
    const plan = await submit({ kind: 'import', isPartial: true, tables: post(later) });
    now += 2 * DAY;
    await assert.rejects(pendingPlans.approve(plan, BINH), { code: 'plan_stale' });
  });

  it('are rejected by anybody, or withdrawn', async () => {
    const { pendingPlans } = services;
    for (const actor of [AN, BINH]) {
      const plan = await submit(leaving());
      const seq = await newest();
      assert.equal((await pendingPlans.reject(plan, actor)).state, 'rejected');
      assert.deepEqual(await eventsSince(seq), ['plan.rejected']);
      await assert.rejects(pendingPlans.approve(plan, BINH), { code: 'plan_not_pending' });
    }
    await assert.rejects(pendingPlans.reject('no-plan', AN), { code: 'plan_not_found' });
    await assert.rejects(pendingPlans.findPending('no-plan'), { code: 'plan_not_found' });
  });

  it('expire, and the sweep leaves nothing of people', async () => {
    const { pendingPlans, database } = services;
    const plan = await submit(leaving());
    now += 7 * DAY;
    await assert.rejects(pendingPlans.approve(plan, BINH), { code: 'plan_not_pending' });
    assert.deepEqual(await pendingPlans.listPending(), []);
    assert.equal((await pendingPlans.findPending(plan)).pending.state, 'expired');
    await sweep(database.source, new Date(now));
    const rows = await database.source.query(
      'select * from pending_plan where plan = $1 and input is not null',
      [plan],
    );
    assert.deepEqual(rows, []);
    await sweep(database.source, new Date(now + 90 * DAY + 1));
    assert.deepEqual(await database.source.query('select * from pending_plan'), []);
  });

  it('that the guard lets pass need no approval, and count towards later ones', async () => {
    const { pendingPlans, settings, staffPlans } = services;
    await settings.set('guard.percent', '25', AN);
    const plan = await submit(leaving());
    assert.equal((await pendingPlans.applyPending(plan, AN)).state, 'applied');
    const [applied] = await staffPlans.list();
    assert.equal(applied?.guardedRemovals, 1);
    const { preview } = await pendingPlans.submit(input('014-00003', 'Trần Quốc Hưng', 'nghỉ hưu'), AN);
    assert.deepEqual([preview.guard.recent, preview.guard.verdict], [1, 'blocked']);
    await settings.reset('guard.percent', AN);
  });

  it('may lead back, too', async () => {
    const { pendingPlans, staffPlans } = services;
    const applied = await submit(leaving());
    await pendingPlans.approve(applied, BINH);
    now += 1;
    const back = await submit({ kind: 'undo', plan: applied });
    await pendingPlans.applyPending(back, AN);
    assert.equal(await statusOf(), 'dang_cong_tac');
    assert.equal((await staffPlans.list())[0]?.kind, 'undo');
  });

  it('are not kept when rows are refused or nothing changes', async () => {
    const { pendingPlans } = services;
    const refused = await pendingPlans.submit(leaving('đi chơi'), AN);
    assert.deepEqual([refused.pending, refused.preview.refused.length], [undefined, 1]);
    assert.equal((await pendingPlans.submit(leaving('đang công tác'), AN)).pending, undefined);
    assert.deepEqual(await pendingPlans.listPending(), []);
  });

  it('wait in bounded number, each once', async () => {
    const { pendingPlans } = services;
    for (let index = 0; index < PENDING_PLANS_MAX; index += 1)
      await submit(harmless(`Phạm Minh Đức ${'A'.repeat(index + 1)}`));
    await assert.rejects(submit(harmless('Phạm Minh Đức A')), { code: 'plan_already_pending' });
    await assert.rejects(submit(leaving()), { code: 'too_many_pending' });
    const [first] = await pendingPlans.listPending();
    await pendingPlans.reject(first?.plan ?? '', AN);
    await submit(leaving());
  });

  it('show nothing of people to who reads the database', async () => {
    const what = leaving();
    const cells = ['014-00002', 'Nguyễn Văn An', 'nghỉ hưu', '000200000002'];
    const header = ['so_hieu', 'ho_va_ten', 'trang_thai', 'so_dinh_danh'];
    if (what.kind === 'import') what.tables = [{ file: 'people.csv', header, rows: [{ line: 2, cells }] }];
    await submit(what);
    const rows = await services.database.source.query(`select * from pending_plan where state = 'pending'`);
    assert.ok(rows[0].input.length > 0 && rows[0].report.length > 0);
    const shown = JSON.stringify(rows);
    for (const canary of [...cells, 'clerk@mic.example', 'people.csv', 'so_dinh_danh']) {
      assert.ok(!shown.includes(canary), canary);
      assert.ok(
        !shown.includes(Buffer.from(canary).toString('base64url').slice(0, 12)),
        `${canary} in base64`,
      );
    }
  });
});
