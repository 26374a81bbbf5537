import { strict as assert } from 'node:assert';
import readXlsxFile from 'read-excel-file/node';
import { type Table, writeTable } from '../../src/printing/table-files.ts';

const ROWS = [
  ['014-00001', 'Đặng Thị Ngọc Ánh', 'Phòng "Thẩm định", tầng 2'],
  ['00007', '=HYPERLINK("http://x")', '<b>&\u0000'],
  ['', ' +84', ''],
];
const HEADER = ['Số hiệu', 'Họ và tên', 'Đơn vị'];

async function* batches(count: number) {
  for (let batch = 0; batch < count; batch += 1) yield ROWS;
}
const table = (count = 1): Table => ({ name: 'Cán bộ: [tất cả]', header: HEADER, batches: batches(count) });

async function bytesOf(format: 'csv' | 'xlsx', written: Table): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeTable(format, written)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('printing/table-files', () => {
  it('writes CSV that Excel reads as UTF-8 and runs nothing of', async () => {
    assert.equal(
      (await bytesOf('csv', table())).toString(),
      '\uFEFFSố hiệu,Họ và tên,Đơn vị\r\n' +
        '014-00001,Đặng Thị Ngọc Ánh,"Phòng ""Thẩm định"", tầng 2"\r\n' +
        '00007,"\'=HYPERLINK(""http://x"")",<b>&\0\r\n' +
        ",' +84,\r\n",
    );
  });

  it('writes a workbook of texts that a reader takes as they were', async () => {
    const [sheet] = await readXlsxFile(await bytesOf('xlsx', table(2)));
    const read = [...ROWS, ...ROWS].map((cells) =>
      cells.map((cell) => (cell === '' ? null : cell.replace('\0', '').trim())),
    );
    assert.deepEqual(sheet?.data, [HEADER, ...read]);
    assert.equal(sheet?.sheet, 'Cán bộ   tất cả ');
  });

  it('asks for a batch when the one before has been taken, and for no more once nobody reads', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      let asked = 0;
      async function* endless() {
        for (;;) {
          asked += 1;
          // Enough of what cannot be packed for the packer to let something out.
          yield Array.from({ length: 4000 }, (_, index) => [String(Math.sin(asked * 4000 + index))]);
        }
      }
      for await (const _ of writeTable(format, { ...table(), batches: endless() })) if (asked > 2) break;
      assert.ok(asked < 10, `${format}: ${asked}`);
    }
  });
});
