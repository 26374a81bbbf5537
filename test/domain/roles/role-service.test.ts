import assert from 'node:assert/strict';
import type { Actor } from '../../../src/domain/audit/audit-event.ts';
import { revokeRole } from '../../../src/domain/roles/revoke-role.ts';
import { roleClaims } from '../../../src/domain/roles/role-claims.ts';
import { lan, retired, roleServiceFixture, rowId } from './role-service.fixture.ts';

const officer: Actor = { kind: 'operator', name: 'officer' };
const clerk = { clientId: 'documents', code: 'clerk', name: 'Văn thư' };
const toClerk = { clientId: 'documents', code: 'clerk' };

describe('role service: creating roles', () => {
  it('adds a role and records it', async () => {
    const { service, roles, events, now } = roleServiceFixture();
    const role = await service.createRole(officer, { ...clerk, isPrivileged: true, extent: 'own-unit' });
    const wanted = { id: rowId(1), ...clerk, nameEn: null, isPrivileged: true, extent: 'own-unit' } as const;
    assert.deepEqual(role, wanted);
    assert.deepEqual(roles.roles, [wanted]);
    const { id, clientId, code, ...others } = wanted;
    const details = { ...others, roleId: id, role: code };
    assert.deepEqual(events, [{ type: 'role.created', at: now.value, actor: officer, clientId, details }]);
  });

  it('refuses an unknown client, a code that is taken there, and what is no role', async () => {
    const { service, roles, events } = roleServiceFixture();
    await service.createRole(officer, clerk);
    await assert.rejects(service.createRole(officer, { ...clerk, clientId: 'x' }), {
      code: 'client_not_found',
    });
    await assert.rejects(service.createRole(officer, clerk), { code: 'role_exists' });
    await assert.rejects(service.createRole(officer, { ...clerk, code: 'X' }), { code: 'role_invalid' });
    assert.equal(roles.roles.length, 1);
    assert.equal(events.length, 1);
    await service.createRole(officer, { ...clerk, clientId: 'hr' });
  });
});

describe('role service: giving roles', () => {
  it('stores the role grant and records it, whole days included', async () => {
    const { service, roles, events, now } = roleServiceFixture();
    await service.createRole(officer, { ...clerk, extent: 'any' });
    const { id } = await service.grantRole(officer, {
      ...toClerk,
      to: { person: 'Lan@MIC.example' },
      extent: 'OTHER',
      from: '2026-03-01',
      until: '2026-03-31',
      decision: ' 12/QĐ ',
      reason: '',
    });
    const from = new Date('2026-02-28T17:00:00Z');
    const until = new Date('2026-03-31T17:00:00Z');
    const [row] = roles.roleGrants;
    assert.deepEqual(row, {
      id,
      roleId: rowId(1),
      personId: lan.id,
      unitId: null,
      includesSubtree: false,
      positionId: null,
      category: null,
      extentUnitId: 'other',
      from,
      until,
      decision: '12/QĐ',
      decisionSha256: null,
      reason: null,
      grantedBy: 'operator:officer',
      createdAt: now.value,
      revokedAt: null,
      revokedBy: null,
    });
    const { type, personId, clientId, details } = events[1] ?? {};
    assert.deepEqual(
      { type, personId, clientId },
      { type: 'role.granted', personId: lan.id, clientId: 'documents' },
    );
    assert.equal(details?.roleGrantId, id);
    assert.equal(details?.until, until.toISOString());
    assert.equal(details?.extent, 'OTHER');
  });

  it('reaches a person by e-mail, employee number and id, a unit, a position in a unit, and a category', async () => {
    const { service, now, recordOf } = roleServiceFixture();
    await service.createRole(officer, clerk);
    const targets = [
      { person: 'lan@mic.example' },
      { person: 'CB-1' },
      { person: lan.id },
      { unit: 'DEPARTMENT', subtree: true },
      { position: 'code-staff' },
      { position: 'code-staff', unit: 'ROOM' },
      { category: 'Công chức' },
      { category: 'cong_chuc', position: 'code-staff', unit: 'ROOM' },
    ];
    for (const to of targets) {
      const { id } = await service.grantRole(officer, { ...toClerk, to });
      const held = await service.effectiveRolesOf(recordOf(lan), 'documents', now.value);
      assert.deepEqual(roleClaims(held, lan).roles, ['clerk'], JSON.stringify(to));
      await service.revokeRole(officer, id);
    }
  });

  const refusals = [
    [{ to: { person: 'nobody@mic.example' } }, 'person_not_found'],
    [{ to: { person: rowId(999) } }, 'person_not_found'],
    [{ to: { unit: 'NOWHERE' } }, 'unit_not_found'],
    [{ to: { position: 'nothing' } }, 'position_not_found'],
    [{ to: {} }, 'role_grant_invalid'],
    [{ to: { category: 'quý tộc' } }, 'role_grant_invalid'],
    [{ to: { person: 'CB-1', category: 'cong_chuc' } }, 'role_grant_invalid'],
    [{ to: { person: 'CB-1', unit: 'ROOM' } }, 'role_grant_invalid'],
    [{ to: { person: 'CB-1', subtree: true } }, 'role_grant_invalid'],
    [{ to: { person: 'CB-1' }, extent: 'ROOM' }, 'role_grant_invalid'],
    [{ to: { person: 'CB-1' }, extent: 'NOWHERE' }, 'unit_not_found'],
    [{ to: { person: 'CB-1' }, until: '' }, 'period_invalid'],
    [{ to: { person: 'CB-1' }, code: 'unknown' }, 'role_not_found'],
    [{ to: { person: 'CB-1' }, clientId: 'hr' }, 'role_not_found'],
  ] as const;
  for (const [fields, code] of refusals) {
    it(`refuses ${JSON.stringify(fields)} as ${code}`, async () => {
      const { service, roles, events } = roleServiceFixture();
      await service.createRole(officer, clerk);
      await assert.rejects(service.grantRole(officer, { ...toClerk, ...fields }), { code });
      assert.deepEqual(roles.roleGrants, []);
      assert.equal(events.length, 1);
    });
  }

  it('gives nothing when the event cannot be recorded', async () => {
    const { service, stores, roles } = roleServiceFixture();
    await service.createRole(officer, clerk);
    stores.audit.append = async () => {
      throw new Error('disk full');
    };
    await assert.rejects(service.grantRole(officer, { ...toClerk, to: { person: 'CB-1' } }), /disk full/);
    assert.deepEqual(roles.roleGrants, []);
  });
});

