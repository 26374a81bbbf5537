import type { Client } from '../../domain/clients/client.ts';
import { dayOf } from '../../domain/clock.ts';
import type { PersonRecord } from '../../domain/directory/person-record.ts';
import type { Lang } from '../../messages/translate.ts';
import type { WebParts } from '../web-parts.ts';
import { granterIds, roleNames } from './role-names.ts';
import { clientViews, type RolesAnswer, type RolesQuestion } from './roles-view.ts';

type Stores = Pick<WebParts['stores'], 'clients' | 'directory'>;

/** What a person's page says of her roles at a moment; the same few statements however many roles and clients. */
export async function rolesAnswer(
  { stores, roles }: { stores: Stores; roles: Pick<WebParts['roles'], 'explainEverywhere'> },
  record: PersonRecord,
  { question, at, now, lang }: { question: RolesQuestion; at: Date; now: Date; lang: Lang },
): Promise<RolesAnswer> {
  const explanation = await roles.explainEverywhere(record, at);
  const { facts, clients: held } = explanation;
  const registered = await stores.clients.list();
  const clients = registered.filter(({ id }) => held.has(id));
  const granters = (await stores.directory.listStandings(granterIds(explanation))).map(
    ({ person }) => person,
  );
  // Composites may be those of a client at which nothing else is held, and clients give roles too.
  const names = roleNames(record.person, { facts, clients: registered, granters, lang });
  const owners = await ownersOf(stores, clients);
  return {
    at,
    when: whenOf(at, now),
    roleCount: [...held.values()].reduce((sum, { roles }) => sum + roles.length, 0),
    clients: clientViews(explanation, { clients, owners, question }, names),
  };
}

/** Names of the units that are registered as owners, by client id; a unit that is not there any more is none. */
async function ownersOf(
  { directory }: Pick<Stores, 'directory'>,
  clients: readonly Client[],
): Promise<Map<string, string>> {
  if (clients.every(({ metadata }) => metadata.owner_unit === undefined)) return new Map();
  const units = await directory.listUnits();
  const named = clients.flatMap(({ id, metadata }) => {
    const owner = units.find(({ code }) => code === metadata.owner_unit);
    return owner === undefined ? [] : [[id, owner.name] as const];
  });
  return new Map(named);
}

function whenOf(at: Date, now: Date): RolesAnswer['when'] {
  if (dayOf(at) === dayOf(now)) return 'today';
  return at < now ? 'past' : 'future';
}
