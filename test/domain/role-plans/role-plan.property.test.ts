import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type DraftedRow, matchRoleRows } from '../../../src/domain/role-plans/draft-role-rows.ts';
import { concludeRolePlan, type RolePlan } from '../../../src/domain/role-plans/role-plan.ts';
import type { RolePlanFacts } from '../../../src/domain/role-plans/role-plan-facts.ts';
import { undoRolePlan } from '../../../src/domain/role-plans/undo-role-plan.ts';
import type { RoleGrant } from '../../../src/domain/roles/role-grant.ts';
import { tenuresOf } from '../../../src/domain/roles/tenure.ts';
import { byId } from '../../../src/domain/roles/unit-ancestry.ts';
import { anyRoleGrant } from '../roles/generated-facts.ts';
import { applied, GUARD, momentsOf, planFacts, recordOf, rolesAt, withoutIds } from './generated-plans.ts';

const ACTOR = { kind: 'operator', name: 'an' } as const;
/** Rows about anything, many of them about what is given already, with the same term or another. */
const asked = (given: readonly RoleGrant[]) =>
  fc
    .tuple(
      anyRoleGrant,
      given.length === 0
        ? fc.constant(undefined)
        : fc.option(fc.constantFrom(...given), { nil: undefined, freq: 3 }),
      fc.record({
        keepsTerm: fc.boolean(),
        isRevocation: fc.boolean(),
        decision: fc.constantFrom(null, '1'),
      }),
    )
    .map(([row, existing, { keepsTerm, isRevocation, decision }]) => {
      const roleGrant = { ...row, ...existing, decision, revokedAt: null };
      return {
        isRevocation,
        roleGrant: keepsTerm ? roleGrant : { ...roleGrant, from: row.from, until: row.until },
      };
    });

const situations = planFacts.chain((given) =>
  fc.tuple(fc.constant(given), fc.array(asked(given.rules.roleGrants), { maxLength: 6 })),
);

describe('role-plans, whatever the facts', () => {
  it('gives, takes back, leaves alone and refuses what a naive model does', () => {
    const seen: Record<string, number> = {};
    fc.assert(
      fc.property(situations, ([given, wanted]) => {
        const rows = drafted(given, wanted);
        const { granted, revoked, unchanged, refused } = matchRoleRows(
          rows,
          given.rules.roleGrants,
          given.now,
        );
        const expected = naiveMatch(rows, given);
        assert.deepEqual(granted.map(({ roleGrant }) => roleGrant.id).sort(), expected.granted.sort());
        assert.deepEqual(revoked.map(({ roleGrant }) => roleGrant.id).sort(), expected.revoked.sort());
        assert.equal(unchanged, expected.unchanged);
        assert.deepEqual(refused.map(({ line, code }) => `${line} ${code}`).sort(), expected.refused.sort());
        for (const [kind, count] of [
          ['granted', granted.length],
          ['revoked', revoked.length],
          ['unchanged', unchanged],
        ] as const)
          seen[kind] = (seen[kind] ?? 0) + count;
        for (const { code } of refused) seen[code] = (seen[code] ?? 0) + 1;
      }),
      { numRuns: 1000 },
    );
    const kinds = [
      'granted',
      'revoked',
      'unchanged',
      'duplicate',
      'period_over',
      'revoked_by_row',
      'role_grant_not_found',
    ];
    for (const kind of kinds) assert.ok((seen[kind] ?? 0) > 5, `${kind}: ${seen[kind]}`);
  });

  it('finds nothing left to do once a plan is applied', () => {
    let count = 0;
    fc.assert(
      fc.property(situations, ([given, wanted]) => {
        const rows = acceptable(given, wanted);
        const plan = planOf(given, rows);
        assert.deepEqual(plan.refused, []);
        const after = applied(given, plan);
        const again = planOf(
          after,
          rows.filter(({ isRevocation }) => !isRevocation),
        );
        assert.deepEqual([again.granted, again.revoked, again.refused], [[], [], []]);
        count += plan.granted.length;
      }),
      { numRuns: 300 },
    );
    assert.ok(count > 50, String(count));
  });

  it('tells who gains and who loses as a comparison of everybody at every moment does', () => {
    const seen = { gained: 0, lost: 0 };
    fc.assert(
      fc.property(situations, ([given, wanted]) => {
        const plan = planOf(given, acceptable(given, wanted));
        const after = applied(given, plan);
        const { gained, lost } = plan.shifts;
        const changed = [...plan.granted, ...plan.revoked].map(({ roleGrant }) => roleGrant);
        for (const [list, one, other] of [
          [lost, given, after],
          [gained, after, given],
        ] as const) {
          const shown = new Set(list.listed.map(({ person, role }) => `${person} ${role}`));
          for (const missing of naivelyMissing(one, other, changed)) assert.ok(shown.has(missing), missing);
          for (const { person, role, from } of list.listed)
            assert.ok(missingAt(one, other, from).includes(`${person} ${role}`), `${person} ${role}`);
        }
        assert.equal(plan.guard.removals, new Set(lost.listed.map(({ person }) => person)).size);
        seen.gained += gained.count;
        seen.lost += lost.count;
      }),
      { numRuns: 300 },
    );
    assert.ok(seen.gained > 20 && seen.lost > 20, JSON.stringify(seen));
  });

  it('restores what everybody holds, then and later, by its way back', () => {
    let count = 0;
    fc.assert(
      fc.property(situations, ([given, wanted]) => {
        const plan = planOf(given, acceptable(given, wanted));
        const after = applied(given, plan);
        const record = recordOf(plan);
        let ids = 0;
        const newId = () => `back-${++ids}`;
        const back = undoRolePlan(after, 'p', record, { actor: ACTOR, newId });
        const restored = applied(after, concludeRolePlan(after, back, GUARD));
        for (const at of momentsOf(given))
          assert.deepEqual(rolesAt(restored, at).map(withoutIds), rolesAt(given, at).map(withoutIds));
        count += back.granted.length + back.revoked.length;
        const nothing = undoRolePlan(restored, 'p', record, { actor: ACTOR, newId });
        assert.deepEqual([nothing.granted, nothing.revoked], [[], []]);
      }),
      { numRuns: 300 },
    );
    assert.ok(count > 50, String(count));
  });
});

