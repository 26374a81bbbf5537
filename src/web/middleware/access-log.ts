import type { Logger } from 'pino';
import type { Context, Next } from '../context.ts';
import type { Metrics } from '../metrics.ts';

/** One line and one observation a request. Paths are logged without query: queries carry codes and states. */
export function accessLog(log: Logger, metrics: Metrics) {
  return async function logRequest(ctx: Context, next: Next): Promise<void> {
    const started = performance.now();
    try {
      await next();
    } finally {
      const milliseconds = performance.now() - started;
      metrics.observe(ctx.method, ctx.status, milliseconds / 1000);
      const { requestId, origin } = ctx.state;
      log.info(
        {
          requestId,
          method: ctx.method,
          path: withoutSecrets(ctx.path),
          status: ctx.status,
          ms: Math.round(milliseconds * 10) / 10,
          address: origin.address,
          ...(ctx.status >= 400 && { supportCode: origin.supportCode }),
        },
        'request',
      );
    }
  };
}

/** A mailed link opens an account for as long as it is unused; routes take their paths in any case. */
function withoutSecrets(path: string): string {
  return path.replace(/^(\/password\/(?:reset|activate)\/).+$/i, '$1…').slice(0, 300);
}
