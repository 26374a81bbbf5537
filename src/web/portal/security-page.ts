import type Router from '@koa/router';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { keptDevice } from '../interaction/device-cookie.ts';
import { preferencesOf } from '../preferences.ts';
import type { WebParts } from '../web-parts.ts';
import type { PortalVisit, VisitParts } from './portal-visit.ts';
import { portalVisit } from './portal-visit.ts';
import { securityCertificateCheckRoutes } from './security-certificate-check.ts';
import { securityCertificateRoutes } from './security-certificates.ts';
import { securityDeviceRoutes } from './security-devices.ts';
import { securityExportRoutes } from './security-export.ts';
import { securityFactorRoutes } from './security-factors.ts';
import { securityHistoryRoutes } from './security-history.ts';
import { securityModel } from './security-model.ts';
import { securityPasskeyRoutes } from './security-passkeys.ts';
import { securityPasswordRoutes } from './security-password.ts';
import { securitySessionRoutes } from './security-sessions.ts';
import { NOTICES, type SecurityNotice } from './security-view.ts';

export const SECURITY_PATH = '/security';

export type SecurityParts = VisitParts &
  Pick<
    WebParts,
    | 'networks'
    | 'passwords'
    | 'factors'
    | 'passkeys'
    | 'devices'
    | 'viewings'
    | 'roles'
    | 'ownAccount'
    | 'certificates'
    | 'certificateTickets'
    | 'certificateOrigin'
    | 'signedChallenges'
    | 'validator'
    | 'pages'
  >;

/** `/security`: what a person sees and changes of how she signs in. */
export function securityRoutes(router: Router, parts: SecurityParts): void {
  router.get(SECURITY_PATH, async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit !== undefined) await showSecurity(parts, ctx, visit, null);
  });

  securitySessionRoutes(router, parts);
  securityDeviceRoutes(router, parts);
  securityHistoryRoutes(router, parts);
  securityExportRoutes(router, parts);
  securityPasswordRoutes(router, parts);
  securityFactorRoutes(router, parts);
  securityPasskeyRoutes(router, parts);
  securityCertificateRoutes(router, parts);
  securityCertificateCheckRoutes(router, parts);
}

/** The page, with a refusal on top or what was just done. */
export async function showSecurity(
  parts: SecurityParts,
  ctx: Context,
  visit: PortalVisit,
  refusal: { error: unknown; codes: readonly ErrorCode[] } | null,
): Promise<void> {
  const error = refusal && parts.pages.refusalOf(ctx, refusal.error, refusal.codes);
  const model = await securityModel(parts, visit, {
    lang: preferencesOf(ctx).lang,
    device: keptDevice(ctx, parts.issuer),
  });
  const notice = NOTICES.find((each) => each === ctx.query.notice) ?? null;
  parts.pages.show(ctx, 'portal/security', { ...model, notice, error }, { csrf: visit.csrfToken });
}

export function backWith(ctx: Context, notice: SecurityNotice): void {
  ctx.status = 303;
  ctx.redirect(`${SECURITY_PATH}?notice=${notice}`);
}
