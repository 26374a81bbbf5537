import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { readFileWithin } from '../../src/cli/read-file.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { loadConfig } from '../../src/config.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Database } from '../../src/storage/database.ts';
import { encodeWindows1258 } from '../staff-files/windows-1258.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { writeXlsx, writeZip } from '../support/xlsx.ts';

const UNITS = [
  'ma_don_vi,ten_don_vi,ma_don_vi_cha',
  'G14,Bộ,',
  'G14.05,Cục An toàn,G14',
  'G14.06,Cục Báo chí,G14',
];
const PEOPLE_HEADER =
  'so_hieu,ho_va_ten,ngay_sinh,so_dinh_danh,thu_dien_tu,trang_thai,ma_don_vi,chuc_vu,tu_ngay,den_ngay';
const BOXES_HEADER = 'thu_dien_tu,loai,so_hieu,ten';
/** So many that 2 % are three people. */
const PEOPLE = Array.from({ length: 150 }, (_, index) => personRow(index + 1));
const BOXES = PEOPLE.map(
  (row, index) => `${row.split(',')[4]},cá nhân,CB${String(index + 1).padStart(3, '0')},`,
);

function personRow(number: number, changes: Record<string, string> = {}): string {
  const three = String(number).padStart(3, '0');
  const cells: Record<string, string> = {
    so_hieu: `CB${three}`,
    ho_va_ten: 'Đặng Thị Ngọc Ánh',
    ngay_sinh: '01/02/1980',
    so_dinh_danh: `001080000${three}`,
    thu_dien_tu: `cb${three}@mic.example`,
    trang_thai: 'đang công tác',
    ma_don_vi: 'G14.05',
    chuc_vu: 'Chuyên viên',
    tu_ngay: '01/01/2020',
    den_ngay: '31/12/2030',
    ...changes,
  };
  return PEOPLE_HEADER.split(',')
    .map((column) => cells[column] ?? '')
    .join(',');
}

/** The people file with one row in another state. */
function peopleWith(number: number, changes: Record<string, string>): string[] {
  return [PEOPLE_HEADER, ...PEOPLE.with(number - 1, personRow(number, changes))];
}

const text = (rows: readonly string[]) => rows.map((row) => `${row}\r\n`).join('');

const ENCODINGS: Record<string, (rows: readonly string[]) => Buffer> = {
  'UTF-8': (rows) => Buffer.from(text(rows)),
  'UTF-8 with a mark': (rows) => Buffer.from(`\uFEFF${text(rows)}`),
  'UTF-16 LE': (rows) => iconv.encode(text(rows), 'utf-16le', { addBOM: true }),
  'UTF-16 BE': (rows) => iconv.encode(text(rows), 'utf-16be', { addBOM: true }),
  'Windows-1258': (rows) => encodeWindows1258(text(rows)),
  XLSX: (rows) => writeXlsx(rows.map((row) => row.split(','))),
};

interface Answer {
  code: number;
  err: string;
  refused: { file: string; line: number; column: string; value: string; code: string; message: object }[];
}

