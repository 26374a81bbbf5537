import { OWN_CLIENT_ID } from '../clients/client-service.ts';
import type { Person } from '../directory/person.ts';
import { SYSTEM_ADMINISTRATOR } from '../roles/permissions.ts';
import { findHolders } from '../roles/role-holders.ts';
import type { Stores } from '../transact.ts';
import type { FactorChange } from './factor-change.ts';

/** What the system administrators are told of; the letter has words for each. */
export type AdministratorNews =
  | 'factor_reset_waiting'
  | 'break_glass_sealed'
  | 'break_glass_used'
  | 'break_glass_refused';

export interface NewsFacts extends Pick<FactorChange, 'at' | 'origin'> {
  /** Whom it is about. */
  person: Pick<Person, 'fullName'>;
  /** Our address, as configured. */
  issuer: string;
}

/** More than a ministry has. */
const MOST = 200;

/** Queues a letter to every system administrator of this moment who has an address, in the caller's transaction. */
export async function tellAdministrators(
  inside: Stores,
  news: AdministratorNews,
  { person, at, origin, issuer }: NewsFacts,
): Promise<void> {
  // Before the product is registered nobody holds its roles.
  if ((await inside.roles.findRole(OWN_CLIENT_ID, SYSTEM_ADMINISTRATOR)) === undefined) return;
  const asked = { clientId: OWN_CLIENT_ID, code: SYSTEM_ADMINISTRATOR, at, limit: MOST };
  const { holders } = await findHolders(inside, asked);
  const { address: network, supportCode } = origin;
  const said = { change: news, requester: person.fullName, at: at.toISOString(), network, supportCode };
  const facts = { ...said, url: `${issuer}/` };
  for (const { name: fullName, email } of holders) {
    if (email === null) continue;
    const letter = { template: 'administrator-news', facts: { fullName, ...facts } } as const;
    await inside.deliveries.add({ kind: 'mail', to: email, ...letter }, at);
  }
}
