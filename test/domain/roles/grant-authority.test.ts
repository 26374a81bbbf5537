import assert from 'node:assert/strict';
import type { Actor } from '../../../src/domain/audit/audit-event.ts';
import { lan, retired, roleServiceFixture, rowId } from './role-service.fixture.ts';
import { roleGrantRow, roleRow } from './rows.ts';

const self: Actor = { kind: 'person', id: lan.id };
const program: Actor = { kind: 'client', id: 'hr' };
const operator: Actor = { kind: 'operator', name: 'binh' };
const clerk = { clientId: 'documents', code: 'clerk' };
const auditor = { clientId: 'micconnect', code: 'auditor' };

/** Lan owns `documents`. */
function fixture() {
  const made = roleServiceFixture();
  made.roles.roles = [
    roleRow({ id: rowId(50) }),
    roleRow({ id: rowId(51), clientId: 'micconnect', code: 'auditor' }),
    roleRow({ id: rowId(52), clientId: 'micconnect', code: 'system-administrator' }),
    roleRow({ id: rowId(55), clientId: 'micconnect', code: 'owner.documents' }),
  ];
  made.roles.roleGrants = [roleGrantRow({ id: rowId(71), roleId: rowId(55), personId: lan.id })];
  return made;
}

describe('roles: who may give them', () => {
  const reaching = [
    { to: { person: 'CB-1' } },
    { to: { person: 'CB-1' }, from: '2027-01-01' },
    { to: { unit: 'ROOM' } },
    { to: { unit: 'DEPARTMENT', subtree: true }, from: '2027-01-01' },
    { to: { position: 'code-staff' } },
    { to: { position: 'code-staff', unit: 'ROOM' } },
    { to: { category: 'công chức' } },
    { to: { category: 'công chức', position: 'code-staff' }, from: '2027-01-01' },
  ];
  for (const fields of reaching) {
    it(`lets nobody give herself a role by ${JSON.stringify(fields)}`, async () => {
      const { service, roles, events } = fixture();
      const refused = { code: 'role_grant_to_self' };
      await assert.rejects(service.grantRole(self, { ...clerk, ...fields }), refused);
      await assert.rejects(service.simulateGrant(self, { ...clerk, ...fields }), refused);
      assert.deepEqual([roles.roleGrants.length, events], [1, []]);
      for (const actor of [operator, program]) await service.grantRole(actor, { ...clerk, ...fields });
      assert.equal(roles.roleGrants.length, 3);
    });
  }

  it('lets her give it where she is not', async () => {
    const { service, roles } = fixture();
    for (const to of [
      { person: retired.id },
      { unit: 'OTHER', subtree: true },
      { unit: 'DEPARTMENT' },
      { category: 'viên chức' },
    ])
      await service.grantRole(self, { ...clerk, to });
    assert.equal(roles.roleGrants.length, 5);
  });

  it('leaves the product’s own roles to its system administrators and the operator', async () => {
    const { service, roles } = fixture();
    const asked = { ...auditor, to: { person: retired.id } };
    const { id } = await service.grantRole(operator, asked);
    for (const actor of [self, program]) {
      const refused = { code: 'permission_denied' };
      await assert.rejects(service.grantRole(actor, asked), refused);
      await assert.rejects(service.simulateGrant(actor, asked), refused);
      await assert.rejects(service.revokeRole(actor, id), refused);
      await assert.rejects(service.simulateRevocation(actor, id), refused);
    }
    roles.roleGrants.push(roleGrantRow({ id: rowId(70), roleId: rowId(52), personId: lan.id }));
    await service.revokeRole(self, id);
    await service.grantRole(self, asked);
    await assert.rejects(service.grantRole(self, { ...auditor, to: { unit: 'ROOM' } }), {
      code: 'role_grant_to_self',
    });
  });

  it('takes a composite of any client for what is inside it', async () => {
    const { service, roles } = fixture();
    roles.roles.push(roleRow({ id: rowId(53), code: 'desk' }), roleRow({ id: rowId(54), code: 'office' }));
    roles.parts = [
      { roleId: rowId(53), partId: rowId(54) },
      { roleId: rowId(54), partId: rowId(52) },
    ];
    const asked = { ...clerk, code: 'desk', to: { person: retired.id } };
    const { id } = await service.grantRole(operator, asked);
    for (const actor of [self, program]) {
      const refused = { code: 'permission_denied' };
      await assert.rejects(service.grantRole(actor, asked), refused);
      await assert.rejects(service.simulateGrant(actor, asked), refused);
      await assert.rejects(service.revokeRole(actor, id), refused);
      await service.grantRole(actor, { ...asked, code: 'clerk' });
    }
  });

  it('lets nobody else put the product’s roles into a composite, nor take them out', async () => {
    const { service, roles } = fixture();
    roles.roles.push(roleRow({ id: rowId(53), code: 'desk' }), roleRow({ id: rowId(54), code: 'office' }));
    const [desk, office] = [
      { ...clerk, code: 'desk' },
      { ...clerk, code: 'office' },
    ];
    const refused = { code: 'permission_denied' };
    for (const actor of [self, program]) {
      roles.parts = [];
      await service.includeRoles(actor, { role: office, parts: [clerk] });
      await assert.rejects(service.includeRoles(actor, { role: desk, parts: [clerk, auditor] }), refused);
      await assert.rejects(service.includeRoles(actor, { role: auditor, parts: [clerk] }), refused);
      await service.includeRoles(operator, { role: desk, parts: [auditor] });
      await assert.rejects(service.includeRoles(actor, { role: office, parts: [desk] }), refused);
      await assert.rejects(service.excludeRoles(actor, { role: desk, parts: [auditor] }), refused);
      assert.equal(roles.parts.length, 2);
    }
    roles.roleGrants.push(roleGrantRow({ id: rowId(70), roleId: rowId(52), personId: lan.id }));
    await service.excludeRoles(self, { role: desk, parts: [auditor] });
    await service.includeRoles(self, { role: desk, parts: [auditor] });
  });
});
