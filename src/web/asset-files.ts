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

const MONO = '@fontsource/ibm-plex-mono/files';
/** Made by `make-fonts.mjs`; what few pages need comes as published. */
const OWN_FONTS = ['sans-latin.woff2', 'sans-vietnamese.woff2'];
const FONTS = [
  `${MONO}/ibm-plex-mono-latin-400-normal.woff2`,
  `${MONO}/ibm-plex-mono-latin-600-normal.woff2`,
  `${MONO}/ibm-plex-mono-vietnamese-400-normal.woff2`,
  `${MONO}/ibm-plex-mono-vietnamese-600-normal.woff2`,
];
const FILES = [
  'favicon.svg',
  'panel-sprite.svg',
  'portal-sprite.svg',
  'console-sprite.svg',
  'ring-disc.svg',
  'enhance.js',
  'console.js',
  'palette.js',
  'passkey.js',
  'strength.js',
  'vgca.js',
];
const BASIC_STYLES = ['tokens', 'fonts', 'base', 'controls', 'blocks'];
/** One stylesheet a layout for the browser, several to read; the cascade needs this order. */
const STYLESHEETS: Readonly<Record<string, readonly string[]>> = {
  'panel.css': [...BASIC_STYLES, 'panel', 'panel-content', 'steps', 'second-factor', 'verdict', 'print'],
  'staff.css': [
    ...BASIC_STYLES,
    'account-menu',
    'staff',
    'launcher',
    'roles',
    'role-path',
    'requests',
    'steps',
    'second-factor',
    'verdict',
    'security',
    'print',
  ],
  'console.css': [
    ...BASIC_STYLES,
    'account-menu',
    'console',
    'roles',
    'role-path',
    'lists',
    'search',
    'matrix',
    'overview',
    'imports',
    'people',
    'person',
    'grants',
    'audit',
    'settings',
    'trust',
    'units',
    'clients',
    'reviews',
    'lab',
    'print',
  ],
};

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
    ...OWN_FONTS.map((name) => assetOf(name, readFileSync(join(assetsDir, 'fonts', name)))),
    ...FONTS.map((id) => assetOf(id.slice(id.lastIndexOf('/') + 1), readFileSync(resolve(id)))),
    ...FILES.map((name) => assetOf(name, slim(name, readFileSync(join(assetsDir, name))))),
  ];
  const styles = readStyles(join(assetsDir, 'css'));
  const sheets = Object.entries(STYLESHEETS).map(([name, parts]) =>
    assetOf(name, slim(name, Buffer.from(linked(parts.map((part) => styles.get(part)).join('\n'), files)))),
  );
  return [...files, ...sheets];
}

/** Without what only its authors read: comments and indents are a seventh of what a sign-in loads, compressed. */
function slim(name: string, body: Buffer): Buffer {
  if (!/\.(?:js|css)$/.test(name)) return body;
  return Buffer.from(
    body
      .toString()
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(/^\s+/gm, ''),
  );
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

/** The texts of all stylesheets by name. */
function readStyles(dir: string): Map<string, string> {
  const listed = new Set(Object.values(STYLESHEETS).flat());
  const forgotten = readdirSync(dir).filter((file) => !listed.has(file.replace(/\.css$/, '')));
  if (forgotten.length > 0) throw new Error(`Stylesheets outside the list: ${forgotten.join(', ')}`);
  return new Map([...listed].map((name) => [name, readFileSync(join(dir, `${name}.css`), 'utf8')]));
}

/** Points `url("name")` of a stylesheet to the public address, so that its hash covers what it loads. */
function linked(css: string, files: readonly AssetFile[]): string {
  return css.replace(/url\("([^"]+)"\)/g, (_, name: string) => {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) throw new Error(`The stylesheets load ${name}, which is not an asset`);
    return `url("${file.path}")`;
  });
}
