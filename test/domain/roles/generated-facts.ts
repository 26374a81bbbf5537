import fc from 'fast-check';
import type { Appointment } from '../../../src/domain/directory/appointment.ts';
import type { EffectiveRoleFacts } from '../../../src/domain/roles/effective-roles.ts';
import type { MandatorFacts } from '../../../src/domain/roles/mandate-paths.ts';
import { ROLE_EXTENTS } from '../../../src/domain/roles/role.ts';
import type { HolderColumns, RoleGrant } from '../../../src/domain/roles/role-grant.ts';
import {
  appointmentRow,
  mandateRow,
  personRow,
  positionRow,
  roleGrantRow,
  roleRow,
  unitRow,
} from './rows.ts';

/** Few days, units and people, so that what is generated meets; instants lie on and beside the edges of days. */
const early = fc.constantFrom('2026-03-01', '2026-03-01', '2026-03-02', '2026-03-03');
const late = fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-04', '2026-03-04');
const day = fc.oneof(early, late);
const instantOn = (day: fc.Arbitrary<string>) =>
  fc
    .tuple(day, fc.constantFrom(0, -1, 1, 999, 12 * 3_600_000, 24 * 3_600_000 - 1))
    .map(([start, offset]) => new Date(Date.parse(`${start}T00:00:00+07:00`) + offset));
const instant = instantOn(day);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 2 });
const unitId = fc.constantFrom('u0', 'u1', 'u2', 'u3', 'u4', 'u0', 'u1', 'u2', 'unknown');
const personId = fc.constantFrom('lan', 'lan', 'lan', 'an');
const category = fc.constantFrom('cong_chuc' as const, 'cong_chuc' as const, 'vien_chuc' as const);
const positionId = fc.constantFrom('staff', 'staff', 'head', 'unknown');

export const anyPerson = fc
  .record({
    status: fc.constantFrom(
      'dang_cong_tac',
      'biet_phai',
      'thai_san',
      'nghi_khong_luong',
      'dinh_chi',
      'nghi_huu',
    ),
    category: maybe(category),
    disabledAt: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: instant }),
  } as const)
  .map((fields) => personRow(fields));

// Mostly trees, sometimes with a circle in them.
const units = fc
  .array(fc.record({ above: fc.nat({ max: 4 }), validFrom: maybe(early), validUntil: maybe(late) }), {
    minLength: 5,
    maxLength: 5,
  })
  .chain((rows) => fc.tuple(fc.constant(rows), fc.integer({ min: 0, max: 9 })))
  .map(([rows, faulty]) =>
    rows.map(({ above, validFrom, validUntil }, index) => {
      const parentId = above < index || index === faulty ? `u${above}` : null;
      const isKept = index % 2 === 0;
      return unitRow(`u${index}`, { parentId, ...(isKept ? {} : { validFrom, validUntil }) });
    }),
  );

const appointments = fc
  .array(
    fc.record({
      personId,
      unitId,
      positionId,
      from: maybe(early),
      until: maybe(late),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) => rows.map((row, index) => appointmentRow(row.unitId, { id: `a${index}`, ...row })));

/** A post that ends and another that begins the day after, or one day too late, among any others. */
const movements = fc
  .tuple(
    appointments,
    fc.constantFrom(['02', '03'], ['02', '03'], ['03', '04'], ['02', '04']),
    fc.record({ unitId: fc.constantFrom('u0', 'u2', 'u4'), positionId }),
    fc.record({ unitId: fc.constantFrom('u0', 'u2', 'u4'), positionId }),
  )
  .map(([others, [last, first], old, current]) => [
    appointmentRow(old.unitId, { id: 'old', ...old, until: `2026-03-${last}` }),
    appointmentRow(current.unitId, { id: 'new', ...current, from: `2026-03-${first}` }),
    ...others.slice(0, 1),
  ]);

const none: HolderColumns = {
  personId: null,
  unitId: null,
  includesSubtree: false,
  positionId: null,
  category: null,
};
const holder: fc.Arbitrary<Partial<HolderColumns>> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ personId }) },
  { weight: 4, arbitrary: fc.record({ unitId, includesSubtree: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ positionId }) },
  { weight: 2, arbitrary: fc.record({ positionId, unitId, includesSubtree: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      category,
      unitId: maybe(unitId),
      includesSubtree: fc.boolean(),
      positionId: maybe(positionId),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      personId: maybe(personId),
      unitId: maybe(unitId),
      positionId: maybe(positionId),
      category: maybe(category),
    }),
  },
);

/** A role grant as rows could hold it, contradictory ones among them. */
export const anyRoleGrant: fc.Arbitrary<RoleGrant> = fc
  .tuple(
    holder,
    fc.record({
      roleId: fc.constantFrom('r0', 'r0', 'r1', 'r1', 'r2', 'r2', 'unknown'),
      extentUnitId: fc.option(unitId, { nil: null, freq: 2 }),
      from: maybe(instantOn(early)),
      until: maybe(instantOn(late)),
      revokedAt: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: instant }),
    }),
  )
  .map(([columns, fields]) => roleGrantRow({ ...none, ...columns, ...fields }));

