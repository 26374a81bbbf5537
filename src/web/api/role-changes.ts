import { DomainError } from '../../domain/errors.ts';
import { ROLE_EXTENTS } from '../../domain/roles/role.ts';
import type { RoleService } from '../../domain/roles/role-service.ts';
import type { RoleStore } from '../../domain/roles/role-store.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { ROLE, roleJson, roleOf } from './roles.ts';
import { type Route, route } from './route.ts';
import * as schema from './schema.ts';

export interface RoleChangeParts {
  roles: RoleService;
  stores: { roles: Pick<RoleStore, 'findRole' | 'listRoles' | 'listRoleParts'> };
}

/** Parts that one request names. */
const PARTS_MOST = 50;

const COMPOSITE: schema.NamedSchema = {
  name: 'CompositeRole',
  schema: schema.object({
    role: { ...schema.text, description: 'CLIENT:CODE' },
    includes: { ...schema.arrayOf(schema.text), description: 'CLIENT:CODE of the roles directly inside' },
  }),
};

/** Roles are made and composed, by system administrators, programs and the owners of relying systems. */
export function roleChangeRoutes(parts: RoleChangeParts): Route[] {
  return [createRoute(parts), ...compositionRoutes(parts)];
}

function createRoute({ roles }: RoleChangeParts): Route {
  return route({
    method: 'POST',
    path: '/roles',
    scope: 'roles:write',
    summary: 'Adds a role to a relying system; owners to their own',
    body: {
      client: { is: 'text', about: 'id of the client; required' },
      code: { is: 'text', about: 'what the client reads in the claim roles; required' },
      name: { is: 'text', about: 'in Vietnamese; required' },
      name_en: { is: 'text', about: 'in English' },
      privileged: { is: 'flag', about: 'each role grant of it needs a second person' },
      extent: { is: 'one_of', about: 'none unless given', allowed: ROLE_EXTENTS },
    },
    answer: ROLE,
    problems: ['client_not_found', 'role_invalid', 'role_exists'],
    async handle({ caller, body: { client, code, name, name_en: nameEn, privileged, extent } }) {
      if (client === undefined) throw refuseRequest(problemAt('client', 'required'));
      if (code === undefined) throw refuseRequest(problemAt('code', 'required'));
      if (name === undefined) throw refuseRequest(problemAt('name', 'required'));
      const role = { clientId: client, code, name, nameEn, isPrivileged: privileged, extent };
      return roleJson(await roles.createRole(caller.actor, role));
    },
  });
}

function compositionRoutes({ roles, stores }: RoleChangeParts): Route[] {
  const compose = (act: 'includeRoles' | 'excludeRoles', path: string, summary: string) =>
    route({
      method: 'POST',
      path: `/roles/{role}/${path}`,
      scope: 'roles:write',
      summary,
      body: { parts: { is: 'texts', about: 'CLIENT:CODE of each part; required', most: PARTS_MOST } },
      answer: COMPOSITE,
      problems: [
        'role_not_found',
        'role_part_invalid',
        'role_part_not_found',
        'role_grant_to_self',
        'role_grant_higher',
        'second_person_needed',
        'separation_violated',
      ],
      async handle({ caller, path: { role: name = '' }, body: { parts } }) {
        if (parts === undefined) throw refuseRequest(problemAt('parts', 'required'));
        await roles[act](caller.actor, { role: roleOf(name), parts: parts.map(roleOf) });
        return compositeJson(stores, name);
      },
    });
  return [
    compose('includeRoles', 'include', 'Makes a role contain others; owners within their own system'),
    compose('excludeRoles', 'exclude', 'Takes roles out of a composite; owners within their own system'),
  ];
}

async function compositeJson({ roles }: RoleChangeParts['stores'], name: string) {
  const { clientId, code } = roleOf(name);
  const whole = await roles.findRole(clientId, code);
  if (whole === undefined) throw new DomainError('role_not_found', { client: clientId, role: code });
  const inside = new Set(
    (await roles.listRoleParts()).flatMap(({ roleId, partId }) => (roleId === whole.id ? [partId] : [])),
  );
  const included = (await roles.listRoles()).filter(({ id }) => inside.has(id));
  return { role: name, includes: included.map((each) => `${each.clientId}:${each.code}`) };
}
