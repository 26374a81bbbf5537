import { actorOf } from '../../domain/audit/audit-event.ts';
import type { Client } from '../../domain/clients/client.ts';
import type { Appointment } from '../../domain/directory/appointment.ts';
import type { Person } from '../../domain/directory/person.ts';
import type { Position } from '../../domain/directory/position.ts';
import type { Unit } from '../../domain/directory/unit.ts';
import type { OverallExplanation } from '../../domain/roles/explain-roles.ts';
import { everyHolder } from '../../domain/roles/mandate-paths.ts';
import type { Role } from '../../domain/roles/role.ts';
import type { RoleGrant } from '../../domain/roles/role-grant.ts';
import type { RoleFacts } from '../../domain/roles/role-lookup.ts';
import { type Lang, type Translate, translator } from '../../messages/translate.ts';
import { titleOf } from '../client-title.ts';

/** Rows and names for what an explanation tells by ids and codes, in the language of a page. */
export interface RoleNames {
  lang: Lang;
  t: Translate;
  at: Date;
  person: Pick<Person, 'fullName' | 'employeeNo' | 'email'>;
  /** By `CLIENT:CODE`. */
  role(name: string): Role;
  roleById(id: string): Role;
  roleGrant(id: string): RoleGrant;
  appointment(id: string): Appointment;
  unit(id: string): Unit;
  position(id: string): Position;
  /** A unit's name by its code. */
  unitNamed(code: string): string;
  clientTitle(id: string): string;
  /** Who gave a role, by the label on its row; null when nobody with a name is left. */
  granter(label: string): string | null;
}

/** A role's name in the language of a page. */
export function roleName({ name, nameEn }: Role, lang: Lang): string {
  return lang === 'en' ? (nameEn ?? name) : name;
}

/** Ids of the people who gave what an explanation shows: of others, a page of one's own shows their names alone. */
export function granterIds({ facts, clients }: OverallExplanation): string[] {
  const paths = [...clients.values()].flatMap(({ roles }) => roles.flatMap((role) => role.paths));
  const shown = new Set(paths.map(({ roleGrantId }) => roleGrantId));
  const actors = everyHolder(facts)
    .flatMap(({ roleGrants }) => roleGrants)
    .filter(({ id }) => shown.has(id))
    .map(({ grantedBy }) => actorOf(grantedBy));
  return [...new Set(actors.flatMap((actor) => (actor?.kind === 'person' ? [actor.id] : [])))];
}

/** Names from the facts of an explanation, the registered clients, and who gave the roles. */
export function roleNames(
  person: RoleNames['person'],
  {
    facts,
    clients,
    granters,
    lang,
  }: {
    facts: RoleFacts;
    clients: readonly Client[];
    granters: readonly Pick<Person, 'id' | 'fullName'>[];
    lang: Lang;
  },
): RoleNames {
  const t = translator(lang);
  const holders = everyHolder(facts);
  const allUnits = holders.flatMap(({ units }) => units);
  const allRoles = holders.flatMap(({ roles }) => roles);
  const units = new Map(allUnits.map((unit) => [unit.code, unit.name]));
  const titles = new Map(clients.map((client) => [client.id, titleOf(client, lang)]));
  const people = new Map(granters.map(({ id, fullName }) => [id, fullName]));
  return {
    lang,
    t,
    at: facts.at,
    person,
    role: finder(allRoles, ({ clientId, code }) => `${clientId}:${code}`),
    roleById: finder(allRoles, ({ id }) => id),
    roleGrant: finder(
      holders.flatMap(({ roleGrants }) => roleGrants),
      ({ id }) => id,
    ),
    appointment: finder(
      holders.flatMap(({ appointments }) => appointments),
      ({ id }) => id,
    ),
    unit: finder(allUnits, ({ id }) => id),
    position: finder(
      holders.flatMap(({ positions }) => positions),
      ({ id }) => id,
    ),
    unitNamed: (code) => units.get(code) ?? code,
    clientTitle: (id) => titles.get(id) ?? id,
    granter(label) {
      const actor = actorOf(label);
      switch (actor?.kind) {
        case 'person':
          return people.get(actor.id) ?? null;
        case 'client':
          return titles.get(actor.id) ?? null;
        case 'operator':
          return t('roles.byOperator');
        case 'system':
          return t('roles.bySystem');
        case undefined:
          return null;
      }
    },
  };
}

/** Finds rows that are known to be there: an explanation is made of nothing but its facts. */
function finder<Row>(rows: readonly Row[], keyOf: (row: Row) => string): (key: string) => Row {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return (key) => {
    const row = byKey.get(key);
    if (row === undefined) throw new Error(`The explanation names ${key}, which is not among its facts`);
    return row;
  };
}