describe('staff import: bad files change nothing', function () {
  this.timeout(120_000);
  let database: Database;
  let services: Services;
  let folder: string;
  let untouched: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'micconnect-bad-'));
    database = await openTestDatabase();
    services = createServices(loadConfig({ SAMPLE_DATA: 'off' }, folder), database);
    const retired = personRow(150, { trang_thai: 'nghỉ hưu' });
    const files = { 'u.csv': UNITS, 'p.csv': [PEOPLE_HEADER, ...PEOPLE], 'b.csv': [BOXES_HEADER, ...BOXES] };
    const paths = Object.entries(files).map(([name, rows]) => write(name, Buffer.from(text(rows))));
    assert.equal((await run(...paths)).code, 0);
    assert.equal(
      (await run('--partial', write('r.csv', Buffer.from(text([PEOPLE_HEADER, retired]))))).code,
      0,
    );
    untouched = await state();
  });
  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  function write(name: string, bytes: Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  }

  async function state(): Promise<string> {
    const directory = await services.stores.directory.load();
    return JSON.stringify(
      Object.values(directory).map((rows: { id: string }[]) =>
        rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    );
  }

  async function run(...args: string[]): Promise<Answer> {
    const io = scriptedTerminal({ files: readFileWithin });
    const argv = ['staff', 'import', '--json', ...args];
    const code = await runCommand(argv, operatorServices(services), io, { kind: 'operator', name: 'a' });
    return { code, err: io.said.err, refused: io.said.out === '' ? [] : JSON.parse(io.said.out).refused };
  }

  /** Imports a file, which must end with 1 and a reason in both languages, and change nothing. */
  async function refuse(bytes: Uint8Array, name = 'tệp.csv', ...args: string[]): Promise<Answer> {
    const answer = await run(write(name, bytes), ...args);
    assert.equal(answer.code, 1, answer.err);
    const [vietnamese, english, facts] = answer.err.trim().split('\n').slice(-3);
    assert.ok(vietnamese && english && /^\[[a-z_]+\] /.test(facts ?? ''), answer.err);
    assert.equal(await state(), untouched);
    return answer;
  }

  /** The refusals of rows as `line column value code`, each with its words. */
  async function refusals(rows: readonly string[], ...args: string[]): Promise<string[]> {
    const { refused, err } = await refuse(Buffer.from(text(rows)), 'tệp.csv', ...args);
    assert.match(err, /\[staff_file_refused\]/);
    for (const { file, message } of refused) {
      assert.equal(file, join(folder, 'tệp.csv'));
      assert.deepEqual(Object.keys(message), ['vi', 'en']);
    }
    return refused.map(({ line, column, value, code }) => `${line} ${column} ${value} ${code}`);
  }

  for (const [encoding, encode] of Object.entries(ENCODINGS)) {
    it(`cut at every tenth: ${encoding}`, async () => {
      const whole = encode([PEOPLE_HEADER, ...PEOPLE]);
      for (let tenth = 0; tenth < 10; tenth += 1) {
        const { err } = await refuse(whole.subarray(0, Math.floor((whole.length * tenth) / 10)));
        assert.match(err, /\[(staff_file_\w+|removal_guard)\]/, `${tenth}0 %`);
      }
    });
  }

  it('cut behind a row: the removal guard', async () => {
    for (const kept of [1, 75, 140]) {
      const { err } = await refuse(Buffer.from(text([PEOPLE_HEADER, ...PEOPLE.slice(0, kept)])));
      assert.match(err, /\[removal_guard\] removals=\d+ recent=\d+ people=149 limit=2 verdict=blocked/);
    }
  });

  it('units cut short, in which people work', async () => {
    assert.deepEqual(await refusals(UNITS.slice(0, 2)), ['1 ma_don_vi G14.05 unit_in_use']);
  });

  it('no text in any accepted encoding, and formats that only look like one', async () => {
    for (const bytes of [
      Buffer.from('d0cf11e0a1b11ae1000000', 'hex'),
      Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00', 'latin1'),
      Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 167) % 256)),
      Buffer.from(`${PEOPLE_HEADER}\r\nCB001,\xd2\x80\x81`, 'latin1'),
      iconv.encode(text([PEOPLE_HEADER, ...PEOPLE]), 'utf-16le').subarray(1),
      iconv.encode(text([PEOPLE_HEADER, ...PEOPLE]), 'utf-32le'),
      writeZip([{ name: 'a.txt', content: 'a' }]),
    ]) {
      assert.match((await refuse(bytes)).err, /\[staff_file_(unreadable|unknown_kind)\]/);
    }
  });

  it('nothing, or nothing but a header', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('\uFEFF\r\n'), writeXlsx([])])
      assert.match((await refuse(bytes)).err, /reason=empty/);
    for (const header of [UNITS[0] ?? '', PEOPLE_HEADER, BOXES_HEADER]) {
      assert.equal((await refusals([header]))[0], '1   no_rows');
      assert.deepEqual(await refusals([header, ',,'], '--partial'), ['1   no_rows']);
    }
  });

  for (const [what, number, changes, expected] of [
    ['a number twice', 2, { so_hieu: 'CB001' }, ['3 so_hieu CB001 duplicate']],
    [
      'name and number swapped',
      2,
      { so_hieu: 'Đặng Ánh', ho_va_ten: 'CB002' },
      ['3 so_hieu Đặng Ánh invalid_code'],
    ],
    [
      'two columns swapped',
      2,
      { ngay_sinh: '001080000002', so_dinh_danh: '01/02/1980' },
      ['3 ngay_sinh ••••0002 invalid_date', '3 so_dinh_danh ••••1980 invalid_citizen_id'],
    ],
    [
      'first and last day swapped',
      2,
      { tu_ngay: '31/12/2030', den_ngay: '01/01/2020' },
      ['3 den_ngay 01/01/2020 period_reversed'],
    ],
    ['a unit that is not there', 2, { ma_don_vi: 'G14.99' }, ['3 ma_don_vi G14.99 unknown_unit']],
    ['a birth date to come', 2, { ngay_sinh: '01/01/2190' }, ['3 ngay_sinh 01/01/2190 future_birth_date']],
    ['a day that never was', 2, { tu_ngay: '29/02/2023' }, ['3 tu_ngay 29/02/2023 impossible_date']],
    ['a month that never was', 2, { ngay_sinh: '01/13/1980' }, ['3 ngay_sinh 01/13/1980 impossible_date']],
    [
      'the number of somebody who left',
      150,
      { ngay_sinh: '05/05/1999' },
      ['151 so_hieu CB150 employee_no_reused'],
    ],
    [
      'two people on one mailbox',
      2,
      { thu_dien_tu: 'cb001@mic.example' },
      ['3 thu_dien_tu cb001@mic.example email_taken'],
    ],
    ['a formula', 2, { ho_va_ten: "=cmd|'/C calc'!A0" }, ["3 ho_va_ten =cmd|'/C calc'!A0 formula"]],
    ['a formula behind a tab', 2, { chuc_vu: '\t=1+1' }, ['3 chuc_vu =1+1 formula']],
    ['a formula behind a line end', 2, { chuc_vu: '"\r\n@SUM(1)"' }, ['3 chuc_vu @SUM(1) formula']],
    ['a number that calculates', 2, { so_hieu: '+1' }, ['3 so_hieu +1 formula']],
  ] as const) {
    it(what, async () => {
      const found = await refusals(peopleWith(number, changes));
      for (const each of expected) assert.ok(found.includes(each), `${each} not among ${found.slice(0, 5)}`);
    });
  }

  it('one mailbox for two people, in the mailboxes file', async () => {
    const boxes = [BOXES_HEADER, 'cb001@mic.example,cá nhân,CB002,', 'x@mic.example,cá nhân,CB003,'];
    assert.deepEqual(await refusals(boxes), [
      '2 thu_dien_tu cb001@mic.example mailbox_taken',
      '3 thu_dien_tu x@mic.example second_mailbox',
    ]);
  });

  it('units in a circle, and a parent that is not there', async () => {
    const [header = ''] = UNITS;
    const found = await refusals([
      header,
      'G14,Bộ,G14.05',
      'G14.05,Cục An toàn,G14',
      'G14.06,Cục Báo chí,G15',
    ]);
    assert.deepEqual(found, [
      '4 ma_don_vi_cha G15 unknown_parent',
      '2 ma_don_vi_cha G14.05 unit_cycle',
      '3 ma_don_vi_cha G14 unit_cycle',
    ]);
  });

  it('200 MB, and a workbook that unpacks to far more than it is', async () => {
    const path = write('lớn.csv', Buffer.alloc(0));
    truncateSync(path, 200 * 1024 * 1024);
    const { arrayBuffers } = process.memoryUsage();
    const { code, err } = await run(path);
    assert.equal(code, 1);
    assert.match(err, /\[staff_file_too_large\] file=.*lớn\.csv bytes=209715200 limit=52428800/);
    assert.ok(process.memoryUsage().arrayBuffers - arrayBuffers < 1024 * 1024);
    const bomb = writeZip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20_000_000) }]);
    assert.match((await refuse(bomb, 'bom.xlsx')).err, /\[staff_file_too_large\]/);
  });

  it('takes the same files once they are right', async () => {
    assert.equal((await run(write('p.csv', Buffer.from(text([PEOPLE_HEADER, ...PEOPLE]))))).code, 0);
    assert.equal((await services.staff.show('CB150')).person.status, 'dang_cong_tac');
  });
});
