import type Router from '@koa/router';
import type { Client } from '../../domain/clients/client.ts';
import type { EffectiveRole } from '../../domain/roles/effective-roles.ts';
import { isHandover } from '../../domain/roles/role-paths.ts';
import { handoverNote } from '../../messages/role-notes.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { Context } from '../context.ts';
import { deviceName } from '../device-name.ts';
import { preferencesOf } from '../preferences.ts';
import type { LauncherView, TileView } from '../view-models.ts';
import type { WebParts } from '../web-parts.ts';
import { portalVisit } from './portal-visit.ts';
import { roleName } from './role-names.ts';

type Parts = Pick<
  WebParts,
  'issuer' | 'provider' | 'sessions' | 'stores' | 'roles' | 'pages' | 'csrf' | 'clock' | 'ids'
>;

/** `/`: the systems in which the person holds a role, and nothing else. */
export function launcherRoutes(router: Router, parts: Parts): void {
  const { stores, roles, pages, clock } = parts;

  router.get('/', async (ctx: Context) => {
    const visit = await portalVisit(parts, ctx);
    if (visit === undefined) return;
    const { record, frame, csrfToken } = visit;
    const { lang } = preferencesOf(ctx);
    const held = await roles.effectiveRolesEverywhere(record, clock.now());
    const clients = await stores.clients.list();
    const model: LauncherView = {
      ...frame,
      previousSignIn: await previousSignIn(record.person.id),
      tiles: clients.flatMap((client) => tileOf(client, held.get(client.id) ?? [], lang)),
    };
    pages.show(ctx, 'portal/launcher', model, { csrf: csrfToken });
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
  const name = roleName(role, lang);
  return until !== null && paths.every(isHandover) ? `${name} (${handoverNote(until, lang)})` : name;
}
