import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { guardRemovals } from '../../../src/domain/directory/staff-guard.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { ministry } from './generated-ministry.ts';
import { applied, emptyDirectory, imported, plan, table } from './staff-fixture.ts';

function reversed(directory: Directory): Directory {
  return {
    units: directory.units.toReversed(),
    positions: directory.positions.toReversed(),
    people: directory.people.toReversed(),
    appointments: directory.appointments.toReversed(),
    mailboxes: directory.mailboxes.toReversed(),
  };
}

describe('directory/staff-plan', () => {
  it('plans nothing the second time, whatever was there before', () => {
    fc.assert(
      fc.property(ministry, ministry, (first, second) => {
        const before = imported(emptyDirectory(), first);
        const after = imported(before, second);
        const again = plan(reversed(after), second.toReversed());
        assert.deepEqual(again.refused, []);
        assert.deepEqual(Object.values(again.change).flat(), []);
        assert.equal(again.unchanged, after.people.length);
        assert.equal(again.units.unchanged, after.units.length);
        assert.equal(again.mailboxes.unchanged, after.mailboxes.length);
        assert.equal(again.guard.removals, 0);
      }),
      { numRuns: 200 },
    );
  });

  it('puts each person in one list, and writes those whom the lists name and no others', () => {
    fc.assert(
      fc.property(ministry, ministry, (first, second) => {
        const before = imported(emptyDirectory(), first);
        const result = plan(before, second);
        const after = applied(before, result.change);
        const lists = [result.joiners, result.movers, result.leavers, result.changed];
        const listed = lists.flat().map(({ employeeNo, email }) => employeeNo ?? email);
        assert.equal(new Set(listed).size, listed.length);
        assert.equal(listed.length + result.unchanged, after.people.length);
        for (const person of result.change.savedPeople)
          assert.ok(listed.includes(person.employeeNo ?? person.email));
      }),
    );
  });

  it('has one name for one meaning, whatever the ids and the order of rows and files', () => {
    fc.assert(
      fc.property(ministry, ministry, (first, second) => {
        const before = imported(emptyDirectory(), first);
        const twin = reversed(imported(emptyDirectory(), first));
        const shuffled = second.toReversed().map((each) => ({ ...each, rows: each.rows.toReversed() }));
        const { plan: name } = plan(before, second);
        assert.match(name, /^[0-9a-f]{64}$/);
        assert.equal(plan(twin, shuffled).plan, name);
      }),
    );
  });

  it('has another name for another meaning', () => {
    const people = (...rows: string[]) => table('so_hieu,ho_va_ten,trang_thai,ma_don_vi,chuc_vu', ...rows);
    const units = table('ma_don_vi,ten_don_vi', 'G14,Bộ', 'G15,Cục');
    const start = imported(emptyDirectory(), [units, people('CB1,Lê Ánh,đang công tác,G14,Trưởng phòng')]);
    const names = [
      'CB1,Lê Ánh,đang công tác,G14,Trưởng phòng',
      'CB1,Lê Anh,đang công tác,G14,Trưởng phòng',
      'CB1,Lê Ánh,nghỉ hưu,G14,Trưởng phòng',
      'CB1,Lê Ánh,đang công tác,G15,Trưởng phòng',
      'CB1,Lê Ánh,đang công tác,G14,Phó phòng',
      'CB1,Lê Ánh,đang công tác,,',
      'CB1,Lê Ánh,x,,',
      'CB1,Lê Ánh,y,,',
    ].map((row) => plan(start, [people(row)]).plan);
    assert.equal(new Set(names).size, names.length);
    const boxes = (...rows: string[]) => table('thu_dien_tu,loai', ...rows);
    const first = 'a@mic.example,dịch vụ';
    const second = 'b@mic.example,dịch vụ';
    const both = imported(start, [boxes(first, second)]);
    assert.notEqual(plan(both, [boxes(first)]).plan, plan(both, [boxes(second)]).plan);
  });

  it('has another name when it would write over something else', () => {
    const units = (name: string) => table('ma_don_vi,ten_don_vi', `G14,${name}`);
    const people = (phone: string) => table('so_hieu,ho_va_ten,dien_thoai', `CB1,Lê Ánh,${phone}`);
    const boxes = (name: string) => table('thu_dien_tu,loai,ten', `a@mic.example,dịch vụ,${name}`);
    const posts = (until: string) =>
      table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu,den_ngay', `CB1,Lê Ánh,G14,Văn thư,${until}`);
    const start = imported(emptyDirectory(), [units('Bộ'), posts('01/01/2030'), boxes('A')]);
    for (const [since, wanted] of [
      [units('Cục'), units('Vụ')],
      [people('0900000002'), people('0900000003')],
      [boxes('B'), boxes('C')],
      [posts('02/01/2030'), posts('03/01/2030')],
    ] as const) {
      const moved = imported(start, [since], { partial: true });
      const nameOf = (directory: typeof start) => plan(directory, [wanted], { partial: true }).plan;
      assert.notEqual(nameOf(moved), nameOf(start), since.header.join());
    }
  });

  it('takes all kinds together in any order, units first', () => {
    const files = [
      table('thu_dien_tu,loai,so_hieu', 'anh@mic.example,cá nhân,CB1'),
      table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu', 'CB1,Lê Ánh,G14,Bộ trưởng'),
      table('ma_don_vi,ten_don_vi', 'G14,Bộ'),
    ];
    assert.equal(imported(emptyDirectory(), files).people[0]?.email, 'anh@mic.example');
  });

  it('refuses a file of nothing but its header, even when nobody would leave', () => {
    const units = 'ma_don_vi,ten_don_vi';
    for (const header of [units, 'so_hieu,ho_va_ten', 'thu_dien_tu,loai']) {
      for (const blank of [[], ['', ' ,']]) {
        const [refusal] = plan(emptyDirectory(), [table(header, ...blank)]).refused;
        assert.deepEqual(refusal, { file: 'tep.csv', line: 1, column: '', value: '', code: 'no_rows' });
      }
    }
    const before = imported(emptyDirectory(), [table(units, 'G14,Bộ')]);
    assert.deepEqual(Object.values(plan(before, [table(units)]).change).flat(), []);
  });

  it('throws for a file of no kind', () => {
    assert.throws(
      () => plan(emptyDirectory(), [table('a,b', '1,2')]),
      (error) => error instanceof DomainError && error.code === 'staff_file_unknown_kind',
    );
  });

  it('does not touch the directory it is given', () => {
    const before = imported(emptyDirectory(), [table('so_hieu,ho_va_ten', 'CB1,Lê Ánh')]);
    const copy = structuredClone(before);
    plan(before, [table('so_hieu,ho_va_ten', 'CB2,Lê Bình')]);
    assert.deepEqual(before, copy);
  });
});

