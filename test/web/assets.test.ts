import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type AssetRequest, loadAssets } from '../../src/web/assets.ts';

const viewsDir = fileURLToPath(new URL('../../views', import.meta.url));
const assets = loadAssets({ viewsDir });

function get(path: string, extra: Partial<AssetRequest> = {}) {
  return assets.serve({ path, method: 'GET', acceptEncoding: '', ifNoneMatch: '', ...extra });
}

describe('assets', () => {
  it('are served under an address of their content, to be kept for ever', () => {
    const url = assets.url('panel.css');
    assert.match(url, /^\/assets\/panel\.[0-9a-f]{16}\.css$/);
    const response = get(url);
    assert.equal(response?.status, 200);
    assert.equal(response?.headers['Content-Type'], 'text/css; charset=utf-8');
    assert.match(response?.headers['Cache-Control'] ?? '', /immutable/);
  });

  it('come compressed to whoever accepts it', () => {
    const url = assets.url('panel.css');
    const plain = get(url)?.body;
    const brotli = get(url, { acceptEncoding: 'gzip, deflate, br' });
    const gzip = get(url, { acceptEncoding: 'br;q=0, gzip' });
    assert.ok(plain && brotli?.body && gzip?.body);
    assert.deepEqual([brotli.headers['Content-Encoding'], gzip.headers['Content-Encoding']], ['br', 'gzip']);
    assert.deepEqual(brotliDecompressSync(brotli.body), plain);
    assert.deepEqual(gunzipSync(gzip.body), plain);
    assert.equal(
      get(assets.url('sans-latin.woff2'), { acceptEncoding: 'br' })?.headers['Content-Encoding'],
      undefined,
    );
  });

  it('answer 304 and HEAD without a body', () => {
    const url = assets.url('enhance.js');
    const etag = get(url)?.headers.ETag ?? '';
    assert.deepEqual(
      [get(url, { ifNoneMatch: `"x", ${etag}` })?.status, get(url, { ifNoneMatch: etag })?.body],
      [304, null],
    );
    const head = get(url, { method: 'HEAD' });
    assert.equal(head?.body, null);
    assert.equal(head?.headers['Content-Length'], get(url)?.headers['Content-Length']);
  });

  it('serve the present file for the address of another version, but not to be kept', () => {
    const stale = get('/assets/panel.0000000000000000.css');
    assert.equal(stale?.status, 200);
    assert.equal(stale?.headers['Cache-Control'], 'no-cache');
  });

  it('pass on everything else', () => {
    for (const path of [
      '/',
      '/assets/',
      '/assets/panel.css',
      '/assets/../src/main.ts',
      '/assets/nothing.0000000000000000.css',
    ]) {
      assert.equal(get(path), undefined, path);
    }
    assert.equal(get(assets.url('panel.css'), { method: 'POST' }), undefined);
    assert.throws(() => assets.url('nothing.css'), /No asset/);
  });

  it('link each other by their public addresses', () => {
    const css = get(assets.url('panel.css'))?.body?.toString() ?? '';
    for (const [, url] of css.matchAll(/url\("([^"]+)"\)/g)) assert.ok(get(url ?? ''), url);
    assert.match(css, /sans-vietnamese\.[0-9a-f]{16}\.woff2/);
  });
});

describe('stylesheets', () => {
  const tokens = readFileSync(`${viewsDir}/assets/css/tokens.css`, 'utf8');

  it('hold the dark colours equal for dark devices and for people who chose dark', () => {
    const [byDevice, byChoice] = [...tokens.matchAll(/color-scheme: dark;([^}]+)\}/g)].map((match) =>
      (match[1] ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    );
    assert.ok(byDevice && byDevice.length > 30);
    assert.deepEqual(byDevice, byChoice);
  });

  it('use only declared tokens', () => {
    const css = ['panel.css', 'staff.css', 'console.css']
      .map((name) => get(assets.url(name))?.body?.toString() ?? '')
      .join();
    const declared = new Set([...tokens.matchAll(/(--[a-z0-9-]+):/g)].map((match) => match[1]));
    for (const [, token] of css.matchAll(/var\((--[a-z0-9-]+)\)/g)) assert.ok(declared.has(token), token);
  });

  it('stay small: the first page loads less than 60 kB, and 12 beside its fonts', () => {
    const names = [
      'panel.css',
      'enhance.js',
      'passkey.js',
      'panel-sprite.svg',
      'ring-disc.svg',
      'favicon.svg',
    ];
    const sizes = names.map((name) => get(assets.url(name), { acceptEncoding: 'br' })?.body?.length ?? 0);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 12_000, sizes.join(' '));
    const fonts = ['sans-latin.woff2', 'sans-vietnamese.woff2'];
    const weights = fonts.map((name) => get(assets.url(name))?.body?.length ?? 0);
    // Pages themselves are not compressed, because they carry secrets (BREACH).
    const page = 6_000;
    assert.ok([...sizes, ...weights].reduce((sum, size) => sum + size, page) < 60_000, weights.join(' '));
  });
});

describe('icons', () => {
  it('that looks and scripts name are in every sprite', () => {
    const look = readFileSync(fileURLToPath(new URL('../../src/web/app-look.ts', import.meta.url)), 'utf8');
    const named = [...look.matchAll(/symbol: '([a-z0-9-]+)'/g)].map((match) => match[1]);
    for (const sprite of ['panel-sprite.svg', 'portal-sprite.svg', 'console-sprite.svg'])
      for (const symbol of [...named, 'eye', 'eye-off'])
        assert.ok(get(assets.url(sprite))?.body?.includes(`id="${symbol}"`), `${sprite}: ${symbol}`);
  });
});
