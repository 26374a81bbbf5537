import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';

/** The only file that knows pdfkit: an A4 page on its side, in a typeface with every letter of Vietnamese. */
export type Weight = 'regular' | 'bold';

export interface Column {
  header: string;
  width: number;
}

/** A cell: its main line, and what stands below it in small. */
export interface Cell {
  text: string;
  below?: string;
  weight?: Weight;
}

export interface PdfPage {
  /** A line or a paragraph over the whole width. */
  text(text: string, options?: { size?: number; weight?: Weight; align?: 'left' | 'center' | 'right' }): void;
  /** Two blocks of centred lines beside each other. */
  beside(left: readonly string[], right: readonly string[]): void;
  gap(points: number): void;
  /** Rows are never cut; each page repeats the header. Other work goes on meanwhile. */
  table(columns: readonly Column[], rows: Iterable<readonly Cell[]>): Promise<void>;
  /** Numbers the pages, writes a note beside the number, and closes the document. */
  finish(note: string): Promise<Uint8Array>;
}

const MARGIN = 40;
const FOOT = 24;
const SIZE = 9;
const SMALL = 7.5;
const PAD = 4;
/** A row takes a millisecond. */
const ROWS_AT_ONCE = 20;
const INK = '#1b2430';
const LINE = '#c6cdd6';

const find = createRequire(import.meta.url).resolve;
const FONTS: Readonly<Record<Weight, string>> = {
  regular: '400Regular/IBMPlexSans_400Regular.ttf',
  bold: '600SemiBold/IBMPlexSans_600SemiBold.ttf',
};

/** An empty document. @param at what its properties name as the time of its making */
export function createPdf({ title, author, at }: { title: string; author: string; at: Date }): PdfPage {
  const pdf = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT },
    bufferPages: true,
    lang: 'vi',
    displayTitle: true,
    info: { Title: title, Author: author, CreationDate: at, ModDate: at, Producer: 'MicConnect' },
    // None at first: the library's own reads files and lacks Vietnamese, and one set here is parsed at each use.
    font: '',
  });
  pdf.registerFont('regular', fontFile('regular')).registerFont('bold', fontFile('bold'));
  pdf.font('regular').fillColor(INK);
  const bytes = collect(pdf);
  const width = pdf.page.width - 2 * MARGIN;
  const bottom = pdf.page.height - MARGIN - FOOT;
  const use = (weight: Weight, size: number) => pdf.font(weight).fontSize(size);
  return {
    text(text, { size = SIZE, weight = 'regular', align = 'left' } = {}) {
      use(weight, size).text(text, MARGIN, pdf.y, { width, align });
    },
    beside(left, right) {
      const top = pdf.y;
      const ends = [left, right].map((lines, index) => {
        pdf.y = top;
        for (const [number, line] of lines.entries())
          use(number === 0 ? 'bold' : 'regular', SIZE).text(line, MARGIN + (index * width) / 2, pdf.y, {
            width: width / 2,
            align: 'center',
          });
        return pdf.y;
      });
      pdf.y = Math.max(...ends);
    },
    gap: (points) => void pdf.moveDown(points / SIZE),
    async table(columns, rows) {
      const head = columns.map(({ header }): Cell => ({ text: header, weight: 'bold' }));
      drawRow(pdf, columns, head);
      let drawn = 0;
      for (const row of rows) {
        drawn += 1;
        if (drawn % ROWS_AT_ONCE === 0) await setImmediate();
        const height = heightOf(pdf, columns, row);
        if (pdf.y + height > bottom) {
          pdf.addPage();
          drawRow(pdf, columns, head);
        }
        drawRow(pdf, columns, row, height);
      }
    },
    async finish(note) {
      const { start, count } = pdf.bufferedPageRange();
      for (let page = start; page < start + count; page += 1) {
        pdf.switchToPage(page);
        // Below the margin, where a text would otherwise begin a page of its own.
        pdf.page.margins.bottom = 0;
        const foot = { y: bottom + FOOT / 2, number: `${page + 1}/${count}` };
        use('regular', SMALL).text(note, MARGIN, foot.y, { width: width - 60, lineBreak: false });
        pdf.text(foot.number, MARGIN, foot.y, { width, align: 'right' });
      }
      pdf.end();
      return bytes;
    },
  };
}

type Pdf = InstanceType<typeof PDFDocument>;

function heightOf(pdf: Pdf, columns: readonly Column[], row: readonly Cell[]): number {
  const heights = columns.map(({ width }, index) => {
    const { text, below = '', weight = 'regular' } = row[index] ?? { text: '' };
    const inner = { width: width - 2 * PAD };
    const main = pdf.font(weight).fontSize(SIZE).heightOfString(text, inner);
    return main + (below === '' ? 0 : pdf.font('regular').fontSize(SMALL).heightOfString(below, inner));
  });
  return Math.max(...heights) + 2 * PAD;
}

function drawRow(
  pdf: Pdf,
  columns: readonly Column[],
  row: readonly Cell[],
  height = heightOf(pdf, columns, row),
): void {
  const top = pdf.y;
  let left = MARGIN;
  for (const [index, { width }] of columns.entries()) {
    const { text, below = '', weight = 'regular' } = row[index] ?? { text: '' };
    const inner = { width: width - 2 * PAD };
    pdf
      .font(weight)
      .fontSize(SIZE)
      .text(text, left + PAD, top + PAD, inner);
    if (below !== '')
      pdf
        .font('regular')
        .fontSize(SMALL)
        .text(below, left + PAD, pdf.y, inner);
    left += width;
  }
  pdf
    .moveTo(MARGIN, top + height)
    .lineTo(left, top + height)
    .lineWidth(0.5)
    .strokeColor(LINE)
    .stroke();
  pdf.x = MARGIN;
  pdf.y = top + height;
}

function fontFile(weight: Weight): Buffer {
  return readFileSync(find(`@expo-google-fonts/ibm-plex-sans/${FONTS[weight]}`));
}

function collect(pdf: Pdf): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
