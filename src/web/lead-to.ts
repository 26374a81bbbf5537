import type { Context } from './context.ts';

/** The answer to a form that has done what it was for: a page, asked for anew. */
export function leadTo(ctx: Context, address: string): void {
  ctx.status = 303;
  ctx.redirect(address);
}
