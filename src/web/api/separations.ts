import type { SeparationException } from '../../domain/roles/separation-of-duties.ts';
import type { ListedViolation } from '../../domain/roles/separation-report.ts';
import type { ListedSeparation, SeparationService } from '../../domain/roles/separation-service.ts';
import { pageThrough } from './paging.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { roleOf } from './roles.ts';
import { PAGING, type Route, route } from './route.ts';
import * as schema from './schema.ts';

interface Parts {
  separations: SeparationService;
}

const ID = { ...schema.text, format: 'uuid' };

const EXCEPTION: schema.NamedSchema = {
  name: 'SeparationException',
  schema: schema.object({
    id: ID,
    person: { ...ID, description: 'id of the person' },
    decision: schema.text,
    reason: schema.textOrNull,
    from: schema.moment,
    until: schema.moment,
    allowed_by: schema.text,
  }),
};

const SEPARATION: schema.NamedSchema = {
  name: 'Separation',
  schema: schema.object({
    id: ID,
    name: schema.textOrNull,
    roles: { ...schema.arrayOf(schema.text), description: 'CLIENT:CODE' },
    most: { ...schema.count, description: 'how many of them one person may hold at a time' },
    created_at: schema.moment,
    created_by: schema.text,
    exceptions: { ...schema.arrayOf(schema.reference(EXCEPTION)), description: 'those that are not over' },
  }),
  uses: [EXCEPTION],
};

const OUTCOME: schema.NamedSchema = {
  name: 'SeparationOutcome',
  schema: schema.object({
    id: ID,
    violations: {
      ...schema.arrayOf(
        schema.object({
          person: ID,
          employee_no: schema.textOrNull,
          name: schema.text,
          roles: schema.arrayOf(schema.text),
          from: schema.moment,
        }),
      ),
      description: 'who holds too many of them already; nobody loses a role by it',
    },
  }),
};

const WHO = 'for system administrators';

/** Roles that one person must not hold together; changed by system administrators. */
export function separationRoutes(parts: Parts): Route[] {
  return [listRoute(parts), separateRoute(parts), endRoute(parts), exceptRoute(parts)];
}

function listRoute({ separations }: Parts): Route {
  return route({
    method: 'GET',
    path: '/separations',
    scope: 'roles:read',
    summary: 'Roles that one person must not hold together, with the exceptions',
    query: PAGING,
    answer: schema.pageOf(SEPARATION),
    handle: async ({ query, extent }) => pageThrough(await separations.list(extent), query, separationJson),
  });
}

function separateRoute({ separations }: Parts): Route {
  return route({
    method: 'POST',
    path: '/separations',
    scope: 'roles:write',
    summary: `Keeps roles apart from now on, and tells who holds too many already; ${WHO}`,
    body: {
      roles: { is: 'texts', about: 'CLIENT:CODE of each; required', most: 50 },
      name: { is: 'text', about: 'what it is called' },
      most: {
        is: 'whole_number',
        about: 'how many one person may hold at a time; 1 unless given',
        minimum: 1,
        maximum: 49,
      },
    },
    answer: OUTCOME,
    problems: ['role_not_found', 'separation_invalid'],
    async handle({ caller, body: { roles, name, most } }) {
      if (roles === undefined) throw refuseRequest(problemAt('roles', 'required'));
      const asked = { roles: roles.map(roleOf), name, most };
      const { separation, violations } = await separations.separate(caller.actor, asked);
      return { id: separation.id, violations: violations.map(violationJson) };
    },
  });
}

function endRoute({ separations }: Parts): Route {
  return route({
    method: 'POST',
    path: '/separations/{separation}/end',
    scope: 'roles:write',
    summary: `Keeps the roles apart no longer; ${WHO}`,
    answer: OUTCOME,
    problems: ['separation_not_found'],
    async handle({ caller, path: { separation: id = '' } }) {
      await separations.end(caller.actor, id);
      return { id, violations: [] };
    },
  });
}

function exceptRoute({ separations }: Parts): Route {
  return route({
    method: 'POST',
    path: '/separations/{separation}/exceptions',
    scope: 'roles:write',
    summary: `Lets one person hold such roles together for at most a year, on a decision; ${WHO}, not for themselves`,
    body: {
      person: { is: 'text', about: 'id, employee number or official e-mail; required' },
      decision: { is: 'text', about: 'number of the decision; required' },
      from: { is: 'text', about: 'a day of Asia/Ho_Chi_Minh or an RFC 3339 time; now unless given' },
      until: { is: 'text', about: 'a day, included, or an RFC 3339 time; required' },
      reason: { is: 'text', about: 'why', maximum: 1000 },
    },
    answer: EXCEPTION,
    problems: [
      'separation_not_found',
      'person_not_found',
      'period_invalid',
      'separation_exception_invalid',
      'role_grant_to_self',
    ],
    async handle({ caller, path: { separation = '' }, body: { person, decision, until, ...rest } }) {
      if (person === undefined) throw refuseRequest(problemAt('person', 'required'));
      if (decision === undefined) throw refuseRequest(problemAt('decision', 'required'));
      if (until === undefined) throw refuseRequest(problemAt('until', 'required'));
      const asked = { separation, person, decision, until, ...rest };
      return exceptionJson(await separations.except(caller.actor, asked));
    },
  });
}

function separationJson({ id, name, roles, most, createdAt, createdBy, exceptions }: ListedSeparation) {
  return {
    id,
    name,
    roles,
    most,
    created_at: createdAt,
    created_by: createdBy,
    exceptions: exceptions.map(exceptionJson),
  };
}

function exceptionJson({ id, personId, decision, reason, from, until, allowedBy }: SeparationException) {
  return { id, person: personId, decision, reason, from, until, allowed_by: allowedBy };
}

function violationJson({ person, employeeNo, fullName, roles, from }: ListedViolation) {
  return { person, employee_no: employeeNo, name: fullName, roles, from };
}
