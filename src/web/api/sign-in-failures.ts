import { findSignInFailure } from '../../domain/authentication/sign-in-failure.ts';
import type { ViewingService } from '../../domain/roles/viewing-service.ts';
import type { Stores } from '../../domain/transact.ts';
import { signInFailureFields } from '../../messages/sign-in-causes.ts';
import { type Route, route } from './route.ts';
import * as schema from './schema.ts';

const WORDS = schema.object({
  cause: schema.text,
  remedy: { ...schema.text, description: 'what the help desk, or the person, can do' },
});

const FAILURE: schema.NamedSchema = {
  name: 'SignInFailure',
  schema: schema.object({
    at: schema.moment,
    person: { ...schema.textOrNull, format: 'uuid', description: 'null where no account was found' },
    cause: { ...schema.text, description: 'as the audit log has it' },
    methods: { ...schema.arrayOf(schema.text), description: 'what was tried' },
    network: { ...schema.textOrNull, description: 'the address it came from' },
    vi: WORDS,
    en: WORDS,
  }),
};

/** What the help desk reads out to who could not sign in. */
export function signInFailureRoute(parts: {
  stores: Pick<Stores, 'audit' | 'directory'>;
  viewings: ViewingService;
}): Route {
  return route({
    method: 'GET',
    path: '/sign-in-failures/{code}',
    scope: 'audit:read',
    permission: 'sign-ins:read',
    summary:
      'Why a sign-in failed, by the support code on its page, in either case, with or without the dash',
    answer: FAILURE,
    problems: ['sign_in_failure_not_found'],
    async handle({ path: { code = '' }, caller, extent }) {
      const failure = await findSignInFailure(parts, code, extent);
      const { person, attempt } = failure;
      const looked = { data: 'sign-in', ...caller, reason: attempt.supportCode } as const;
      if (person !== undefined) await parts.viewings.note(person.id, looked);
      return signInFailureFields(failure);
    },
  });
}
