import { daysAfter } from '../../src/domain/clock.ts';
import type { Services } from '../../src/services.ts';
import { OPERATOR, role, UNIT_OF } from '../flows/role-authority.actors.ts';

/** Where something stands, as seen from the readers' unit, G14.05. */
export const SEATS = ['own', 'sub', 'other', 'ancestor'] as const;
export type Seat = (typeof SEATS)[number];

/** One answer for every seat, or one each. */
export type Readings = string | readonly [string, string, string, string];

type Json = ReturnType<typeof JSON.parse>;

/** An operation that reads, what it is asked at each seat, and what each kind of reader gets. */
export interface ReadingCase {
  operation: string;
  name?: string;
  ask?(seat: Seat): { path?: Record<string, string>; query?: Record<string, unknown> };
  /** What the answer shows of the seat: `full`, `name`, `none`. */
  shows(answer: Json, seat: Seat): string;
  /** Of readers of the whole ministry. */
  whole: Readings;
  unit: Readings;
  owner: Readings;
  /** Of those whose role opens no such operation. */
  closed?: Readings;
}

export interface Seeded {
  idOf: Record<Seat, string>;
  plan: string;
  /** A plan of role grants that waits. */
  waiting: string;
  review: string;
}

/** Support codes of failed sign-ins; with the last one no account was found. */
const FAILED = {
  own: 'AAAA-2222',
  sub: 'BBBB-2222',
  other: 'CCCC-2222',
  ancestor: 'DDDD-2222',
  nobody: 'EEEE-2222',
};

/** Rows of each kind at each seat; `documents` is the owner's, `hr` is not. */
export async function seedRows(services: Services, cast: { place(seat: Seat): string }): Promise<Seeded> {
  const { roles, stores, mandates, separations, reviews, clock, ids, database } = services;
  const idOf = {} as Record<Seat, string>;
  for (const seat of SEATS)
    idOf[seat] = (await stores.directory.findPersonByLogin(cast.place(seat)))?.id ?? '';
  const held = {
    own: 'documents:author',
    sub: 'hr:viewer',
    other: 'documents:author',
    ancestor: 'hr:viewer',
  };
  for (const seat of SEATS) {
    const to = { person: cast.place(seat) };
    await roles.grantRole(OPERATOR, { ...role(held[seat]), to });
    await roles.grantRole(OPERATOR, { ...role(held[seat]), to: { unit: UNIT_OF[seat] } });
    await roles.grantRole({ kind: 'client', id: 'hr' }, { ...role('documents:signer'), to });
    await database.source.query(
      `insert into mailbox (id, address, kind, person_id) values ($1, $2, 'personal', $3)`,
      [ids.uuid(), `box-${seat}@mic.example`, idOf[seat]],
    );
    const [from, deputy] = [cast.place(seat), cast.place(seat === 'other' ? 'ancestor' : 'other')];
    const asked = { roles: [role(held[seat])], until: '2026-12-31', decision: `1/${seat}` };
    await mandates.give(OPERATOR, { from, to: deputy, ...asked });
  }
  for (const names of [
    ['documents:signer', 'documents:chief'],
    ['hr:viewer', 'documents:chief'],
  ]) {
    const { separation } = await separations.separate(OPERATOR, { roles: names.map(role) });
    for (const seat of SEATS) {
      const allowed = { decision: '2/QĐ', until: '2026-12-31', person: cast.place(seat) };
      await separations.except(OPERATOR, { separation: separation.id, ...allowed });
    }
  }
  const reader = await stores.roles.findRole('documents', 'reader');
  await stores.roleRequests.add({
    id: ids.uuid(),
    personId: idOf.ancestor,
    roleId: reader?.id ?? '',
    extentUnitId: null,
    reason: 'x',
    steps: ['owner'],
    until: daysAfter(clock.now(), 10),
    requestedAt: clock.now(),
    dueAt: daysAfter(clock.now(), 5),
    roleGrantId: null,
    state: 'pending',
    decisions: [],
    remindedAt: null,
    endedAt: null,
  });
  for (const seat of [...SEATS, 'nobody'] as const)
    await stores.audit.append({
      type: 'sign_in.refused',
      at: clock.now(),
      actor: { kind: 'system' },
      personId: seat === 'nobody' ? undefined : idOf[seat],
      supportCode: FAILED[seat],
      details: { cause: 'wrong' },
    });
  const [applied] = await services.staffPlans.list();
  const { review } = await reviews.open(OPERATOR, { name: 'x', client: 'hr' });
  await reviews.close(OPERATOR, (await reviews.open(OPERATOR, { name: 'y', client: 'empty' })).review.id);
  const rows = [{ line: 2, cells: ['documents', 'office', 'own@mic.example'] }];
  const header = ['ung_dung', 'vai_tro', 'thu_dien_tu'];
  await services.rolePlans.importRoles([{ file: 'r.csv', header, rows }], { isDryRun: false }, OPERATOR);
  const later = [{ line: 2, cells: ['documents', 'reader', 'own@mic.example'] }];
  const input = {
    kind: 'import',
    tables: [{ file: 's.csv', header, rows: later }],
    decision: undefined,
  } as const;
  const { pending } = await services.pendingRolePlans.submit(input, OPERATOR);
  const grounds = { checked: 'id-card', reference: 'x', reason: 'x' } as const;
  await services.factorResets.ask('auditor@mic.example', grounds, OPERATOR);
  return { idOf, plan: applied?.plan ?? '', waiting: pending?.plan ?? '', review: review.id };
}

