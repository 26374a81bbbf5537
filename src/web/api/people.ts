import type { Actor } from '../../domain/audit/audit-event.ts';
import { startOfDay } from '../../domain/clock.ts';
import { ACCOUNT_STATES } from '../../domain/directory/account-state.ts';
import { type Person, STAFF_CATEGORIES, STAFF_STATUSES } from '../../domain/directory/person.ts';
import { maskNumber } from '../../domain/directory/staff-refusal.ts';
import type { StaffRecord, StaffService } from '../../domain/directory/staff-service.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ReadingService } from '../../domain/roles/reading-service.ts';
import type { ViewingService } from '../../domain/roles/viewing-service.ts';
import { postFields } from '../../messages/post-fields.ts';
import { problemAt, refuseRequest } from './request-refusal.ts';
import { PAGING, type Page, type Route, route, VIEWING_REASON } from './route.ts';
import * as schema from './schema.ts';

const NAME = {
  id: { type: 'string', format: 'uuid', description: 'the claim sub' },
  employee_no: schema.textOrNull,
  name: schema.text,
  family_name: schema.text,
  middle_name: schema.textOrNull,
  given_name: schema.text,
  email: schema.textOrNull,
};

const SUMMARY = {
  ...NAME,
  phone_number: { ...schema.textOrNull, description: 'E.164' },
  staff_category: schema.oneOfOrNull(STAFF_CATEGORIES),
  status: schema.oneOf(STAFF_STATUSES),
  disabled_at: schema.momentOrNull,
};

const ACCOUNT_STATE = {
  account_state: { ...schema.oneOf(ACCOUNT_STATES), description: 'today' },
  protected: { ...schema.flag, description: 'no HR file closes this account' },
};

const PERSON: schema.NamedSchema = { name: 'Person', schema: schema.object(SUMMARY) };

/** Whoever owns a relying system finds everybody, to give its roles. */
const PERSON_FOUND: schema.NamedSchema = schema.either('PersonFound', PERSON, {
  name: 'PersonName',
  schema: schema.object(NAME),
});

const PERSON_RECORD: schema.NamedSchema = {
  name: 'PersonRecord',
  schema: schema.object({
    ...SUMMARY,
    ...ACCOUNT_STATE,
    last_sign_in_at: schema.momentOrNull,
    dormant_since: { ...schema.momentOrNull, description: 'flagged for want of a sign-in' },
    closes_at: { ...schema.momentOrNull, description: 'when a dormant account is disabled' },
    gender: schema.oneOfOrNull(['male', 'female']),
    birthdate: schema.dayOrNull,
    citizen_id: { ...schema.textOrNull, description: 'the last four digits only' },
    title: schema.textOrNull,
    rank_code: schema.textOrNull,
    appointments: schema.arrayOf(
      schema.object({
        unit_code: { ...schema.text, description: 'of the day that was asked for' },
        unit: schema.text,
        position_code: schema.text,
        position: schema.text,
        main: schema.flag,
        acting: { ...schema.flag, description: 'phụ trách, quyền; the position says it too' },
        from: schema.dayOrNull,
        until: schema.dayOrNull,
      }),
    ),
  }),
};

/** The answer to a change: who may write may not read everything. */
const ACCOUNT: schema.NamedSchema = {
  name: 'Account',
  schema: schema.object({ id: SUMMARY.id, ...ACCOUNT_STATE }),
};

interface PeopleParts {
  staff: StaffService;
  reading: ReadingService;
  viewings: ViewingService;
}

/** People: found, looked at, and their accounts closed, opened and protected. */
export function peopleRoutes({ staff, reading, viewings }: PeopleParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/people',
      scope: 'directory:read',
      summary:
        'People by given, family, then middle name; every word of q must be met, diacritics do not matter',
      query: {
        q: { is: 'text', about: 'words of name, employee number, e-mail or unit, or a whole citizen id' },
        unit: { is: 'text', about: 'code of a unit, in either style; the units below it count too' },
        status: { is: 'one_of', about: 'working status by HR', allowed: STAFF_STATUSES },
        dormant: { is: 'flag', about: 'only accounts that are flagged for want of a sign-in' },
        ...PAGING,
      },
      answer: schema.pageOf(PERSON_FOUND),
      async handle({ query: { q, dormant, ...rest }, extent }): Promise<Page<unknown>> {
        const query = { text: q, isDormant: dormant, ...rest };
        const { people, namesOnly, next } = await staff.search(query, extent).catch(asFieldProblem);
        const items = people.map((person) =>
          namesOnly.has(person.id) ? nameJson(person) : personJson(person),
        );
        return { items, next_cursor: next };
      },
    }),
    route({
      method: 'GET',
      path: '/people/{person}',
      scope: 'directory:read',
      summary: 'One person by id, employee number or official e-mail, with the appointments of a day',
      query: {
        at: { is: 'day', about: 'day of the appointments; today unless given' },
        reason: VIEWING_REASON,
      },
      answer: PERSON_RECORD,
      problems: ['person_not_found'],
      async handle({ path: { person: reference = '' }, query: { at, reason = null }, extent, caller }) {
        const { person } = await reading.getReadable(reference, extent);
        await viewings.note(person.id, { data: 'record', ...caller, reason });
        return recordJson(await staff.show(person.id, at === undefined ? undefined : startOfDay(at)));
      },
    }),
    ...accountRoutes(staff),
  ];
}

function accountRoutes(staff: StaffService): Route[] {
  const change = (action: 'disable' | 'enable' | 'protect' | 'unprotect', summary: string) =>
    route({
      method: 'POST',
      path: `/people/{person}/${action}`,
      scope: 'directory:write',
      summary,
      answer: ACCOUNT,
      problems: ['person_not_found'],
      async handle({ path: { person = '' }, caller }) {
        const act: (reference: string, actor: Actor) => Promise<Person> = staff[action];
        const { id } = await act(person, caller.actor);
        const { state, isProtected } = await staff.show(id);
        return { id, account_state: state, protected: isProtected };
      },
    });
  return [
    change('disable', 'Closes the account and ends its sessions everywhere'),
    change('enable', 'Opens the account again'),
    change('protect', 'Lets no HR file close the account'),
    change('unprotect', 'Lifts the protection'),
  ];
}

/** A unit that nobody knows is a fault of the parameter, not of the address. */
function asFieldProblem(error: unknown): never {
  if (error instanceof DomainError && error.code === 'unit_not_found')
    throw refuseRequest(problemAt('unit', 'unknown_unit'));
  throw error;
}

function nameJson(person: Person) {
  return {
    id: person.id,
    employee_no: person.employeeNo,
    name: person.fullName,
    family_name: person.familyName,
    middle_name: person.middleName,
    given_name: person.givenName,
    email: person.email,
  };
}

function personJson(person: Person) {
  return {
    ...nameJson(person),
    phone_number: person.phone?.replace(/^0/, '+84') ?? null,
    staff_category: person.category,
    status: person.status,
    disabled_at: person.disabledAt,
  };
}

function recordJson({ person, state, isProtected, activity, posts }: StaffRecord) {
  return {
    ...personJson(person),
    account_state: state,
    protected: isProtected,
    last_sign_in_at: activity.lastSignInAt,
    dormant_since: activity.flaggedAt,
    closes_at: activity.closesAt,
    gender: person.gender === null ? null : { nam: 'male', nu: 'female' }[person.gender],
    birthdate: person.birthDate,
    citizen_id: person.citizenId === null ? null : maskNumber(person.citizenId),
    title: person.title,
    rank_code: person.rankCode,
    appointments: posts.map(postFields),
  };
}
