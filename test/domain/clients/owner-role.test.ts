import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ownerRole, ownerRoleCode } from '../../../src/domain/clients/owner-role.ts';
import { validateRole } from '../../../src/domain/roles/role.ts';

const letters = [...'ABCXYZabcxyz019-_'];
const anyId = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 200 })
  .map((each) => each.join(''));

describe('roles of owners', () => {
  it('are called after the client, by its hash when the id fits into no code', () => {
    assert.equal(ownerRoleCode('documents'), 'owner.documents');
    assert.equal(ownerRoleCode('x'.repeat(58)), `owner.${'x'.repeat(58)}`);
    for (const id of ['x'.repeat(59), 'Documents'])
      assert.match(ownerRoleCode(id), /^owner\.sha256\.[0-9a-f]{32}$/);
  });

  it('are valid and different for every client id', () => {
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        const role = {
          id: '',
          clientId: 'micconnect',
          isPrivileged: true,
          extent: 'none',
          ...ownerRole(one),
        };
        assert.equal(validateRole(role).code, ownerRoleCode(one));
        assert.equal(ownerRoleCode(one) === ownerRoleCode(other), one === other);
      }),
    );
  });
});
