import { type AssuranceLevel, highest } from '../../domain/authentication/assurance.ts';
import { FRESH_MS, isFresh } from '../../domain/authentication/fresh-sign-in.ts';
import { BREAK_GLASS_ID } from '../../domain/directory/break-glass-account.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import type { WebParts } from '../web-parts.ts';
import { signInAddress } from './portal-sign-in.ts';
import { type PortalVisit, portalVisit, type VisitParts } from './portal-visit.ts';

/**
 * A visit that may change what opens the account: of somebody who signed in a short while ago, with her second factor
 * if she has one. Otherwise undefined, and the answer leads to such a sign-in and from there to a page.
 * The emergency account has nothing of its own to change: what it enrolled would outlive its use.
 * @param path the page that a form belongs to; what it sent has to be sent again
 * @param least the level that is wanted of whoever has no second factor, too
 */
export async function freshVisit(
  parts: VisitParts & Pick<WebParts, 'ownAccount'>,
  ctx: Context,
  path: string,
  least?: AssuranceLevel,
): Promise<PortalVisit | undefined> {
  const visit = await portalVisit(parts, ctx, path);
  if (visit === undefined) return undefined;
  if (visit.record.person.id === BREAK_GLASS_ID) throw new DomainError('break_glass_only');
  const own = await parts.ownAccount.levelForChanges(visit.record.person.id);
  const level = least === undefined ? own : highest([own, least]);
  if (isFresh(visit.signedIn, level, parts.clock.now())) return visit;
  ctx.status = 303;
  ctx.redirect(signInAddress(parts, path, { level, maxAgeMs: FRESH_MS }));
  return undefined;
}
