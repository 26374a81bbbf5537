import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Table } from './table-files.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** Of an Excel sheet's name. */
const NAME_MAX = 31;
/** What XML 1.0 cannot hold. */
const UNWRITABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * A table as a workbook of one sheet (ECMA-376, part 1), its head in bold and in sight while the rest is scrolled. Every
 * cell is a text, so that none runs as a formula and no number loses its zeros.
 */
export async function* xlsxOf({ name, header, batches }: Table): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  // Whatever is pushed is packed at once, in the same call.
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    packed.push(chunk);
  });
  const take = () => packed.splice(0);
  for (const [path, text] of Object.entries(frameOf(name)))
    add(zip, path).push(strToU8(DECLARED + text), true);
  const sheet = add(zip, 'xl/worksheets/sheet1.xml');
  sheet.push(strToU8(DECLARED + SHEET_START + rowXml(header, 1, HEAD_STYLE)));
  let line = 1;
  for await (const rows of batches) {
    sheet.push(strToU8(rows.map((cells) => rowXml(cells, ++line)).join('')));
    yield* take();
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true);
  zip.end();
  yield* take();
}

function add(zip: Zip, path: string): ZipDeflate {
  const file = new ZipDeflate(path, { level: 6 });
  zip.add(file);
  return file;
}

const HEAD_STYLE = 's="1" ';
/** Of the first column; no table of ours has more than 26. */
const LETTER_A = 65;
const SHEET_START =
  `<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0">` +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
  '<sheetFormatPr defaultRowHeight="15" baseColWidth="22"/><sheetData>';

function rowXml(cells: readonly string[], line: number, style = ''): string {
  const written = cells.map((text, index) => {
    const place = `r="${String.fromCharCode(LETTER_A + index)}${line}" ${style}`;
    return text === ''
      ? ''
      : `<c ${place}t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
  });
  return `<row r="${line}">${written.join('')}</row>`;
}

function xml(text: string): string {
  return text
    .replace(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Everything of the workbook but its rows. */
function frameOf(name: string): Record<string, string> {
  const title = xml(name.replace(/[\\/?*:[\]]/g, ' ').slice(0, NAME_MAX));
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`,
    '_rels/.rels': relationships(['officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml':
      `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="${title}" sheetId="1" r:id="rId1"/></sheets>` +
      '</workbook>',
    'xl/_rels/workbook.xml.rels': relationships(
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ),
    'xl/styles.xml':
      `<styleSheet ${MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
      '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
      '<fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
      '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>',
  };
}

function relationships(...targets: (readonly [type: string, target: string])[]): string {
  const listed = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${listed.join('')}</Relationships>`;
}
