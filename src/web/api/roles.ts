import type { Clock } from '../../domain/clock.ts';
import { readsRolesOf } from '../../domain/directory/readable-extent.ts';
import { parseMoment } from '../../domain/roles/parse-period.ts';
import type { ReadingService } from '../../domain/roles/reading-service.ts';
import { ROLE_EXTENTS, type Role } from '../../domain/roles/role.ts';
import type { RoleService } from '../../domain/roles/role-service.ts';
import type { RoleStore } from '../../domain/roles/role-store.ts';
import type { ViewingService } from '../../domain/roles/viewing-service.ts';
import { pageThrough } from './paging.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { explanationJson, ROLE_EXPLANATION } from './role-explanation.ts';
import { PAGING, type Page, type Route, route, VIEWING_REASON } from './route.ts';
import * as schema from './schema.ts';

export interface RoleParts {
  roles: RoleService;
  reading: ReadingService;
  viewings: ViewingService;
  clock: Clock;
  stores: { roles: Pick<RoleStore, 'listRoles'> };
}

export const ROLE: schema.NamedSchema = {
  name: 'Role',
  schema: schema.object({
    role: { ...schema.text, description: 'CLIENT:CODE' },
    client: schema.text,
    code: schema.text,
    name: schema.text,
    name_en: schema.textOrNull,
    privileged: schema.flag,
    extent: schema.oneOf(ROLE_EXTENTS),
  }),
};

const ROLE_HOLDER: schema.NamedSchema = {
  name: 'RoleHolder',
  schema: schema.object({
    person: { ...schema.text, format: 'uuid' },
    employee_no: schema.textOrNull,
    name: schema.text,
    email: schema.textOrNull,
    units: {
      type: ['array', 'null'],
      items: schema.text,
      description: 'null when it is not limited to units',
    },
    until: schema.momentOrNull,
    kinds: {
      ...schema.arrayOf(schema.text),
      description: 'what the role comes by: person, unit, position, category',
    },
  }),
};

const AT = { is: 'day', about: 'as of the beginning of a day; now unless given' } as const;

/** Roles, who holds them, and why or why not. */
export function roleRoutes({ roles, reading, viewings, clock, stores }: RoleParts): Route[] {
  const momentOf = (day: string | undefined) =>
    day === undefined ? clock.now() : parseMoment(day, clock.now());
  return [
    route({
      method: 'GET',
      path: '/roles',
      scope: 'roles:read',
      summary: 'Roles by client and code',
      query: { client: { is: 'text', about: 'id of a client' }, ...PAGING },
      answer: schema.pageOf(ROLE),
      async handle({ query: { client, ...paging }, extent }) {
        const all = await stores.roles.listRoles(client);
        const readable = all.filter(({ clientId }) => readsRolesOf(extent, clientId));
        return pageThrough(readable, paging, roleJson);
      },
    }),
    route({
      method: 'GET',
      path: '/roles/{role}/holders',
      scope: 'roles:read',
      summary: 'Who holds a role (CLIENT:CODE), by whatever path, by given name',
      query: { at: AT, ...PAGING },
      answer: schema.pageOf(ROLE_HOLDER),
      problems: ['role_not_found'],
      async handle({ path: { role = '' }, query: { at, ...paging }, extent }): Promise<Page<unknown>> {
        const asked = { ...roleOf(role), at: momentOf(at), ...paging, extent };
        const { holders, next } = await roles.holders(asked);
        const items = holders.map(({ employeeNo, roleGrants: _, ...rest }) => ({
          ...rest,
          employee_no: employeeNo,
        }));
        return { items, next_cursor: next };
      },
    }),
    route({
      method: 'GET',
      path: '/people/{person}/roles',
      scope: 'roles:read',
      summary:
        'Why a person holds roles at a client and why not others, and the role claims of the next token',
      query: {
        client: { is: 'text', about: 'id of the client; required' },
        role: { is: 'text', about: 'code of the only role that is asked about' },
        at: AT,
        reason: VIEWING_REASON,
      },
      answer: ROLE_EXPLANATION,
      problems: ['person_not_found', 'client_not_found', 'role_not_found'],
      async handle({ path: { person = '' }, query: { client, role, at, reason = null }, extent, caller }) {
        if (client === undefined) throw refuseRequest(problemAt('client', 'required'));
        const { id } = await reading.getExplained(person, client, extent);
        const explanation = await roles.explain(id, client, momentOf(at), role);
        await viewings.note(id, { data: 'roles', ...caller, reason });
        return explanationJson(explanation);
      },
    }),
  ];
}

/** `CLIENT:CODE`; what is written otherwise is no role that anybody knows. */
export function roleOf(text: string): { clientId: string; code: string } {
  const [clientId = '', code = ''] = text.split(/:([^:]*)$/);
  return { clientId, code };
}

export function roleJson({ clientId, code, name, nameEn, isPrivileged, extent }: Role) {
  return {
    role: `${clientId}:${code}`,
    client: clientId,
    code,
    name,
    name_en: nameEn,
    privileged: isPrivileged,
    extent,
  };
}
