import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PRODUCT_ROLES, permissionsOf } from '../../../src/domain/roles/permissions.ts';

const sorted = (roles: string[]) => [...permissionsOf(roles)].sort();

describe('permissions', () => {
  it('are what the table says', () => {
    const officer = ['directory:read', 'directory:write', 'roles:read'];
    const auditor = [
      'audit:read',
      'clients:read',
      'directory:read',
      'roles:read',
      'sign-ins:read',
      'system:read',
    ];
    const administrator = ['clients:write', 'roles:write', 'sessions:write', 'system:write'];
    assert.deepEqual(
      sorted(['system-administrator']),
      [...new Set([...officer, ...auditor, ...administrator])].sort(),
    );
    assert.deepEqual(sorted(['hr-officer']), officer);
    assert.deepEqual(sorted(['auditor']), auditor);
    assert.deepEqual(sorted(['auditor', 'hr-officer']), [...new Set([...auditor, ...officer])].sort());
    assert.deepEqual(sorted(['unit-administrator']), [
      'clients:read',
      'directory:read',
      'roles:read',
      'roles:write',
      'sign-ins:read',
    ]);
    assert.deepEqual(sorted(['help-desk']), ['directory:read', 'sessions:write', 'sign-ins:read']);
    assert.deepEqual(sorted(['owner.documents']), [
      'clients:read',
      'directory:read',
      'roles:read',
      'roles:write',
    ]);
  });

  it('come from no other role', () => {
    const known = new Set(PRODUCT_ROLES.map(({ code }) => code));
    const unknown = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'Auditor', 'owner', 'x.owner.'),
    );
    fc.assert(
      fc.property(fc.array(unknown), (roles) => {
        const others = roles.filter((role) => !known.has(role) && !role.startsWith('owner.'));
        assert.equal(permissionsOf(others).size, 0);
      }),
    );
  });
});
