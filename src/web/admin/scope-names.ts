import { OWN_CLIENT_ID } from '../../domain/clients/client-service.ts';
import { ownerRoleCode } from '../../domain/clients/owner-role.ts';
import type { ReadingRights } from '../../domain/roles/reading-rights.ts';
import type { Lang } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';
import type { WebParts } from '../web-parts.ts';

/** Names of the units and systems that somebody looks after; null for the whole ministry. */
export async function scopeNames(
  stores: Pick<WebParts['stores'], 'directory' | 'clients'>,
  { everywhere, units: { codes }, ownerRoles }: ReadingRights,
  lang: Lang,
): Promise<string[] | null> {
  if (everywhere.size > 0) return null;
  const units = codes.length === 0 ? [] : await stores.directory.listUnits();
  const clients = ownerRoles.size === 0 ? [] : await stores.clients.list();
  return [
    ...units.filter(({ code }) => codes.includes(code)).map(({ name }) => name),
    ...clients
      .filter(({ id }) => id !== OWN_CLIENT_ID && ownerRoles.has(ownerRoleCode(id)))
      .map((client) => titleOf(client, lang)),
  ];
}
