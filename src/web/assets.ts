import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Middleware } from 'koa';
import { ASSET_PREFIX, type AssetFile, readAssets } from './asset-files.ts';

export interface AssetRequest {
  path: string;
  method: string;
  acceptEncoding: string;
  ifNoneMatch: string;
}

export interface AssetResponse {
  status: 200 | 304;
  headers: Record<string, string>;
  body: Buffer | null;
}

export interface Assets {
  /** The public address of an asset. @throws Error for a name that is not one */
  url(name: string): string;
  /** The answer to a request, or undefined when it is not for an asset. */
  serve(request: AssetRequest): AssetResponse | undefined;
}

interface Stored extends AssetFile {
  encoded: { br?: Buffer; gzip?: Buffer };
}

/** Loads, hashes and compresses the static files; afterwards serving touches no disk. */
export function loadAssets({ viewsDir }: { viewsDir: string }): Assets {
  const stored = readAssets(join(viewsDir, 'assets')).map(compressed);
  const byName = new Map(stored.map((file) => [file.name, file]));
  return {
    url(name) {
      const file = byName.get(name);
      if (!file) throw new Error(`No asset "${name}"`);
      return file.path;
    },
    serve(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
      const file = byName.get(nameOf(request.path));
      return file && answer(file, request);
    },
  };
}

/** Koa middleware around `assets.serve`; other requests pass on. */
export function assetMiddleware(assets: Assets): Middleware {
  return async (ctx, next) => {
    const response = assets.serve({
      path: ctx.path,
      method: ctx.method,
      acceptEncoding: ctx.get('Accept-Encoding'),
      ifNoneMatch: ctx.get('If-None-Match'),
    });
    if (!response) return next();
    ctx.status = response.status;
    ctx.set(response.headers);
    if (response.body) ctx.body = response.body;
  };
}

/** `/assets/panel.0123456789abcdef.css` → `panel.css`; a stale hash keeps its name. */
function nameOf(path: string): string {
  const match = /^([a-z0-9-]+)\.[0-9a-f]{16}(\.[a-z0-9]+)$/.exec(path.slice(ASSET_PREFIX.length));
  return match && path.startsWith(ASSET_PREFIX) ? `${match[1]}${match[2]}` : '';
}

function answer(file: Stored, request: AssetRequest): AssetResponse {
  const etag = `W/"${file.hash}"`;
  const headers: Record<string, string> = {
    // During a rolling upgrade a page of the other version may ask this one: better its file than none,
    // but it must not be kept under that address.
    'Cache-Control': request.path === file.path ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
  };
  if (request.ifNoneMatch.split(/\s*,\s*/).includes(etag)) return { status: 304, headers, body: null };
  const encoding = encodingOf(file, request.acceptEncoding);
  const body = (encoding && file.encoded[encoding]) ?? file.body;
  headers['Content-Type'] = file.type;
  if (encoding) headers['Content-Encoding'] = encoding;
  headers['Content-Length'] = String(body.length);
  return { status: 200, headers, body: request.method === 'HEAD' ? null : body };
}

function encodingOf(file: Stored, acceptEncoding: string): 'br' | 'gzip' | null {
  const accepted = acceptEncoding
    .split(',')
    .filter((offer) => !/;\s*q=0(\.0*)?\s*$/.test(offer))
    .map((offer) => offer.split(';')[0]?.trim().toLowerCase());
  if (file.encoded.br && accepted.includes('br')) return 'br';
  return file.encoded.gzip && accepted.includes('gzip') ? 'gzip' : null;
}

function compressed(file: AssetFile): Stored {
  // Fonts carry their own compression.
  if (file.type.startsWith('font/')) return { ...file, encoded: {} };
  // Level 9 of 11: a tenth of the time at start for a few bytes more.
  const br = brotliCompressSync(file.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return { ...file, encoded: { br, gzip: gzipSync(file.body, { level: 9 }) } };
}
