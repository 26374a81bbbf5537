import { groupBy } from '../group-by.ts';
import type { RoleStore } from '../roles/role-store.ts';
import type { RoleStores } from '../roles/stores-for-roles.ts';
import { byId, lineageOf } from '../roles/unit-ancestry.ts';
import type { RolePlanFacts } from './role-plan-facts.ts';

/** What drafting a role grant and judging who may give it read. */
export type RoleReads = Pick<RoleStores, 'directory' | 'roles'>;

/**
 * The same reads answered from facts that are loaded already, so that 10,000 rows go through the rules of a single
 * role grant without a statement each. What the facts do not hold is asked of the stores, the same question once.
 */
export function readsInMemory(stores: RoleReads, facts: RolePlanFacts): RoleReads {
  return { directory: directoryReads(stores.directory, facts), roles: roleReads(stores.roles, facts) };
}

function directoryReads(
  directory: RoleReads['directory'],
  { directory: { people, units, positions, appointments } }: RolePlanFacts,
): RoleReads['directory'] {
  const persons = byKey(people, ({ id }) => id);
  const byNumber = byKey(people, ({ employeeNo }) => employeeNo);
  const byEmail = byKey(people, ({ email }) => email);
  const [tree, posts] = [byId(units), byKey(positions, ({ id }) => id)];
  const held = groupBy(appointments, ({ personId }) => personId);
  return {
    ...directory,
    listUnits: async () => units,
    listPositions: async () => positions,
    findPerson: async (id) => persons.get(id),
    findPersonByLogin: async (login) =>
      login.includes('@') ? byEmail.get(login.toLowerCase()) : byNumber.get(login),
    async findPersonRecord(id) {
      const person = persons.get(id);
      if (person === undefined) return undefined;
      const own = held.get(id) ?? [];
      const unitIds = new Set(own.flatMap(({ unitId }) => lineageOf(unitId, tree)));
      const positionIds = new Set(own.map(({ positionId }) => positionId));
      return {
        person,
        appointments: own,
        units: [...unitIds].flatMap((unitId) => tree.get(unitId) ?? []),
        positions: [...positionIds].flatMap((positionId) => posts.get(positionId) ?? []),
      };
    },
  };
}

function roleReads(stores: RoleStore, { rules }: RolePlanFacts): RoleStore {
  const roles = byKey(rules.roles, ({ id }) => id);
  const codes = byKey(rules.roles, ({ clientId, code }) => `${clientId}:${code}`);
  const roleGrants = byKey(rules.roleGrants, ({ id }) => id);
  const asked = new Map<string, ReturnType<RoleStore['listRoleGrantsFor']>>();
  return {
    ...stores,
    findRole: async (clientId, code) => codes.get(`${clientId}:${code}`),
    findRoleById: async (id) => roles.get(id),
    listRolesByIds: async (ids) => ids.flatMap((id) => roles.get(id) ?? []),
    listRoleParts: async () => [...rules.parts],
    findRoleGrant: async (id) => roleGrants.get(id) ?? stores.findRoleGrant(id),
    listRoleGrantsFor(subject, clientId) {
      const key = JSON.stringify([subject.personId, clientId]);
      const answer = asked.get(key) ?? stores.listRoleGrantsFor(subject, clientId);
      asked.set(key, answer);
      return answer;
    },
  };
}

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): Map<string, Row> {
  return new Map(
    rows.flatMap((row): [string, Row][] => {
      const key = keyOf(row);
      return key === null ? [] : [[key, row]];
    }),
  );
}