const EVERY = { whole: 'full', unit: 'full', owner: 'full' } as const;
const UNITS = ['full', 'full', 'none', 'none'] as const;
const missing = (code: string) => ['full', 'full', code, code] as const;
const NO_PERSON = 'person_not_found';

/** Every operation that reads. */
export function readingCases(
  { idOf, plan, waiting, review }: Seeded,
  cast: { place(seat: Seat): string },
): ReadingCase[] {
  const has = (items: Json[], isMeant: (item: Json) => boolean) => (items.some(isMeant) ? 'full' : 'none');
  const anything = ({ items }: Json) => has(items, () => true);
  const byEmail = ({ items }: Json, seat: Seat) => {
    const found = items.find(({ email }: Json) => email === cast.place(seat));
    return found === undefined ? 'none' : 'status' in found ? 'full' : 'name';
  };
  const all = () => ({ query: { limit: 200 } });
  const person = (seat: Seat) => ({ path: { person: cast.place(seat) } });
  const explained = (client: string) => (seat: Seat) => ({ ...person(seat), query: { client } });
  const filtered = (by: object) => () => ({ query: { limit: 200, ...by } });
  return [
    { operation: 'GET /people', ask: all, shows: byEmail, whole: 'full', unit: UNITS, owner: 'name' },
    {
      operation: 'GET /people',
      name: 'by status',
      ask: filtered({ status: 'dang_cong_tac' }),
      shows: byEmail,
      whole: 'full',
      unit: UNITS,
      owner: 'none',
    },
    {
      operation: 'GET /people',
      name: 'of a unit',
      ask: (seat) => ({ query: { unit: UNIT_OF[seat], limit: 200 } }),
      shows: byEmail,
      whole: 'full',
      unit: missing('request_invalid'),
      owner: 'name',
    },
    {
      operation: 'GET /people/{person}',
      ask: person,
      shows: ({ id }, seat) => (id === idOf[seat] ? 'full' : 'none'),
      whole: 'full',
      unit: missing(NO_PERSON),
      // By a role grant, by none, by a role grant, by a request that waits.
      owner: ['full', NO_PERSON, 'full', 'full'],
    },
    {
      operation: 'GET /people/{person}/roles',
      name: 'of her own system',
      ask: explained('documents'),
      shows: ({ person: id }, seat) => (id === idOf[seat] ? 'full' : 'none'),
      whole: 'full',
      unit: missing(NO_PERSON),
      owner: ['full', NO_PERSON, 'full', 'full'],
    },
    {
      operation: 'GET /people/{person}/roles',
      name: 'of another system',
      ask: explained('hr'),
      shows: ({ person: id }, seat) => (id === idOf[seat] ? 'full' : 'none'),
      whole: 'full',
      unit: missing(NO_PERSON),
      owner: ['client_not_found', NO_PERSON, 'client_not_found', 'client_not_found'],
    },
    {
      operation: 'GET /sign-in-failures/{code}',
      ask: (seat) => ({ path: { code: FAILED[seat] } }),
      shows: ({ person: id }, seat) => (id === idOf[seat] ? 'full' : 'none'),
      whole: 'full',
      unit: missing('sign_in_failure_not_found'),
      // The role opens no such operation.
      owner: 'permission_denied',
    },
    {
      operation: 'GET /sign-in-failures/{code}',
      name: 'of nobody',
      ask: () => ({ path: { code: FAILED.nobody } }),
      shows: ({ person: id }) => (id === null ? 'full' : 'none'),
      whole: 'full',
      unit: 'sign_in_failure_not_found',
      owner: 'permission_denied',
    },
    {
      operation: 'GET /sign-in-failures/{code}',
      name: 'of a malformed code',
      ask: () => ({ path: { code: "'; 𝔸 %" } }),
      shows: () => 'full',
      whole: 'sign_in_failure_not_found',
      unit: 'sign_in_failure_not_found',
      owner: 'permission_denied',
    },
    {
      operation: 'GET /units',
      ask: all,
      shows({ items }, seat) {
        const found = items.find(({ code }: Json) => code === UNIT_OF[seat]);
        return found === undefined ? 'none' : 'kind' in found ? 'full' : 'name';
      },
      whole: 'full',
      unit: UNITS,
      owner: 'name',
    },
    {
      operation: 'GET /units/{code}',
      ask: (seat) => ({ path: { code: UNIT_OF[seat] } }),
      shows: ({ code }, seat) => (code === UNIT_OF[seat] ? 'full' : 'none'),
      whole: 'full',
      unit: missing('unit_not_found'),
      owner: 'unit_not_found',
    },
    { operation: 'GET /positions', shows: anything, ...EVERY },
    {
      operation: 'GET /mailboxes',
      shows: ({ items }, seat) => has(items, ({ address }) => address === `box-${seat}@mic.example`),
      whole: 'full',
      unit: UNITS,
      owner: 'none',
    },
    {
      operation: 'GET /plans',
      ask: () => ({ query: { state: 'applied' } }),
      shows: anything,
      whole: 'full',
      unit: 'none',
      owner: 'none',
    },
    {
      operation: 'GET /plans/{plan}',
      ask: () => ({ path: { plan } }),
      shows: () => 'full',
      whole: 'full',
      unit: 'plan_not_found',
      owner: 'plan_not_found',
    },
    {
      operation: 'GET /roles',
      name: 'of her own system',
      ask: all,
      shows: ({ items }) => has(items, ({ client }) => client === 'documents'),
      ...EVERY,
    },
    {
      operation: 'GET /roles',
      name: 'of another system',
      ask: all,
      shows: ({ items }) => has(items, ({ client }) => client === 'hr'),
      ...EVERY,
      owner: 'none',
    },
    {
      operation: 'GET /roles/{role}/holders',
      name: 'of her own system',
      ask: () => ({ path: { role: 'documents:author' }, query: { limit: 200 } }),
      shows: ({ items }, seat) => has(items, ({ person: id }) => id === idOf[seat]),
      // `ancestor` holds it by the mandate of `other`, `sub` not at all.
      whole: ['full', 'none', 'full', 'full'],
      unit: ['full', 'none', 'none', 'none'],
      owner: ['full', 'none', 'full', 'full'],
    },
    {
      operation: 'GET /roles/{role}/holders',
      name: 'of another system',
      ask: () => ({ path: { role: 'hr:viewer' }, query: { limit: 200 } }),
      shows: ({ items }, seat) => has(items, ({ person: id }) => id === idOf[seat]),
      whole: ['none', 'full', 'full', 'full'],
      unit: ['none', 'full', 'none', 'none'],
      owner: 'role_not_found',
    },
    {
      operation: 'GET /role-grants',
      name: 'to people',
      ask: all,
      shows: ({ items }, seat) => has(items, (item) => item.person === idOf[seat]),
      whole: 'full',
      unit: UNITS,
      owner: ['full', 'none', 'full', 'none'],
    },
    {
      operation: 'GET /role-grants',
      name: 'to units',
      ask: all,
      shows: ({ items }, seat) => has(items, ({ unit }) => unit === UNIT_OF[seat]),
      whole: 'full',
      unit: UNITS,
      owner: ['full', 'none', 'full', 'none'],
    },
    {
      operation: 'GET /role-grants',
      name: 'of a person',
      ask: (seat) => ({ query: { person: cast.place(seat) } }),
      shows: anything,
      whole: 'full',
      unit: missing(NO_PERSON),
      owner: ['full', 'none', 'full', 'none'],
    },
    {
      operation: 'GET /role-grants',
      name: 'of a unit',
      ask: (seat) => ({ query: { unit: UNIT_OF[seat] } }),
      shows: anything,
      whole: 'full',
      unit: missing('unit_not_found'),
      owner: ['full', 'none', 'full', 'none'],
    },
    {
      operation: 'GET /role-grants',
      name: 'of a role of another system',
      ask: () => ({ query: { role: 'hr:viewer' } }),
      shows: ({ items }, seat) => has(items, (item) => item.person === idOf[seat]),
      whole: ['none', 'full', 'none', 'full'],
      unit: ['none', 'full', 'none', 'none'],
      owner: 'role_not_found',
    },
    {
      operation: 'GET /role-grants/waiting',
      ask: all,
      shows: ({ items }, seat) => has(items, (item) => item.role_grant.person === idOf[seat]),
      whole: 'full',
      unit: UNITS,
      owner: 'full',
    },
    {
      operation: 'GET /separations',
      name: 'of her own system',
      shows({ items }, seat) {
        const own = items.find(({ roles }: Json) => roles.includes('documents:signer'));
        return own && has(own.exceptions, (exception) => exception.person === idOf[seat]);
      },
      whole: 'full',
      unit: UNITS,
      owner: 'none',
    },
    {
      operation: 'GET /requests',
      shows: ({ items }, seat) => has(items, (item) => item.person === idOf[seat]),
      // Each sees what waits for her own decision; `reading-authority.test` names who decides.
      whole: ['none', 'none', 'none', 'decides'],
      unit: 'none',
      owner: ['none', 'none', 'none', 'full'],
    },
    { operation: 'GET /role-plans', shows: anything, whole: 'full', unit: 'none', owner: 'none' },
    { operation: 'GET /role-plans/waiting', shows: anything, whole: 'full', unit: 'none', owner: 'none' },
    {
      operation: 'GET /role-plans/{plan}',
      ask: () => ({ path: { plan: waiting } }),
      shows: () => 'full',
      whole: 'full',
      unit: 'plan_not_found',
      owner: 'plan_not_found',
    },
    // By the rule the administrator of the unit decides on what is below it, of a system that has no owner.
    {
      operation: 'GET /reviews',
      shows: anything,
      whole: 'full',
      unit: 'full',
      owner: 'none',
      closed: 'none',
    },
    {
      operation: 'GET /reviews/{review}',
      ask: () => ({ path: { review } }),
      shows: ({ items }, seat) => has(items, (item) => item.person === idOf[seat]),
      whole: ['none', 'full', 'none', 'full'],
      unit: ['none', 'full', 'none', 'none'],
      owner: 'review_not_found',
      closed: 'review_not_found',
    },
    {
      operation: 'GET /reviews/{review}/record',
      ask: () => ({ path: { review } }),
      shows: () => 'full',
      whole: 'review_not_closed',
      unit: 'review_not_found',
      owner: 'review_not_found',
    },
    { operation: 'GET /factor-resets', shows: anything, whole: 'full', unit: 'none', owner: 'none' },
    {
      operation: 'GET /mandates',
      shows: ({ items }, seat) => has(items, ({ decision }) => decision === `1/${seat}`),
      whole: 'full',
      unit: UNITS,
      owner: 'none',
      closed: 'none',
    },
    {
      operation: 'GET /mandates',
      name: 'of a person',
      ask: (seat) => ({ query: { person: cast.place(seat) } }),
      shows: anything,
      whole: 'full',
      unit: missing(NO_PERSON),
      owner: 'none',
    },
  ];
}