describe('role service: revoking roles', () => {
  it('revokes once, at once, and records it', async () => {
    const { service, roles, events, now, recordOf } = roleServiceFixture();
    await service.createRole(officer, clerk);
    const { id } = await service.grantRole(officer, { ...toClerk, to: { person: 'CB-1' } });
    await service.revokeRole(officer, id);
    assert.equal(roles.roleGrants[0]?.revokedBy, 'operator:officer');
    assert.deepEqual(await service.effectiveRolesOf(recordOf(lan), 'documents', now.value), []);
    assert.deepEqual(events[2], {
      type: 'role.revoked',
      at: now.value,
      actor: officer,
      personId: lan.id,
      clientId: 'documents',
      details: { roleGrantId: id, role: 'clerk' },
    });
    await assert.rejects(service.revokeRole(officer, id), { code: 'role_grant_not_found' });
    assert.equal(events.length, 3);
  });

  it('lets one of two at the same time win', async () => {
    const { service, stores, events, now } = roleServiceFixture();
    await service.createRole(officer, clerk);
    const { id } = await service.grantRole(officer, { ...toClerk, to: { person: 'CB-1' } });
    const attempt = () => revokeRole(stores, { actor: officer, at: now.value }, id);
    const results = await Promise.allSettled([attempt(), attempt()]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(events.filter(({ type }) => type === 'role.revoked').length, 1);
  });

  it('knows neither an unknown id nor a text that is no id', async () => {
    const { service } = roleServiceFixture();
    for (const id of [rowId(999), 'x', '', "' or 1=1"]) {
      await assert.rejects(service.revokeRole(officer, id), { code: 'role_grant_not_found' });
    }
  });
});

describe('role service: composite roles', () => {
  const name = (clientId: string, code: string) => ({ clientId, code });
  const desk = { role: name('hr', 'desk'), parts: [toClerk] };
  async function withComposite() {
    const fixture = roleServiceFixture();
    const { service } = fixture;
    await service.createRole(officer, clerk);
    await service.createRole(officer, { ...clerk, clientId: 'hr', code: 'desk' });
    await service.createRole(officer, { ...clerk, code: 'admin', isPrivileged: true });
    await service.includeRoles(officer, desk);
    await service.grantRole(officer, { ...desk.role, to: { unit: 'ROOM' } });
    return fixture;
  }

  it('give their parts at the parts’ own clients, with the composite as the reason', async () => {
    const { service, now, recordOf } = await withComposite();
    const heldAt = async (client: string) =>
      (await service.effectiveRolesOf(recordOf(lan), client, now.value)).map(({ role, paths }) => [
        role.code,
        paths.map(({ via, composites }) => [via.kind, composites]),
      ]);
    assert.deepEqual(await heldAt('documents'), [['clerk', [['unit', ['hr:desk']]]]]);
    assert.deepEqual(await heldAt('hr'), [['desk', [['unit', undefined]]]]);
    await service.excludeRoles(officer, desk);
    assert.deepEqual(await heldAt('documents'), []);
  });

  it('are recorded, once for each part', async () => {
    const { service, events, now } = await withComposite();
    await service.includeRoles(officer, desk);
    await service.excludeRoles(officer, desk);
    const recorded = events.filter(({ type }) => /cluded$/.test(type));
    const about = { roleId: rowId(2), role: 'desk', partId: rowId(1), part: 'documents:clerk' };
    const base = { actor: officer, at: now.value, clientId: 'hr', details: about };
    assert.deepEqual(recorded, [
      { ...base, type: 'role.included' },
      { ...base, type: 'role.excluded' },
    ]);
  });

  it('take all parts or none', async () => {
    const { service, roles, events } = await withComposite();
    const [before, count] = [await roles.listRoleParts(), events.length];
    const refused = [
      [
        { ...desk, parts: [name('documents', 'admin')] },
        {
          code: 'role_part_invalid',
          details: { reason: 'privileged', role: 'hr:desk', part: 'documents:admin' },
        },
      ],
      [
        { role: toClerk, parts: [desk.role] },
        {
          code: 'role_part_invalid',
          details: { reason: 'circle', role: 'documents:clerk', part: 'hr:desk' },
        },
      ],
      [{ ...desk, parts: [toClerk, name('documents', 'none')] }, { code: 'role_not_found' }],
      [
        { ...desk, role: name('documents', 'admin'), parts: [toClerk, desk.role, name('hr', 'x')] },
        { code: 'role_not_found' },
      ],
    ] as const;
    for (const [input, error] of refused) await assert.rejects(service.includeRoles(officer, input), error);
    const admin = name('documents', 'admin');
    await assert.rejects(service.excludeRoles(officer, { ...desk, parts: [toClerk, admin] }), {
      code: 'role_part_not_found',
      details: { role: 'hr:desk', part: 'documents:admin' },
    });
    assert.deepEqual(await roles.listRoleParts(), before);
    assert.equal(events.length, count);
  });
});

describe('role service: answering', () => {
  async function withRoles() {
    const fixture = roleServiceFixture();
    const { service } = fixture;
    await service.createRole(officer, { ...clerk, extent: 'own-unit' });
    await service.createRole(officer, { clientId: 'hr', code: 'reader', name: 'Người đọc' });
    await service.grantRole(officer, { ...toClerk, to: { unit: 'DEPARTMENT', subtree: true } });
    await service.grantRole(officer, { clientId: 'hr', code: 'reader', to: { position: 'code-staff' } });
    return fixture;
  }

  it('keeps the roles of one client from another', async () => {
    const { service, now, recordOf } = await withRoles();
    const claims = async (client: string) =>
      roleClaims(await service.effectiveRolesOf(recordOf(lan), client, now.value), lan);
    assert.deepEqual(await claims('documents'), { roles: ['clerk'], role_units: { clerk: ['ROOM'] } });
    assert.deepEqual(await claims('hr'), { roles: ['reader'], role_units: {} });
    assert.deepEqual(await claims('unknown'), { roles: [], role_units: {} });
  });

  it('lists the clients at which a person holds anything', async () => {
    const { service, now, recordOf } = await withRoles();
    const everywhere = await service.effectiveRolesEverywhere(recordOf(lan), now.value);
    const codes = [...everywhere].map(([client, roles]) => [client, ...roles.map(({ role }) => role.code)]);
    assert.deepEqual(codes, [
      ['documents', 'clerk'],
      ['hr', 'reader'],
    ]);
  });

  it('gives nothing to the retired', async () => {
    const { service, now, recordOf } = await withRoles();
    assert.deepEqual(await service.effectiveRolesOf(recordOf(retired), 'documents', now.value), []);
    assert.equal((await service.effectiveRolesEverywhere(recordOf(retired), now.value)).size, 0);
  });

  it('explains a role with its paths and the size of the claims', async () => {
    const { service, now } = await withRoles();
    const explanation = await service.explain('CB-1', 'documents', now.value);
    const [role] = explanation.roles;
    assert.deepEqual(
      { ...explanation, roles: [] },
      {
        person: lan.id,
        client: 'documents',
        at: now.value,
        roles: [],
        notHeld: { grants: [], more: 0 },
        token: {
          bytes: '{"roles":["clerk"],"role_units":{"clerk":["ROOM"]}}'.length,
          claims: { roles: ['clerk'], role_units: { clerk: ['ROOM'] } },
        },
      },
    );
    assert.deepEqual(
      { ...role, paths: role?.paths.map(({ via }) => via.kind) },
      {
        code: 'clerk',
        units: ['ROOM'],
        until: null,
        paths: ['unit'],
      },
    );
    await assert.rejects(service.explain('nobody', 'documents', now.value), { code: 'person_not_found' });
    await assert.rejects(service.explain('CB-1', 'unknown', now.value), { code: 'client_not_found' });
    await assert.rejects(service.explain('CB-1', 'documents', now.value, 'x'), { code: 'role_not_found' });
  });
});
