import assert from 'node:assert/strict';
import { emptyDirectory, imported, plan, refusalsOf, TODAY, table, YESTERDAY } from './staff-fixture.ts';

const HEADER = 'ma_don_vi,ten_don_vi,ten_viet_tat,ma_don_vi_cha,loai,hieu_luc_tu,hieu_luc_den,thay_the_boi';
const MINISTRY = 'G14,Bộ Thông tin,MIC,,Bộ,,,';
const CUC = 'G14.05,Cục Viễn thông,,G14,Cục,01/01/2020,,';
const PHONG = 'G14.05.3,Phòng Kế hoạch,,G14.05,Phòng,,,';
const PEOPLE = 'so_hieu,ho_va_ten,trang_thai,ma_don_vi,chuc_vu,den_ngay';

const units = (...rows: string[]) => table(HEADER, ...rows);
const inMinistry = () => imported(emptyDirectory(), [units(PHONG, CUC, MINISTRY)]);
const codes = (list: { code: string }[]) => list.map(({ code }) => code);

describe('directory/staff-plan: units', () => {
  it('adds units whose parents stand further down, parents first', () => {
    const { change, units: counts } = plan(emptyDirectory(), [units(PHONG, CUC, MINISTRY)]);
    assert.deepEqual(codes(change.savedUnits), ['G14', 'G14.05', 'G14.05.3']);
    const [ministry, cuc, phong] = change.savedUnits;
    assert.deepEqual([cuc?.parentId, phong?.parentId], [ministry?.id, cuc?.id]);
    assert.deepEqual(
      { ...ministry, id: '' },
      {
        id: '',
        code: 'G14',
        formerCodes: [],
        name: 'Bộ Thông tin',
        shortName: 'MIC',
        parentId: null,
        kind: 'Bộ',
        validFrom: null,
        validUntil: null,
        replacedBy: null,
      },
    );
    assert.deepEqual(counts, { added: 3, changed: 0, removed: 0, unchanged: 0 });
  });

  it('knows a unit by any spelling of its code and keeps the first', () => {
    const old = units(
      '000.00.00.G14,Bộ Thông tin,MIC,,Bộ,,,',
      '000.00.05.G14,Cục Bưu chính,,G14,Cục,01/01/2020,,',
    );
    const {
      change,
      refused,
      units: counts,
    } = plan(inMinistry(), [
      units(...old.rows.map((row) => row.cells.join()), 'G14.5.03,Phòng Kế hoạch,,000.00.05.G14,Phòng,,,'),
    ]);
    assert.deepEqual(refused, []);
    assert.deepEqual(
      change.savedUnits.map(({ code, name }) => [code, name]),
      [['G14.05', 'Cục Bưu chính']],
    );
    assert.deepEqual(counts, { added: 0, changed: 1, removed: 0, unchanged: 2 });
  });

  it('ends the day before today what a full file leaves out, once, and revives what is back', () => {
    const before = inMinistry();
    const shorter = units(MINISTRY, CUC);
    const { change, units: counts } = plan(before, [shorter]);
    assert.deepEqual(
      change.savedUnits.map(({ code, validUntil }) => [code, validUntil]),
      [['G14.05.3', YESTERDAY]],
    );
    assert.deepEqual(counts, { added: 0, changed: 0, removed: 1, unchanged: 2 });
    const after = imported(before, [shorter]);
    assert.deepEqual(plan(after, [shorter], { today: '2026-12-31' }).change.savedUnits, []);
    assert.equal(plan(after, [units(MINISTRY, CUC, PHONG)]).change.savedUnits[0]?.validUntil, null);
    const bare = table(
      'ma_don_vi,ten_don_vi',
      'G14,Bộ Thông tin',
      'G14.05,Cục Viễn thông',
      'G14.05.3,Phòng Kế hoạch',
    );
    assert.equal(plan(after, [bare]).change.savedUnits[0]?.validUntil, null);
  });

  it('leaves other units alone in a partial import', () => {
    assert.deepEqual(plan(inMinistry(), [units(CUC)], { partial: true }).change.savedUnits, []);
  });

  it('keeps the last day of a unit when the file has no column for it', () => {
    const ending = units(MINISTRY, CUC, 'G14.05.3,Phòng Kế hoạch,,G14.05,Phòng,,25/11/2026,');
    const bare = table(
      'ma_don_vi,ten_don_vi',
      'G14,Bộ Thông tin',
      'G14.05,Cục Viễn thông',
      'G14.05.3,Phòng Kế hoạch',
    );
    const before = imported(inMinistry(), [ending]);
    assert.deepEqual(plan(before, [bare]).change.savedUnits, []);
    assert.deepEqual(plan(before, [bare], { partial: true, today: '2026-12-31' }).change.savedUnits, []);
  });

  it('gives a unit that never began no period that runs backwards', () => {
    const before = imported(emptyDirectory(), [units(MINISTRY, 'G14.9,Vụ,,G14,,01/01/2030,,')]);
    const [ended] = plan(before, [units(MINISTRY)]).change.savedUnits;
    assert.deepEqual([ended?.validFrom, ended?.validUntil], [YESTERDAY, YESTERDAY]);
  });

  it('refuses unknown parents and successors, cycles and double codes by line', () => {
    const result = plan(emptyDirectory(), [
      units(
        'G14,Bộ,,,,,,G99',
        'G14.1,A,,G14.2,,,,',
        'G14.2,B,,G14.1,,,,',
        'G14.3,C,,G14.3,,,,',
        'G14.4,D,,G14.77,,,,',
        'G14.5,E,,G14.1,,,,',
        '000.00.05.G14,E,,,,,,',
      ),
    ]);
    assert.deepEqual(refusalsOf(result), [
      '2 thay_the_boi unknown_unit',
      '3 ma_don_vi_cha unit_cycle',
      '4 ma_don_vi_cha unit_cycle',
      '5 ma_don_vi_cha unit_cycle',
      '6 ma_don_vi_cha unknown_parent',
      '8 ma_don_vi duplicate',
    ]);
    assert.deepEqual(result.change.savedUnits, []);
  });

  it('refuses a unit that replaces itself, and successors in a circle, however much the directory adds', () => {
    const result = plan(emptyDirectory(), [
      units(
        'G14,Bộ,,,,,,',
        'G14.1,A,,G14,,,,G14.1',
        'G14.2,B,,G14,,,,G14.3',
        'G14.3,C,,G14,,,,G14.2',
        'G14.4,D,,G14,,,,G14.2',
      ),
    ]);
    assert.deepEqual(refusalsOf(result), [
      '3 thay_the_boi successor_cycle',
      '4 thay_the_boi successor_cycle',
      '5 thay_the_boi successor_cycle',
    ]);
    const replaced = imported(inMinistry(), [units('G14.05.3,Phòng Kế hoạch,,G14.05,Phòng,,,G14.05')], {
      partial: true,
    });
    const back = plan(replaced, [units(`${CUC}G14.05.3`)], { partial: true });
    assert.deepEqual(refusalsOf(back), ['2 thay_the_boi successor_cycle']);
  });

  it('finds a parent in the directory only when the file may leave it out', () => {
    const child = units('G14.6,Vụ,,G14,,,,');
    assert.deepEqual(refusalsOf(plan(inMinistry(), [child])), ['2 ma_don_vi_cha unknown_parent']);
    assert.deepEqual(refusalsOf(plan(inMinistry(), [child], { partial: true })), []);
  });

  it('finds a cycle that only the directory and the file together make', () => {
    const result = plan(inMinistry(), [units('G14,Bộ Thông tin,MIC,G14.05.3,Bộ,,,')], { partial: true });
    assert.deepEqual(refusalsOf(result), ['2 ma_don_vi_cha unit_cycle']);
  });

  it('stores the spelling of the successor that the directory has', () => {
    const file = units(MINISTRY, CUC, 'G14.05.3,Phòng Kế hoạch,,G14.05,Phòng,,01/01/2026,000.00.05.G14');
    assert.equal(plan(inMinistry(), [file]).change.savedUnits[0]?.replacedBy, 'G14.05');
  });
});

