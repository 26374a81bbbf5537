import { IDENTITY_CHECKS, RESET_STATES } from '../../domain/authentication/factor-reset.ts';
import type { FactorResetService } from '../../domain/authentication/factor-reset-service.ts';
import { factorResetFields } from '../../messages/factor-reset-fields.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { Accepted, type Route, route } from './route.ts';
import * as schema from './schema.ts';

export interface FactorResetParts {
  factorResets: FactorResetService;
}

const ID = { ...schema.text, format: 'uuid' };

const FACTOR_RESET: schema.NamedSchema = {
  name: 'FactorReset',
  schema: schema.object({
    id: ID,
    person: { ...ID, description: 'whose second factors they are' },
    name: schema.text,
    state: schema.oneOf(RESET_STATES),
    checked: { ...schema.oneOf(IDENTITY_CHECKS), description: 'how the person was identified' },
    reference: { ...schema.text, description: 'where the check is on file' },
    reason: schema.text,
    asked_at: schema.moment,
    asked_by: schema.text,
    expires_at: schema.moment,
    decided_at: schema.momentOrNull,
    decided_by: schema.textOrNull,
  }),
};

const FACTOR_RESETS: schema.NamedSchema = {
  name: 'FactorResetList',
  schema: schema.object({ items: schema.arrayOf(schema.reference(FACTOR_RESET)) }),
  uses: [FACTOR_RESET],
};

/** Lost second factors: taken away by the help desk, of privileged accounts once a second person approved. */
export function factorResetRoutes(parts: FactorResetParts): Route[] {
  return [askRoute(parts), listRoute(parts), ...decisionRoutes(parts)];
}

function askRoute({ factorResets }: FactorResetParts): Route {
  return route({
    method: 'POST',
    path: '/people/{person}/factor-resets',
    scope: 'sessions:write',
    summary:
      'Takes every second factor of a person away and ends her sessions; of a privileged account it waits',
    body: {
      checked: { is: 'one_of', about: 'how the person was identified; required', allowed: IDENTITY_CHECKS },
      reference: { is: 'text', about: 'where the check is on file; required' },
      reason: { is: 'text', about: 'what became of the factors; required' },
    },
    answer: FACTOR_RESET,
    accepted: FACTOR_RESET,
    problems: [
      'person_not_found',
      'factor_reset_invalid',
      'factor_reset_of_self',
      'factor_reset_waits',
      'approver_not_person',
    ],
    async handle({ caller, path: { person = '' }, body: { checked, reference, reason } }) {
      if (checked === undefined) throw refuseRequest(problemAt('checked', 'required'));
      if (reference === undefined) throw refuseRequest(problemAt('reference', 'required'));
      if (reason === undefined) throw refuseRequest(problemAt('reason', 'required'));
      const { reset } = await factorResets.ask(person, { checked, reference, reason }, caller.actor);
      const fields = factorResetFields(reset);
      return reset.state === 'waiting' ? new Accepted(fields) : fields;
    },
  });
}

function listRoute({ factorResets }: FactorResetParts): Route {
  return route({
    method: 'GET',
    path: '/factor-resets',
    scope: 'sessions:write',
    summary: 'Resets of second factors that wait for a second person, the newest first',
    answer: FACTOR_RESETS,
    async handle() {
      return { items: (await factorResets.listWaiting()).map(factorResetFields) };
    },
  });
}

function decisionRoutes({ factorResets }: FactorResetParts): Route[] {
  const decide = (act: 'approve' | 'reject', summary: string) =>
    route({
      method: 'POST',
      path: `/factor-resets/{factor_reset}/${act}`,
      scope: 'sessions:write',
      summary,
      answer: FACTOR_RESET,
      problems: [
        'factor_reset_not_found',
        'factor_reset_not_waiting',
        'factor_reset_of_self',
        'approval_self',
        'approver_not_person',
      ],
      async handle({ caller, path: { factor_reset: id = '' } }) {
        const { reset } = await factorResets[act](id, caller.actor);
        return factorResetFields(reset);
      },
    });
  return [
    decide('approve', 'A system administrator, neither who asked nor the person concerned, lets it happen'),
    decide('reject', 'Ends it; who asked and the person concerned may, too'),
  ];
}
