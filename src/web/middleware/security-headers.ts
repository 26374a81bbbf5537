import type { Context, Next } from '../context.ts';

/** Where VGCA Sign Service listens on the person's own machine; pages that sign connect there. */
export const LOCAL_SIGNER = 'wss://127.0.0.1:8987';

/**
 * The policy of every page: our own files only, nothing inline, framed by nobody. `form-action` is open to
 * the given origins, because browsers apply it to the redirects that follow a form as well, and a sign-in
 * ends at its relying party.
 * @param connections what scripts may connect to beside ourselves
 */
export function contentSecurityPolicy(
  formOrigins: readonly string[] = [],
  connections: readonly string[] = [],
): string {
  return [
    `default-src 'none'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `font-src 'self'`,
    `script-src 'self'`,
    ['connect-src', `'self'`, ...connections].join(' '),
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
