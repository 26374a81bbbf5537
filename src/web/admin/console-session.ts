import type { SignedIn } from '../../oidc/session.ts';
import type { Context } from '../context.ts';

const COOKIE = 'micconnect_console';
const VALUE = /^(.+)\.(\d{13})$/;

/**
 * Notes that somebody works in the console, which closes after a while of rest, long before the session does: what
 * lies open on an officer's screen changes other people's accounts (TCVN 14423, 5.3). A sign-in opens it anew.
 * @returns until when it stays open if nothing else happens; undefined when it has closed
 */
export function keepConsoleOpen(
  ctx: Context,
  { uid, at }: Pick<SignedIn, 'uid' | 'at'>,
  { idleMs, now, isHttps }: { idleMs: number; now: Date; isHttps: boolean },
): Date | undefined {
  const [, usedBy, usedAt = '0'] = VALUE.exec(ctx.cookies.get(COOKIE, { signed: true }) ?? '') ?? [];
  const last = Math.max(at.getTime(), usedBy === uid ? Number(usedAt) : 0);
  if (now.getTime() - last >= idleMs) return undefined;
  ctx.cookies.set(COOKIE, `${uid}.${now.getTime()}`, {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    secure: isHttps,
    path: '/admin',
    overwrite: true,
  });
  return new Date(now.getTime() + idleMs);
}
