import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ownerRoleCode } from '../../../src/domain/clients/owner-role.ts';
import {
  APPROVAL_STEPS,
  isRequestable,
  mayDecide,
  type RoleRequest,
  waitingStep,
} from '../../../src/domain/requests/role-request.ts';
import { roleRow } from '../roles/rows.ts';

const held = (code: string, units: string[] | null = null, clientId = 'micconnect') => ({
  role: roleRow({ clientId, code }),
  units,
});
const AN = { personId: 'an', lineage: ['G14.05.1', 'G14.05', 'G14'] };
const asked = { clientId: 'documents' };

describe('who decides on a request for a role', () => {
  it('of the unit’s step: the administrator of a unit at or above the requester’s', () => {
    const decides = (units: string[] | null) =>
      mayDecide('unit', asked, AN, { personId: 'binh', held: [held('unit-administrator', units)] });
    assert.deepEqual([['G14.05.1'], ['G14.05'], ['X', 'G14']].map(decides), [true, true, true]);
    assert.deepEqual([['G14.06'], ['G14.05.1.2'], [], null].map(decides), [false, false, false, false]);
  });

  it('of the owner’s step: the owner of that very system', () => {
    const decides = (code: string) =>
      mayDecide('owner', asked, AN, { personId: 'binh', held: [held(code, ['G14'])] });
    assert.equal(decides(ownerRoleCode('documents')), true);
    for (const code of [ownerRoleCode('mail'), 'unit-administrator', 'auditor', 'hr-officer'])
      assert.equal(decides(code), false, code);
  });

  it('never the requester, and never by a role of another system', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...APPROVAL_STEPS),
        fc.array(fc.constantFrom('system-administrator', 'unit-administrator', ownerRoleCode('documents'))),
        fc.boolean(),
        (step, codes, isElsewhere) => {
          const roles = codes.map((code) => held(code, ['G14'], isElsewhere ? 'documents' : 'micconnect'));
          assert.equal(mayDecide(step, asked, AN, { personId: 'an', held: roles }), false);
          if (isElsewhere) assert.equal(mayDecide(step, asked, AN, { personId: 'binh', held: roles }), false);
        },
      ),
    );
  });
});

describe('a request for a role', () => {
  it('waits at the first step that nobody decided on, while it waits at all', () => {
    const decision = { step: 'unit', verdict: 'approved', by: 'x', at: '', note: null } as const;
    const request = { state: 'pending', steps: ['unit', 'owner'], decisions: [] } as unknown as RoleRequest;
    assert.equal(waitingStep(request), 'unit');
    assert.equal(waitingStep({ ...request, decisions: [decision] }), 'owner');
    assert.equal(waitingStep({ ...request, state: 'withdrawn' }), undefined);
  });

  it('is for no privileged role, and none of the product’s own', () => {
    assert.equal(isRequestable(roleRow({ clientId: 'documents', isPrivileged: false })), true);
    assert.equal(isRequestable(roleRow({ clientId: 'documents', isPrivileged: true })), false);
    assert.equal(isRequestable(roleRow({ clientId: 'micconnect', isPrivileged: false })), false);
  });
});
