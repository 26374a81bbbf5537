import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileWithin } from '../../src/cli/read-file.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { loadConfig } from '../../src/config.ts';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Database } from '../../src/storage/database.ts';
import { envelope, post } from '../domain/directory/envelope-fixture.ts';
import { seedMinistry } from '../support/ministry.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestDatabase } from '../support/test-database.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const APPLY = { file: 'e.json', isDryRun: false, allowedRemovals: 1 };
const POSTS = [
  post('000.00.05.G14', 'Chuyên viên', '2020-01-01'),
  post('G14', 'Thư ký', '2020-01-01', '', true),
];

describe('flow: envelopes of the national database', function () {
  this.timeout(60_000);
  let database: Database;
  let services: Services;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'micconnect-envelope-'));
    database = await openTestDatabase();
    services = createServices(loadConfig({ SAMPLE_DATA: 'off' }, folder), database);
    await seedMinistry({ services });
  });
  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  /** The plan of a message that changes staff. */
  async function plan(message: unknown, options: Partial<typeof APPLY> = {}) {
    const answer = await services.envelopes.receive(message, { ...APPLY, ...options }, OFFICER);
    assert.equal(answer.kind, 'plan');
    return answer.plan;
  }

  const codes = async (message: unknown) => (await plan(message)).refused.map(({ code }) => code);
  const personOf = async (number: string) => (await services.staff.show(number)).person;

  /** Every row of every table, as one text. */
  async function everything(): Promise<string> {
    const tables: { name: string }[] = await database.source.query(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    const rows = [];
    for (const { name } of tables) rows.push(name, await database.source.query(`select * from "${name}"`));
    return JSON.stringify(rows);
  }

  /** The operator's command on a file. */
  async function run(content: string, ...args: string[]) {
    const path = join(folder, 'gói tin.json');
    writeFileSync(path, content);
    const io = scriptedTerminal({ files: readFileWithin });
    const argv = ['staff', 'envelope', path, ...args];
    return { code: await runCommand(argv, operatorServices(services), io, OFFICER), ...io.said };
  }

  it('adds, changes, shows and lets leave, by the command', async () => {
    const fields = {
      HoVaTen: 'Ngô Bảo Châu',
      ThuDienTu: 'chau@mic.example',
      SoDinhDanhCaNhan: '001080000123',
    };
    const add = JSON.stringify(envelope('ADD', 'G14_CB-1', fields, { posts: POSTS }));
    const trial = await run(add, '--dry-run', '--json');
    assert.equal(trial.code, 0, trial.err);
    await assert.rejects(personOf('CB-1'), { code: 'person_not_found' });
    const added = await run(`\uFEFF${add}`, '--json');
    assert.equal(added.code, 0, added.err);
    assert.equal(JSON.parse(added.out).plan, JSON.parse(trial.out).plan);
    assert.equal(JSON.parse(added.out).joiners[0].employeeNo, 'CB-1');
    const { id } = await personOf('CB-1');

    const edit = await run(JSON.stringify(envelope('EDIT', 'G14.05_CB-1', { DienThoai: '0912345678' })));
    assert.match(edit.out, /Đã áp dụng/);
    const shown = await run(JSON.stringify(envelope('VIEW', '000.00.05.G14_CB-1')), '--json');
    const record = JSON.parse(shown.out).Data.Body.HOSO_CBCCVC;
    assert.equal(record.SoHieuCBCCVC_BNDP, 'G14.05_CB-1');
    assert.equal(record.THONGTINCHUNG.DienThoai, '0912345678');
    assert.equal(record.THONGTINCHUNG.SoDinhDanhCaNhan, '••••0123');
    assert.deepEqual(record.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC[1], {
      MaCoQuan: 'G14',
      ChucVu: 'Thư ký',
      TuNgay: '2020-01-01',
      DenNgay: '',
      KiemNhiem: true,
    });

    const gone = await run(JSON.stringify(envelope('DEL', 'G14_CB-1')), '--allow-removals', '1');
    assert.equal(gone.code, 0, gone.err);
    assert.deepEqual([(await personOf('CB-1')).id, (await personOf('CB-1')).status], [id, 'thoi_viec']);
    assert.deepEqual((await services.staff.show('CB-1')).posts, []);
  });

  it('tells every refusal by its path in both languages, and changes nothing', async () => {
    const before = await everything();
    const refused = await run(
      JSON.stringify([
        envelope('ADD', 'G14_014-00001', { HoVaTen: 'Kẻ Lạ' }),
        envelope('EDIT', 'G14_CB-9', {}),
        envelope('EDIT', 'G14_014-00001', { HoVaTen: 5 }),
        envelope('VIEW', 'G14_014-00001'),
      ]),
    );
    assert.equal(refused.code, 1);
    assert.match(refused.out, /\[0\]\.Data +VIEW +VIEW không đi cùng .* \/ VIEW does not go with/);
    assert.match(refused.out, /:3 +\[2\]\.Data\.Body\.HOSO_CBCCVC\.THONGTINCHUNG\.HoVaTen +number/);
    assert.match(
      refused.out,
      /:1 +\[0\]\.Data\.Body\.HOSO_CBCCVC\.SoHieuCBCCVC_BNDP +014-00001 +Số hiệu này đã có/,
    );
    for (const key of ['G14_CB-9', 'G14.05.1_014-00002']) {
      const { code, out } = await run(JSON.stringify(envelope('VIEW', key)));
      assert.deepEqual([code, /unknown|Không có người|không khớp/.test(out)], [1, true], key);
    }
    const unreadable = await run('{"Data": {"HoVaTen": "Bí mật"');
    assert.equal(unreadable.code, 1);
    assert.match(unreadable.err, /\[staff_file_unreadable\]/);
    assert.doesNotMatch(unreadable.err, /Bí mật/);
    assert.equal(await everything(), before);
  });

  it('answers the same message as the first time, and refuses its id for another', async () => {
    const of = (phone: string) =>
      envelope('EDIT', 'G14_014-00001', { DienThoai: phone }, { transaction: 'T-one' });
    const first = await plan(of('0912345670'));
    assert.equal(first.changed.length, 1);
    const before = await everything();
    const again = await plan(of('0912345670'));
    assert.deepEqual([again.plan, again.changed, again.guard], [first.plan, first.changed, first.guard]);
    const refused = (await plan(of('0912345671'))).refused;
    assert.deepEqual(
      refused.map(({ column, value, code }) => [column, value, code]),
      [['Data.Header.Transaction_ID', 'T-one', 'transaction_reused']],
    );
    const longer = [of('0912345670'), envelope('EDIT', 'G14_014-00002', {}, { transaction: 'T-two' })];
    assert.deepEqual(await codes(longer), ['transaction_reused']);
    assert.equal(await everything(), before);
    // An id is free again when nothing came of it: refused, blocked, or only tried.
    const del = envelope('DEL', 'G14_014-00005', {}, { transaction: 'T-del' });
    await assert.rejects(plan(del, { allowedRemovals: 0 }), { code: 'removal_guard' });
    await plan(del, { isDryRun: true });
    assert.equal((await personOf('014-00005')).status, 'dang_cong_tac');
    assert.deepEqual(await codes(envelope('EDIT', 'G14_014-00005', {}, { transaction: 'T-del' })), []);
  });

  it('lets one of several ADDs of one number win, whatever their ids', async () => {
    const add = (transaction: string) =>
      plan(envelope('ADD', 'G14_CB-2', { HoVaTen: 'Ngô Bảo' }, { posts: POSTS, transaction }));
    const others = await Promise.all(['T-a', 'T-b', 'T-c', 'T-d'].map(add));
    assert.deepEqual(others.map(({ refused }) => refused.map(({ code }) => code).join()).toSorted(), [
      '',
      'person_exists',
      'person_exists',
      'person_exists',
    ]);
    const { length } = (await services.staffPlans.list()).filter(({ joiners }) => joiners === 1);
    const same = await Promise.all(
      ['T-e', 'T-e', 'T-e'].map((id) => {
        return plan(envelope('ADD', 'G14_CB-3', { HoVaTen: 'Ngô Bảo' }, { transaction: id }));
      }),
    );
    assert.deepEqual(
      same.map(({ joiners, refused }) => [joiners.length, refused.length]),
      [
        [1, 0],
        [1, 0],
        [1, 0],
      ],
    );
    assert.equal(
      (await services.staffPlans.list()).filter(({ joiners }) => joiners === 1).length,
      length + 1,
    );
  });

  it('takes a list as one plan, which is undone as one', async () => {
    const list = [
      envelope('ADD', 'G14_CB-4', { HoVaTen: 'Ngô Bảo' }, { posts: POSTS }),
      envelope('EDIT', 'G14_014-00002', { HoVaTen: 'Nguyễn Văn Anh' }),
      envelope('DEL', 'G14_014-00003'),
    ];
    const { plan: name } = await plan(list);
    assert.equal((await personOf('014-00003')).status, 'thoi_viec');
    await services.staffPlans.undo(name, { isDryRun: false, allowedRemovals: 1 }, OFFICER);
    assert.equal((await personOf('CB-4')).status, 'thoi_viec');
    assert.equal((await personOf('014-00002')).fullName, 'Nguyễn Văn An');
    assert.equal((await personOf('014-00003')).status, 'dang_cong_tac');
    assert.equal((await services.staff.show('014-00003')).posts.length, 1);
  });

  it('blocks a list of DELs above the limit, and closes no protected account', async () => {
    const list = ['1', '2', '3'].map((number) => envelope('DEL', `G14_014-0000${number}`));
    await assert.rejects(plan(list, { allowedRemovals: 2 }), { code: 'removal_guard' });
    await services.staff.protect('014-00003', OFFICER);
    assert.deepEqual(await codes(envelope('DEL', 'G14_014-00003')), ['protected_account']);
    assert.equal((await personOf('014-00001')).status, 'dang_cong_tac');
  });

  it('keeps nothing of what belongs to HR alone, and tells in the log which message changed staff', async () => {
    const all = await everything();
    assert.match(all, /CB-1/);
    assert.doesNotMatch(all, /CANARY|TonGiao|HeSoLuong/);
    const stored = await database.source.query('select * from staff_message');
    assert.doesNotMatch(JSON.stringify(stored), /CB-1|014-0000|Ngô/);
    const events = await services.stores.audit.list(0, 1000);
    const event = events.find(({ details }) => details?.transaction === 'T-one');
    assert.deepEqual([event?.type, event?.details?.envelopes], ['staff.imported', 1]);
    assert.equal((await verifyChain(events)).ok, true);
  });
});
