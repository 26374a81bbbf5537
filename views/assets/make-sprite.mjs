/**
 * Writes sprite.svg from the icons named below. Run it after changing the list:
 *   node views/assets/make-sprite.mjs
 * Stroke and size come from the stylesheet (.icon), so one symbol serves every place.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ICONS = [
  'alert-circle',
  'alert-triangle',
  'apps',
  'arrow-left',
  'arrow-up-right',
  'briefcase',
  'chart-bar',
  'check',
  'chevron-down',
  'chevron-right',
  'circle-check',
  'clock',
  'device-desktop',
  'eye',
  'eye-off',
  'file-pencil',
  'gavel',
  'hand-stop',
  'id-badge-2',
  'language',
  'lifebuoy',
  'logout',
  'mail',
  'moon',
  'news',
  'plug-connected-x',
  'search',
  'server-off',
  'shield-check',
  'sitemap',
  'stack-2',
  'sun',
  'user',
  'wifi',
  'world',
];

const { resolve } = createRequire(import.meta.url);
const target = join(dirname(fileURLToPath(import.meta.url)), 'sprite.svg');

const symbols = ICONS.map((name) => `<symbol id="${name}" viewBox="0 0 24 24">${shapesOf(name)}</symbol>`);
writeFileSync(
  target,
  `<!-- Tabler Icons, MIT licence -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`,
);
process.stdout.write(`${ICONS.length} icons in ${target}\n`);

function shapesOf(name) {
  const svg = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), 'utf8');
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return inner
    .replace(/<path stroke="none"[^>]*>/, '')
    .replace(/\s*\n\s*/g, '')
    .replaceAll(' />', '/>');
}
