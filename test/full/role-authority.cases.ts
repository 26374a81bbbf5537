import { daysAfter } from '../../src/domain/clock.ts';
import type { ApprovalStep } from '../../src/domain/requests/role-request.ts';
import type { Services } from '../../src/services.ts';
import { type Cast, OPERATOR, type Place, role, UNIT_OF } from '../flows/role-authority.actors.ts';

/** Whoever may write roles at all; everybody else is refused by the operation's scope. */
export const WRITERS = [
  'operator',
  'system-administrator',
  'program',
  'unit-administrator',
  'owner',
] as const;
type Writer = (typeof WRITERS)[number];

/** One answer for every place, or one each for own, sub, other, ancestor and self. */
export type Answers = string | readonly [string, string, string, string, string];

/** What a request names. */
export interface Prepared {
  path?: Record<string, string>;
  body?: Record<string, string | boolean | string[]>;
  upload?: { kind: 'files'; files: readonly [{ name: string; bytes: Buffer }] };
}

/** A mutation, with what it is tried on, and what each writer is answered. */
export interface MutationCase {
  /** As the list of operations has it. */
  mutation: string;
  name: string;
  /** Does not depend on a holder: tried once. */
  isPlaceless?: true;
  prepare(at: { place: Place; actor: string }): Promise<Prepared>;
  answers: Record<Writer, Answers>;
  /** What people are answered who may not write roles, where everybody may do it for herself. */
  others?: Answers;
}

const OK = 'ok';
const WAITS = 'waits';
const NO = 'permission_denied';
const OUT = 'role_grant_outside_extent';
const SELF = 'role_grant_to_self';
const HIGH = 'role_grant_higher';
const TWO = 'second_person_needed';

/** Programs are never holders: for them `self` is the colleague in G14.05. */
const FREE = { operator: OK, 'system-administrator': OK, program: OK, owner: OK } as const;
const IN_UNITS = { ...FREE, 'unit-administrator': [OK, OK, OUT, OUT, OK] } as const;
/** What only a system administrator undoes. */
const BY_HIGHER = {
  ...FREE,
  program: HIGH,
  'unit-administrator': [HIGH, HIGH, OUT, OUT, HIGH],
  owner: HIGH,
} as const;
const GIVING = {
  ...FREE,
  'system-administrator': [OK, OK, OK, OK, SELF],
  owner: [OK, OK, OK, OK, SELF],
} as const;
const WAITING = {
  operator: OK,
  'system-administrator': [WAITS, WAITS, WAITS, WAITS, SELF],
  program: WAITS,
  owner: [WAITS, WAITS, WAITS, WAITS, SELF],
} as const;
const OF_PRODUCT = { program: NO, 'unit-administrator': NO, owner: NO } as const;

