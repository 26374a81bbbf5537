import type { Logger } from 'pino';
import { DomainError } from '../../domain/errors.ts';
import type { Context, Next } from '../context.ts';
import type { Pages } from '../page.ts';
import { refused } from '../refused.ts';

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
      const code = refused(ctx, error, log);
      if (ctx.accepts('html', 'json') === 'json')
        ctx.body = { error: code, support_code: ctx.state.origin.supportCode };
      else pages.error(ctx, code);
    }
  };
}