const roles = fc
  .tuple(
    ...[0, 1, 2, 3].map(() =>
      fc.record({
        extent: fc.constantFrom(...ROLE_EXTENTS),
        isPrivileged: fc.constantFrom(true, false, false),
      }),
    ),
  )
  .map((rows) => rows.map((row, index) => roleRow({ id: `r${index}`, code: `code-${9 - index}`, ...row })));

const roleId = fc.constantFrom('r0', 'r1', 'r2', 'r3', 'r3', 'unknown');

/** Mostly a few; circles, parts that do not fit and unknown ones among them. */
const parts = fc.uniqueArray(fc.record({ roleId, partId: roleId }), {
  maxLength: 5,
  selector: (part) => JSON.stringify(part),
});

/** Everything that effective roles depend on, of an active person unless another is given; without handovers. */
export function anyFacts(
  person: EffectiveRoleFacts['person'] = personRow({ category: 'cong_chuc' }),
): fc.Arbitrary<EffectiveRoleFacts> {
  return factsOf(person, { appointments, handoverDays: fc.constant(0), at: instant });
}

/** The same of people who moved, most of them lately, with windows of several lengths for their handover. */
export function moversFacts(
  person: EffectiveRoleFacts['person'] = personRow({ category: 'cong_chuc' }),
): fc.Arbitrary<EffectiveRoleFacts> {
  return factsOf(person, {
    appointments: movements,
    handoverDays: fc.constantFrom(0, 1, 2, 90),
    at: instantOn(fc.constantFrom('2026-03-03', '2026-03-04', '2026-03-05')),
    leastGrants: 5,
  });
}

function factsOf(
  person: EffectiveRoleFacts['person'],
  {
    leastGrants = 0,
    ...varying
  }: {
    appointments: fc.Arbitrary<Appointment[]>;
    handoverDays: fc.Arbitrary<number>;
    at: fc.Arbitrary<Date>;
    leastGrants?: number;
  },
): fc.Arbitrary<EffectiveRoleFacts> {
  return fc.record({
    person: fc.constant(person),
    ...varying,
    units,
    positions: fc.constant([positionRow('staff'), positionRow('head')]),
    roles,
    parts,
    roleGrants: fc
      .array(anyRoleGrant, { minLength: leastGrants, maxLength: 8 })
      .map((rows) => rows.map((row, index) => ({ ...row, id: `rg-${index}` }))),
  });
}

/** Within the days of the facts, ended early now and then; of any of the roles. */
export const anyMandate = fc
  .record({
    mandatorId: fc.constantFrom('an', 'an', 'an', 'an', 'lan'),
    deputyId: fc.constantFrom('lan', 'lan', 'lan', 'lan', 'an'),
    roleIds: fc.subarray(['r0', 'r1', 'r2', 'r3', 'unknown'], { minLength: 1 }),
    from: instantOn(early),
    until: instantOn(late),
    endedAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: instant }),
  })
  .map((fields) => mandateRow(fields));

/**
 * Facts of Lan with mandates that An gives her: An's own rows are of one kind of facts or the other, mostly about her,
 * the roles are the same. Some belong to the product itself.
 */
export function deputiesFacts(
  person: EffectiveRoleFacts['person'] = personRow({ category: 'cong_chuc' }),
): fc.Arbitrary<EffectiveRoleFacts> {
  const active = fc.constant(personRow({ category: 'cong_chuc' }));
  return fc
    .record({
      deputy: anyFacts(person),
      given: fc.oneof({ weight: 2, arbitrary: anyFacts() }, { weight: 1, arbitrary: moversFacts() }),
      an: fc.oneof({ weight: 3, arbitrary: active }, { weight: 1, arbitrary: anyPerson }),
      mandates: fc.array(anyMandate, { minLength: 1, maxLength: 3 }),
      isKnown: fc.constantFrom(true, true, true, true, false),
      products: fc.subarray(['r0', 'r1', 'r2', 'r3'], { maxLength: 1 }),
    })
    .map(({ deputy, given, an, mandates, isKnown, products }) => {
      const roles = deputy.roles.map((role) =>
        products.includes(role.id) ? { ...role, clientId: 'micconnect' } : role,
      );
      const mandator: MandatorFacts = {
        ...given,
        person: { ...an, id: 'an', fullName: 'Trần Văn An' },
        appointments: given.appointments.map(ofOther).filter(({ personId }) => personId === 'an'),
        roleGrants: given.roleGrants.map(ofOther),
        roles,
        parts: deputy.parts,
      };
      const withIds = mandates.map((row, index) => ({ ...row, id: `m${index}` }));
      return {
        ...deputy,
        roles,
        mandates: withIds.map((row) => ({ mandate: row, mandator: isKnown ? mandator : undefined })),
      };
    });
}

function ofOther<Row extends { personId: string | null }>(row: Row): Row {
  const other = row.personId === 'lan' ? 'an' : row.personId === 'an' ? 'lan' : row.personId;
  return { ...row, personId: other };
}
