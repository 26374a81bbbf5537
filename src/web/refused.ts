import type { Logger } from 'pino';
import { DomainError, type ErrorCode } from '../domain/errors.ts';
import type { Context } from './context.ts';
import { statusOf } from './status.ts';

/**
 * Judges whatever was thrown: logs it, and sets the status and the headers that every kind of answer shares. A
 * fault of the system becomes `unavailable`; its detail goes to the log only.
 * @returns the code that the answer is to show
 */
export function refused(ctx: Context, error: unknown, log: Logger): ErrorCode {
  const code = codeOf(error);
  const { requestId, origin } = ctx.state;
  const fields = { requestId, supportCode: origin.supportCode, code };
  if (code === 'unavailable') log.error({ ...fields, err: error }, 'request failed');
  else
    log.warn(
      { ...fields, ...(error instanceof DomainError && { details: error.details }) },
      'request refused',
    );
  ctx.status = statusOf(code);
  if (ctx.status === 503) ctx.set('Retry-After', '5');
  ctx.set('Cache-Control', 'no-store');
  return code;
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof DomainError) return error.code;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
  if (status === 404 || status === 405) return 'not_found';
  if (status === 413) return 'too_large';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad_request' : 'unavailable';
}
