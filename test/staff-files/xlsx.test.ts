import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { DomainError } from '../../src/domain/errors.ts';
import { readStaffFile } from '../../src/staff-files/read-staff-file.ts';
import { SHEET_NAMESPACE, writeSheet, writeXlsx, writeZip } from '../support/xlsx.ts';

async function refusal(bytes: Uint8Array): Promise<DomainError> {
  try {
    await readStaffFile('a.xlsx', bytes);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'the file was read' });
}

describe('readStaffFile: XLSX', () => {
  it('reads text, numbers, days and gaps, with the lines that the spreadsheet shows', async () => {
    const bytes = writeXlsx([
      ['so_hieu', 'Họ và tên', 'ngay_sinh', 'so_dinh_danh'],
      [101, 'Đặng Thị Ánh'.normalize('NFD'), { day: '1980-02-29' }, 123456789012],
      [],
      ['CB&2', null, null, '001080000001'],
    ]);
    assert.deepEqual(await readStaffFile('cb.xlsx', bytes), {
      file: 'cb.xlsx',
      header: ['so_hieu', 'Họ và tên', 'ngay_sinh', 'so_dinh_danh'],
      rows: [
        { line: 2, cells: ['101', 'Đặng Thị Ánh', '1980-02-29', '123456789012'] },
        { line: 4, cells: ['CB&2', '', '', '001080000001'] },
      ],
    });
  });

  it('takes the first row that is not empty for the header', async () => {
    const { header, rows } = await readStaffFile('a', writeXlsx([[], ['a'], ['b']]));
    assert.deepEqual([header, rows], [['a'], [{ line: 3, cells: ['b'] }]]);
  });

  it('refuses a workbook without a row, a zip that is no workbook, and a file cut short', async () => {
    const whole = writeXlsx([['a'], ['b']]);
    assert.equal((await refusal(writeXlsx([]))).details.reason, 'empty');
    assert.equal((await refusal(writeZip([{ name: 'a.txt', content: 'a' }]))).details.reason, 'xlsx');
    for (let tenth = 1; tenth < 10; tenth += 1) {
      const { code } = await refusal(whole.subarray(0, Math.floor((whole.length * tenth) / 10)));
      assert.equal(code, 'staff_file_unreadable', `${tenth}0 %`);
    }
  });

  it('refuses what unpacks to more than 200 times its size before unpacking it', async () => {
    const bomb = writeZip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(2_000_000) }]);
    const { code, details } = await refusal(bomb);
    assert.equal(code, 'staff_file_too_large');
    assert.deepEqual(details, { file: 'a.xlsx', bytes: 2_000_000, limit: bomb.length * 200 });
  });

  it('refuses a declared size over 200 MB', async () => {
    const noise = randomBytes(3_000_000);
    const big = writeZip([{ name: 'a.xml', content: noise, declaredSize: 201 * 1024 * 1024 }]);
    assert.equal((await refusal(big)).details.limit, 200 * 1024 * 1024);
  });

  it('refuses rows and cells far outside, before it makes the gaps', async () => {
    const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>';
    const cell = (address: string) => `<c r="${address}"><v>1</v></c>`;
    const far = [
      [`<row r="4000000000">${cell('A4000000000')}</row>`, 'staff_file_unreadable'],
      [`<row r="1e9">${cell('A2')}</row>`, 'staff_file_unreadable'],
      [`<row>${cell('A99999999')}</row>`, 'staff_file_unreadable'],
      [`<row r="2">${cell('ZZZZ2')}</row>`, 'staff_file_unreadable'],
      [`<row r="1048576">${cell('XFD1048576')}</row>`, 'staff_file_too_large'],
      [`<row r="1000000">${cell('E1000000')}</row>`, 'staff_file_too_large'],
    ] as const;
    for (const [row, code] of far) assert.equal((await refusal(writeSheet(`${head}${row}`))).code, code, row);
    const near = await readStaffFile('a', writeSheet(`${head}<row r="1000">${cell('D1000')}</row>`));
    assert.deepEqual(near.rows, [{ line: 1000, cells: ['', '', '', '1'] }]);
  });

  it('refuses a text that thousands of cells repeat', async () => {
    const long = 'Ánh '.repeat(8000);
    const rows = Array.from(
      { length: 2000 },
      (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>0</v></c></row>`,
    );
    const shared = `<sst xmlns="${SHEET_NAMESPACE}"><si><t>${long}</t></si></sst>`;
    const { code, details } = await refusal(writeSheet(rows.join(''), shared));
    assert.equal(code, 'staff_file_too_large');
    assert.equal(details.limit, 50 * 1024 * 1024);
  });

  it('refuses a directory that lies about a size', async () => {
    const lying = writeZip([{ name: 'a.xml', content: Buffer.alloc(2_000_000), declaredSize: 10 }]);
    assert.deepEqual((await refusal(lying)).details, { file: 'a.xlsx', reason: 'xlsx' });
  });

  it('refuses files that the directory does not list', async () => {
    const hidden = writeZip([{ name: 'hidden.xml', content: 'x'.repeat(100) }]);
    const shown = writeXlsx([['a']]);
    const bodyEnd = hidden.indexOf('PK\x01\x02', 0, 'latin1');
    const joined = Buffer.concat([hidden.subarray(0, bodyEnd), shown]);
    const directory = shown.indexOf('PK\x01\x02', 0, 'latin1');
    for (let at = directory; at !== -1; at = shown.indexOf('PK\x01\x02', at + 1, 'latin1')) {
      joined.writeUInt32LE(shown.readUInt32LE(at + 42) + bodyEnd, at + bodyEnd + 42);
    }
    joined.writeUInt32LE(directory + bodyEnd, joined.length - 6);
    assert.equal((await refusal(joined)).details.reason, 'xlsx');
  });
});
