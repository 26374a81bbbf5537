import type { Logger } from 'pino';
import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import type { Context, Next } from '../context.ts';
import type { Pages } from '../page.ts';
import { statusOf } from '../status.ts';

/**
 * Turns whatever was thrown into one page or one JSON answer: a refusal with its own words, anything else
 * as a fault of the system whose detail goes to the log only.
 */
export function errorBoundary(pages: Pages, log: Logger) {
  return async function catchErrors(ctx: Context, next: Next): Promise<void> {
    try {
      await next();
      if (ctx.status === 404 && (ctx.body === undefined || ctx.body === null))
        throw new DomainError('not_found');
    } catch (error) {
      const code = codeOf(error);
      const { requestId, origin } = ctx.state;
      const fields = { requestId, supportCode: origin.supportCode, code };
      if (code === 'unavailable') log.error({ ...fields, err: error }, 'request failed');
      else
        log.warn(
          { ...fields, ...(error instanceof DomainError && { details: error.details }) },
          'request refused',
        );
      answer(ctx, code);
    }
  };

  function answer(ctx: Context, code: ErrorCode): void {
    ctx.status = statusOf(code);
    if (ctx.status === 503) ctx.set('Retry-After', '5');
    ctx.set('Cache-Control', 'no-store');
    if (ctx.accepts('html', 'json') === 'json') {
      ctx.body = { error: code, support_code: ctx.state.origin.supportCode };
      return;
    }
    pages.error(ctx, code);
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof DomainError) return error.code;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
  if (status === 404 || status === 405) return 'not_found';
  if (status === 413) return 'too_large';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad_request' : 'unavailable';
}
