import type { Actor } from '../audit/audit-event.ts';
import type { Ids } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import type { RequestOrigin } from './request-origin.ts';

/** Who asks for a change of a person's factors, and from where. */
export interface FactorChange {
  person: Person;
  actor: Actor;
  at: Date;
  origin: Pick<RequestOrigin, 'address' | 'supportCode'>;
}

/** What every audit event about a change says of it. */
export function eventOf({ person, actor, at, origin }: FactorChange) {
  const { address: network, supportCode } = origin;
  return { at, actor, personId: person.id, network, supportCode };
}

/** Where a change comes from that an officer makes. */
export function officersDesk(ids: Pick<Ids, 'supportCode'>) {
  return { address: 'MicConnect', supportCode: ids.supportCode() };
}

/** What an authenticator or an app calls the account. */
export function labelOf({ email, employeeNo, fullName }: Person): string {
  return email ?? employeeNo ?? fullName;
}
