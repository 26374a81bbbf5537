import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseConcurrentPosts } from '../../../src/domain/directory/concurrent-posts.ts';
import {
  type Parsed,
  parseBirthDate,
  parseCategory,
  parseCitizenId,
  parseDay,
  parseEmail,
  parseEmployeeNo,
  parseGender,
  parseMailboxKind,
  parseName,
  parsePhone,
  parseStatus,
  parseUnitCodeCell,
} from '../../../src/domain/directory/staff-values.ts';

type Case = [text: string, expected: string];

/** Each case gives the value, or the refusal's code in angle brackets. */
function check(name: string, parse: (text: string) => Parsed<string>, cases: Case[]): void {
  for (const [text, expected] of cases) {
    it(`${name}: ${JSON.stringify(text.slice(0, 40))} is ${expected.slice(0, 40)}`, () => {
      const parsed = parse(text);
      assert.equal('value' in parsed ? parsed.value : `<${parsed.code}>`, expected);
    });
  }
}

describe('directory/staff-values', () => {
  check('day', parseDay, [
    ['20/11/2026', '2026-11-20'],
    ['1/2/1980', '1980-02-01'],
    ['2026-11-20', '2026-11-20'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2023', '<impossible_date>'],
    ['31/04/2024', '<impossible_date>'],
    ['2024-13-01', '<impossible_date>'],
    ['00/01/2024', '<impossible_date>'],
    ['12/31/2024', '<impossible_date>'],
    ['01/01/1899', '<impossible_date>'],
    ['01/01/2201', '<impossible_date>'],
    ['20-11-2026', '<invalid_date>'],
    ['20/11/26', '<invalid_date>'],
    ['45000', '<invalid_date>'],
    ['2026-11-20T00:00:00Z', '<invalid_date>'],
  ]);
  check('birth date', (text) => parseBirthDate(text, '2026-11-20'), [
    ['20/11/2026', '2026-11-20'],
    ['21/11/2026', '<future_birth_date>'],
    ['31/02/2000', '<impossible_date>'],
  ]);
  check('e-mail', parseEmail, [
    ['A.B@Mic.Example', 'a.b@mic.example'],
    ['unit-admin@mic.example', 'unit-admin@mic.example'],
    ['ánh@mic.example', '<invalid_email>'],
    ['a b@mic.example', '<invalid_email>'],
    ['a..b@mic.example', '<invalid_email>'],
    ['a@mic', '<invalid_email>'],
    ['a@@mic.example', '<invalid_email>'],
    ['a@mic.example>', '<invalid_email>'],
    ['a@-mic.example', '<invalid_email>'],
    [`${'a'.repeat(250)}@mic.example`, '<too_long>'],
  ]);
  check('phone', parsePhone, [
    ['0912345678', '0912345678'],
    ['+84 912.345.678', '0912345678'],
    ['0212345678', '<invalid_phone>'],
    ['912345678', '<invalid_phone>'],
    ['09123456789', '<invalid_phone>'],
    ['091234567', '<invalid_phone>'],
  ]);
  check('citizen id', parseCitizenId, [
    ['001 080.000001', '001080000001'],
    ['012345678', '012345678'],
    ['00108000001', '<invalid_citizen_id>'],
    ['0010800000011', '<invalid_citizen_id>'],
    ['00108000000A', '<invalid_citizen_id>'],
  ]);
  check('employee number', parseEmployeeNo, [
    ['CB-001/2.a', 'CB-001/2.a'],
    ['CB 1', '<invalid_code>'],
    ['cb@1', '<invalid_code>'],
    ['1'.repeat(51), '<too_long>'],
  ]);
  check('unit code', parseUnitCodeCell, [
    ['000.00.25.G14', 'G14.25'],
    ['25.G14', '<invalid_code>'],
    [`G14${'.1'.repeat(17)}`, '<too_long>'],
  ]);
  check('name', parseName, [
    ['Đặng Ánh', 'Đặng Ánh'],
    ['…', '<invalid_text>'],
    ['a'.repeat(201), '<too_long>'],
  ]);
  check('category', parseCategory, [
    ['Cán bộ', 'can_bo'],
    ['CÔNG CHỨC', 'cong_chuc'],
    ['vien_chuc', 'vien_chuc'],
    ['người  lao động', 'nguoi_lao_dong'],
    ['lao động', '<unknown_category>'],
  ]);
  check('status', parseStatus, [
    ['Đang công tác', 'dang_cong_tac'],
    ['biệt phái', 'biet_phai'],
    ['nghỉ không lương', 'nghi_khong_luong'],
    ['thai sản', 'thai_san'],
    ['đình chỉ', 'dinh_chi'],
    ['nghỉ hưu', 'nghi_huu'],
    ['thôi việc', 'thoi_viec'],
    ['chuyển công tác', 'chuyen_cong_tac'],
    ['nghỉ', '<unknown_status>'],
  ]);
  check('gender', parseGender, [
    ['Nữ', 'nu'],
    ['NAM', 'nam'],
    ['male', '<unknown_gender>'],
  ]);
  check('mailbox kind', parseMailboxKind, [
    ['Cá nhân', 'ca_nhan'],
    ['chức năng', 'chuc_nang'],
    ['kỹ thuật', 'ky_thuat'],
    ['dịch vụ', 'dich_vu'],
    ['khác', '<unknown_mailbox_kind>'],
  ]);
  check('concurrent posts', (text) => mapped(parseConcurrentPosts(text)), [
    [
      'G14.25|Trưởng phòng|01/02/2020|2021-01-01; 000.00.10.G14 | Phó phòng;',
      'G14.25 Trưởng phòng 2020-02-01 2021-01-01;G14.10 Phó phòng null null',
    ],
    ['G14.25|Trưởng phòng||01/01/2021', 'G14.25 Trưởng phòng null 2021-01-01'],
    ['G14.25', '<invalid_concurrent>'],
    ['|Trưởng phòng', '<invalid_concurrent>'],
    ['G14.25|a|||', '<invalid_concurrent>'],
    ['25|a', '<invalid_code>'],
    ['G14|…', '<invalid_text>'],
    ['G14|a|1.1.2020', '<invalid_date>'],
    ['G14|a||30/02/2020', '<impossible_date>'],
    ['G14|a|02/01/2020|01/01/2020', '<period_reversed>'],
  ]);

  it('reads every day of the calendar in both forms, and gives it back', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        assert.deepEqual(parseDay(iso), { value: iso });
        assert.deepEqual(parseDay(iso.split('-').reverse().join('/')), { value: iso });
      }),
    );
  });
});

function mapped(parsed: ReturnType<typeof parseConcurrentPosts>): Parsed<string> {
  if ('code' in parsed) return parsed;
  const posts = parsed.value.map((post) => `${post.unitCode} ${post.position} ${post.from} ${post.until}`);
  return { value: posts.join(';') };
}
