import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

/** A static file under its public, content-addressed address. */
export interface AssetFile {
  /** What templates and stylesheets call it. */
  name: string;
  path: string;
  hash: string;
  type: string;
  body: Buffer;
}

export const ASSET_PREFIX = '/assets/';

const SANS = '@fontsource-variable/ibm-plex-sans/files';
const MONO = '@fontsource/ibm-plex-mono/files';
const FONTS = [
  `${SANS}/ibm-plex-sans-latin-wght-normal.woff2`,
  `${SANS}/ibm-plex-sans-vietnamese-wght-normal.woff2`,
  `${MONO}/ibm-plex-mono-latin-400-normal.woff2`,
  `${MONO}/ibm-plex-mono-latin-600-normal.woff2`,
  `${MONO}/ibm-plex-mono-vietnamese-400-normal.woff2`,
  `${MONO}/ibm-plex-mono-vietnamese-600-normal.woff2`,
];
const FILES = ['favicon.svg', 'sprite.svg', 'ring-disc.svg', 'enhance.js'];
/** One stylesheet for the browser, several to read; the cascade needs this order. */
const STYLES = [
  'tokens',
  'fonts',
  'base',
  'controls',
  'blocks',
  'panel',
  'panel-content',
  'staff',
  'launcher',
  'roles',
  'role-path',
  'requests',
  'print',
];

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * Reads every static file once.
 * @param assetsDir `views/assets`
 * @throws Error when a stylesheet names a file that is not an asset
 */
export function readAssets(assetsDir: string): AssetFile[] {
  const { resolve } = createRequire(import.meta.url);
  const files = [
    ...FONTS.map((id) => assetOf(id.slice(id.lastIndexOf('/') + 1), readFileSync(resolve(id)))),
    ...FILES.map((name) => assetOf(name, readFileSync(join(assetsDir, name)))),
  ];
  return [...files, assetOf('site.css', Buffer.from(linked(readStyles(join(assetsDir, 'css')), files)))];
}

function assetOf(name: string, body: Buffer): AssetFile {
  const extension = extname(name);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const type = types[extension];
  if (type === undefined) throw new Error(`No content type for the asset ${name}`);
  return {
    name,
    path: `${ASSET_PREFIX}${name.slice(0, -extension.length)}.${hash}${extension}`,
    hash,
    type,
    body,
  };
}

function readStyles(dir: string): string {
  const forgotten = readdirSync(dir).filter((file) => !STYLES.includes(file.replace(/\.css$/, '')));
  if (forgotten.length > 0) throw new Error(`Stylesheets outside the list: ${forgotten.join(', ')}`);
  return STYLES.map((name) => readFileSync(join(dir, `${name}.css`), 'utf8')).join('\n');
}

/** Points `url("name")` of a stylesheet to the public address, so that its hash covers what it loads. */
function linked(css: string, files: readonly AssetFile[]): string {
  return css.replace(/url\("([^"]+)"\)/g, (_, name: string) => {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) throw new Error(`The stylesheets load ${name}, which is not an asset`);
    return `url("${file.path}")`;
  });
}
