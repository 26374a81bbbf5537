import type { DirectoryStore } from '../../domain/directory/directory-store.ts';
import { namedUnits, type ReadableExtent, readsRolesOf } from '../../domain/directory/readable-extent.ts';
import { getUnit } from '../../domain/directory/unit-lookup.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ReadingService } from '../../domain/roles/reading-service.ts';
import { resolveTarget } from '../../domain/roles/role-grant-target.ts';
import type { RoleService } from '../../domain/roles/role-service.ts';
import type { RoleGrantFilter, RoleStore } from '../../domain/roles/role-store.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { RULE, TERMS } from './role-grant-fields.ts';
import {
  effectsJson,
  loadNames,
  ROLE_GRANT,
  ROLE_GRANT_OUTCOME,
  roleGrantJson,
  WAITING_ROLE_GRANT,
  waitingJson,
} from './role-grant-json.ts';
import { roleOf } from './roles.ts';
import { Accepted, PAGING, type Page, type Route, route } from './route.ts';
import * as schema from './schema.ts';

export interface RoleGrantParts {
  roles: RoleService;
  reading: ReadingService;
  stores: {
    roles: Pick<RoleStore, 'findRole' | 'listRolesByIds' | 'pageRoleGrants'>;
    directory: Pick<
      DirectoryStore,
      | 'findPerson'
      | 'findPersonByLogin'
      | 'findPersonRecord'
      | 'listStandings'
      | 'listUnits'
      | 'listPositions'
    >;
  };
}

const PAGE = 50;

const PERSON = { is: 'text', about: 'id, employee number or official e-mail' } as const;
const HOLDER = { person: PERSON, unit: RULE.unit, position: RULE.position } as const;

const DRY_RUN = { is: 'flag', about: 'only tells what would change, person by person' } as const;

/** Role grants: listed, made and revoked. */
export function roleGrantRoutes(parts: RoleGrantParts): Route[] {
  return [listRoute(parts), grantRoute(parts), revokeRoute(parts)];
}

function listRoute({ stores, reading }: RoleGrantParts): Route {
  return route({
    method: 'GET',
    path: '/role-grants',
    scope: 'roles:read',
    summary: 'Role grants, the newest first; revoked and past ones as well',
    query: { role: { is: 'text', about: 'CLIENT:CODE' }, ...HOLDER, ...PAGING },
    answer: schema.pageOf(ROLE_GRANT),
    problems: ['role_not_found', 'person_not_found', 'unit_not_found', 'position_not_found'],
    async handle({ query: { limit = PAGE, cursor = null, ...asked }, extent }): Promise<Page<unknown>> {
      const filter = await filterOf({ ...stores, reading }, asked, extent);
      const found = await stores.roles.pageRoleGrants(filter, { after: cursor, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const names = await loadNames(stores, shown);
      const next = found.length > limit ? (shown.at(-1)?.id ?? null) : null;
      return { items: shown.map((each) => roleGrantJson(each, names)), next_cursor: next };
    },
  });
}

function grantRoute({ roles, stores }: RoleGrantParts): Route {
  return route({
    method: 'POST',
    path: '/role-grants',
    scope: 'roles:write',
    summary:
      'Gives a role to a person, or by unit, position and staff category; nobody gives one to herself, ' +
      'and a privileged one waits for a second person (202)',
    query: { dry_run: DRY_RUN },
    body: {
      role: { is: 'text', about: 'CLIENT:CODE; required' },
      person: PERSON,
      ...RULE,
      ...TERMS,
    },
    answer: ROLE_GRANT_OUTCOME,
    accepted: WAITING_ROLE_GRANT,
    problems: [
      'role_not_found',
      'person_not_found',
      'unit_not_found',
      'position_not_found',
      'period_invalid',
      'role_grant_invalid',
      'role_grant_to_self',
      'role_grant_outside_extent',
      'separation_violated',
    ],
    async handle({ caller, query, body: { role, person, unit, position, category, subtree, ...rest } }) {
      if (role === undefined) throw refuseRequest(problemAt('role', 'required'));
      const input = { ...roleOf(role), to: { person, unit, position, category, subtree }, ...rest };
      if (query.dry_run === true)
        return { id: null, effects: effectsJson(await roles.simulateGrant(caller.actor, input)) };
      const { id, isWaiting } = await roles.grantRole(caller.actor, input);
      if (!isWaiting) return { id, effects: null };
      const waiting = await roles.findWaiting(id);
      return new Accepted(waitingJson(waiting, await loadNames(stores, [waiting])));
    },
  });
}

function revokeRoute({ roles }: RoleGrantParts): Route {
  return route({
    method: 'POST',
    path: '/role-grants/{role_grant}/revoke',
    scope: 'roles:write',
    summary: 'Revokes a role grant; it stays on record',
    query: { dry_run: DRY_RUN },
    answer: ROLE_GRANT_OUTCOME,
    problems: ['role_grant_not_found', 'role_grant_outside_extent', 'role_grant_higher'],
    async handle({ caller, path: { role_grant: id = '' }, query }) {
      if (query.dry_run === true)
        return { id: null, effects: effectsJson(await roles.simulateRevocation(caller.actor, id)) };
      await roles.revokeRole(caller.actor, id);
      return { id, effects: null };
    },
  });
}

async function filterOf(
  { roles, directory, reading }: RoleGrantParts['stores'] & Pick<RoleGrantParts, 'reading'>,
  asked: Partial<Record<'role' | 'person' | 'unit' | 'position', string | undefined>>,
  extent: ReadableExtent,
): Promise<RoleGrantFilter> {
  const { person, unit, position } = asked;
  const role = asked.role === undefined ? undefined : roleOf(asked.role);
  const found = role && (await roles.findRole(role.clientId, role.code));
  if (role !== undefined && (found === undefined || !readsRolesOf(extent, role.clientId)))
    throw new DomainError('role_not_found', { client: role.clientId, role: role.code });
  return {
    within: extent === 'whole' ? undefined : extent,
    roleId: found?.id,
    personId: person === undefined ? undefined : (await reading.getNamed(person, extent)).id,
    unitId:
      unit === undefined ? undefined : getUnit(namedUnits(await directory.listUnits(), extent), unit).id,
    positionId:
      position === undefined
        ? undefined
        : ((await resolveTarget(directory, { position })).positionId ?? undefined),
  };
}
