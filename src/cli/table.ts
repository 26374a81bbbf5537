/** Rows as aligned columns, one line each. Control characters become spaces: a name never forges a line. */
export function table(rows: string[][]): string {
  const clean = rows.map((row) =>
    row.map((cell) => cell.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' ')),
  );
  const widths: number[] = [];
  for (const row of clean) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell));
  }
  const lines = clean.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** Marks that stack on a letter take no room of their own. */
function width(text: string): number {
  return [...text.normalize('NFC')].length;
}
