import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Appointment, isInForce } from '../../../src/domain/directory/appointment.ts';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { completed, recordOf } from '../../../src/domain/directory/staff-plan-record.ts';
import { undoStaff } from '../../../src/domain/directory/staff-undo.ts';
import {
  applied,
  emptyDirectory,
  imported,
  options,
  plan,
  TODAY,
  table,
  YESTERDAY,
} from './staff-fixture.ts';

const UNITS = table('ma_don_vi,ten_don_vi,ma_don_vi_cha', 'G14,Bộ,', 'G14.25,Cục,G14');
const people = (...rows: string[]) =>
  table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu,tu_ngay,den_ngay,kiem_nhiem', ...rows);
const row = (position: string, from = '01/01/2020', concurrent = '') =>
  people(`CB1,Lê Ánh,G14.25,${position},${from},,${concurrent}`);
const having = (position: string, from?: string, concurrent?: string) =>
  imported(emptyDirectory(), [UNITS, row(position, from, concurrent)]);

/** `position|from|until` of each appointment, acting ones marked by `~`. */
function held({ appointments, positions }: Directory): string[] {
  const describe = ({ positionId, isActing, from, until }: Appointment) =>
    `${isActing ? '~' : ''}${positions.find(({ id }) => id === positionId)?.code}|${from ?? ''}|${until ?? ''}`;
  return appointments.map(describe).toSorted();
}

function assertSettled(directory: Directory, file: ReturnType<typeof people>, changes = {}): void {
  const again = plan(directory, [file], changes);
  assert.deepEqual(again.refused, []);
  assert.deepEqual(Object.values(again.change).flat(), []);
}

describe('directory/staff-plan: acting appointments', () => {
  it('reads the position held and that it is acting, in both columns', () => {
    const file = row('Phó Cục trưởng phụ trách', '01/01/2020', 'G14|Q. Vụ trưởng|01/02/2021');
    const after = imported(emptyDirectory(), [UNITS, file]);
    assert.deepEqual(held(after), ['~pho-cuc-truong|2020-01-01|', '~vu-truong|2021-02-01|']);
    assert.deepEqual(
      after.positions.map(({ name }) => name),
      ['Phó Cục trưởng', 'Vụ trưởng'],
    );
    assertSettled(after, file);
  });

  it('takes another way to say it for the same', () => {
    assertSettled(having('Phó Cục trưởng phụ trách'), row('Phó cục trưởng phụ trách điều hành'));
    assertSettled(having('Q. Cục trưởng'), row('Quyền Cục trưởng'));
  });

  it('makes of acting and no longer acting a change with a period of its own, and no mover', () => {
    for (const [before, after] of [
      ['Phó Cục trưởng', 'Phó Cục trưởng phụ trách'],
      ['Quyền Cục trưởng', 'Cục trưởng'],
    ] as const) {
      for (const [day, lastDay] of [
        ['01/11/2026', '2026-10-31'],
        // HR's day is still that of the position, or missing: it counts from the import.
        ['01/01/2020', YESTERDAY],
        ['', YESTERDAY],
      ] as const) {
        const start = having(before);
        const { movers, changed } = plan(start, [row(after, day)]);
        assert.deepEqual(movers, []);
        assert.deepEqual(
          changed.map(({ fields }) => fields),
          [['acting']],
        );
        const file = row(after, day);
        const now = imported(start, [file]);
        const [first, second] = now.appointments.toSorted((a, b) =>
          (a.from ?? '') < (b.from ?? '') ? -1 : 1,
        );
        assert.deepEqual([first?.from, first?.until], ['2020-01-01', lastDay]);
        assert.equal(second?.from, lastDay === YESTERDAY ? TODAY : '2026-11-01');
        assert.notEqual(first?.isActing, second?.isActing);
        assertSettled(now, file);
      }
    }
  });

  it('does the same to a concurrent post', () => {
    const start = having('Chuyên viên', '01/01/2020', 'G14|Phó Vụ trưởng|01/06/2022');
    const file = row('Chuyên viên', '01/01/2020', 'G14|Phó Vụ trưởng phụ trách|01/06/2022');
    const { changed } = plan(start, [file]);
    assert.deepEqual(
      changed.map(({ fields }) => fields),
      [['concurrentAppointments']],
    );
    const after = imported(start, [file]);
    assert.deepEqual(held(after), [
      'chuyen-vien|2020-01-01|',
      `pho-vu-truong|2022-06-01|${YESTERDAY}`,
      `~pho-vu-truong|${TODAY}|`,
    ]);
    assertSettled(after, file);
  });

  it('keeps the last day of somebody who begins to act', () => {
    const until = (position: string) => people(`CB1,Lê Ánh,G14.25,${position},01/01/2020,31/12/2027,`);
    const silent = table('so_hieu,ho_va_ten,ma_don_vi,chuc_vu', 'CB1,Lê Ánh,G14.25,Phó Cục trưởng phụ trách');
    const after = imported(imported(emptyDirectory(), [UNITS, until('Phó Cục trưởng')]), [silent]);
    assert.ok(held(after).includes(`~pho-cuc-truong|${TODAY}|2027-12-31`));
  });

  it('forgets what is taken back the same day', () => {
    const start = having('Phó Cục trưởng');
    const acting = imported(start, [row('Phó Cục trưởng phụ trách')]);
    assert.deepEqual(held(imported(acting, [row('Phó Cục trưởng')])), held(start));
  });

  it('is undone by its record', () => {
    const start = having('Phó Cục trưởng');
    const { change } = plan(start, [row('Phó Cục trưởng phụ trách')]);
    const record = JSON.parse(JSON.stringify(recordOf(start, change)));
    const undo = undoStaff(applied(start, change), 'p', record, options());
    assert.deepEqual(undo.refused, []);
    assert.deepEqual(held(applied(applied(start, change), undo.change)), held(start));
  });

  it('brings back a row of a record that did not know of acting yet', () => {
    const [removed] = having('Cục trưởng').appointments;
    const { isActing: _, ...old } = removed as Appointment;
    const record = {
      units: [],
      people: [],
      mailboxes: [],
      appointments: [{ kind: 'removed', id: 'a', row: old }],
    };
    const { appointments } = completed(record as unknown as ReturnType<typeof completed>);
    assert.deepEqual(appointments, [{ kind: 'removed', id: 'a', row: removed }]);
  });

  it('is another plan than the same without acting', () => {
    const start = having('Chuyên viên');
    assert.notEqual(plan(start, [row('Cục trưởng')]).plan, plan(start, [row('Quyền Cục trưởng')]).plan);
  });

  it('says who acted on any day, however often it changes, and settles each time', () => {
    const text = fc.constantFrom('Phó Cục trưởng', 'Phó Cục trưởng phụ trách');
    const step = fc.record({
      days: fc.integer({ min: 1, max: 40 }),
      text,
      day: fc.constantFrom('', '01/01/2020'),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        let directory = having('Phó Cục trưởng');
        let today = TODAY;
        const expected = new Map([[YESTERDAY, false]]);
        for (const { days, text: position, day } of steps) {
          today = later(today, days);
          const file = row(position, day);
          directory = imported(directory, [file], { today });
          assertSettled(directory, file, { today });
          expected.set(today, position.endsWith('phụ trách'));
        }
        for (const [on, isActing] of expected) {
          const mains = directory.appointments.filter((each) => isInForce(each, on));
          assert.deepEqual([mains.length, mains[0]?.isActing], [1, isActing], on);
        }
      }),
    );
  });
});