export function mutationCases(services: Services, cast: Cast): MutationCase[] {
  const { roles, stores, separations, clock, ids } = services;
  let made = 0;
  let lastRequest: string | undefined;
  const given = async (author: string, name: string, holder: string) => {
    const actor = cast.actorOf(author);
    const { id, isWaiting } = await roles.grantRole(actor, { ...role(name), to: { person: holder } });
    if (isWaiting) await roles.approveRoleGrant(OPERATOR, id);
    return { path: { role_grant: id } };
  };
  const waiting = async (author: string, name: string, holder: string) => {
    const asked = { ...role(name), to: { person: holder } };
    return { path: { role_grant: (await roles.grantRole(cast.actorOf(author), asked)).id } };
  };
  const give = (name: string, code: string, answers: MutationCase['answers']): MutationCase => ({
    mutation: 'POST /role-grants',
    name,
    prepare: async ({ place, actor }) => ({ body: { role: code, person: cast.holderAt(place, actor) } }),
    answers,
  });
  const act = (verb: 'revoke' | 'approve' | 'reject') => {
    const before = verb === 'revoke' ? given : waiting;
    return (name: string, author: string, code: string, answers: MutationCase['answers']): MutationCase => ({
      mutation: `POST /role-grants/{role_grant}/${verb}`,
      name,
      prepare: ({ place, actor }) => before(author, code, cast.holderAt(place, actor)),
      answers,
    });
  };
  const [revoke, approve, reject] = [act('revoke'), act('approve'), act('reject')];
  const create = (client: string, answers: MutationCase['answers']): MutationCase => ({
    mutation: 'POST /roles',
    name: `of ${client}`,
    isPlaceless: true,
    prepare: async () => ({ body: { client, code: `made-${++made}`, name: 'Made' } }),
    answers,
  });
  const compose = (
    verb: 'include' | 'exclude',
    whole: string,
    part: string,
    answers: MutationCase['answers'],
  ) => ({
    mutation: `POST /roles/{role}/${verb}`,
    name: `${part} and ${whole}`,
    isPlaceless: true as const,
    async prepare() {
      const wholeRole = await stores.roles.findRole(...pair(whole));
      const partRole = await stores.roles.findRole(...pair(part));
      if (verb === 'exclude' && wholeRole !== undefined && partRole !== undefined)
        await stores.roles.addRolePart({ roleId: wholeRole.id, partId: partRole.id });
      return { path: { role: whole }, body: { parts: [part] } };
    },
    answers,
  });

  /** A request of whoever stands in a place, at its first step. */
  const decide = (
    verb: 'approve' | 'reject',
    name: string,
    steps: ApprovalStep[],
    answers: MutationCase['answers'],
  ): MutationCase => ({
    mutation: `POST /requests/{request}/${verb}`,
    name,
    async prepare({ place, actor }) {
      const person = await stores.directory.findPersonByLogin(cast.holderAt(place, actor));
      const reader = await stores.roles.findRole('documents', 'reader');

      const id = ids.uuid();
      // One person asks for a role once at a time.
      if (lastRequest !== undefined) await stores.roleRequests.end(lastRequest, 'withdrawn', clock.now());
      lastRequest = id;
      await stores.roleRequests.add({
        id,
        personId: person?.id ?? '',
        roleId: reader?.id ?? '',
        extentUnitId: null,
        reason: 'x',
        steps,
        until: daysAfter(clock.now(), 10),
        requestedAt: clock.now(),
        dueAt: daysAfter(clock.now(), 5),
        roleGrantId: null,
        state: 'pending',
        decisions: [],
        remindedAt: null,
        endedAt: null,
      });
      return { path: { request: id }, body: { note: 'x', reason: 'x' } };
    },
    answers,
  });
  /** Nobody decides on her own, and no program at all. */
  const OF_REQUESTS = {
    operator: OK,
    'system-administrator': [OK, OK, OK, OK, NO],
    program: NO,
    'unit-administrator': NO,
    owner: [OK, OK, OK, OK, NO],
  } as const;

  const ONLY_ADMINISTRATORS = { operator: OK, 'system-administrator': OK, ...OF_PRODUCT } as const;
  const apart = { roles: [role('documents:author'), role('documents:reader')] };
  const separated = async () => (await separations.separate(OPERATOR, apart)).separation.id;

  return [
    give('a role', 'documents:author', { ...GIVING, 'unit-administrator': [OK, OK, OUT, OUT, SELF] }),
    give('a role without extent', 'documents:reader', {
      ...GIVING,
      'unit-administrator': [OK, OK, OUT, OUT, SELF],
    }),
    give('a composite', 'documents:desk', { ...GIVING, 'unit-administrator': [OK, OK, OUT, OUT, SELF] }),
    give('a role of another system', 'hr:viewer', {
      ...GIVING,
      'unit-administrator': [OK, OK, OUT, OUT, SELF],
      owner: NO,
    }),
    give('a privileged role', 'documents:signer', {
      ...WAITING,
      'unit-administrator': [WAITS, WAITS, OUT, OUT, SELF],
    }),
    give('a privileged role for the whole ministry', 'documents:chief', {
      ...WAITING,
      'unit-administrator': OUT,
    }),
    give('a role of the product', 'micconnect:auditor', { ...WAITING, ...OF_PRODUCT }),
    {
      mutation: 'POST /role-grants',
      name: 'a role by unit, with all below',
      prepare: async ({ place }) => ({
        body: { role: 'documents:author', unit: UNIT_OF[place], subtree: true },
      }),
      answers: {
        operator: OK,
        'system-administrator': [SELF, OK, OK, SELF, SELF],
        program: OK,
        'unit-administrator': [SELF, OK, OUT, OUT, SELF],
        owner: [SELF, OK, OK, SELF, SELF],
      },
    },
    {
      mutation: 'POST /role-grants',
      name: 'a role limited to a unit, to somebody of the room',
      prepare: async ({ place }) => ({
        body: { role: 'documents:author', person: 'sub@mic.example', extent: UNIT_OF[place] },
      }),
      answers: IN_UNITS,
    },
    {
      mutation: 'POST /role-grants',
      name: 'a role by position, whatever the unit',
      isPlaceless: true,
      prepare: async () => ({ body: { role: 'documents:author', position: 'chuyen-vien' } }),
      answers: { ...FREE, 'system-administrator': SELF, 'unit-administrator': OUT, owner: SELF },
    },
    {
      mutation: 'POST /role-grants',
      name: 'a role by staff category, whatever the unit',
      isPlaceless: true,
      prepare: async () => ({ body: { role: 'documents:reader', category: 'viên chức' } }),
      answers: { ...FREE, 'unit-administrator': OUT },
    },

    revoke('a role', 'operator', 'documents:author', IN_UNITS),
    revoke('a privileged role of the operator', 'operator', 'documents:signer', BY_HIGHER),
    revoke('a privileged role of an administrator', 'administrator2', 'documents:signer', BY_HIGHER),
    revoke('a privileged role of a peer', 'peer', 'documents:signer', IN_UNITS),
    revoke('a role of the product', 'administrator2', 'micconnect:auditor', { ...FREE, ...OF_PRODUCT }),

    approve('a privileged role', 'administrator2', 'documents:signer', {
      ...GIVING,
      program: 'approver_not_person',
      'unit-administrator': [OK, OK, OUT, OUT, SELF],
    }),
    approve('a role of the product', 'administrator2', 'micconnect:auditor', {
      ...GIVING,
      ...OF_PRODUCT,
      program: 'approver_not_person',
    }),
    reject('a privileged role of an administrator', 'administrator2', 'documents:signer', BY_HIGHER),
    reject('a privileged role of a peer', 'peer', 'documents:signer', IN_UNITS),

    create('documents', { ...FREE, 'unit-administrator': NO }),
    create('hr', { ...FREE, 'unit-administrator': NO, owner: NO }),
    create('micconnect', { ...FREE, ...OF_PRODUCT, 'system-administrator': NO }),

    compose('include', 'documents:desk', 'documents:signer', {
      operator: 'role_part_invalid',
      'system-administrator': TWO,
      program: TWO,
      'unit-administrator': NO,
      owner: TWO,
    }),
    compose('include', 'documents:chief', 'documents:reader', { ...FREE, 'unit-administrator': NO }),
    compose('include', 'documents:held', 'documents:author', {
      ...FREE,
      'system-administrator': SELF,
      'unit-administrator': NO,
      owner: SELF,
    }),
    compose('include', 'documents:desk', 'hr:viewer', { ...FREE, 'unit-administrator': NO, owner: NO }),
    compose('include', 'hr:viewer', 'documents:author', { ...FREE, 'unit-administrator': NO, owner: NO }),
    compose('include', 'documents:office', 'micconnect:unit-administrator', {
      ...OF_PRODUCT,
      operator: OK,
      'system-administrator': TWO,
    }),
    compose('exclude', 'documents:desk', 'documents:author', { ...FREE, 'unit-administrator': NO }),
    compose('exclude', 'documents:office', 'documents:signer', {
      ...FREE,
      program: HIGH,
      'unit-administrator': NO,
      owner: HIGH,
    }),
    compose('exclude', 'documents:desk', 'hr:viewer', { ...FREE, 'unit-administrator': NO, owner: NO }),

    decide('approve', 'the first step', ['unit', 'owner'], {
      ...OF_REQUESTS,
      'unit-administrator': [OK, OK, NO, NO, NO],
      owner: NO,
    }),
    decide('approve', 'the last step', ['owner'], OF_REQUESTS),
    decide('reject', 'the first step', ['unit', 'owner'], {
      ...OF_REQUESTS,
      'unit-administrator': [OK, OK, NO, NO, NO],
      owner: NO,
    }),
    decide('reject', 'the last step', ['owner'], OF_REQUESTS),

    {
      mutation: 'POST /separations',
      name: 'of her own system',
      isPlaceless: true,
      prepare: async () => ({ body: { roles: ['documents:author', 'documents:reader'] } }),
      answers: ONLY_ADMINISTRATORS,
    },
    {
      mutation: 'POST /separations/{separation}/end',
      name: 'of her own system',
      isPlaceless: true,
      prepare: async () => ({ path: { separation: await separated() } }),
      answers: ONLY_ADMINISTRATORS,
    },
    {
      mutation: 'POST /separations/{separation}/exceptions',
      name: 'for somebody',
      prepare: async ({ place, actor }) => ({
        path: { separation: await separated() },
        body: { person: cast.holderAt(place, actor), decision: '1/QĐ', until: '2026-12-31' },
      }),
      answers: { ...ONLY_ADMINISTRATORS, 'system-administrator': [OK, OK, OK, OK, SELF] },
    },
  ];
}

function pair(name: string): [string, string] {
  const { clientId, code } = role(name);
  return [clientId, code];
}
