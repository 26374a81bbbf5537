import { strict as assert } from 'node:assert';
import { parse } from 'csv-parse/sync';
import { jsonLinesOf, recordOf } from '../../src/domain/reviews/review-record.ts';
import { createRecordPrinter } from '../../src/printing/review-files.ts';
import { itemRow, names, reviewRow } from '../domain/reviews/rows.ts';

const SHA = 'a'.repeat(64);
const hostile = ['=1+1', '+84', '-1', '@SUM(A1)', '\t=1', '＝1', 'a "b", c', 'hai\ndòng'];
const items = hostile.map((note, index) => itemRow(index + 1, { note, personName: `Đỗ Thị Nữ ${index}` }));
const record = recordOf(reviewRow(), items, names);

async function printed() {
  const files = await createRecordPrinter('Bộ Thông tin và Truyền thông')(record, SHA);
  return Object.fromEntries(files.map(({ name, bytes }) => [name, Buffer.from(bytes)]));
}

describe('printing: the record of a review', () => {
  it('is CSV that Excel opens with its letters, and in which nothing runs', async () => {
    const csv = (await printed())['review.csv']?.toString('utf8') ?? '';
    assert.ok(csv.startsWith('\uFEFF'));
    const rows: string[][] = parse(csv, { bom: true });
    assert.equal(rows.length, items.length + 1);
    for (const row of rows) for (const cell of row) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]./u);
    const reasons = rows.slice(1).map((row) => row[15]?.replace(/^'/, ''));
    assert.deepEqual(reasons, hostile);
    assert.equal(rows[1]?.[1], 'Đỗ Thị Nữ 0');
    assert.equal(rows[1]?.[16], 'Vũ Minh Khôi');
  });

  it('is a PDF of the same bytes each time, with its typeface inside', async () => {
    const [one, other] = [(await printed())['review.pdf'], (await printed())['review.pdf']];
    assert.ok(one && other);
    assert.ok(one.equals(other));
    assert.match(one.subarray(0, 8).toString('latin1'), /^%PDF-1\./);
    assert.match(one.toString('latin1'), /\+IBMPlexSans-Regular/);
    assert.match(one.toString('latin1'), /\+IBMPlexSans-SemiBold/);
    assert.doesNotMatch(one.toString('latin1'), /Helvetica/);
  });

  it('takes as many pages as it needs, and no empty ones', async () => {
    const many = recordOf(
      reviewRow(),
      Array.from({ length: 60 }, (_, index) => itemRow(index + 1)),
      names,
    );
    const [, pdf] = await createRecordPrinter('Bộ')(many, SHA);
    const pages = Buffer.from(pdf?.bytes ?? [])
      .toString('latin1')
      .match(/\/Type \/Page\b(?!s)/g)?.length;
    assert.ok(pages !== undefined && pages >= 4 && pages <= 8, String(pages));
  });

  it('is JSON lines that say the same', () => {
    const [head, ...lines] = Buffer.from(jsonLinesOf(record)).toString('utf8').trimEnd().split('\n');
    const { format, counts, closedByName } = JSON.parse(head ?? '');
    assert.deepEqual(
      [format, counts, closedByName],
      ['micconnect-review/1', { items: 8, kept: 8, revoked: 0 }, 'Vũ Minh Khôi'],
    );
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).note),
      hostile,
    );
  });
});
