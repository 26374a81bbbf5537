import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayOf, daysAfter } from '../../../src/domain/clock.ts';
import { UnitTree } from '../../../src/domain/directory/unit-tree.ts';
import { withParts } from '../../../src/domain/roles/composite-roles.ts';
import { type EffectiveRoleFacts, effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import type { Role } from '../../../src/domain/roles/role.ts';
import type { RoleGrant } from '../../../src/domain/roles/role-grant.ts';
import type { RolePath } from '../../../src/domain/roles/role-paths.ts';
import { reachOf } from '../../../src/domain/roles/role-reach.ts';
import {
  needsSecondPerson,
  type RoleAct,
  type RoleRights,
  refusalOf,
} from '../../../src/domain/roles/role-rights.ts';
import { anyFacts, anyRoleGrant } from './generated-facts.ts';
import { roleRow } from './rows.ts';

const RUNS = 3000;
const clientId = fc.constantFrom('documents', 'documents', 'hr', 'micconnect');
const unitId = fc.constantFrom('u0', 'u1', 'u2', 'u3', 'u4');

/** A ministry whose roles belong to several clients, a role grant to give in it, and who wants to. */
const situation = fc
  .record({
    facts: anyFacts(),
    clientIds: fc.array(clientId, { minLength: 4, maxLength: 4 }),
    roleGrant: anyRoleGrant.map((row) => ({ ...row, from: null, until: null, revokedAt: null })),
    owned: fc.subarray(['documents', 'hr', 'micconnect']),
    tops: fc.uniqueArray(unitId, { maxLength: 2 }),
    daysLater: fc.constantFrom(0, 1, 2),
  })
  .map(({ facts, clientIds, ...rest }) => {
    const roles = facts.roles.map((role, index) => ({ ...role, clientId: clientIds[index] ?? '' }));
    return { facts: { ...facts, roles }, ...rest };
  });

/** The units below count as well. */
function delegate(
  facts: EffectiveRoleFacts,
  owned: readonly string[],
  tops: readonly string[],
): RoleRights & { kind: 'delegate' } {
  const tree = new UnitTree(facts.units);
  const units = tops.flatMap((id) => [id, ...tree.descendants(id).map((unit) => unit.id)]);
  return {
    kind: 'delegate',
    ownerRoles: new Set(owned.map((id) => `owner.${id}`)),
    units: new Set(units),
  };
}

function giving(facts: EffectiveRoleFacts, roleGrant: RoleGrant, role: Role): RoleAct {
  const inside = withParts([role.id], facts.parts);
  const roles = facts.roles.filter(({ id }) => inside.has(id));
  const appointments = facts.appointments.filter(({ personId }) => personId === roleGrant.personId);
  const reach = reachOf(roleGrant, role, { roles, appointments, day: dayOf(facts.at) });
  return { kind: 'give', ...reach, reachesActor: false };
}

/** What one path gives, judged by itself: of her own system, or by who stands in her units, within her units. */
function isWithin(
  rights: RoleRights & { kind: 'delegate' },
  facts: EffectiveRoleFacts,
  role: Role,
  path: RolePath,
) {
  if (role.clientId === 'micconnect') return false;
  if (rights.ownerRoles.has(`owner.${role.clientId}`)) return true;
  const codes = new Set(facts.units.filter(({ id }) => rights.units.has(id)).map(({ code }) => code));
  assert.ok(path.via.kind !== 'mandate');
  const stands =
    path.via.kind === 'person'
      ? facts.appointments.some((each) => each.personId === facts.person.id && rights.units.has(each.unitId))
      : codes.has(path.via.unitCode);
  const covers =
    path.units === null
      ? role.extent === 'none' && !role.isPrivileged
      : path.units.every((code) => codes.has(code));
  return stands && covers;
}

describe('roles: rights, whatever the facts', () => {
  it('make nobody hold more than the giver has a right to give, then and later', () => {
    let allowed = 0;
    let held = 0;
    fc.assert(
      fc.property(situation, ({ facts, roleGrant, owned, tops, daysLater }) => {
        const role = facts.roles.find(({ id }) => id === roleGrant.roleId);
        if (role === undefined) return;
        const rights = delegate(facts, owned, tops);
        if (refusalOf(rights, giving(facts, roleGrant, role)) !== undefined) return;
        allowed += 1;
        const at = daysAfter(facts.at, daysLater);
        for (const each of effectiveRoles({ ...facts, roleGrants: [roleGrant], at }))
          for (const path of each.paths) {
            held += 1;
            assert.ok(isWithin(rights, facts, each.role, path), JSON.stringify([each.role, path]));
          }
      }),
      { numRuns: RUNS },
    );
    assert.ok(allowed > RUNS / 20 && held > RUNS / 50, `${allowed} allowed, ${held} held`);
  });

  it('let a unit administrator give what lies in the units, by the plain reading of the rule', () => {
    let allowed = 0;
    fc.assert(
      fc.property(situation, ({ facts, roleGrant, tops }) => {
        const role = facts.roles.find(({ id }) => id === roleGrant.roleId);
        if (role === undefined || facts.parts.length > 0) return;
        const rights = delegate(facts, [], tops);
        const day = dayOf(facts.at);
        const own = facts.appointments.filter(
          ({ personId, until }) => personId === roleGrant.personId && (until === null || until >= day),
        );
        const stands =
          roleGrant.personId !== null
            ? own.some(({ unitId: id, from }) => rights.units.has(id) && (from === null || from <= day))
            : rights.units.has(roleGrant.unitId ?? '');
        const isLimited = role.extent !== 'none' && roleGrant.extentUnitId !== null;
        const covers = isLimited
          ? rights.units.has(roleGrant.extentUnitId ?? '')
          : role.extent === 'none'
            ? !role.isPrivileged
            : role.extent === 'own-unit' && own.every(({ unitId: id }) => rights.units.has(id));
        const isMeant = role.clientId !== 'micconnect' && tops.length > 0 && stands && covers;
        const refusal = refusalOf(rights, giving(facts, roleGrant, role));
        assert.equal(refusal === undefined, isMeant, JSON.stringify({ role, refusal }));
        if (isMeant) allowed += 1;
      }),
      { numRuns: RUNS },
    );
    assert.ok(allowed > 20, `only ${allowed} allowed`);
  });

  const rights: fc.Arbitrary<RoleRights> = fc.oneof(
    fc.constantFrom<RoleRights>({ kind: 'administrator' }, { kind: 'program' }),
    fc
      .record({
        ownerRoles: fc.subarray(['owner.documents', 'owner.hr', 'owner.micconnect']),
        units: fc.subarray(['u0', 'u1']),
      })
      .map(({ ownerRoles, units }) => {
        return { kind: 'delegate' as const, ownerRoles: new Set(ownerRoles), units: new Set(units) };
      }),
  );
  const someRoles = (least: number) =>
    fc
      .array(
        fc.record({
          clientId,
          isPrivileged: fc.boolean(),
          extent: fc.constantFrom('none', 'own-unit', 'any'),
        } as const),
        { minLength: least, maxLength: 3 },
      )
      .map((rows) => rows.map((row) => roleRow(row)));
  const units = fc.array(fc.constantFrom('u0', 'u1', 'u2'), { maxLength: 2 });
  const reach = { roles: someRoles(0), holderUnits: units, coveredUnits: fc.option(units) };
  const act: fc.Arbitrary<RoleAct> = fc.oneof(
    fc.record({ kind: fc.constant('give' as const), ...reach, reachesActor: fc.boolean() }),
    fc.record({ kind: fc.constant('revoke' as const), ...reach, isOfPeer: fc.boolean() }),
    fc.record({ kind: fc.constant('create' as const), roles: someRoles(1) }),
    fc
      .tuple(
        fc.constantFrom('include' as const, 'exclude' as const),
        someRoles(1),
        someRoles(1),
        fc.boolean(),
      )
      .map(([kind, whole, parts, reachesActor]) => ({
        kind,
        roles: [...whole, ...parts],
        parts,
        reachesActor,
      })),
    fc.record({ kind: fc.constant('separate' as const), reachesActor: fc.boolean() }),
  );

  it('keep to what nobody but the operator may ever do', () => {
    fc.assert(
      fc.property(rights, act, (someone, asked) => {
        const isAllowed = refusalOf(someone, asked) === undefined;
        assert.equal(refusalOf({ kind: 'operator' }, asked), undefined);
        if (!isAllowed) return;
        const isAdministrator = someone.kind === 'administrator';
        const concerned = asked.kind === 'separate' ? [] : asked.roles;
        const ofProduct = concerned.some((each) => each.clientId === 'micconnect');
        assert.ok(asked.kind === 'exclude' || !('reachesActor' in asked && asked.reachesActor), 'herself');
        assert.ok(!ofProduct || (isAdministrator && asked.kind !== 'create'), 'the product');
        assert.ok(asked.kind !== 'separate' || isAdministrator, 'separations');
        assert.ok(asked.kind !== 'include' || !asked.parts.some((each) => each.isPrivileged), 'privileged');
        if (asked.kind === 'revoke' && asked.roles.some((each) => each.isPrivileged))
          assert.ok(isAdministrator || asked.isOfPeer, 'higher');
        if (asked.kind === 'give')
          assert.equal(
            needsSecondPerson({ kind: someone.kind === 'program' ? 'client' : 'person' }, asked.roles),
            asked.roles.some((each) => each.isPrivileged),
          );
      }),
      { numRuns: RUNS },
    );
  });

  it('are none without a role at the product', () => {
    const nobody: RoleRights = { kind: 'delegate', ownerRoles: new Set(), units: new Set() };
    fc.assert(fc.property(act, (asked) => assert.notEqual(refusalOf(nobody, asked), undefined)));
  });
});