/** Rows of roles that exist, as drafting lets them through. */
function drafted(
  { rules }: RolePlanFacts,
  wanted: readonly Pick<DraftedRow, 'isRevocation' | 'roleGrant'>[],
): DraftedRow[] {
  return wanted.flatMap(({ isRevocation, roleGrant }, index) => {
    const role = rules.roles.find(({ id }) => id === roleGrant.roleId);
    if (role === undefined) return [];
    const { clientId, code } = role;
    const place = { file: 'rg.csv', line: index + 2, columns: new Map() };
    return {
      place,
      isRevocation,
      role,
      asked: { clientId, code, to: {} },
      roleGrant: { ...roleGrant, id: `new-${index}` },
    };
  });
}

/** Without the rows that are refused, so that most plans do something. */
function acceptable(given: RolePlanFacts, wanted: Parameters<typeof drafted>[1]): DraftedRow[] {
  const rows = drafted(given, wanted);
  const { refused } = matchRoleRows(rows, given.rules.roleGrants, given.now);
  const lines = new Set(refused.map(({ line }) => line));
  return rows.filter(({ place }) => !lines.has(place.line));
}

function planOf(given: RolePlanFacts, rows: readonly DraftedRow[]): RolePlan {
  return concludeRolePlan(given, matchRoleRows(rows, given.rules.roleGrants, given.now), GUARD);
}

function naiveMatch(rows: readonly DraftedRow[], { rules, now }: RolePlanFacts) {
  const result = { granted: [] as string[], revoked: [] as string[], unchanged: 0, refused: [] as string[] };
  const columns = [
    'roleId',
    'personId',
    'unitId',
    'includesSubtree',
    'positionId',
    'category',
    'extentUnitId',
  ] as const;
  const isAlike = (one: RoleGrant, other: RoleGrant) =>
    columns.every((column) => one[column] === other[column]);
  const ahead = (at: Date | null) => (at !== null && at > now ? at.getTime() : 0);
  const isSameTerm = (one: RoleGrant, other: RoleGrant) =>
    ahead(one.from) === ahead(other.from) && (one.until?.getTime() ?? -1) === (other.until?.getTime() ?? -1);
  const counting = rules.roleGrants.filter(
    ({ revokedAt, until }) => revokedAt === null && !(until && until <= now),
  );
  const done: DraftedRow[] = [];
  const ordered = [...rows.filter((row) => row.isRevocation), ...rows.filter((row) => !row.isRevocation)];
  for (const row of ordered) {
    const { roleGrant, isRevocation, place } = row;
    const isRepeated = done.some(
      (other) =>
        other.isRevocation === isRevocation &&
        isAlike(other.roleGrant, roleGrant) &&
        (isRevocation || isSameTerm(other.roleGrant, roleGrant)),
    );
    done.push(row);
    const alike = counting.filter((each) => isAlike(each, roleGrant));
    const same = alike.filter(
      (each) => isSameTerm(each, roleGrant) && [null, each.decision].includes(roleGrant.decision),
    );
    if (isRepeated) result.refused.push(`${place.line} duplicate`);
    else if (isRevocation && alike.length === 0) result.refused.push(`${place.line} role_grant_not_found`);
    else if (isRevocation) result.revoked.push(...alike.map(({ id }) => id));
    else if (roleGrant.until && roleGrant.until <= now) result.refused.push(`${place.line} period_over`);
    else if (same.some(({ id }) => result.revoked.includes(id)))
      result.refused.push(`${place.line} revoked_by_row`);
    else if (same.length > 0) result.unchanged += 1;
    else result.granted.push(roleGrant.id);
  }
  return result;
}

/** What people hold on the first side and not, or not as far, on the second, at any moment that surely matters. */
function naivelyMissing(one: RolePlanFacts, other: RolePlanFacts, changed: readonly RoleGrant[]): string[] {
  const { appointments, people, units } = one.directory;
  return people.flatMap(({ id }) => {
    const tenures = tenuresOf(id, appointments, byId(units)).map(({ period }) => period);
    // Where a changed role grant begins that gives her nothing then, the end of something else would show.
    const begins = changed.filter(({ id: roleGrantId, from }) =>
      [one, other].some((side) =>
        rolesAt(side, from ?? one.now).some((each) => each.person === id && each.by.includes(roleGrantId)),
      ),
    );
    const starts = [...tenures, ...begins].flatMap(({ from }) =>
      from !== null && from > one.now ? [from] : [],
    );
    const missing = [one.now, ...starts].flatMap((at) => missingAt(one, other, at));
    return missing.filter((each) => each.startsWith(`${id} `));
  });
}

function missingAt(one: RolePlanFacts, other: RolePlanFacts, at: Date): string[] {
  const held = rolesAt(other, at);
  return rolesAt(one, at).flatMap(({ person, role, units }) => {
    const same = held.find((each) => each.person === person && each.role === role);
    const isKept =
      same !== undefined && (same.units === null || units?.every((unit) => same.units?.includes(unit)));
    return isKept ? [] : [`${person} ${role}`];
  });
}
