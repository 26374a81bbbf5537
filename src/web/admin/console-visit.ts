import type { Actor } from '../../domain/audit/audit-event.ts';
import {
  highest,
  MULTI_FACTOR_LEVEL,
  PASSWORD_LEVEL,
  reaches,
} from '../../domain/authentication/assurance.ts';
import type { ReadableExtent } from '../../domain/directory/readable-extent.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Permission } from '../../domain/roles/permissions.ts';
import type { Lang } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import { leadTo } from '../lead-to.ts';
import { signInAddress } from '../portal/portal-sign-in.ts';
import { type PortalVisit, portalVisit, type VisitParts } from '../portal/portal-visit.ts';
import { preferencesOf } from '../preferences.ts';
import type { WebParts } from '../web-parts.ts';
import type { ConsoleFrame } from './console-frame.ts';
import { keepConsoleOpen } from './console-session.ts';
import { navigationFor, tellsWork } from './navigation.ts';
import { scopeNames } from './scope-names.ts';

/** A visit to a page of the console. */
export interface ConsoleVisit extends PortalVisit {
  actor: Actor;
  /** How far the page's permission reaches. */
  extent: ReadableExtent;
  frame: ConsoleFrame;
  lang: Lang;
}

export type ConsoleVisitParts = VisitParts & Pick<WebParts, 'reading' | 'waitingWork'>;

/**
 * Who may see a page of the console: whoever holds a role at the product that permits it, after a sign-in as strong as
 * the policy wants of administrators, in a console that has not closed for want of use. Otherwise undefined, and the
 * answer leads to the sign-in, or, for a page that she may not see, nowhere.
 * @param path where the sign-in leads, for a form that cannot be asked for again
 * @throws not_found where she may not see it: nobody learns which pages there are
 */
export async function consoleVisit(
  parts: ConsoleVisitParts,
  ctx: Context,
  { permission, isWhole }: { permission: Permission; isWhole: boolean },
  path?: string,
): Promise<ConsoleVisit | undefined> {
  const visit = await portalVisit(parts, ctx, path);
  if (visit === undefined) return undefined;
  const { record, rights, signedIn, settings } = visit;
  const isOpen = isWhole ? rights.reading.everywhere.has(permission) : rights.permissions.has(permission);
  if (!isOpen) throw new DomainError('not_found');
  const isStrict = settings['multi_factor.administrators'] === 1;
  const level = highest([PASSWORD_LEVEL, ...(isStrict ? [MULTI_FACTOR_LEVEL] : [])]);
  const idleMs = settings['console.idle_minutes'] * 60_000;
  const isHttps = parts.issuer.startsWith('https://');
  const openUntil = reaches(signedIn.acr, level)
    ? keepConsoleOpen(ctx, signedIn, { idleMs, now: parts.clock.now(), isHttps })
    : undefined;
  if (openUntil === undefined) {
    leadTo(ctx, signInAddress(parts, path ?? ctx.path + ctx.search, { level, maxAgeMs: idleMs }));
    return undefined;
  }
  const { lang } = preferencesOf(ctx);
  const personId = record.person.id;
  const scope = await scopeNames(parts.stores, rights.reading, lang);
  if (tellsWork(ctx.path)) parts.waitingWork.forget(personId);
  const navigation = navigationFor(rights, await parts.waitingWork.of(personId));
  return {
    ...visit,
    actor: { kind: 'person', id: personId },
    extent: await parts.reading.extentOf({ personId, reading: rights.reading }, permission),
    frame: { ...visit.frame, navigation, scope, openUntil },
    lang,
  };
}
