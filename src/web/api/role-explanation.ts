import { STAFF_CATEGORIES } from '../../domain/directory/person.ts';
import type { RoleExplanation } from '../../domain/roles/explain-roles.ts';
import type { RolePath, ViaMandate } from '../../domain/roles/role-paths.ts';
import type { Obstacle } from '../../domain/roles/why-not.ts';
import * as schema from './schema.ts';

const UNITS = {
  type: ['array', 'null'],
  items: schema.text,
  description: 'null when it is not limited to units',
};

const PATH_MANDATE: schema.NamedSchema = {
  name: 'PathMandate',
  schema: schema.object({
    id: { ...schema.text, format: 'uuid' },
    mandator: { ...schema.text, format: 'uuid' },
    mandator_name: schema.text,
    kind: { ...schema.text, description: 'what the mandator holds it by' },
    decision: schema.text,
    until: schema.moment,
  }),
};

const PATH = schema.object({
  role_grant: { ...schema.text, format: 'uuid' },
  kind: { ...schema.text, description: 'what it comes by: person, unit, position, category, mandate' },
  mandate: schema.nullOr(PATH_MANDATE),
  unit_code: { ...schema.textOrNull, description: 'of the appointment' },
  position_code: schema.textOrNull,
  category: schema.oneOfOrNull(STAFF_CATEGORIES),
  composites: {
    ...schema.arrayOf(schema.text),
    description: 'the roles that contain it, from the one granted on',
  },
  handover: { ...schema.flag, description: 'the appointment has ended, and is handed over' },
  units: UNITS,
  from: schema.momentOrNull,
  until: schema.momentOrNull,
  decision: schema.textOrNull,
  decision_sha256: schema.textOrNull,
  reason: schema.textOrNull,
});

const OBSTACLE: schema.Schema = {
  type: 'object',
  properties: {
    kind: schema.text,
    state: schema.text,
    by: schema.textOrNull,
    at: schema.moment,
    unit_code: schema.text,
    from: schema.text,
    until: schema.text,
  },
  required: ['kind'],
  additionalProperties: false,
};

const ACT: schema.NamedSchema = {
  name: 'ActClaim',
  schema: schema.object({
    sub: schema.text,
    name: schema.text,
    mandates: schema.arrayOf(
      schema.object({
        sub: schema.text,
        name: schema.text,
        roles: schema.arrayOf(schema.text),
        until: { ...schema.count, description: 'seconds since 1970' },
      }),
    ),
  }),
};

const ROLE_CLAIMS: schema.NamedSchema = {
  name: 'RoleClaims',
  schema: {
    type: 'object',
    properties: {
      roles: schema.arrayOf(schema.text),
      role_units: { type: 'object', additionalProperties: schema.arrayOf(schema.text) },
      act: { ...schema.reference(ACT), description: 'only with roles held by mandate' },
    },
    required: ['roles', 'role_units'],
    additionalProperties: false,
  },
  uses: [ACT],
};

export const ROLE_EXPLANATION: schema.NamedSchema = {
  name: 'RoleExplanation',
  schema: schema.object({
    person: { ...schema.text, format: 'uuid' },
    client: schema.text,
    at: schema.moment,
    roles: schema.arrayOf(
      schema.object({
        code: schema.text,
        units: UNITS,
        until: schema.momentOrNull,
        paths: schema.arrayOf(PATH),
      }),
    ),
    not_held: schema.object({
      grants: schema.arrayOf(
        schema.object({
          code: schema.text,
          role_grant: { ...schema.textOrNull, format: 'uuid' },
          mandate: { ...schema.textOrNull, format: 'uuid', description: 'in place of a role grant' },
          obstacles: schema.arrayOf(OBSTACLE),
        }),
      ),
      more: schema.count,
    }),
    token: schema.object({
      bytes: schema.count,
      claims: schema.reference(ROLE_CLAIMS),
    }),
  }),
  uses: [PATH_MANDATE, ROLE_CLAIMS],
};

/** An explanation as the API answers it. */
export function explanationJson({ roles, notHeld, ...rest }: RoleExplanation) {
  return {
    ...rest,
    roles: roles.map(({ paths, ...role }) => ({ ...role, paths: paths.map(pathJson) })),
    not_held: {
      grants: notHeld.grants.map(({ code, obstacles, ...by }) => ({
        code,
        role_grant: 'roleGrantId' in by ? by.roleGrantId : null,
        mandate: 'mandateId' in by ? by.mandateId : null,
        obstacles: obstacles.map(obstacleJson),
      })),
      more: notHeld.more,
    },
  };
}

function pathJson({ roleGrantId, via: by, decisionSha256, composites = [], ...path }: RolePath) {
  const via = by.kind === 'mandate' ? by.own : by;
  return {
    role_grant: roleGrantId,
    kind: by.kind,
    mandate: by.kind === 'mandate' ? mandateJson(by) : null,
    unit_code: 'unitCode' in via ? via.unitCode : null,
    position_code: 'positionCode' in via ? via.positionCode : null,
    category: 'category' in via ? (via.category ?? null) : null,
    composites,
    handover: 'handover' in via && via.handover === true,
    decision_sha256: decisionSha256 ?? null,
    ...path,
  };
}

function mandateJson({
  mandateId: id,
  mandatorId: mandator,
  mandatorName,
  own,
  decision,
  until,
}: ViaMandate) {
  return { id, mandator, mandator_name: mandatorName, kind: own.kind, decision, until };
}

function obstacleJson(obstacle: Obstacle) {
  if (!('unitCode' in obstacle)) return obstacle;
  const { unitCode, ...rest } = obstacle;
  return { ...rest, unit_code: unitCode };
}
