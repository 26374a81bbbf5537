import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import Koa from 'koa';
import { type Lang, translator } from '../../src/messages/translate.ts';
import { assetMiddleware, loadAssets } from '../../src/web/assets.ts';
import type { Context } from '../../src/web/context.ts';
import { securityHeaders } from '../../src/web/middleware/security-headers.ts';
import { createRenderer } from '../../src/web/render.ts';
import type { Views } from '../../src/web/view-models.ts';
import { samplePage, sampleViews } from '../web/sample-views.ts';

const viewsDir = fileURLToPath(new URL('../../views', import.meta.url));

export interface SamplePages {
  /** Every page in every state of `sampleViews`: its name and its address in a language. */
  pages: { name: string; url(lang: Lang): string }[];
  close(): void;
}

/** Serves the sample pages on loopback as the product does: real templates, assets and headers. */
export async function serveSamplePages(): Promise<SamplePages> {
  const assets = loadAssets({ viewsDir });
  const drawings = Object.entries(drawEvery(assets.url));
  const app = new Koa();
  app.use((ctx, next) => securityHeaders({ isHttps: false })(ctx as Context, next));
  app.use(assetMiddleware(assets));
  app.use((ctx) => {
    const draw = drawings[Number(ctx.path.slice(1))]?.[1];
    // A page that leads on by itself is to be looked at.
    ctx.body = draw?.(ctx.query.lang === 'en' ? 'en' : 'vi').replace(' data-follow', '');
  });
  const server = createServer(app.callback());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    pages: drawings.map(([name], index) => ({
      name,
      url: (lang) => `http://127.0.0.1:${port}/${index}?lang=${lang}`,
    })),
    close: () => server.close(),
  };
}

/** Page and number of its state → how it is drawn in a language. */
function drawEvery(assetUrl: (name: string) => string): Record<string, (lang: Lang) => string> {
  const render = createRenderer({ viewsDir });
  const views = sampleViews();
  const statesOf = <Name extends keyof Views>(name: Name) =>
    views[name].map((model, state): [string, (lang: Lang) => string] => [
      `${name} ${state}`,
      (lang) => render(name, samplePage({ lang, t: translator(lang), assetUrl }), model),
    ]);
  return Object.fromEntries((Object.keys(views) as (keyof Views)[]).flatMap((name) => statesOf(name)));
}
