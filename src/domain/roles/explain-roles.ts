import { dayOf } from '../clock.ts';
import { isOpen } from '../directory/account-state.ts';
import { getPersonRecord } from '../directory/person-lookup.ts';
import type { PersonRecord } from '../directory/person-record.ts';
import { DomainError } from '../errors.ts';
import { type EffectiveRole, effectiveRoles } from './effective-roles.ts';
import type { Role } from './role.ts';
import { type RoleClaims, roleClaims, sizeOfClaims } from './role-claims.ts';
import { byClient, loadRoleFacts, type RoleFacts, subjectOf } from './role-lookup.ts';
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

/** A role that is held, until when, and on which paths. */
export interface ExplainedRole {
  code: string;
  units: string[] | null;
  until: Date | null;
  paths: RolePath[];
}

/** What a person holds at one client, and why. */
export interface HeldRoles {
  roles: ExplainedRole[];
  /** The role claims of the next token, and their size as JSON in UTF-8. */
  token: { bytes: number; claims: RoleClaims };
}

/**
 * Which roles a person holds at a client and why, and why not others; `role explain --json` (contract, section 1).
 * The token is the same whatever is asked about.
 */
export interface RoleExplanation extends HeldRoles {
  /** Id of the person. */
  person: string;
  client: string;
  at: Date;
  /** Role grants and mandates that nearly give a role which is not held, and how many more there are. */
  notHeld: { grants: NearMiss[]; more: number };
}

/** What a person holds everywhere and why, with the rows that give names to it. */
export interface OverallExplanation {
  facts: RoleFacts;
  /** By client id, in its order; without the clients at which the person holds nothing. */
  clients: Map<string, HeldRoles>;
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
  const facts = await loadRoleFacts(stores, record, clientId, at);
  const isHere = (role: Role) => role.clientId === clientId;
  const held = explainHeld(
    heldBy(record, facts).filter(({ role }) => isHere(role)),
    record.person,
  );
  const elsewhere = await stores.roles.listRoleGrantsElsewhere(subjectOf(record), {
    clientId,
    code,
    limit: MOST_MISSES,
  });
  const mandated = facts.mandates.flatMap(({ mandate }) => mandate.roleIds);
  const further = mandated.length === 0 ? [] : await stores.roles.listRolesByIds([...new Set(mandated)]);
  const seen = new Set(facts.roles.map(({ id }) => id));
  const unseen = [...elsewhere.roles, ...further].filter(({ id }) => !seen.has(id) && seen.add(id));
  const isAsked = (role: Role) => isHere(role) && (code === undefined || role.code === code);
  return {
    person: record.person.id,
    client: clientId,
    at,
    roles: held.roles.filter((role) => code === undefined || role.code === code),
    notHeld: whyNot(
      record,
      {
        ...facts,
        roles: [...facts.roles, ...unseen],
        roleGrants: [...facts.roleGrants, ...elsewhere.roleGrants],
      },
      isAsked,
    ),
    token: held.token,
  };
}

/** Explains every role of a person by one reading: role by role what `explain` says of each client. */
export async function explainEverywhere(
  stores: Pick<RoleStores, 'directory' | 'roles'>,
  record: PersonRecord,
  at: Date,
): Promise<OverallExplanation> {
  const facts = await loadRoleFacts(stores, record, null, at);
  const clients = [...byClient(heldBy(record, facts))].map(
    ([client, effective]) => [client, explainHeld(effective, record.person)] as const,
  );
  return { facts, clients: new Map(clients) };
}

function heldBy(record: PersonRecord, facts: RoleFacts): EffectiveRole[] {
  return isOpen(record, dayOf(facts.at)) ? effectiveRoles(facts) : [];
}

/** Takes the effective roles at one client. */
function explainHeld(effective: readonly EffectiveRole[], person: PersonRecord['person']): HeldRoles {
  const claims = roleClaims(effective, person);
  return {
    roles: effective.map(({ role, units, until, paths }) => ({ code: role.code, units, until, paths })),
    token: { bytes: sizeOfClaims(claims), claims },
  };
}
