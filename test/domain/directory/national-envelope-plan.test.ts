import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import { parseEnvelopes } from '../../../src/domain/directory/national-envelope.ts';
import { planEnvelopes } from '../../../src/domain/directory/national-envelope-plan.ts';
import { viewEnvelope } from '../../../src/domain/directory/national-envelope-view.ts';
import type { StaffPlan, StaffPlanOptions } from '../../../src/domain/directory/staff-plan.ts';
import { envelope, post } from './envelope-fixture.ts';
import {
  applied,
  emptyDirectory,
  imported,
  options,
  postsOf,
  TODAY,
  table,
  YESTERDAY,
} from './staff-fixture.ts';

const RECORD = 'Data.Body.HOSO_CBCCVC';
const POSTS = `${RECORD}.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC`;

const UNITS = table(
  'ma_don_vi,ten_don_vi,ma_don_vi_cha',
  'G14,Bộ,',
  'G14.05,Cục An toàn,G14',
  'G14.06,Cục Báo chí,G14',
);
const PEOPLE = table(
  'so_hieu,ho_va_ten,ngay_sinh,dien_thoai,trang_thai,ma_don_vi,chuc_vu,tu_ngay',
  '1,Lê Văn An,1980-02-01,0900000001,đang công tác,G14.05,Cục trưởng,2020-01-01',
  '2,Trần Thị Bình,1981-02-01,,nghỉ hưu,G14.06,Chuyên viên,2020-01-01',
);
const MINISTRY = imported(emptyDirectory(), [UNITS, PEOPLE]);

function plan(message: unknown, directory = MINISTRY, changes: Partial<StaffPlanOptions> = {}): StaffPlan {
  const limits = options({ partial: true, allowRemovals: 5, ...changes });
  return planEnvelopes(directory, parseEnvelopes(message, 'e.json'), 'e.json', limits);
}

/** The directory after envelopes that must not be refused. */
function received(message: unknown, directory = MINISTRY): Directory {
  const { refused, change } = plan(message, directory);
  assert.deepEqual(refused, []);
  return applied(directory, change);
}

function faults(message: unknown, directory = MINISTRY): string[] {
  return plan(message, directory).refused.map(({ line, column, code }) => `${line} ${column} ${code}`);
}

const personOf = ({ people }: Directory, number: string) =>
  people.find(({ employeeNo }) => employeeNo === number);

