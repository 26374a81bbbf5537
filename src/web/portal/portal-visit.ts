import { dayOf } from '../../domain/clock.ts';
import { isOpen } from '../../domain/directory/account-state.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import type { Context } from '../context.ts';
import type { PortalFrame } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { signInAddress } from './portal-sign-in.ts';

/** A visit to a person's own pages. */
export interface PortalVisit {
  record: PersonRecord;
  frame: PortalFrame;
  /** For forms of this session. */
  csrfToken: string;
  sessionUid: string;
}

/**
 * Whose pages the browser may see: the person of its session, as long as her account is open. Otherwise undefined,
 * and the answer leads to the sign-in and from there back here.
 * @param path where the sign-in leads, for a form that cannot be asked for again
 */
export async function portalVisit(
  parts: Pick<WebParts, 'issuer' | 'ids' | 'provider' | 'sessions' | 'stores' | 'csrf' | 'clock'>,
  ctx: Context,
  // Not the whole address of the request, which may name another host.
  path = ctx.path + ctx.search,
): Promise<PortalVisit | undefined> {
  const { provider, sessions, stores, csrf, clock } = parts;
  const signedIn = await sessions.signedIn(provider, ctx);
  const record = signedIn && (await stores.directory.findPersonRecord(signedIn.personId));
  if (signedIn === undefined || record === undefined || !isOpen(record, dayOf(clock.now()))) {
    ctx.redirect(signInAddress(parts, path));
    return undefined;
  }
  const frame = { person: faceOf(record.person), signOutAction: '/sign-out' };
  return { record, frame, csrfToken: csrf.tokenFor(signedIn.uid), sessionUid: signedIn.uid };
}

function faceOf({ fullName, givenName, familyName, email }: Person): PortalFrame['person'] {
  const initials = [familyName, givenName].map((name) => [...name][0] ?? '').join('');
  return { fullName, givenName, initials, email: email ?? '' };
}
