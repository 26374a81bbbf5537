import { OWN_CLIENT_ID } from '../../domain/clients/client-service.ts';
import type { Viewing } from '../../domain/roles/viewing-service.ts';
import type { Lang } from '../../messages/translate.ts';
import type { WebParts } from '../web-parts.ts';
import { roleName } from './role-names.ts';
import type { ViewingView } from './security-view.ts';

/** How many looks the page shows. */
const SHOWN = 10;

/**
 * Who looked at a person's data, by name.
 * @param given titles of clients by id
 */
export async function viewingRows(
  { viewings, stores }: Pick<WebParts, 'viewings' | 'stores'>,
  personId: string,
  given: { clients: ReadonlyMap<string, string>; lang: Lang },
  limit = SHOWN,
): Promise<ViewingView[]> {
  const found = await viewings.list(personId, limit);
  if (found.length === 0) return [];
  const roles = new Map(
    (await stores.roles.listRoles(OWN_CLIENT_ID)).map((role) => [role.code, roleName(role, given.lang)]),
  );
  const viewers = found.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.id] : []));
  const names = new Map<string, string>();
  for (const id of new Set(viewers)) names.set(id, (await stores.directory.findPerson(id))?.fullName ?? id);
  return found.map(({ at, actor, data, reason, roleCodes }) => ({
    at,
    who: whoOf(actor, { names, clients: given.clients }),
    kind: actor.kind,
    roles: roleCodes.map((code) => roles.get(code) ?? code),
    data,
    reason,
  }));
}

function whoOf(
  actor: Viewing['actor'],
  { names, clients }: { names: ReadonlyMap<string, string>; clients: ReadonlyMap<string, string> },
): string {
  switch (actor.kind) {
    case 'person':
      return names.get(actor.id) ?? actor.id;
    case 'operator':
      return actor.name;
    case 'client':
      return clients.get(actor.id) ?? actor.id;
    case 'system':
      return '';
  }
}
