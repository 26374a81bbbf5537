/**
 * Writes fonts/sans-*.woff2: IBM Plex Sans with the letters that Vietnamese and English need, in the weights that the
 * stylesheets use. The published files have other languages' letters and every weight from 100 to 700, half as much again.
 * Run it after a new version of the font:
 *   node views/assets/make-fonts.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const FONT = '@fontsource-variable/ibm-plex-sans';
const WEIGHTS = { min: 400, max: 600, default: 400 };
/** The ranges of `css/fonts.css`. */
const LETTERS = {
  latin: [
    [0x20, 0x7e],
    [0xa0, 0xff],
    [0x2010, 0x2027],
    [0x202f, 0x203a],
    [0x20ac, 0x20ac],
    [0x2122, 0x2122],
    [0x2190, 0x2193],
    [0x2212, 0x2212],
  ],
  vietnamese: [
    [0x102, 0x103],
    [0x110, 0x111],
    [0x128, 0x129],
    [0x168, 0x169],
    [0x1a0, 0x1a1],
    [0x1af, 0x1b0],
    [0x300, 0x301],
    [0x303, 0x303],
    [0x309, 0x309],
    [0x323, 0x323],
    [0x1ea0, 0x1ef9],
    [0x20ab, 0x20ab],
  ],
};

const { resolve } = createRequire(import.meta.url);
const directory = join(dirname(fileURLToPath(import.meta.url)), 'fonts');

for (const [subset, ranges] of Object.entries(LETTERS)) {
  const source = readFileSync(resolve(`${FONT}/files/ibm-plex-sans-${subset}-wght-normal.woff2`));
  const text = ranges.map(([first, last]) => lettersFrom(first, last)).join('');
  const font = await subsetFont(source, text, { targetFormat: 'woff2', variationAxes: { wght: WEIGHTS } });
  writeFileSync(join(directory, `sans-${subset}.woff2`), font);
  process.stdout.write(`sans-${subset}.woff2: ${source.length} bytes made ${font.length}\n`);
}
writeFileSync(join(directory, 'OFL.txt'), readFileSync(resolve(`${FONT}/LICENSE`)));

function lettersFrom(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');
}
