import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import { getPersonRecord } from '../directory/person-lookup.ts';
import { DomainError } from '../errors.ts';
import { effectiveRoles } from './effective-roles.ts';
import type { Role } from './role.ts';
import { type RoleClaims, roleClaims, sizeOfClaims } from './role-claims.ts';
import { loadRoleFacts, subjectOf } from './role-lookup.ts';
import type { RolePath } from './role-paths.ts';
import type { RoleStores } from './stores-for-roles.ts';
import { MOST_MISSES, type NearMiss, whyNot } from './why-not.ts';

/** What is explained of whom. */
export interface RoleQuestion {
  /** Official e-mail, employee number or id. */
  person: string;
  clientId: string;
  /** Code of the one role that is asked about; every role of the client when absent. */
  code?: string | undefined;
  at: Date;
}

/** Which roles a person holds at a client and why, and why not others; `role explain --json` (contract, section 1). */
export interface RoleExplanation {
  /** Id of the person. */
  person: string;
  client: string;
  at: Date;
  roles: { code: string; units: string[] | null; until: Date | null; paths: RolePath[] }[];
  /** Role grants that nearly give a role which is not held, and how many more there are. */
  notHeld: { grants: NearMiss[]; more: number };
  /** The role claims of the next token, whatever is asked about, and their size as JSON in UTF-8. */
  token: { bytes: number; claims: RoleClaims };
}

/** Explains the roles of a person at a client. Throws `person_not_found`, `client_not_found`, `role_not_found`. */
export async function explain(
  stores: Pick<RoleStores, 'directory' | 'roles' | 'clients'>,
  { person, clientId, code, at }: RoleQuestion,
): Promise<RoleExplanation> {
  const record = await getPersonRecord(stores.directory, person);
  if ((await stores.clients.find(clientId)) === undefined) {
    throw new DomainError('client_not_found', { client: clientId });
  }
  if (code !== undefined && (await stores.roles.findRole(clientId, code)) === undefined) {
    throw new DomainError('role_not_found', { client: clientId, role: code });
  }
  const facts = await loadRoleFacts(stores.roles, record, clientId, at);
  const isHere = (role: Role) => role.clientId === clientId;
  const effective = isOpen(record, dayOf(at)) ? effectiveRoles(facts).filter(({ role }) => isHere(role)) : [];
  const claims = roleClaims(effective);
  const elsewhere = await stores.roles.listRoleGrantsElsewhere(subjectOf(record), {
    clientId,
    code,
    limit: MOST_MISSES,
  });
  const seen = new Set(facts.roles.map(({ id }) => id));
  const unseen = elsewhere.roles.filter(({ id }) => !seen.has(id));
  const isAsked = (role: Role) => isHere(role) && (code === undefined || role.code === code);
  return {
    person: record.person.id,
    client: clientId,
    at,
    roles: effective
      .filter(({ role }) => isAsked(role))
      .map(({ role, units, until, paths }) => ({ code: role.code, units, until, paths })),
    notHeld: whyNot(
      record,
      {
        ...facts,
        roles: [...facts.roles, ...unseen],
        roleGrants: [...facts.roleGrants, ...elsewhere.roleGrants],
      },
      isAsked,
    ),
    token: { bytes: sizeOfClaims(claims), claims },
  };
}
