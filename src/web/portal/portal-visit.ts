import { reaches } from '../../domain/authentication/assurance.ts';
import { levelFrom } from '../../domain/authentication/authentication-policy.ts';
import { OWN_CLIENT_ID } from '../../domain/clients/client-service.ts';
import { dayOf } from '../../domain/clock.ts';
import { isOpen } from '../../domain/directory/account-state.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import { type ProductRights, productRightsOf } from '../../domain/roles/product-rights.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { SignedIn } from '../../oidc/session.ts';
import type { Context } from '../context.ts';
import type { PortalFrame } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { signInAddress } from './portal-sign-in.ts';

/** A visit to a person's own pages. */
export interface PortalVisit {
  record: PersonRecord;
  frame: PortalFrame;
  /** What she may do at the product itself. */
  rights: ProductRights;
  /** As they were when the visit began. */
  settings: Settings;
  /** For forms of this session. */
  csrfToken: string;
  sessionUid: string;
  signedIn: SignedIn;
}

export type VisitParts = Pick<
  WebParts,
  'issuer' | 'ids' | 'provider' | 'sessions' | 'stores' | 'roles' | 'csrf' | 'clock'
>;

/**
 * Whose pages the browser may see: the person of its session, as long as her account is open and the session is
 * strong enough for the network that it comes from. Otherwise undefined, and the answer leads to the sign-in, which
 * asks for what is missing, and from there back here.
 * @param path where the sign-in leads, for a form that cannot be asked for again
 */
export async function portalVisit(
  parts: VisitParts,
  ctx: Context,
  // Not the whole address of the request, which may name another host.
  path = ctx.path + ctx.search,
): Promise<PortalVisit | undefined> {
  const { provider, sessions, stores, roles, csrf, clock } = parts;
  const now = clock.now();
  const signedIn = await sessions.signedIn(provider, ctx);
  const record = signedIn && (await stores.directory.findPersonRecord(signedIn.personId));
  const settings = await stores.settings.load();
  const isMet = signedIn && reaches(signedIn.acr, levelFrom(ctx.state.origin, settings));
  if (signedIn === undefined || record === undefined || !isMet || !isOpen(record, dayOf(now))) {
    ctx.redirect(signInAddress(parts, path));
    return undefined;
  }
  const rights = productRightsOf(await roles.effectiveRolesOf(record, OWN_CLIENT_ID, now));
  const hasConsole = rights.permissions.size > 0;
  const frame = { person: faceOf(record.person), signOutAction: '/sign-out', hasConsole };
  const csrfToken = csrf.tokenFor(signedIn.uid);
  return { record, frame, rights, settings, csrfToken, sessionUid: signedIn.uid, signedIn };
}

function faceOf({ fullName, givenName, familyName, email }: Person): PortalFrame['person'] {
  const initials = [familyName, givenName].map((name) => [...name][0] ?? '').join('');
  return { fullName, givenName, initials, email: email ?? '' };
}
