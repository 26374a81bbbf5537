import assert from 'node:assert/strict';
import iconv from 'iconv-lite';
import { DomainError } from '../../src/domain/errors.ts';
import { readStaffFile, STAFF_FILE_MAX_BYTES } from '../../src/staff-files/read-staff-file.ts';
import { encodeWindows1258 } from './windows-1258.ts';

const HEADER = ['so_hieu', 'Họ và tên', 'chuc_danh'];
const ROWS = [
  ['CB001', 'Đặng Thị Ngọc Ánh', 'Chuyên viên, hạng "A"; loại 1\t2'],
  ['CB002', 'Nguyễn Hữu Phước', 'Trưởng phòng\nKế hoạch'],
  ['CB003', 'Lê Uyển Ước', ''],
];

const ENCODINGS: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 decomposed': (text) => Buffer.from(text.normalize('NFD')),
  'UTF-8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16 LE with a byte order mark': (text) => iconv.encode(text, 'utf-16le', { addBOM: true }),
  'UTF-16 BE with a byte order mark': (text) => iconv.encode(text, 'utf-16be', { addBOM: true }),
  'UTF-16 LE': (text) => iconv.encode(text, 'utf-16le'),
  'UTF-16 BE': (text) => iconv.encode(text, 'utf-16be'),
  'Windows-1258': encodeWindows1258,
};

function csv(separator: string, lineEnd: string): string {
  const quote = (cell: string) => (/[,;\t"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [HEADER, ...ROWS].map((cells) => cells.map(quote).join(separator) + lineEnd).join('');
}

async function refusal(bytes: Uint8Array): Promise<DomainError> {
  try {
    await readStaffFile('a.csv', bytes);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'the file was read' });
}

describe('readStaffFile: CSV', () => {
  for (const [encoding, encode] of Object.entries(ENCODINGS)) {
    for (const [name, separator] of Object.entries({ comma: ',', semicolon: ';', tab: '\t' })) {
      it(`reads ${encoding} with ${name}`, async () => {
        const table = await readStaffFile('cb.csv', encode(csv(separator, '\r\n')));
        assert.deepEqual(table, {
          file: 'cb.csv',
          header: HEADER,
          rows: [
            { line: 2, cells: ROWS[0] },
            { line: 3, cells: ROWS[1] },
            { line: 5, cells: ROWS[2] },
          ],
        });
      });
    }
  }

  it('counts empty lines and quoted line breaks as a person does', async () => {
    const { header, rows } = await readStaffFile('a', Buffer.from('\na,b\n\n1,"x\ny"\n,\n2,z'));
    assert.deepEqual(header, ['a', 'b']);
    assert.deepEqual(rows, [
      { line: 4, cells: ['1', 'x\ny'] },
      { line: 7, cells: ['2', 'z'] },
    ]);
  });

  it('counts CR LF in quotes once, before and behind', async () => {
    const { rows } = await readStaffFile(
      'a',
      Buffer.from('a,b\r\n1,"\r\nx\r\ny"\r\n2,z\r\n"\r\n",3\r\n4,\r\n'),
    );
    assert.deepEqual(
      rows.map(({ line }) => line),
      [2, 5, 6, 8],
    );
  });

  it('takes the separator from the header outside quotes', async () => {
    const { header } = await readStaffFile('a', Buffer.from('"a,b,c,d";"e"\n1;2\n'));
    assert.deepEqual(header, ['a,b,c,d', 'e']);
  });

  it('leaves rows of another length to the rules', async () => {
    const { rows } = await readStaffFile('a', Buffer.from('a,b\n1\n1,2,3\n'));
    assert.deepEqual(
      rows.map(({ cells }) => cells.length),
      [1, 3],
    );
  });
});

describe('readStaffFile: what it refuses', () => {
  it('names the line of an open quote', async () => {
    const { code, details } = await refusal(Buffer.from('a,b\n1,2\n3,x"y"\n'));
    assert.equal(code, 'staff_file_unreadable');
    assert.deepEqual(details, { file: 'a.csv', reason: 'csv', line: 3 });
    const open = Buffer.from(`a,b\n1,2\n"3,${'x,y\n'.repeat(100_000)}`);
    assert.equal((await refusal(open)).details.reason, 'csv');
  });

  it('refuses a row of more than 100,000 characters', async () => {
    const row = (length: number) => Buffer.from(`a,b\n1,2\n${'x'.repeat(length)},\n3,4\n`);
    assert.equal((await readStaffFile('a', row(90_000))).rows.length, 3);
    assert.deepEqual((await refusal(row(110_000))).details, { file: 'a.csv', reason: 'csv', line: 3 });
  });

  it('does not take UTF-8 cut inside a letter for Windows-1258', async () => {
    const whole = Buffer.from('ho_va_ten\nNguyễn Hữu Phước\nĐặng Ánh');
    const cut = whole.subarray(0, whole.length - 3);
    assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(cut));
    assert.deepEqual((await refusal(cut)).details, { file: 'a.csv', reason: 'damaged' });
  });

  it('refuses UTF-16 cut inside a letter', async () => {
    const whole = iconv.encode('so_hieu,ho_va_ten\n', 'utf-16le', { addBOM: true });
    assert.equal((await refusal(whole.subarray(0, whole.length - 1))).details.reason, 'damaged');
  });

  it('refuses bytes that are no text', async () => {
    const oldExcel = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512, 7)]);
    assert.equal((await refusal(oldExcel)).details.reason, 'encoding');
    assert.equal((await refusal(Buffer.from('a,b\n\x00,1\n'))).details.reason, 'encoding');
  });

  it('refuses an empty file', async () => {
    for (const text of ['', '\uFEFF', '\n\n', ' \n']) {
      assert.equal((await refusal(Buffer.from(text))).details.reason, 'empty', JSON.stringify(text));
    }
  });

  it('refuses more than 50 MB unread, and reads exactly that', async () => {
    assert.equal(STAFF_FILE_MAX_BYTES, 50 * 1024 * 1024);
    const zeros = Buffer.alloc(STAFF_FILE_MAX_BYTES + 1);
    assert.equal((await refusal(zeros)).code, 'staff_file_too_large');
    assert.equal((await refusal(zeros.subarray(1))).code, 'staff_file_unreadable');
  });

  it('lets others work while it reads a large file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `${index},Nguyễn Văn Ánh,chuyên viên`);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const table = await readStaffFile('a', Buffer.from(`a,b,c\n${rows.join('\n')}`));
    clearInterval(timer);
    assert.equal(table.rows.length, 20_000);
    assert.ok(turns > 3, `${turns} turns`);
  });
});
