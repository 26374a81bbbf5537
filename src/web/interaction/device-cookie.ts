import type { Context } from '../context.ts';

/** Browsers keep no cookie for longer than 400 days; the server forgets the device before. */
const LIFE_MS = 365 * 24 * 60 * 60_000;

const isHttps = (issuer: string) => issuer.startsWith('https:');

/** Over https no neighbouring host can set a cookie of this name. */
const nameFor = (issuer: string) => (isHttps(issuer) ? '__Host-micconnect_device' : 'micconnect_device');

/** The secret by which a browser is known; null when it has none that we signed. */
export function keptDevice(ctx: Context, issuer: string): string | null {
  return ctx.cookies.get(nameFor(issuer), { signed: true }) ?? null;
}

/** Gives a browser its secret, in the place of the one it had. */
export function keepDevice(ctx: Context, issuer: string, secret: string): void {
  const options = {
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps(issuer),
    signed: true,
    overwrite: true,
  } as const;
  ctx.cookies.set(nameFor(issuer), secret, { ...options, maxAge: LIFE_MS, path: '/' });
}
