import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type EffectiveRoleFacts, effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import {
  type Separation,
  type SeparationException,
  violationsAhead,
  violationsOf,
} from '../../../src/domain/roles/separation-of-duties.ts';
import { anyFacts, deputiesFacts, moversFacts } from './generated-facts.ts';
import { naivePaths } from './naive-effective-roles.ts';
import { appointmentRow, personRow, positionRow, roleGrantRow, roleRow, unitRow } from './rows.ts';

const START = Date.parse('2026-02-27T00:00:00+07:00');
const HOUR = 3_600_000;
const moment = fc.integer({ min: 0, max: 9 * 24 }).map((hours) => new Date(START + hours * HOUR));

const separation: fc.Arbitrary<Separation> = fc
  .record({
    id: fc.constantFrom('s0', 's1'),
    roleIds: fc
      .constantFrom(['r0', 'r1'], ['r0', 'r1', 'r2'], ['r1', 'r2'], ['r0', 'gone'])
      .map((ids) => [...ids]),
    most: fc.constantFrom(1, 1, 2),
    endedAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, moment),
  })
  .map((row) => ({ ...row, name: null, createdBy: 'an', createdAt: new Date(0), endedBy: null }));

const exception: fc.Arbitrary<SeparationException> = fc
  .record({
    id: fc.constant('e'),
    separationId: fc.constantFrom('s0', 's1'),
    personId: fc.constantFrom('lan', 'lan', 'an'),
    from: moment,
    until: moment,
  })
  .map((row) => ({ ...row, decision: '1', reason: null, allowedBy: 'an', createdAt: new Date(0) }));

const rules = fc.record({
  separations: fc.array(separation, { minLength: 1, maxLength: 3 }),
  exceptions: fc.array(exception, { maxLength: 2 }),
});
const facts = fc.oneof(
  { weight: 1, arbitrary: anyFacts() },
  { weight: 3, arbitrary: moversFacts() },
  { weight: 3, arbitrary: deputiesFacts() },
);
/** Asked before most of it has happened. */
const early = fc.tuple(facts, moment).map(([given, at]) => ({ ...given, at }));

describe('separation of duties, whatever the facts', () => {
  it('is violated when a naive model counts too many roles', () => {
    const seen = { violated: 0, excepted: 0 };
    fc.assert(
      fc.property(facts, rules, (given, { separations, exceptions }) => {
        const held = naivelyHeld(given);
        const at = given.at.getTime();
        const expected: string[] = [];
        for (const { id, roleIds, most, endedAt } of separations) {
          let count = 0;
          for (const roleId of roleIds) if (held.has(roleId)) count += 1;
          if (count <= most || (endedAt !== null && at >= endedAt.getTime())) continue;
          const isExcepted = exceptions.some(
            (each) =>
              each.separationId === id &&
              each.personId === 'lan' &&
              each.from.getTime() <= at &&
              at < each.until.getTime(),
          );
          seen.excepted += Number(isExcepted);
          if (!isExcepted) expected.push(`${id} ${roleIds.filter((each) => held.has(each)).sort()}`);
        }
        const found = violationsOf('lan', effectiveRoles(given), { separations, exceptions }, given.at);
        assert.deepEqual(
          found.map(({ separation: { id }, roles }) => `${id} ${roles.map(({ role }) => role.id).sort()}`),
          expected,
        );
        for (const { roles } of found) for (const { paths } of roles) assert.ok(paths.length > 0);
        seen.violated += found.length;
      }),
      { numRuns: 1200 },
    );
    assert.ok(seen.violated > 60 && seen.excepted > 3, JSON.stringify(seen));
  });

  it('is foreseen for every later moment at which it would be violated', () => {
    const seen = { never: 0, now: 0, later: 0 };
    fc.assert(
      fc.property(early, fc.array(separation, { minLength: 1, maxLength: 2 }), (given, all) => {
        const separations = all.map((each) => ({ ...each, endedAt: null }));
        const ahead = violationsAhead(given, { separations, exceptions: [] }, given.at);
        for (const kept of separations) {
          const { roleIds, most } = kept;
          const isViolatedAt = (at: Date) => {
            const held = naivelyHeld({ ...unblocked(given), at });
            return roleIds.filter((roleId) => held.has(roleId)).length > most;
          };
          const first = gridFrom(given).find(isViolatedAt);
          const found = ahead.find((each) => each.separation === kept);
          assert.equal(found?.at.getTime(), first?.getTime());
          const when = first === undefined ? 'never' : first > given.at ? 'later' : 'now';
          seen[when] += 1;
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(Math.min(seen.never, seen.now, seen.later) > 4, JSON.stringify(seen));
  });

  it('is foreseen where an appointment opens the account before its unit is there', () => {
    const at = new Date(START);
    const from = '2026-03-02';
    const given: EffectiveRoleFacts = {
      person: personRow(),
      appointments: [appointmentRow('u0', { from })],
      units: [unitRow('u0', { validFrom: '2026-03-05' })],
      positions: [positionRow('staff')],
      roles: ['r0', 'r1'].map((id) => roleRow({ id, code: id })),
      roleGrants: ['r0', 'r1'].map((roleId) => roleGrantRow({ id: roleId, roleId, personId: 'lan' })),
      parts: [],
      handoverDays: 0,
      at,
    };
    const separations = [{ ...fc.sample(separation, 1)[0], roleIds: ['r0', 'r1'], most: 1, endedAt: null }];
    const ahead = violationsAhead(given, { separations: separations as Separation[], exceptions: [] }, at);
    assert.ok(ahead.some((each) => each.at.getTime() === Date.parse(`${from}T00:00:00+07:00`)));
  });

  /** An officer's block can be lifted at any time, the mandator's as well, so it hides no violation. */
  function unblocked(given: EffectiveRoleFacts): EffectiveRoleFacts {
    const mandates = given.mandates?.map(({ mandate, mandator }) => ({
      mandate,
      mandator: mandator && { ...mandator, person: { ...mandator.person, disabledAt: null } },
    }));
    return { ...given, person: { ...given.person, disabledAt: null }, ...(mandates && { mandates }) };
  }

  const rolesOf = (given: EffectiveRoleFacts) => new Map(given.roles.map(({ code, id }) => [code, id]));

  function naivelyHeld(given: EffectiveRoleFacts): Set<string | undefined> {
    return new Set(naivePaths(given).map((line) => rolesOf(given).get(line.split(' ')[0] ?? '')));
  }

  /** The moment asked about and every later one at which anything may begin: days and the edges of role grants. */
  function gridFrom({ at, roleGrants, mandates = [] }: EffectiveRoleFacts): Date[] {
    const days = Array.from({ length: 10 }, (_, day) => START + day * 24 * HOUR);
    const rows = mandates.flatMap(({ mandate, mandator }) => [mandate, ...(mandator?.roleGrants ?? [])]);
    const edges = [...roleGrants, ...rows].flatMap(({ from }) => from?.getTime() ?? []);
    const later = [...days, ...edges].filter((time) => time > at.getTime());
    return [...new Set([at.getTime(), ...later])]
      .sort((one, other) => one - other)
      .map((time) => new Date(time));
  }
});
