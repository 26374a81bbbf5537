import type { Context, Next } from './context.ts';
import type { Metrics } from './metrics.ts';

export interface Health {
  /** False while the process drains or the database does not answer. */
  isReady(): Promise<boolean>;
}

/** `/health/live`, `/health/ready` and `/metrics`; before everything that can fail. */
export function healthRoutes(health: Health, metrics: Metrics) {
  return async function health_(ctx: Context, next: Next): Promise<void> {
    switch (ctx.path) {
      case '/health/live':
        ctx.body = { status: 'live' };
        return;
      case '/health/ready': {
        const isReady = await health.isReady();
        ctx.status = isReady ? 200 : 503;
        ctx.body = { status: isReady ? 'ready' : 'not ready' };
        return;
      }
      case '/metrics': {
        const { type, body } = await metrics.render();
        ctx.type = type;
        ctx.body = body;
        return;
      }
      default:
        await next();
    }
  };
}