describe('directory/staff-plan: units that end', () => {
  const staffed = (row: string) => imported(inMinistry(), [table(PEOPLE, row)]);
  const left = units(MINISTRY, CUC);

  for (const [name, row, refused] of [
    ['somebody works there', 'CB1,Lê Ánh,đang công tác,G14.05.3,Trưởng phòng,', true],
    ['somebody is suspended there', 'CB1,Lê Ánh,đình chỉ,G14.05.3,Trưởng phòng,', true],
    ['an appointment there ends today', `CB1,Lê Ánh,đang công tác,G14.05.3,Trưởng phòng,${TODAY}`, true],
    [
      'an appointment there ended yesterday',
      `CB1,Lê Ánh,đang công tác,G14.05.3,Trưởng phòng,${YESTERDAY}`,
      false,
    ],
    ['its last person has retired', 'CB1,Lê Ánh,nghỉ hưu,G14.05.3,Trưởng phòng,', false],
  ] as const) {
    it(`${refused ? 'refuses' : 'allows'} it when ${name}`, () => {
      assert.deepEqual(refusalsOf(plan(staffed(row), [left])), refused ? ['1 ma_don_vi unit_in_use'] : []);
    });
  }

  it('allows it when the same import moves the people', () => {
    const moved = table(PEOPLE, 'CB1,Lê Ánh,đang công tác,G14.05,Trưởng phòng,');
    const before = staffed('CB1,Lê Ánh,đang công tác,G14.05.3,Trưởng phòng,');
    assert.deepEqual(refusalsOf(plan(before, [moved, left])), []);
  });

  it('names the row that ends a unit in use, and the rows that appoint to an ended unit', () => {
    const before = staffed('CB1,Lê Ánh,đang công tác,G14.05.3,Trưởng phòng,');
    const ending = units(MINISTRY, CUC, 'G14.05.3,Phòng Kế hoạch,,G14.05,Phòng,,01/11/2026,');
    assert.deepEqual(refusalsOf(plan(before, [ending])), ['4 ma_don_vi unit_in_use']);
    const ended = imported(inMinistry(), [ending]);
    const join = 'CB2,Lê Bình,đang công tác,G14.05.3,Trưởng phòng,';
    assert.deepEqual(refusalsOf(plan(ended, [table(PEOPLE, join)])), ['2 ma_don_vi unit_ended']);
    const past = table(PEOPLE, `${join}01/11/2026`, 'CB3,Lê Chi,nghỉ hưu,G14.05.3,Trưởng phòng,');
    assert.deepEqual(refusalsOf(plan(ended, [past])), []);
  });

  it('goes on importing people when a unit reaches its last day', () => {
    const ending = units(MINISTRY, CUC, 'G14.05.3,Phòng Kế hoạch,,G14.05,Phòng,,25/11/2026,');
    const people = table(PEOPLE, 'CB1,Lê Ánh,đang công tác,G14.05.3,Trưởng phòng,');
    const before = imported(inMinistry(), [ending, people]);
    assert.deepEqual(refusalsOf(plan(before, [ending, people], { today: '2026-11-26' })), []);
  });
});
