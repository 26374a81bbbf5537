import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PRODUCT_ROLES, permissionsOf } from '../../../src/domain/roles/permissions.ts';
import { readingRightsOf } from '../../../src/domain/roles/reading-rights.ts';

const held = (code: string, units: string[] | null = null) => ({ role: { code }, units });

describe('reading rights', () => {
  it('are of the whole ministry by a role for all of it, and for its own permissions alone', () => {
    const ofHelpDesk = new Set(['directory:read', 'sessions:write', 'sign-ins:read']);
    assert.deepEqual(readingRightsOf([held('help-desk')]).everywhere, ofHelpDesk);
    const both = readingRightsOf([held('help-desk'), held('unit-administrator', ['G14.05'])]);
    assert.deepEqual(both.everywhere, ofHelpDesk);
    assert.deepEqual(both.units.codes, ['G14.05']);
    assert.ok(both.units.permissions.has('roles:read'));
  });

  it('are of no unit for an administrator of units who is limited to none', () => {
    assert.deepEqual(readingRightsOf([held('unit-administrator')]).units.codes, []);
  });

  it('reach no further than the permissions of the same roles', () => {
    const code = fc.oneof(
      fc.constantFrom(...PRODUCT_ROLES.map((role) => role.code), 'owner.documents', 'owner.'),
      fc.string(),
    );
    const units = fc.option(fc.array(fc.constantFrom('G14', 'G14.05')));
    fc.assert(
      fc.property(fc.array(fc.tuple(code, units)), (roles) => {
        const {
          everywhere,
          units: within,
          ownerRoles,
        } = readingRightsOf(roles.map(([each, codes]) => held(each, codes)));
        const codes = roles.map(([each]) => each);
        const permitted = permissionsOf(codes);
        const limited = permissionsOf(codes.filter((each) => /^(unit-administrator$|owner\.)/.test(each)));
        for (const permission of permitted)
          assert.ok(everywhere.has(permission) || limited.has(permission), permission);
        for (const permission of everywhere) {
          const others = codes.filter((each) => !/^(unit-administrator$|owner\.)/.test(each));
          assert.ok(permissionsOf(others).has(permission));
        }
        assert.ok(within.codes.length === 0 || codes.includes('unit-administrator'));
        assert.deepEqual(ownerRoles, new Set(codes.filter((each) => each.startsWith('owner.'))));
      }),
    );
  });
});
