import assert from 'node:assert/strict';
import { type EffectiveRoleFacts, effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import { appointmentRow, personRow, positionRow, roleGrantRow, roleRow, unitRow } from './rows.ts';

const at = new Date('2026-03-15T03:00:00Z');

/** Lan works in the unit `room`, below `department`, below `ministry`. */
function ask(fields: Partial<EffectiveRoleFacts>) {
  return effectiveRoles({
    person: personRow(),
    appointments: [appointmentRow('room')],
    units: [
      unitRow('ministry'),
      unitRow('department', { parentId: 'ministry' }),
      unitRow('room', { parentId: 'department' }),
      unitRow('other', { parentId: 'ministry' }),
    ],
    positions: [positionRow('staff'), positionRow('head')],
    roles: [roleRow()],
    parts: [],
    roleGrants: [roleGrantRow({ personId: 'lan' })],
    handoverDays: 0,
    at,
    ...fields,
  });
}

const held = (fields: Partial<EffectiveRoleFacts>) => ask(fields).map(({ role }) => role.code);

describe('effective roles', () => {
  it('says who decided what, and why', () => {
    const roleGrant = roleGrantRow({ personId: 'lan', decision: '12/QĐ-BTTTT', reason: 'văn thư' });
    assert.deepEqual(ask({ roleGrants: [roleGrant] }), [
      {
        role: roleRow(),
        units: null,
        until: null,
        paths: [
          {
            roleGrantId: 'rg-1',
            via: { kind: 'person' },
            decision: '12/QĐ-BTTTT',
            reason: 'văn thư',
            from: null,
            until: null,
            units: null,
          },
        ],
      },
    ]);
  });

  it('come from a unit, and from one above it only with its subtree', () => {
    const via = (unitId: string, includesSubtree: boolean) =>
      ask({ roleGrants: [roleGrantRow({ unitId, includesSubtree })] }).flatMap(({ paths }) => paths)[0]?.via;
    const unit = {
      kind: 'unit',
      unitId: 'room',
      unitCode: 'ROOM',
      unitName: 'Unit room',
      appointmentId: 'in-room',
    };
    assert.deepEqual(via('room', false), { ...unit, throughSubtreeOf: null });
    assert.deepEqual(via('room', true), { ...unit, throughSubtreeOf: null });
    assert.deepEqual(via('ministry', true), { ...unit, throughSubtreeOf: 'ministry' });
    assert.equal(via('ministry', false), undefined);
    assert.equal(via('other', true), undefined);
  });

  it('come from a rule only when all that it names is so of one appointment', () => {
    const person = personRow({ category: 'vien_chuc' });
    const appointments = [appointmentRow('room'), appointmentRow('other', { positionId: 'head' })];
    const by = (fields: object) =>
      ask({ person, appointments, roleGrants: [roleGrantRow({ category: 'vien_chuc', ...fields })] })
        .flatMap(({ paths }) => paths)
        .map(({ via }) => [via.kind, 'unitCode' in via && [via.unitCode, via.category]]);
    const [room, other] = [
      ['ROOM', 'vien_chuc'],
      ['OTHER', 'vien_chuc'],
    ];
    assert.deepEqual(by({}), [
      ['category', other],
      ['category', room],
    ]);
    assert.deepEqual(by({ unitId: 'department', includesSubtree: true }), [['unit', room]]);
    assert.deepEqual(by({ positionId: 'head' }), [['position', other]]);
    assert.deepEqual(by({ positionId: 'head', unitId: 'room' }), []);
    assert.deepEqual(by({ category: 'cong_chuc' }), []);
    assert.deepEqual(by({ category: 'cong_chuc', unitId: 'room' }), []);
  });

  it('come from a staff category to nobody without an appointment in force', () => {
    const roleGrants = [roleGrantRow({ category: 'vien_chuc' })];
    const person = personRow({ category: 'vien_chuc' });
    const past = appointmentRow('room', { until: '2026-03-14' });
    assert.deepEqual(held({ person, roleGrants, appointments: [] }), []);
    assert.deepEqual(held({ person, roleGrants, appointments: [past] }), []);
    assert.deepEqual(held({ person: personRow(), roleGrants }), []);
    assert.deepEqual(held({ person, roleGrants }), ['clerk']);
  });

  it('come from a position, everywhere or in a unit', () => {
    const via = (fields: object) =>
      ask({ roleGrants: [roleGrantRow({ positionId: 'staff', ...fields })] }).flatMap(({ paths }) => paths)[0]
        ?.via;
    const position = {
      kind: 'position',
      positionId: 'staff',
      positionCode: 'code-staff',
      positionName: 'Position staff',
      unitId: 'room',
      unitCode: 'ROOM',
      appointmentId: 'in-room',
    };
    assert.deepEqual(via({}), position);
    assert.deepEqual(via({ unitId: 'room' }), position);
    assert.deepEqual(via({ unitId: 'department', includesSubtree: true }), position);
    assert.equal(via({ unitId: 'department' }), undefined);
    assert.equal(via({ positionId: 'head' }), undefined);
  });

  it('keep one path for each appointment that gives them', () => {
    const appointments = [appointmentRow('room'), appointmentRow('other', { isMain: false })];
    const [role] = ask({
      appointments,
      roleGrants: [roleGrantRow({ unitId: 'ministry', includesSubtree: true })],
    });
    assert.deepEqual(
      role?.paths.map(({ via }) => via.kind === 'unit' && via.appointmentId),
      ['in-other', 'in-room'],
    );
  });

  it('are held by nobody whose account is not open', () => {
    assert.deepEqual(held({}), ['clerk']);
    assert.deepEqual(held({ person: personRow({ disabledAt: new Date('2027-01-01T00:00:00Z') }) }), []);
    assert.deepEqual(held({ person: personRow({ status: 'nghi_huu' }) }), []);
    assert.deepEqual(held({ person: personRow({ status: 'dinh_chi' }) }), []);
  });

  it('end with a revocation, to the instant, and were held before it', () => {
    const roleGrants = [roleGrantRow({ personId: 'lan', revokedAt: at })];
    assert.deepEqual(held({ roleGrants }), []);
    assert.deepEqual(held({ roleGrants, at: new Date(at.getTime() - 1) }), ['clerk']);
  });

  it('come in the order of their codes, whatever order the rows are in', () => {
    const roles = ['b', 'a', 'c'].map((code) => roleRow({ id: code, code }));
    const roleGrants = roles.map(({ id }) => roleGrantRow({ id: `rg-${id}`, roleId: id, personId: 'lan' }));
    assert.deepEqual(held({ roles, roleGrants }), ['a', 'b', 'c']);
  });

  it('survive a unit tree that closes a circle', () => {
    const units = [unitRow('room', { parentId: 'department' }), unitRow('department', { parentId: 'room' })];
    assert.deepEqual(
      held({ units, roleGrants: [roleGrantRow({ unitId: 'other', includesSubtree: true })] }),
      [],
    );
    assert.deepEqual(
      held({ units, roleGrants: [roleGrantRow({ unitId: 'department', includesSubtree: true })] }),
      ['clerk'],
    );
  });
});

describe('effective roles at the edges of a day in Asia/Ho_Chi_Minh', () => {
  const heldAt = (fields: Partial<EffectiveRoleFacts>) => {
    const instants = ['09T23:59:59.999', '10T00:00:00', '20T23:59:59.999', '21T00:00:00'];
    return instants.map((time) => held({ ...fields, at: new Date(`2026-03-${time}+07:00`) }).length === 1);
  };
  const byUnit = [roleGrantRow({ unitId: 'room' })];
  const days = { from: '2026-03-10', until: '2026-03-20' };

  it('begin and end with the role grant', () => {
    const from = new Date('2026-03-10T00:00:00+07:00');
    const until = new Date('2026-03-21T00:00:00+07:00');
    assert.deepEqual(heldAt({ roleGrants: [roleGrantRow({ personId: 'lan', from, until })] }), [
      false,
      true,
      true,
      false,
    ]);
  });

  it('begin and end with the appointment', () => {
    const appointments = [appointmentRow('room', days)];
    assert.deepEqual(heldAt({ roleGrants: byUnit, appointments }), [false, true, true, false]);
    const [role] = ask({ roleGrants: byUnit, appointments });
    assert.equal(role?.until?.toISOString(), '2026-03-20T17:00:00.000Z');
    assert.equal(role?.paths[0]?.from?.toISOString(), '2026-03-09T17:00:00.000Z');
  });

  it('begin and end with the unit', () => {
    const units = [unitRow('room', { validFrom: days.from, validUntil: days.until })];
    assert.deepEqual(heldAt({ roleGrants: byUnit, units }), [false, true, true, false]);
    assert.equal(ask({ roleGrants: byUnit, units })[0]?.until?.toISOString(), '2026-03-20T17:00:00.000Z');
  });

  it('end with the first end on a path, and with the last of the paths', () => {
    const appointments = [appointmentRow('room', days)];
    const short = roleGrantRow({ unitId: 'room', until: new Date('2026-03-16T00:00:00Z') });
    const long = roleGrantRow({ id: 'rg-2', unitId: 'room', until: new Date('2026-05-01T00:00:00Z') });
    const [role] = ask({ appointments, roleGrants: [short, long] });
    assert.deepEqual(
      role?.paths.map(({ until }) => until?.toISOString()),
      ['2026-03-16T00:00:00.000Z', '2026-03-20T17:00:00.000Z'],
    );
    assert.equal(role?.until?.toISOString(), '2026-03-20T17:00:00.000Z');
  });
});

describe('extent of effective roles', () => {
  const unitsOf = (
    extent: 'none' | 'own-unit' | 'any',
    fields: object,
    appointments = [appointmentRow('room')],
  ) =>
    ask({ appointments, roles: [roleRow({ extent })], roleGrants: [roleGrantRow(fields)] }).map(
      ({ units }) => units,
    );
  const both = [appointmentRow('room'), appointmentRow('other')];

  it('none: no limit', () => assert.deepEqual(unitsOf('none', { personId: 'lan' }), [null]));

  it('any: no limit, or the unit that the role grant names', () => {
    assert.deepEqual(unitsOf('any', { personId: 'lan' }), [null]);
    assert.deepEqual(unitsOf('any', { personId: 'lan', extentUnitId: 'other' }), [['OTHER']]);
  });

  it('own-unit: the unit of the appointment that gives the role', () => {
    assert.deepEqual(unitsOf('own-unit', { unitId: 'ministry', includesSubtree: true }), [['ROOM']]);
    assert.deepEqual(unitsOf('own-unit', { unitId: 'room' }, both), [['ROOM']]);
    assert.deepEqual(unitsOf('own-unit', { positionId: 'staff' }, both), [['OTHER', 'ROOM']]);
  });

  it('own-unit: every unit of a person, unless the role grant names one', () => {
    assert.deepEqual(unitsOf('own-unit', { personId: 'lan' }, both), [['OTHER', 'ROOM']]);
    assert.deepEqual(unitsOf('own-unit', { personId: 'lan', extentUnitId: 'department' }, both), [
      ['DEPARTMENT'],
    ]);
  });

  it('gives nothing where the limit leaves no unit, as that could read as no limit', () => {
    assert.deepEqual(unitsOf('own-unit', { personId: 'lan' }, []), []);
    assert.deepEqual(unitsOf('any', { personId: 'lan', extentUnitId: 'unknown' }), []);
    assert.deepEqual(unitsOf('own-unit', { personId: 'lan', extentUnitId: 'other' }, []), [['OTHER']]);
  });

  it('is without limit as soon as one path is', () => {
    const roleGrants = [
      roleGrantRow({ personId: 'lan', extentUnitId: 'other' }),
      roleGrantRow({ id: 'rg-2', personId: 'lan' }),
    ];
    assert.equal(ask({ roles: [roleRow({ extent: 'any' })], roleGrants })[0]?.units, null);
  });
});
