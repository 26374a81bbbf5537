/**
 * Writes the sprites from the icons named below. Run it after changing the list:
 *   node views/assets/make-sprite.mjs
 * Stroke and size come from the stylesheet (.icon), so one symbol serves every place.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What somebody meets who signs in. */
const PANEL_ICONS = [
  'alert-circle',
  'alert-triangle',
  'apps',
  'arrow-left',
  'certificate',
  'chart-bar',
  'check',
  'chevron-down',
  'circle',
  'circle-check',
  'circle-minus',
  'circle-x',
  'clock',
  'copy',
  'device-desktop',
  'device-mobile',
  'device-usb',
  'download',
  'eye',
  'eye-off',
  'file-pencil',
  'fingerprint',
  'hand-stop',
  'help',
  'id-badge-2',
  'lifebuoy',
  'list-check',
  'mail',
  'moon',
  'news',
  'plug-connected-x',
  'printer',
  'server-off',
  'shield-check',
  'sun',
  'wifi',
  'world',
  'x',
];

/** What people meet besides in their own pages. */
const PORTAL_ICONS = [
  'arrow-up-right',
  'briefcase',
  'chevron-right',
  'gavel',
  'key',
  'language',
  'logout',
  'search',
  'settings',
  'sitemap',
  'stack-2',
  'user',
];

/** What officers meet besides. */
const CONSOLE_ICONS = [
  'adjustments-horizontal',
  'bell',
  'building',
  'calendar',
  'chart-line',
  'chevron-left',
  'circle-dashed',
  'clipboard-check',
  'device-laptop',
  'file-import',
  'file-text',
  'filter',
  'grid-dots',
  'history',
  'hourglass',
  'inbox',
  'layout-dashboard',
  'layout-grid',
  'list',
  'list-details',
  'lock',
  'lock-open',
  'mailbox',
  'menu-2',
  'note',
  'pencil',
  'player-play',
  'plus',
  'refresh',
  'rubber-stamp',
  'shield-off',
  'sort-ascending',
  'table',
  'transfer',
  'trash',
  'user-minus',
  'user-plus',
  'user-question',
  'user-share',
  'users',
];

const { resolve } = createRequire(import.meta.url);
const directory = dirname(fileURLToPath(import.meta.url));

writeSprite('panel-sprite.svg', PANEL_ICONS);
writeSprite('portal-sprite.svg', [...PANEL_ICONS, ...PORTAL_ICONS]);
writeSprite('console-sprite.svg', [...PANEL_ICONS, ...PORTAL_ICONS, ...CONSOLE_ICONS]);

function writeSprite(file, names) {
  const symbols = names.map((name) => `<symbol id="${name}" viewBox="0 0 24 24">${shapesOf(name)}</symbol>`);
  const target = join(directory, file);
  writeFileSync(
    target,
    `<!-- Tabler Icons, MIT licence -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`,
  );
  process.stdout.write(`${names.length} icons in ${target}\n`);
}

function shapesOf(name) {
  const svg = readFileSync(resolve(`@tabler/icons/outline/${name}.svg`), 'utf8');
  const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return inner
    .replace(/<path stroke="none"[^>]*>/, '')
    .replace(/\s*\n\s*/g, '')
    .replaceAll(' />', '/>');
}
