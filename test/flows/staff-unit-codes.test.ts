import { strict as assert } from 'node:assert';
import { type DirectoryRun, openDirectoryRun } from './directory-run.ts';

const BEFORE = 'ma_don_vi,ten_don_vi,ma_don_vi_cha\nG14,Bộ,\nG14.05,Cục An toàn,G14\n';
const HEADER = 'Mã đơn vị,Tên đơn vị,Mã đơn vị cha,Hiệu lực từ,Mã cũ';
const AFTER = `${HEADER}\nG06,Bộ mới,,01/03/2025,G14\nG06.05,Cục An toàn,G06,01/03/2025,000.00.05.G14\n`;
const PEOPLE =
  'so_hieu,ho_va_ten,thu_dien_tu,ma_don_vi,chuc_vu\nCB1,Lê Ánh,anh@mic.example,G14.05,Cục trưởng\n';
const SYSTEM = { kind: 'system' } as const;

describe('flow: a merger changes the codes of units', () => {
  let run: DirectoryRun;
  before(async () => {
    run = await openDirectoryRun();
    await run.import(BEFORE, PEOPLE);
    const { clients, roles } = run.services;
    await clients.create(
      { client_id: 'documents', client_name: 'D', redirect_uris: ['https://d.example/'] },
      SYSTEM,
    );
    await roles.createRole(SYSTEM, {
      clientId: 'documents',
      code: 'reader',
      name: 'Đọc',
      extent: 'own-unit',
    });
    await run.tool('role', 'grant', '--role', 'documents:reader', '--unit', 'G14', '--subtree');
  });
  after(() => run.close());

  const unitsOfReader = async () => {
    const { stores, roles, staff, clock } = run.services;
    const record = await stores.directory.findPersonRecord((await staff.show('CB1')).person.id);
    assert.ok(record);
    return (await roles.effectiveRolesOf(record, 'documents', clock.now())).map(({ units }) => units);
  };
  const codeAt = async (...at: string[]) =>
    JSON.parse(await run.tool('staff', 'show', 'CB1', '--json', ...at)).appointments[0].unit_code;

  it('keeps people and roles where they are, and the codes of past days', async () => {
    assert.deepEqual(await unitsOfReader(), [['G14.05']]);
    const plan = await run.import(AFTER);
    assert.deepEqual([plan.movers, plan.changed, plan.roles], [[], [], { gained: [], lost: [] }]);
    assert.deepEqual(plan.units, { added: 0, changed: 2, removed: 0, unchanged: 0 });
    assert.deepEqual(await unitsOfReader(), [['G06.05']]);
    assert.equal(await codeAt(), 'G06.05');
    assert.equal(await codeAt('--at', '2025-03-01'), 'G06.05');
    assert.equal(await codeAt('--at', '2025-02-28'), 'G14.05');
    await run.importAgain(AFTER);
    await run.importAgain(AFTER, PEOPLE);
  });

  it('finds the units by their former codes', async () => {
    for (const code of ['G14', 'G14.05', '000.00.05.G14', 'G06.05'])
      assert.match(await run.tool('staff', 'list', '--unit', code), /Lê Ánh/);
    await run.tool('role', 'grant', '--role', 'documents:reader', '--unit', 'G14.05');
    const grants = await run.services.stores.roles.listRoleGrants({});
    const { units } = await run.services.stores.directory.load();
    assert.ok(grants.some(({ unitId }) => unitId === units.find(({ code }) => code === 'G06.05')?.id));
  });

  it('refuses by line and column what would give a former code away, or end a unit by a slip', async () => {
    const rows = (...list: string[]) => `${[HEADER, ...list].join('\n')}\n`;
    assert.deepEqual(await run.refusals(rows('G14.05,Cục mới,,,', 'G06.9,Cục,,,G14.99', 'G06.05,Cục,,,x')), [
      '4 Mã cũ x invalid_code',
      '2 Mã đơn vị G14.05 unit_code_reused',
      '3 Mã cũ G14.99 unknown_unit',
    ]);
    assert.deepEqual(await run.refusals(rows('G06.6,Cục,,01/01/2199,G06.05')), [
      '2 Hiệu lực từ 2199-01-01 unit_code_ahead',
    ]);
    assert.deepEqual(
      await run.refusals('ma_don_vi,ten_don_vi,thay_the_boi\nG06,Bộ,G14.05\nG06.05,Cục,G06\n'),
      ['2 thay_the_boi G14.05 successor_cycle', '3 thay_the_boi G06 successor_cycle'],
    );
  });

  it('is undone', async () => {
    const [applied] = await run.services.staffPlans.list();
    await run.undo(applied?.plan ?? '');
    assert.equal(await codeAt(), 'G14.05');
    assert.deepEqual((await unitsOfReader()).flat(), ['G14.05']);
    await run.importAgain(PEOPLE);
  });
});
