import type { Services } from '../../src/services.ts';
import { type Cast, OPERATOR, type Place, role } from '../flows/role-authority.actors.ts';
import type { Answers, MutationCase } from './role-authority.cases.ts';

/** The other party of every mandate, who sits in G14.05 as the actors do. */
const THIRD = 'administrator2@mic.example';
const OK = 'ok';
const NO = 'permission_denied';
const NONE = 'mandate_not_found';
const ALONE = 'mandate_privileged';

/** Operator and system administrators may; everybody else is answered the same. */
function answered(administrator: Answers, everybody: Answers, program = NO) {
  const answers = { operator: OK, 'system-administrator': administrator, program };
  return { answers: { ...answers, 'unit-administrator': everybody, owner: everybody }, others: everybody };
}

/** Mandates by and for whoever stands in a place: anybody gives and ends her own, and nothing else. */
export function mandateCases({ roles, mandates }: Services, cast: Cast): MutationCase[] {
  const partiesAt = (place: Place, actor: string, isMandator: boolean) => {
    const holder = cast.holderAt(place, actor);
    return isMandator ? { mandator: holder, deputy: THIRD } : { mandator: THIRD, deputy: holder };
  };
  const hold = (name: string, person: string) => roles.grantRole(OPERATOR, { ...role(name), to: { person } });
  const terms = { until: '2026-12-31', decision: '1/GUQ' };

  const give = (
    name: string,
    code: string,
    isMandator: boolean,
    expected: ReturnType<typeof answered>,
  ): MutationCase => ({
    mutation: 'POST /mandates',
    name,
    async prepare({ place, actor }) {
      const parties = partiesAt(place, actor, isMandator);
      await hold(code, parties.mandator);
      return { body: { ...parties, roles: [code], ...terms } };
    },
    ...expected,
  });
  const end = (name: string, isMandator: boolean, expected: ReturnType<typeof answered>): MutationCase => ({
    mutation: 'POST /mandates/{mandate}/end',
    name,
    async prepare({ place, actor }) {
      const { mandator: from, deputy: to } = partiesAt(place, actor, isMandator);
      await hold('documents:reader', from);
      const asked = { from, to, roles: [role('documents:reader')], ...terms };
      return { path: { mandate: (await mandates.give(OPERATOR, asked)).id } };
    },
    ...expected,
  });

  return [
    give('of a role', 'documents:reader', true, answered(OK, [NO, NO, NO, NO, OK])),
    give('of a privileged role', 'documents:signer', true, {
      ...answered([OK, OK, OK, OK, ALONE], [NO, NO, NO, NO, ALONE]),
    }),
    give('of a composite with a privileged role', 'documents:office', true, {
      ...answered([OK, OK, OK, OK, ALONE], [NO, NO, NO, NO, ALONE]),
    }),
    give('of a role of the product', 'micconnect:auditor', true, {
      ...answered('mandate_invalid', [NO, NO, NO, NO, 'mandate_invalid']),
      answers: {
        ...answered('mandate_invalid', [NO, NO, NO, NO, 'mandate_invalid']).answers,
        operator: 'mandate_invalid',
      },
    }),
    give('of somebody’s role, to whoever stands there', 'documents:signer', false, {
      ...answered([OK, OK, OK, OK, 'mandate_to_self'], NO),
    }),
    end('that somebody gave', true, answered(OK, [NONE, NONE, NONE, NONE, OK], NONE)),
    end('that somebody received', false, answered(OK, NONE, NONE)),
  ];
}
