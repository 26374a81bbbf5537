import { DomainError } from '../../domain/errors.ts';
import type { Context, Next } from '../context.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site sends through a person's browser. Browsers say so themselves, in
 * Sec-Fetch-Site or, older ones, in Origin; a request with neither comes from no browser of today, and carries no cookie
 * that it should not have.
 */
export function refuseCrossSite({
  issuer,
  isProtocol,
}: {
  issuer: string;
  isProtocol: (path: string) => boolean;
}) {
  return async function checkSite(ctx: Context, next: Next): Promise<void> {
    if (SAFE.has(ctx.method) || isProtocol(ctx.path)) return next();
    const site = ctx.get('sec-fetch-site');
    const origin = ctx.get('origin');
    const isForeign =
      site === '' ? origin !== '' && origin !== issuer : site !== 'same-origin' && site !== 'none';
    if (isForeign) throw new DomainError('cross_site');
    await next();
  };
}