describe('directory/staff-plan: positions that earlier imports took whole', () => {
  /** As an earlier version left it: the text is a position of its own. */
  function legacy(name: string, code: string): Directory {
    const directory = having('Chuyên viên');
    return { ...directory, positions: directory.positions.map((each) => ({ ...each, code, name })) };
  }

  it('are read anew with the next import: a change, no mover, the same appointment and days', () => {
    const before = legacy('Phó Cục trưởng phụ trách', 'pho-cuc-truong-phu-trach');
    const file = row('Phó Cục trưởng phụ trách');
    const { movers, changed, change } = plan(before, [file]);
    assert.deepEqual(movers, []);
    assert.deepEqual(
      changed.map(({ fields }) => fields),
      [['acting']],
    );
    assert.deepEqual(
      change.savedAppointments.map(({ id }) => id),
      [before.appointments[0]?.id],
    );
    const after = imported(before, [file]);
    assert.deepEqual(held(after), ['~pho-cuc-truong|2020-01-01|']);
    assertSettled(after, file);
  });

  it('keep their name where it is the only one, and stay one position in any spelling', () => {
    const before = legacy('Phụ trách phòng', 'phu-trach-phong');
    const after = imported(before, [row('Phụ trách phòng')]);
    assert.deepEqual(held(after), ['~phu-trach-phong|2020-01-01|']);
    assert.equal(after.positions.length, 1);
    const other = legacy('Quyền Cục trưởng', 'quyen-cuc-truong');
    const folded = row('QUYEN CUC TRUONG');
    const read = imported(other, [folded]);
    assert.deepEqual(held(read), ['~cuc-truong|2020-01-01|']);
    assertSettled(read, folded);
  });

  it('stay as they are for people whom a partial file leaves out', () => {
    const before = legacy('Quyền Cục trưởng', 'quyen-cuc-truong');
    const { change } = plan(before, [people('CB2,Lê Bình,G14.25,Quyền Cục trưởng,,,')], { partial: true });
    assert.deepEqual(
      change.savedAppointments.map(({ isActing }) => isActing),
      [true],
    );
  });
});

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
