import assert from 'node:assert/strict';
import type { Actor } from '../../../src/domain/audit/audit-event.ts';
import { lan, roleServiceFixture, rowId } from './role-service.fixture.ts';
import { personRow, roleRow } from './rows.ts';

const operator: Actor = { kind: 'operator', name: 'binh' };
const clerk = { clientId: 'documents', code: 'clerk' };
const shown = (units: string[] | null) => ({
  count: 1,
  people: [{ person: lan.id, employeeNo: 'CB-1', name: lan.fullName, units }],
});
const nobody = { count: 0, people: [] };

function fixture(extent: 'none' | 'any' = 'none') {
  const made = roleServiceFixture();
  made.roles.roles = [roleRow({ id: rowId(50), extent })];
  return made;
}

describe('roles: what changing a role grant would do', () => {
  it('tells who gains, not of who is retired, and writes nothing', async () => {
    const { service, roles, events, now } = fixture();
    const asked = { ...clerk, to: { unit: 'DEPARTMENT', subtree: true } };
    assert.deepEqual(await service.simulateGrant(operator, asked), {
      role: 'documents:clerk',
      at: now.value,
      gained: shown(null),
      lost: nobody,
      kept: nobody,
      parts: [],
    });
    assert.deepEqual([roles.roleGrants, events], [[], []]);
  });

  it('tells who loses, and of nobody whom another role grant keeps', async () => {
    const { service } = fixture();
    const first = await service.grantRole(operator, { ...clerk, to: { unit: 'ROOM' } });
    const effects = await service.simulateRevocation(operator, first.id);
    assert.deepEqual([effects.gained, effects.lost], [nobody, shown(null)]);
    await service.grantRole(operator, { ...clerk, to: { person: 'CB-1' } });
    const kept = await service.simulateRevocation(operator, first.id);
    assert.deepEqual([kept.gained, kept.lost, kept.kept], [nobody, nobody, shown(null)]);
    const again = await service.simulateGrant(operator, { ...clerk, to: { position: 'code-staff' } });
    assert.deepEqual([again.gained, again.kept], [nobody, shown(null)]);
    const elsewhere = await service.simulateGrant(operator, { ...clerk, to: { unit: 'OTHER' } });
    assert.deepEqual(elsewhere.kept, nobody, 'it reaches nobody who holds the role');
  });

  it('tells of other units as lost and gained', async () => {
    const { service } = fixture('any');
    await service.grantRole(operator, { ...clerk, to: { person: 'CB-1' }, extent: 'OTHER' });
    const wider = await service.simulateGrant(operator, {
      ...clerk,
      to: { unit: 'ROOM' },
      extent: 'DEPARTMENT',
    });
    assert.deepEqual([wider.gained, wider.lost], [shown(['DEPARTMENT', 'OTHER']), shown(['OTHER'])]);
  });

  it('tells of every role inside a composite, and of none that another role grant keeps', async () => {
    const { service, roles } = fixture();
    roles.roles.push(
      roleRow({ id: rowId(51), clientId: 'hr', code: 'desk' }),
      roleRow({ id: rowId(52), clientId: 'hr', code: 'office' }),
      roleRow({ id: rowId(53), clientId: 'hr', code: 'all' }),
    );
    roles.parts = [
      { roleId: rowId(51), partId: rowId(52) },
      { roleId: rowId(52), partId: rowId(50) },
      { roleId: rowId(53), partId: rowId(52) },
    ];
    const desk = { clientId: 'hr', code: 'desk', to: { unit: 'ROOM' } };
    const { role, gained, parts } = await service.simulateGrant(operator, desk);
    assert.deepEqual([role, gained], ['hr:desk', shown(null)]);
    assert.deepEqual(parts, [
      { role: 'documents:clerk', gained: shown(null), lost: nobody, kept: nobody },
      { role: 'hr:office', gained: shown(null), lost: nobody, kept: nobody },
    ]);
    const { id } = await service.grantRole(operator, desk);
    await service.grantRole(operator, { clientId: 'hr', code: 'all', to: { person: 'CB-1' } });
    const revoked = await service.simulateRevocation(operator, id);
    assert.deepEqual(revoked.lost, shown(null));
    assert.deepEqual(
      revoked.parts.map(({ gained, lost }) => [gained, lost]),
      [
        [nobody, nobody],
        [nobody, nobody],
      ],
    );
  });

  it('judges a role grant that has not begun at its beginning', async () => {
    const { service } = fixture();
    const asked = { ...clerk, to: { person: 'CB-1' }, from: '2027-01-01' };
    const { at, gained } = await service.simulateGrant(operator, asked);
    assert.deepEqual([at, gained.count], [new Date('2026-12-31T17:00:00Z'), 1]);
    const { id } = await service.grantRole(operator, asked);
    assert.equal((await service.simulateRevocation(operator, id)).lost.count, 1);
  });

  it('counts everybody, and lists the first 100', async () => {
    const { service, stores, roles } = fixture();
    const people = Array.from({ length: 2300 }, (_, index) => personRow({ id: rowId(10_000 + index) }));
    roles.personIds = people.map(({ id }) => id);
    stores.directory.listStandings = async (ids) =>
      people
        .filter(({ id }) => ids.includes(id))
        .map((person) => ({
          person,
          appointments: [
            {
              id: `of-${person.id}`,
              personId: person.id,
              unitId: 'room',
              positionId: 'staff',
              isMain: true,
              isActing: false,
              from: null,
              until: null,
            },
          ],
        }));
    const { gained } = await service.simulateGrant(operator, { ...clerk, to: { unit: 'ROOM' } });
    assert.deepEqual([gained.count, gained.people.length], [2300, 100]);
  });

  it('refuses what is no role grant any more', async () => {
    const { service } = fixture();
    const { id } = await service.grantRole(operator, { ...clerk, to: { person: 'CB-1' } });
    await service.revokeRole(operator, id);
    for (const unknown of [id, rowId(999), 'x'])
      await assert.rejects(service.simulateRevocation(operator, unknown), { code: 'role_grant_not_found' });
  });
});