describe('directory/staff-plan: removal guard', () => {
  const staff = (count: number, status = 'đang công tác') =>
    Array.from({ length: count }, (_, index) => `CB${index},Lê Ánh,${status}`);
  const people = (rows: string[]) => table('so_hieu,ho_va_ten,trang_thai', ...rows);

  for (const [present, removed, verdict] of [
    [100, 2, 'ok'],
    [100, 3, 'blocked'],
    [49, 1, 'blocked'],
    [3_000, 50, 'ok'],
    [3_000, 51, 'blocked'],
    [100, 0, 'ok'],
  ] as const) {
    it(`is ${verdict} when ${removed} of ${present} leave`, () => {
      const before = imported(emptyDirectory(), [people(staff(present))]);
      const { guard } = plan(before, [people(staff(present).slice(removed))]);
      const limit = Math.min(50, Math.floor(present / 50));
      assert.deepEqual(guard, { removals: removed, recent: 0, people: present, limit, verdict });
    });
  }

  it('counts those who may no longer sign in, and passes what an officer allowed', () => {
    const before = imported(emptyDirectory(), [people(staff(100))]);
    const suspended = people([...staff(10, 'đình chỉ'), ...staff(100).slice(10)]);
    assert.deepEqual(plan(before, [suspended]).guard, {
      removals: 10,
      recent: 0,
      people: 100,
      limit: 2,
      verdict: 'blocked',
    });
    assert.equal(plan(before, [suspended], { allowRemovals: 9 }).guard.verdict, 'blocked');
    assert.equal(plan(before, [suspended], { allowRemovals: 10 }).guard.verdict, 'ok');
  });

  it('counts what recent plans removed, but stops no plan that removes nobody', () => {
    const before = imported(emptyDirectory(), [people(staff(100))]);
    const verdictOf = (left: number, changes: Parameters<typeof plan>[2]) =>
      plan(before, [people(staff(100).slice(left))], changes).guard;
    assert.deepEqual(verdictOf(1, { recentRemovals: 1 }), {
      removals: 1,
      recent: 1,
      people: 100,
      limit: 2,
      verdict: 'ok',
    });
    assert.equal(verdictOf(1, { recentRemovals: 2 }).verdict, 'blocked');
    assert.equal(verdictOf(0, { recentRemovals: 99 }).verdict, 'ok');
    // What was removed before is no part of what an officer allows now.
    assert.equal(verdictOf(5, { recentRemovals: 2, allowRemovals: 5 }).verdict, 'ok');
    assert.equal(verdictOf(5, { recentRemovals: 0, allowRemovals: 4 }).verdict, 'blocked');
  });

  it('counts those whose appointments the file puts into the past or the future', () => {
    const header = 'so_hieu,ho_va_ten,ma_don_vi,chuc_vu,tu_ngay,den_ngay';
    const units = table('ma_don_vi,ten_don_vi', 'G14,Bộ');
    const rows = (days: string) => staff(100, `G14,Chuyên viên,${days}`);
    const before = imported(emptyDirectory(), [units, table(header, ...rows('01/01/2020,'))]);
    for (const days of ['01/01/2020,31/12/2025', '01/01/2090,']) {
      const { guard } = plan(before, [table(header, ...rows(days))]);
      assert.deepEqual([guard.removals, guard.verdict], [100, 'blocked'], days);
    }
  });

  it('lets nobody leave a small ministry unasked', () => {
    for (const present of [1, 2, 10, 49]) {
      const before = imported(emptyDirectory(), [people(staff(present))]);
      for (const left of [1, Math.ceil(present / 2), present].filter((count) => count < present)) {
        const { guard } = plan(before, [people(staff(present).slice(left))]);
        assert.equal(guard.verdict, 'blocked', `${left} of ${present}`);
      }
    }
  });

  it('measures by active people with an employee number', () => {
    const { people: list } = imported(emptyDirectory(), [
      people([...staff(3), 'CB7,Lê Ánh,nghỉ hưu']),
      table('thu_dien_tu,loai,ten', 'a@mic.example,cá nhân,Khách'),
    ]);
    const disabled = list.map((each) =>
      each.employeeNo === 'CB0' ? { ...each, disabledAt: new Date() } : each,
    );
    assert.equal(guardRemovals(disabled, 0).people, 2);
  });
});

describe('directory/staff-plan: size', () => {
  it('plans 30,000 people in seconds', () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, index) =>
        `CB${index},Nguyễn Văn Ánh,G14.${index % 900},Chuyên viên,G14.${(index + 1) % 900}|Ủy viên,cb${index}@mic.example`,
    );
    const units = Array.from({ length: 900 }, (_, index) => `G14.${index},Đơn vị,`);
    const files = [
      table('ma_don_vi,ten_don_vi,ma_don_vi_cha', ...units),
      table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu,kiem_nhiem,thu_dien_tu', ...rows),
    ];
    const started = performance.now();
    const before = imported(emptyDirectory(), files);
    assert.equal(plan(before, files).unchanged, 30_000);
    // Two plans; a loop over all people for each would take many minutes.
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds < 60, `${seconds} s`);
  }).timeout(120_000);
});
