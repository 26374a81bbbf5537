import type Router from '@koa/router';
import type { Lang } from '../messages/translate.ts';
import type { Context } from './context.ts';
import { readForm } from './form.ts';

export type Theme = 'light' | 'dark';

const YEAR_MS = 365 * 24 * 60 * 60_000;

/** Language and theme of a browser; Vietnamese, and the device's theme, unless somebody chose otherwise. */
export function preferencesOf(
  ctx: Context,
  uiLocales: readonly string[] = [],
): { lang: Lang; theme: Theme | null } {
  const chosen = ctx.cookies.get('micconnect_lang');
  const asked = uiLocales
    .map((locale) => locale.slice(0, 2).toLowerCase())
    .find((code) => code === 'vi' || code === 'en');
  const theme = ctx.cookies.get('micconnect_theme');
  return {
    lang: chosen === 'en' || (chosen === undefined && asked === 'en') ? 'en' : 'vi',
    theme: theme === 'light' || theme === 'dark' ? theme : null,
  };
}

/** `POST /preferences`: stores a choice in a cookie and goes back to the page it was made on. */
export function preferenceRoutes(router: Router, { isHttps }: { isHttps: boolean }): void {
  router.post('/preferences', async (ctx: Context) => {
    const { lang, theme, to } = await readForm(ctx, ['lang', 'theme', 'to']);
    const options = {
      maxAge: YEAR_MS,
      httpOnly: true,
      sameSite: 'lax' as const,
      secure: isHttps,
      overwrite: true,
    };
    if (lang === 'vi' || lang === 'en') ctx.cookies.set('micconnect_lang', lang, options);
    if (theme === 'light' || theme === 'dark') ctx.cookies.set('micconnect_theme', theme, options);
    if (theme === 'system') ctx.cookies.set('micconnect_theme', null, options);
    ctx.status = 303;
    ctx.redirect(ownPath(to));
  });
}

/** A path on this very host; anything else becomes the start page, so that no parameter leads away. */
export function ownPath(text: string): string {
  const isPath = /^\/(?![/\\])[^\\\s]*$/.test(text) && text.length <= 2000;
  return isPath && URL.canParse(text, 'http://here') && new URL(text, 'http://here').host === 'here'
    ? text
    : '/';
}
