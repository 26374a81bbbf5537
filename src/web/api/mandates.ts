import { DomainError } from '../../domain/errors.ts';
import type { MandateService } from '../../domain/roles/mandate-service.ts';
import type { ReadingService } from '../../domain/roles/reading-service.ts';
import { mandateFields } from '../../messages/mandate-fields.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { roleOf } from './roles.ts';
import { type Route, route } from './route.ts';
import * as schema from './schema.ts';

export interface MandateParts {
  mandates: MandateService;
  reading: ReadingService;
}

const ID = { ...schema.text, format: 'uuid' };
const PARTY = schema.object({ id: ID, name: schema.text });

const MANDATE: schema.NamedSchema = {
  name: 'Mandate',
  schema: schema.object({
    id: ID,
    mandator: PARTY,
    deputy: PARTY,
    roles: { ...schema.arrayOf(schema.text), description: 'CLIENT:CODE' },
    from: schema.moment,
    until: schema.moment,
    decision: schema.text,
    reason: schema.textOrNull,
    entered_by: schema.text,
    created_at: schema.moment,
    ended_at: { ...schema.momentOrNull, description: 'when it was ended early' },
    ended_by: schema.textOrNull,
  }),
};

const MANDATES: schema.NamedSchema = {
  name: 'MandateList',
  schema: schema.object({ items: schema.arrayOf(schema.reference(MANDATE)) }),
  uses: [MANDATE],
};

const OUTCOME: schema.NamedSchema = { name: 'MandateOutcome', schema: schema.object({ id: ID }) };

/** Acting mandates: a person gives, sees and ends her own; roles at micconnect open those of others. */
export function mandateRoutes(parts: MandateParts): Route[] {
  return [listRoute(parts), giveRoute(parts), endRoute(parts)];
}

function listRoute({ mandates, reading }: MandateParts): Route {
  return route({
    method: 'GET',
    path: '/mandates',
    scope: 'roles:read',
    isForOneself: true,
    summary: 'Mandates, the newest first, past ones as well; without a role for it only those of the caller',
    query: { person: { is: 'text', about: 'id, employee number or official e-mail of either party' } },
    answer: MANDATES,
    problems: ['person_not_found'],
    async handle({ caller, query: { person: reference }, extent }) {
      // Whoever reads her own alone learns not even who else is there.
      if (reference !== undefined && !caller.permissions.has('roles:read'))
        throw new DomainError('permission_denied', { permission: 'roles:read' });
      const person = reference && (await reading.getNamed(reference, extent)).id;
      const found = await mandates.list(person, extent);
      return { items: found.map(mandateFields) };
    },
  });
}

function giveRoute({ mandates }: MandateParts): Route {
  return route({
    method: 'POST',
    path: '/mandates',
    scope: 'roles:write',
    isForOneself: true,
    summary: 'Lets a deputy hold roles of the caller, or of a mandator when a system administrator calls',
    body: {
      mandator: { is: 'text', about: 'id, employee number or official e-mail; the caller unless given' },
      deputy: { is: 'text', about: 'the same; required' },
      roles: { is: 'texts', about: 'CLIENT:CODE of each; required', most: 50 },
      from: { is: 'text', about: 'a day of Asia/Ho_Chi_Minh or an RFC 3339 time; now unless given' },
      until: { is: 'text', about: 'a day, included, or an RFC 3339 time; required' },
      decision: { is: 'text', about: 'number of the decision that orders it; required' },
      reason: { is: 'text', about: 'why', maximum: 1000 },
    },
    answer: OUTCOME,
    problems: [
      'person_not_found',
      'role_not_found',
      'period_invalid',
      'mandate_invalid',
      'mandate_to_self',
      'mandate_privileged',
      'separation_violated',
    ],
    async handle({ caller, body: { mandator = caller.personId, deputy, roles, until, decision, ...rest } }) {
      if (mandator === undefined) throw new DomainError('permission_denied', { permission: 'roles:write' });
      if (deputy === undefined) throw refuseRequest(problemAt('deputy', 'required'));
      if (roles === undefined) throw refuseRequest(problemAt('roles', 'required'));
      if (until === undefined) throw refuseRequest(problemAt('until', 'required'));
      if (decision === undefined) throw refuseRequest(problemAt('decision', 'required'));
      const { from: since, reason } = rest;
      const request = {
        from: mandator,
        to: deputy,
        roles: roles.map(roleOf),
        since,
        until,
        decision,
        reason,
      };
      const { id } = await mandates.give(caller.actor, request);
      return { id };
    },
  });
}

function endRoute({ mandates }: MandateParts): Route {
  return route({
    method: 'POST',
    path: '/mandates/{mandate}/end',
    scope: 'roles:write',
    isForOneself: true,
    summary: 'Ends a mandate early; it stays on record',
    answer: OUTCOME,
    problems: ['mandate_not_found'],
    async handle({ caller, path: { mandate: id = '' } }) {
      await mandates.end(caller.actor, id);
      return { id };
    },
  });
}
