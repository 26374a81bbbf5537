import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { seedMinistry } from '../support/ministry.ts';
import { startTwoNodes, type TwoNodes } from './two-nodes.ts';

const ROUNDS = 20;
const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
const APPLY = { isDryRun: false, isPartial: true, allowedRemovals: 9 };
const HOLD = 4711;

/** Where the tool is killed while it applies a plan: the triggers wait for a lock that the test holds. */
const MOMENTS: [name: string, trigger: string][] = [
  ['noting the decision', 'before update on pending_plan for each row'],
  ['the approval’s event', `before insert on audit_event for each row when (new.type = 'plan.approved')`],
  ['writing people', 'before insert or update on person for each row'],
  ['writing appointments', 'before insert or update on appointment for each row'],
  ['writing the way back', 'before insert on staff_plan for each row'],
  ['the plan’s event', `before insert on audit_event for each row when (new.type = 'staff.imported')`],
];
const TABLES = ['person', 'appointment', 'person_search', 'pending_plan', 'staff_plan', 'audit_event'];

describe('pending plans on two processes', () => {
  let pair: TwoNodes;
  before(async function () {
    this.timeout(120_000);
    pair = await startTwoNodes();
    await seedMinistry(pair);
  });
  after(() => pair.stop());

  const submit = async (table: StaffTable, isPartial = true) => {
    const input = { kind: 'import' as const, tables: [table], isPartial };
    const { pending } = await pair.services.pendingPlans.submit(input, AN);
    assert.ok(pending);
    return pending.plan;
  };
  const statusOf = async (number: string) => (await pair.services.staff.show(number)).person.status;
  const eventsAfter = async (seq: number) =>
    (await pair.services.stores.audit.list(seq, 1000)).map(({ type }) => type);
  const newest = async () => (await pair.services.stores.audit.list(0, 1_000_000)).at(-1)?.seq ?? 0;
  const restore = () => pair.services.staffPlans.importStaff([row('đang công tác', '0900000002')], APPLY, AN);

  it(`are decided once in each of ${ROUNDS} rounds, whoever decides at the same moment`, async () => {
    const { pendingPlans } = pair.services;
    for (let round = 0; round < ROUNDS; round += 1) {
      const plan = await submit(row('nghỉ hưu'));
      const seq = await newest();
      const tries = await Promise.allSettled([
        ...Array.from({ length: 4 }, () => pendingPlans.approve(plan, BINH)),
        pendingPlans.reject(plan, AN),
      ]);
      const won = tries.filter(({ status }) => status === 'fulfilled');
      assert.equal(won.length, 1, JSON.stringify(tries));
      const { state } = (await pendingPlans.findPending(plan)).pending;
      const isApplied = state === 'applied';
      assert.deepEqual(
        await eventsAfter(seq),
        isApplied ? ['plan.approved', 'staff.imported'] : ['plan.rejected'],
      );
      assert.equal(await statusOf('014-00002'), isApplied ? 'nghi_huu' : 'dang_cong_tac');
      await restore();
    }
  });

  it('are approved by one of two processes', async () => {
    const plan = await submit(row('nghỉ hưu'));
    const tries = await Promise.allSettled(pair.nodes.map((node) => node.operate('staff', 'approve', plan)));
    assert.deepEqual(tries.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const [lost] = tries.filter((each) => each.status === 'rejected');
    assert.match(String(lost?.reason.stderr), /\[plan_not_pending\]/);
    await restore();
  });

  it(`are applied as submitted or stale in ${ROUNDS} rounds, while an import moves the directory`, async () => {
    const { pendingPlans, staffPlans, staff } = pair.services;
    const seen = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const plan = await submit(row('nghỉ hưu'));
      const seq = await newest();
      const move = () => staffPlans.importStaff([row(undefined, '0912345678')], APPLY, AN);
      const approve = () => pendingPlans.approve(plan, BINH);
      const [first, second] = round % 2 === 0 ? [move, approve] : [approve, move];
      const running = [first()];
      await pause(round % 6);
      running.push(second());
      await Promise.allSettled(running);
      const { person } = await staff.show('014-00002');
      const { state } = (await pendingPlans.findPending(plan)).pending;
      seen.set(state, (seen.get(state) ?? 0) + 1);
      assert.deepEqual(
        [person.status, person.phone, await eventsAfter(seq)],
        state === 'applied'
          ? ['nghi_huu', '0912345678', ['plan.approved', 'staff.imported', 'staff.imported']]
          : ['dang_cong_tac', '0912345678', ['staff.imported', 'plan.stale']],
      );
      await restore();
    }
    assert.deepEqual([...seen.keys()].sort(), ['applied', 'stale']);
  });

  it('are applied whole or not at all, when the tool is killed at any moment', async function () {
    this.timeout(180_000);
    const { source } = pair.services.database;
    await source.query(`create function hold() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(${HOLD}); return new; end $$`);
    const onlyOneStays = row('đang công tác', '0900000001', ['014-00001', 'Đặng Thị Ngọc Ánh']);
    const plan = await submit(onlyOneStays, false);
    const before = await contents();
    for (const [name, trigger] of MOMENTS) {
      await source.query(`create trigger hold ${trigger} execute function hold()`);
      await killWhileHeld('staff', 'approve', plan);
      await source.query(`drop trigger hold on ${/ on (\w+)/.exec(trigger)?.[1]}`);
      assert.deepEqual(await contents(), before, name);
    }

    // Killed while it waits for the answer to COMMIT: the database has everything, so everything is done.
    const seq = await newest();
    await source.query(`create constraint trigger hold after insert on staff_plan
      deferrable initially deferred for each row execute function hold()`);
    await killWhileHeld('staff', 'approve', plan);
    assert.equal((await pair.services.pendingPlans.findPending(plan)).pending.state, 'applied');
    assert.deepEqual(await eventsAfter(seq), ['plan.approved', 'staff.imported']);
    for (const number of ['014-00002', '014-00003', '014-00005'])
      assert.equal(await statusOf(number), 'thoi_viec');
    assert.equal((await pair.services.staffPlans.list())[0]?.plan, plan);
    const chain = await verifyChain(await pair.services.stores.audit.list(0, 1_000_000));
    assert.equal(chain.ok, true, JSON.stringify(chain));
  });

  /** Every row that a plan may touch. */
  async function contents(): Promise<Record<string, unknown[]>> {
    const rows: Record<string, unknown[]> = {};
    for (const table of TABLES) {
      rows[table] = await pair.services.database.source.query(
        `select each::text from ${table} as each order by each::text`,
      );
    }
    return rows;
  }

  /** Starts the tool, waits until it stands at the trigger, and kills it there; its connection ends by itself. */
  async function killWhileHeld(...argv: string[]): Promise<void> {
    const { source } = pair.services.database;
    const holder = source.createQueryRunner();
    await holder.query('select pg_advisory_lock($1)', [HOLD]);
    const tool = pair.nodes[0].startOperator(...argv);
    const exited = once(tool, 'exit');
    const [{ pid } = { pid: 0 }] = await eventually(() =>
      source.query<{ pid: number }[]>(
        `select pid from pg_locks where locktype = 'advisory' and objid = $1 and not granted`,
        [HOLD],
      ),
    );
    tool.kill('SIGKILL');
    await exited;
    await holder.query('select pg_advisory_unlock($1)', [HOLD]);
    await holder.release();
    await eventually(() =>
      source.query('select 1 where not exists (select from pg_stat_activity where pid = $1)', [pid]),
    );
  }
});

/** The rows of a query, once it has any. */
async function eventually<Row>(query: () => Promise<Row[]>): Promise<Row[]> {
  for (const deadline = Date.now() + 30_000; ; await pause(25)) {
    const rows = await query();
    if (rows.length > 0) return rows;
    if (Date.now() > deadline) throw new Error('it never came so far');
  }
}

/** A row of HR's file about somebody whom no limit lets go unseen. */
function row(
  status: string | undefined,
  phone = '0900000002',
  [number, name]: [string, string] = ['014-00002', 'Nguyễn Văn An'],
): StaffTable {
  const header = ['so_hieu', 'ho_va_ten', 'dien_thoai', ...(status === undefined ? [] : ['trang_thai'])];
  const cells = [number, name, phone, ...(status === undefined ? [] : [status])];
  return { file: 'people.csv', header, rows: [{ line: 2, cells }] };
}
