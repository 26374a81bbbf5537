import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { groupBy } from '../group-by.ts';
import { type EffectiveRole, type EffectiveRoleFacts, effectiveRoles } from './effective-roles.ts';
import { type Mandate, periodOfMandate } from './mandate.ts';
import type { GivenMandate, MandatorFacts } from './mandate-paths.ts';
import { covers } from './period.ts';
import type { RoleSubject } from './role-store.ts';
import type { RoleStores } from './stores-for-roles.ts';

/** What decides on the roles of one person, who may be anybody: whether the account is open is not asked yet. */
export interface RoleFacts extends EffectiveRoleFacts {
  mandates: readonly GivenMandate[];
}

type RoleReading = Pick<RoleStores, 'roles' | 'directory'>;

/**
 * The roles that a person holds at a moment, at one client, or at all of them for null; one statement, and two more
 * for each mandator.
 */
export async function loadEffectiveRoles(
  stores: RoleReading,
  record: PersonRecord,
  clientId: string | null,
  at: Date,
): Promise<EffectiveRole[]> {
  if (!isOpen(record, dayOf(at))) return [];
  // A composite may be another client's: its parts are held here, it itself is not.
  const effective = effectiveRoles(await loadRoleFacts(stores, record, clientId, at));
  return effective.filter(({ role }) => clientId === null || role.clientId === clientId);
}

/**
 * Every role grant that names something of a person, and every mandate given to her, with what decides whether it
 * counts at a moment; or, for a prognosis, whether it counts then or later.
 */
export async function loadRoleFacts(
  stores: RoleReading,
  record: PersonRecord,
  clientId: string | null,
  at: Date,
  isAhead = false,
): Promise<RoleFacts> {
  const { extentUnits, mandates, ...found } = await stores.roles.listRoleGrantsFor(
    subjectOf(record),
    clientId,
  );
  const given: GivenMandate[] = [];
  for (const mandate of mandates) {
    const period = periodOfMandate(mandate);
    const counts = covers(isAhead ? { ...period, from: null } : period, at);
    given.push(counts ? { mandate, mandator: await loadMandator(stores, mandate, clientId) } : { mandate });
  }
  return { ...record, ...found, units: [...record.units, ...extentUnits], mandates: given, at };
}

/** What a mandator's own roles depend on; undefined when the directory does not know the mandator any more. */
async function loadMandator(
  { roles, directory }: RoleReading,
  { mandatorId }: Mandate,
  clientId: string | null,
): Promise<MandatorFacts | undefined> {
  const record = await directory.findPersonRecord(mandatorId);
  if (record === undefined) return undefined;
  const { extentUnits, mandates: _, ...found } = await roles.listRoleGrantsFor(subjectOf(record), clientId);
  return { ...record, ...found, units: [...record.units, ...extentUnits] };
}

/** Effective roles by client id, in its order. */
export function byClient(effective: readonly EffectiveRole[]): Map<string, EffectiveRole[]> {
  const groups = groupBy(effective, ({ role }) => role.clientId);
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What a role grant may name to reach a person. */
export function subjectOf({ person, units, positions }: PersonRecord): RoleSubject {
  return {
    personId: person.id,
    unitIds: units.map(({ id }) => id),
    positionIds: positions.map(({ id }) => id),
    category: person.category,
  };
}
