import type { Clock } from '../domain/clock.ts';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import { errorMessage } from '../messages/errors.ts';
import { translator } from '../messages/translate.ts';
import type { Assets } from './assets.ts';
import type { Context } from './context.ts';
import { preferencesOf } from './preferences.ts';
import type { Renderer } from './render.ts';
import { statusOf } from './status.ts';
import type { Views } from './view-models.ts';

interface House {
  issuer: string;
  ministry: { vi: string; en: string };
  supportPhone: string;
}

export interface PageOptions {
  csrf?: string;
  uiLocales?: readonly string[];
}

export interface Pages {
  show<Name extends keyof Views>(ctx: Context, name: Name, model: Views[Name], options?: PageOptions): void;
  /** The error page of a refusal; sets no status. */
  error(
    ctx: Context,
    code: ErrorCode,
    extra?: { text?: string; clientId?: string | null; received?: string | null; technical?: string },
  ): void;
  /** A refusal that a form shows in place, with its status; anything else is thrown on. */
  refusalOf(
    ctx: Context,
    error: unknown,
    codes: readonly ErrorCode[],
  ): { code: ErrorCode; supportCode: string };
}

/** Draws pages in the language and theme of whoever asks. */
export function createPages(parts: { render: Renderer; assets: Assets; house: House; clock: Clock }): Pages {
  const { render, assets, house, clock } = parts;
  const pages: Pages = {
    show(ctx, name, model, { csrf, uiLocales } = {}) {
      const { lang, theme } = preferencesOf(ctx, uiLocales);
      ctx.type = 'html';
      ctx.set('Content-Language', lang);
      ctx.set('Cache-Control', 'no-store');
      ctx.body = render(
        name,
        {
          lang,
          theme,
          path: ctx.method === 'GET' ? ctx.url : ctx.path,
          csrf: csrf ?? null,
          ministry: house.ministry,
          host: new URL(house.issuer).host,
          supportPhone: house.supportPhone,
          now: clock.now(),
          t: translator(lang),
          assetUrl: (asset) => assets.url(asset),
        },
        model,
      );
    },
    error(ctx, code, { text, clientId = null, received = null, technical } = {}) {
      const { lang } = preferencesOf(ctx);
      const message = errorMessage(code);
      pages.show(ctx, 'error', {
        status: ctx.status,
        fault: message.fault,
        title: message[lang].title,
        text: text ?? message[lang].remedy,
        supportCode: ctx.state.origin.supportCode,
        technical: { code: technical ?? code, clientId, received, at: clock.now() },
        homeUrl: '/',
        retryUrl: null,
      });
    },
    refusalOf(ctx, error, codes) {
      if (!(error instanceof DomainError) || !codes.includes(error.code)) throw error;
      ctx.status = statusOf(error.code);
      if (ctx.status === 503) ctx.set('Retry-After', '5');
      return { code: error.code, supportCode: ctx.state.origin.supportCode };
    },
  };
  return pages;
}
