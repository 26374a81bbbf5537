/** The last row and column of a spreadsheet. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;
/** Longer than any start tag that a spreadsheet writes. */
const TAG_MAX_LENGTH = 64 * 1024;

const OPENING = /<(?:[^\s<>/:"'=]+:)?(row|c)(?=[\s/>])/g;
const REST_OF_TAG = /(?:[^"'>]|"[^"]*"|'[^']*')*>/y;
const REFERENCE = /(?:^|[\s"':])r\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * Finds how far a sheet reaches from the bytes of its XML, as they come and holding none of them: a reader makes
 * every row and cell up to the last one, so one made-up number would cost all memory. Whatever is not a plain
 * address counts as made up.
 */
export class SheetExtent {
  #isPlain = true;
  /** The beginning of a tag; its end has not come yet. */
  #rest = '';
  #lastRow = 0;
  #lastColumn = 0;

  /** Once all bytes are in: whether every row and cell lies where a spreadsheet can have one. */
  get isPlain(): boolean {
    return this.#isPlain && this.#rest === '';
  }

  /** Cells of the rectangle that holds every cell with a value. */
  get cells(): number {
    return this.#lastRow * this.#lastColumn;
  }

  /** Takes the next bytes. */
  add(bytes: Uint8Array): void {
    // Only the ASCII of the tags counts.
    const text = this.#rest + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    this.#rest = text.slice(this.#readTags(text));
    if (this.#rest.length > TAG_MAX_LENGTH) {
      this.#isPlain = false;
      this.#rest = '';
    }
  }

  /** Reads whole tags; returns where a tag begins that the text does not hold to its end. */
  #readTags(text: string): number {
    for (const opening of text.matchAll(OPENING)) {
      REST_OF_TAG.lastIndex = opening.index + opening[0].length;
      const [tag] = REST_OF_TAG.exec(text) ?? [];
      if (tag === undefined) return opening.index;
      this.#readTag(opening[1] === 'c', tag);
    }
    const last = text.lastIndexOf('<');
    return last < 0 || text.includes('>', last) ? text.length : last;
  }

  #readTag(isCell: boolean, tag: string): void {
    for (const [, double, single] of tag.matchAll(REFERENCE)) {
      const reference = double ?? single ?? '';
      const [, letters = 'A', digits] =
        (isCell ? /^([A-Z]{1,3})(\d{1,7})$/ : /^()(\d{1,7})$/).exec(reference) ?? [];
      const row = Number(digits);
      const column = columnNumber(letters);
      // NaN, for what is no address, is in no range.
      if (!(row >= 1 && row <= LAST_ROW && column <= LAST_COLUMN)) this.#isPlain = false;
      else if (isCell && !tag.endsWith('/>')) this.#reach(row, column);
    }
  }

  #reach(row: number, column: number): void {
    this.#lastRow = Math.max(this.#lastRow, row);
    this.#lastColumn = Math.max(this.#lastColumn, column);
  }
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
