import type { Context, Next } from '../context.ts';

/**
 * The policy of every page: our own files only, nothing inline, framed by nobody. `form-action` is open to
 * the given origins, because browsers apply it to the redirects that follow a form as well, and a sign-in
 * ends at its relying party.
 */
export function contentSecurityPolicy(formOrigins: readonly string[] = []): string {
  return [
    `default-src 'none'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `font-src 'self'`,
    `script-src 'self'`,
    `connect-src 'self'`,
    ['form-action', `'self'`, ...new Set(formOrigins)].join(' '),
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}

/** Headers of every answer. */
export function securityHeaders({ isHttps }: { isHttps: boolean }) {
  const fixed = {
    'Content-Security-Policy': contentSecurityPolicy(),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    ...(isHttps && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
  };
  return async function setHeaders(ctx: Context, next: Next): Promise<void> {
    ctx.set(fixed);
    await next();
  };
}