describe('domain/directory/national-envelope-plan', () => {
  it('adds a person with the main and the concurrent posts in force and to come, and none of the past', () => {
    const posts = [
      post('G14.06', 'Chuyên viên', '2010-01-01', '2015-12-31'),
      post('000.00.05.G14', 'Phó Cục trưởng', '2016-01-01'),
      post('G14', 'Thư ký', '2026-01-01', '2026-12-31', true),
      post('G14.06', 'Ủy viên', '2027-01-01', '', true),
      post('G99.01', 'Cán sự', '2001-01-01', '2002-01-01', true),
    ];
    const fields = {
      HoVaTen: 'Phạm Minh Đức',
      NgaySinh: '01/02/1990',
      GioiTinh: 'Nam',
      PhanLoaiHoSo: 'Công chức',
    };
    const directory = received(envelope('ADD', 'G14_3', fields, { posts, rank: '01.003' }));
    const person = personOf(directory, '3');
    assert.equal(person?.status, 'dang_cong_tac');
    assert.deepEqual(
      [person?.birthDate, person?.gender, person?.category, person?.rankCode],
      ['1990-02-01', 'nam', 'cong_chuc', '01.003'],
    );
    assert.deepEqual(postsOf(directory, '3'), [
      '*G14.05|pho-cuc-truong|2016-01-01|',
      'G14.06|uy-vien|2027-01-01|',
      'G14|thu-ky|2026-01-01|2026-12-31',
    ]);
  });

  it('refuses an ADD of a number that exists, and EDIT or DEL of one that does not', () => {
    const path = `1 ${RECORD}.SoHieuCBCCVC_BNDP`;
    assert.deepEqual(faults(envelope('ADD', 'G14_1', { HoVaTen: 'A' })), [`${path} person_exists`]);
    assert.deepEqual(faults(envelope('ADD', 'G14_2', { HoVaTen: 'A' })), [`${path} person_exists`], 'left');
    for (const action of ['EDIT', 'DEL']) {
      assert.deepEqual(faults(envelope(action, 'G14_9', { HoVaTen: 'A' })), [`${path} unknown_person`]);
    }
  });

  it('changes by an EDIT only what it names, and brings nobody back by the way', () => {
    const directory = received(envelope('EDIT', 'G14_1', { DienThoai: '0912345678' }));
    assert.deepEqual(personOf(directory, '1'), { ...personOf(MINISTRY, '1'), phone: '0912345678' });
    assert.deepEqual(directory.appointments, MINISTRY.appointments);
    assert.equal(personOf(received(envelope('EDIT', 'G14_1', { DienThoai: '' })), '1')?.phone, null);
    assert.equal(
      personOf(received(envelope('EDIT', 'G14_2', { DienThoai: '0912345678' })), '2')?.status,
      'nghi_huu',
    );
    const back = received(envelope('EDIT', 'G14_2', { TrangThai: 'Đang công tác' }));
    assert.equal(personOf(back, '2')?.status, 'dang_cong_tac');
  });

  it('makes a person leave by a DEL and deletes nobody; whoever had left stays as HR said', () => {
    const directory = received(envelope('DEL', 'G14.05_1'));
    assert.deepEqual(
      directory.people.map(({ id }) => id),
      MINISTRY.people.map(({ id }) => id),
    );
    assert.equal(personOf(directory, '1')?.status, 'thoi_viec');
    assert.deepEqual(postsOf(directory, '1'), [`*G14.05|cuc-truong|2020-01-01|${YESTERDAY}`]);
    assert.deepEqual(faults(envelope('ADD', 'G14_1', { HoVaTen: 'Người Khác' }), directory), [
      `1 ${RECORD}.SoHieuCBCCVC_BNDP person_exists`,
    ]);
    const corrected = received(envelope('EDIT', 'G14_1', { DienThoai: '0912345678' }), directory);
    assert.equal(personOf(corrected, '1')?.status, 'thoi_viec', 'a telephone number brings nobody back');
    assert.equal(personOf(received(envelope('DEL', 'G14_2')), '2')?.status, 'nghi_huu');
  });

  it('names the JSON path of every cell that the importer refuses', () => {
    const posts = [post('G14.07', 'Vụ trưởng'), post('G14', 'Thư ký', '', '', true)];
    const fields = {
      HoVaTen: '',
      NgaySinh: '1/13/1990',
      SoCMND: '12',
      ThuDienTu: 'x',
      DienThoai: '1',
      TrangThai: '',
    };
    const section = `1 ${RECORD}.THONGTINCHUNG`;
    assert.deepEqual(
      faults(envelope('ADD', 'G14_3', { ...fields, GioiTinh: '1', PhanLoaiHoSo: '2' }, { posts })),
      [
        `${section}.HoVaTen required`,
        `${section}.NgaySinh impossible_date`,
        `${section}.GioiTinh unknown_gender`,
        `${section}.SoCMND invalid_citizen_id`,
        `${section}.ThuDienTu invalid_email`,
        `${section}.DienThoai invalid_phone`,
        `${section}.PhanLoaiHoSo unknown_category`,
        `${section}.TrangThai required`,
        `1 ${POSTS}[0].MaCoQuan unknown_unit`,
      ],
    );
    assert.deepEqual(faults(envelope('ADD', 'G14_3')), [`${section}.HoVaTen required`]);
    const masked = plan(envelope('ADD', 'G14_3', { HoVaTen: 'A B', SoDinhDanhCaNhan: '00108000012345' }));
    assert.equal(masked.refused[0]?.value, '••••2345');
  });

  it('refuses a post without unit or name, and a name that would make another post', () => {
    const posts = [
      post('', 'Thư ký', '', '', true),
      post('G14', '', '', '', true),
      post('G14', 'Phó;G14|Bộ trưởng', '', '', true),
      post('', '', '2001-01-01', '2002-01-01'),
    ];
    assert.deepEqual(faults(envelope('EDIT', 'G14_1', {}, { posts })), [
      `1 ${POSTS}[0].MaCoQuan required`,
      `1 ${POSTS}[1].ChucVu required`,
      `1 ${POSTS}[2].ChucVu invalid_text`,
    ]);
  });

  it('refuses two main posts, but takes the one that follows the one on record', () => {
    const next = post('G14.06', 'Cục trưởng', '2027-01-01');
    const held = post('G14.05', 'Cục trưởng', '2020-01-01', '2026-12-31');
    for (const first of [
      post('G14.05', 'Cục trưởng', '2020-01-01'),
      post('G14.05', 'Cục trưởng', '2021-01-01', '2026-12-31'),
      post('G14', 'Thứ trưởng', '2020-01-01', '2026-12-31'),
      post('G14.05', 'Cục trưởng', '2020-01-01', '2026-12-30'),
    ]) {
      assert.deepEqual(faults(envelope('EDIT', 'G14_1', {}, { posts: [next, first] })), [
        `1 ${POSTS}[0] second_main`,
      ]);
    }
    const message = envelope('EDIT', 'G14_1', {}, { posts: [held, next] });
    const directory = received(message);
    assert.deepEqual(postsOf(directory, '1'), [
      '*G14.05|cuc-truong|2020-01-01|2026-12-31',
      '*G14.06|cuc-truong|2027-01-01|',
    ]);
    assert.deepEqual(received(message, directory), directory, 'the same again changes nothing');
  });

  it('takes acting that follows the same position held in full, and says it back', () => {
    const held = post('G14.05', 'Cục trưởng', '2020-01-01', '2026-12-31');
    const acting = post('G14.05', 'Quyền Cục trưởng', '2027-01-01');
    const directory = received(envelope('EDIT', 'G14_1', {}, { posts: [held, acting] }));
    assert.deepEqual(postsOf(directory, '1'), [
      '*G14.05|cuc-truong|2020-01-01|2026-12-31',
      '*G14.05|cuc-truong|2027-01-01|',
    ]);
    const person = personOf(directory, '1');
    assert.ok(person);
    const appointments = directory.appointments.filter(({ personId }) => personId === person.id);
    const record = { ...directory, person, appointments };
    const { HOSO_CBCCVC } = viewEnvelope(record, { unitCode: 'G14', employeeNo: '1' }, 'T').Data.Body;
    assert.deepEqual(
      HOSO_CBCCVC.TUYENDUNG_QT_CONGTAC.DS_QUATRINH_CONGTAC.map((each) => each.ChucVu),
      ['Cục trưởng', 'Quyền Cục trưởng'],
    );
  });

  it('knows units by the codes that they had before', () => {
    const rename = table('ma_don_vi,ten_don_vi,ma_don_vi_cha,ma_don_vi_cu', 'G06.05,Cục,G14,G14.05');
    const renamed = imported(MINISTRY, [rename], { partial: true });
    const posts = [post('G14.05', 'Cục trưởng', '2020-01-01')];
    const directory = received(envelope('EDIT', 'G14.05_1', {}, { posts }), renamed);
    assert.deepEqual(postsOf(directory, '1'), ['*G06.05|cuc-truong|2020-01-01|']);
  });

  it('ends the posts that a history says are over, and leaves them where it is empty', () => {
    const over = [post('G14.05', 'Cục trưởng', '2020-01-01', '2026-10-31')];
    const directory = received(envelope('EDIT', 'G14_1', {}, { posts: over }));
    assert.deepEqual(postsOf(directory, '1'), [`*G14.05|cuc-truong|2020-01-01|${YESTERDAY}`]);
    assert.deepEqual(received(envelope('EDIT', 'G14_1', {}, { posts: [] })), MINISTRY);
  });

  it('takes a key whose unit the person stands in or below, of either style', () => {
    const path = `1 ${RECORD}.SoHieuCBCCVC_BNDP`;
    for (const key of ['G14_1', 'G14.05_1', 'G14.5_1', '000.00.05.G14_1', '1'])
      assert.deepEqual(faults(envelope('DEL', key)), [], key);
    assert.deepEqual(faults(envelope('DEL', 'G14.06_1')), [`${path} key_mismatch`]);
    assert.deepEqual(faults(envelope('DEL', '000.00.06.G14_1')), [`${path} key_mismatch`]);
    assert.deepEqual(faults(envelope('DEL', 'G14.99_1')), [`${path} unknown_unit`]);
    const posts = [post('G14.06', 'Chuyên viên')];
    assert.deepEqual(faults(envelope('ADD', 'G14.05_3', { HoVaTen: 'A' }, { posts })), [
      `${path} key_mismatch`,
    ]);
    for (const key of ['G14.05_1', 'G14.06_1'])
      assert.deepEqual(
        faults(envelope('EDIT', key, {}, { posts })),
        [],
        'a move, by the old unit or the new one',
      );
  });

  it('takes a list whole or not at all, each person once', () => {
    const good = envelope('ADD', 'G14_3', { HoVaTen: 'A B' });
    const both = plan([good, envelope('EDIT', 'G14_9', {})]);
    assert.deepEqual(
      both.refused.map(({ line, column, code }) => `${line} ${column} ${code}`),
      [`2 [1].${RECORD}.SoHieuCBCCVC_BNDP unknown_person`],
    );
    assert.deepEqual([both.joiners, both.change.savedPeople], [[], []]);
    const twice = [envelope('EDIT', 'G14_1', { HoVaTen: 'A B' }), envelope('DEL', 'G14_1')];
    assert.deepEqual(faults({ Data: twice.map(({ Data }) => Data) }), [
      '2 Data[1].Body.HOSO_CBCCVC.SoHieuCBCCVC_BNDP duplicate',
    ]);
    assert.equal(plan([good, envelope('DEL', 'G14_1')]).joiners.length, 1);
  });

  it('is held by the guard and by protected accounts', () => {
    const { guard } = plan(envelope('DEL', 'G14_1'), MINISTRY, { allowRemovals: 0 });
    assert.equal(guard.verdict, 'blocked');
    const protectedIds = new Set([personOf(MINISTRY, '1')?.id ?? '']);
    const { refused } = plan(envelope('DEL', 'G14_1'), MINISTRY, { protectedIds });
    assert.deepEqual(
      refused.map(({ column, code }) => `${column} ${code}`),
      [`${RECORD}.SoHieuCBCCVC_BNDP protected_account`],
    );
  });

  it('shows a record so that it can be sent back, but for the masked citizen id', () => {
    const day = fc.constantFrom('', '2020-01-01', '2026-11-20');
    const record = fc.record({
      name: fc.constantFrom('Lê Văn An', 'Ngô Bảo'),
      phone: fc.constantFrom('', '0912345678'),
      email: fc.constantFrom('', 'an@mic.example'),
      from: day,
      side: fc.boolean(),
    });
    fc.assert(
      fc.property(record, ({ name, phone, email, from, side }) => {
        const posts = [
          post('G14.05', 'Phó Cục trưởng', from),
          ...(side ? [post('G14', 'Thư ký', from, '', true)] : []),
        ];
        const fields = {
          HoVaTen: name,
          DienThoai: phone,
          ThuDienTu: email,
          SoDinhDanhCaNhan: '001080000123',
        };
        const directory = received(envelope('ADD', 'G14_3', fields, { posts }));
        const person = personOf(directory, '3');
        assert.ok(person);
        const appointments = directory.appointments.filter(({ personId }) => personId === person.id);
        const shown = viewEnvelope(
          { ...directory, person, appointments },
          { unitCode: 'G14', employeeNo: '3' },
          't',
        );
        const section = shown.Data.Body.HOSO_CBCCVC.THONGTINCHUNG;
        assert.equal(section.SoDinhDanhCaNhan, '••••0123');
        const back = { Data: { ...shown.Data, Header: { Action_Type: 'EDIT', Transaction_ID: 't' } } };
        assert.match(faults(back, directory)[0] ?? '', /SoDinhDanhCaNhan invalid_citizen_id$/);
        delete section.SoDinhDanhCaNhan;
        assert.deepEqual(received(back, directory), directory);
      }),
      { numRuns: 40 },
    );
    assert.equal(TODAY, '2026-11-20');
  });
});
