import type { Logger } from 'pino';
import type { ErrorCode } from '../../domain/errors.ts';
import { errorText } from '../../messages/errors.ts';
import type { Lang } from '../../messages/translate.ts';
import type { Context, Next } from '../context.ts';
import { refused } from '../refused.ts';

/** Turns whatever was thrown into problem details (RFC 9457), in Vietnamese unless English is asked for. */
export function problemBoundary(log: Logger) {
  return async function catchProblems(ctx: Context, next: Next): Promise<void> {
    try {
      ctx.set('Cache-Control', 'no-store');
      await next();
    } catch (error) {
      answer(ctx, refused(ctx, error, log));
    }
  };
}

function answer(ctx: Context, code: ErrorCode): void {
  const lang = languageOf(ctx);
  const { title, remedy } = errorText(code, lang);
  ctx.set('Content-Language', lang);
  ctx.body = {
    type: `urn:micconnect:problem:${code}`,
    title,
    status: ctx.status,
    detail: remedy,
    instance: `urn:micconnect:support:${ctx.state.origin.supportCode}`,
    code,
    support_code: ctx.state.origin.supportCode,
  };
  ctx.type = 'application/problem+json';
}

/** The first language of the header that we speak; ours when there is none. */
function languageOf(ctx: Context): Lang {
  return ctx.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi';
}
