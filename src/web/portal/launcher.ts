import type Router from '@koa/router';
import type { Client } from '../../domain/clients/client.ts';
import { dayOf } from '../../domain/clock.ts';
import { isOpen } from '../../domain/directory/account-state.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { EffectiveRole } from '../../domain/roles/effective-roles.ts';
import { isHandover } from '../../domain/roles/role-paths.ts';
import { handoverNote } from '../../messages/role-notes.ts';
import type { Lang } from '../../messages/translate.ts';
import type { Context } from '../context.ts';
import { titleOf } from '../interaction/sign-in-pages.ts';
import { preferencesOf } from '../preferences.ts';
import type { LauncherView, TileView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { deviceName } from './device-name.ts';
import { signInAddress } from './portal-sign-in.ts';

type Parts = Pick<
  WebParts,
  'issuer' | 'provider' | 'sessions' | 'stores' | 'roles' | 'pages' | 'csrf' | 'clock' | 'ids'
>;

/** `/`: the systems in which the person holds a role, and nothing else. */
export function launcherRoutes(router: Router, parts: Parts): void {
  const { provider, sessions, stores, roles, pages, csrf, clock } = parts;

  router.get('/', async (ctx: Context) => {
    const signedIn = await sessions.signedIn(provider, ctx);
    if (signedIn === undefined) return ctx.redirect(signInAddress(parts, '/'));
    const record = await stores.directory.findPersonRecord(signedIn.personId);
    const now = clock.now();
    if (record === undefined || !isOpen(record, dayOf(now))) return ctx.redirect(signInAddress(parts, '/'));
    const { person } = record;
    const { lang } = preferencesOf(ctx);
    const held = await roles.effectiveRolesEverywhere(record, now);
    const clients = await stores.clients.list();
    const model: LauncherView = {
      person: faceOf(person),
      previousSignIn: await previousSignIn(person.id),
      tiles: clients.flatMap((client) => tileOf(client, held.get(client.id) ?? [], lang)),
      signOutAction: '/sign-out',
    };
    pages.show(ctx, 'portal/launcher', model, { csrf: csrf.tokenFor(signedIn.uid) });
  });

  /** The sign-in before this one. */
  async function previousSignIn(personId: string): Promise<LauncherView['previousSignIn']> {
    const [, previous] = await stores.audit.listOfPerson(personId, ['sign_in.succeeded'], 2);
    if (previous === undefined) return null;
    const userAgent = previous.details?.user_agent;
    return {
      at: previous.at,
      network: previous.network ?? null,
      device: typeof userAgent === 'string' ? deviceName(userAgent) : null,
    };
  }
}

function tileOf(client: Client, held: EffectiveRole[], lang: Lang): TileView[] {
  const { launcher } = client.metadata;
  if (launcher === undefined || held.length === 0) return [];
  return [
    {
      clientId: client.id,
      title: titleOf(client, lang),
      icon: launcher.icon,
      tint: client.id,
      url: launcher.url,
      host: new URL(launcher.url).host,
      roles: held.map((each) => labelOf(each, lang)),
    },
  ];
}

/** A role's name, and until when it is held if only to hand over. */
function labelOf({ role, until, paths }: EffectiveRole, lang: Lang): string {
  const name = lang === 'en' ? (role.nameEn ?? role.name) : role.name;
  return until !== null && paths.every(isHandover) ? `${name} (${handoverNote(until, lang)})` : name;
}

function faceOf({ fullName, givenName, familyName, email }: Person): LauncherView['person'] {
  const initials = [familyName, givenName].map((name) => [...name][0] ?? '').join('');
  return { fullName, givenName, initials, email: email ?? '' };
}
