import assert from 'node:assert/strict';
import { SheetExtent } from '../../src/staff-files/sheet-extent.ts';

/** What a sheet says, whole and in pieces of every small size. */
function extent(xml: string): { isPlain: boolean; cells: number } {
  const whole = new SheetExtent();
  whole.add(Buffer.from(xml));
  for (let size = 1; size < 12 && xml.length < 1000; size += 1) {
    const pieces = new SheetExtent();
    for (let at = 0; at < xml.length; at += size) pieces.add(Buffer.from(xml.slice(at, at + size)));
    assert.deepEqual([pieces.isPlain, pieces.cells], [whole.isPlain, whole.cells], `pieces of ${size}`);
  }
  return { isPlain: whole.isPlain, cells: whole.cells };
}

describe('staff-files/sheet-extent', () => {
  it('is the rectangle of the cells that hold something', () => {
    const xml =
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="30" ht="1"><c r="AA30" t="s"><v>2</v></c></row>';
    assert.deepEqual(extent(xml), { isPlain: true, cells: 30 * 27 });
    assert.deepEqual(extent('<row r="1048576"/><row><c r="XFD9" s="1"/></row>'), { isPlain: true, cells: 0 });
    assert.deepEqual(extent('<x:row r="2"><x:c r=\'B2\'></x:c></x:row>'), { isPlain: true, cells: 4 });
  });

  for (const tag of [
    '<row r="1048577">',
    '<row r="0">',
    '<row r="-1"/>',
    '<row r="1e9">',
    '<row r="Infinity">',
    '<row r="&#57;9999999">',
    '<row ht=">" r="99999999">',
    "<row a='\"' r = '99999999' >",
    '<row\nr="99999999"/>',
    '<x:row r="99999999">',
    '<c r="XFE1"/>',
    '<c r="A1048577"><v>1</v></c>',
    '<c r="1"/>',
    '<c r="ABCDEFGH1">',
    '<![CDATA[<row "]]><row r="99999999">',
    `<row ${'a'.repeat(70_000)}`,
  ]) {
    it(`does not take ${tag.slice(0, 40)} for a place`, () => {
      const { isPlain } = extent(`<sheetData>${tag}`);
      assert.equal(isPlain, false);
    });
  }

  it('does not take other elements for rows, or long texts for tags', () => {
    const xml = `<xdr:row>5</xdr:row><rows r="x"/><cols r="x"/><t>${'a'.repeat(70_000)}</t>`;
    assert.equal(new SheetExtent().isPlain && extent(xml).isPlain, true);
  });
});
