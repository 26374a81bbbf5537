import assert from 'node:assert/strict';
import { effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import { appointmentRow, personRow, positionRow, roleGrantRow, roleRow, unitRow } from './rows.ts';

type Facts = Parameters<typeof effectiveRoles>[0];

/** Lan moved from `room` to `other` on 11 March; the window is of five days. */
function ask(fields: Partial<Facts> = {}) {
  return effectiveRoles({
    person: personRow(),
    appointments: [
      appointmentRow('room', { until: '2026-03-10' }),
      appointmentRow('other', { from: '2026-03-11', positionId: 'head' }),
    ],
    units: [unitRow('room'), unitRow('other')],
    positions: [positionRow('staff'), positionRow('head')],
    roles: [roleRow({ extent: 'own-unit' })],
    parts: [],
    roleGrants: [roleGrantRow({ unitId: 'room' })],
    handoverDays: 5,
    at: new Date('2026-03-12T03:00:00Z'),
    ...fields,
  });
}

const isHeld = (fields: Partial<Facts>) => ask(fields).length === 1;
const heldAt = (fields: Partial<Facts>, ...times: string[]) =>
  times.map((time) => isHeld({ ...fields, at: new Date(`2026-03-${time}+07:00`) }));

describe('handover: a mover', () => {
  it('keeps what the old unit gave, on a path that says so', () => {
    const [role] = ask();
    assert.deepEqual(role?.paths, [
      {
        roleGrantId: 'rg-1',
        via: {
          kind: 'unit',
          unitId: 'room',
          unitCode: 'ROOM',
          unitName: 'Unit room',
          appointmentId: 'in-room',
          handover: true,
          throughSubtreeOf: null,
        },
        decision: null,
        reason: null,
        from: null,
        until: new Date('2026-03-15T17:00:00Z'),
        units: ['ROOM'],
      },
    ]);
    assert.deepEqual(role?.units, ['ROOM']);
  });

  it('keeps what the old position gave, and has what the new one gives, without the word', () => {
    const roleGrants = ['staff', 'head'].map((positionId) => roleGrantRow({ id: positionId, positionId }));
    const [role] = ask({ roleGrants });
    assert.deepEqual(
      role?.paths.map(({ via, until }) => [via.kind === 'position' && via.handover, until?.toISOString()]),
      [
        [undefined, undefined],
        [true, '2026-03-15T17:00:00.000Z'],
      ],
    );
    assert.deepEqual([role?.units, role?.until], [['OTHER', 'ROOM'], null]);
  });

  it('keeps it through the last day of the window, to the instant', () => {
    assert.deepEqual(heldAt({}, '10T23:59:59.999', '11T00:00:00', '15T23:59:59.999', '16T00:00:00'), [
      true,
      true,
      true,
      false,
    ]);
    assert.deepEqual(heldAt({ handoverDays: 0 }, '10T23:59:59.999', '11T00:00:00'), [true, false]);
    assert.deepEqual(heldAt({ handoverDays: 1 }, '11T23:59:59.999', '12T00:00:00'), [true, false]);
  });

  it('loses a privileged role at once', () => {
    assert.equal(isHeld({ roles: [roleRow({ extent: 'own-unit', isPrivileged: true })] }), false);
  });

  it('gets the units of today only for a role of her own', () => {
    assert.deepEqual(ask({ roleGrants: [roleGrantRow({ personId: 'lan' })] })[0]?.units, ['OTHER']);
  });

  it('keeps it no longer than the role grant, and not what began after the appointment had ended', () => {
    const until = new Date('2026-03-13T17:00:00Z');
    assert.deepEqual(ask({ roleGrants: [roleGrantRow({ unitId: 'room', until })] })[0]?.until, until);
    const from = (day: string) => [roleGrantRow({ unitId: 'room', from: new Date(`${day}T00:00:00+07:00`) })];
    assert.equal(isHeld({ roleGrants: from('2026-03-10') }), true);
    assert.equal(isHeld({ roleGrants: from('2026-03-11') }), false);
    const revokedAt = new Date('2026-03-12T02:00:00Z');
    assert.equal(isHeld({ roleGrants: [roleGrantRow({ unitId: 'room', revokedAt })] }), false);
  });

  it('hands over in a unit that a merger dissolved, and not in one that ended long ago', () => {
    const merged = (validUntil: string) => ({
      appointments: [appointmentRow('room'), appointmentRow('other')],
      units: [unitRow('room', { validUntil }), unitRow('other')],
    });
    assert.equal(isHeld(merged('2026-03-10')), true);
    assert.equal(isHeld(merged('2026-03-01')), false);
  });

  it('hands over a concurrent post that ended beside one that goes on', () => {
    const appointments = [
      appointmentRow('room', { isMain: false, until: '2026-03-10' }),
      appointmentRow('other'),
    ];
    assert.equal(isHeld({ appointments }), true);
  });
});

describe('handover: nothing is kept by', () => {
  const room = appointmentRow('room', { until: '2026-03-10' });
  const other = (from: string, until: string | null = null) => appointmentRow('other', { from, until });

  it('a leaver', () => {
    assert.equal(isHeld({ appointments: [room] }), false);
    assert.equal(isHeld({ appointments: [room, other('2026-03-20')] }), false);
    assert.equal(isHeld({ person: personRow({ status: 'thoi_viec' }) }), false);
  });

  it('who comes back after days without any appointment, as after a suspension', () => {
    assert.equal(isHeld({ appointments: [room, other('2026-03-12')] }), false);
    const gap = [
      room,
      other('2026-03-11', '2026-03-11'),
      appointmentRow('other', { id: 'again', from: '2026-03-13' }),
    ];
    assert.deepEqual(heldAt({ appointments: gap }, '11T12:00:00', '13T12:00:00'), [true, false]);
  });

  it('whose next post begins where the unit does not exist yet', () => {
    const units = [unitRow('room'), unitRow('other', { validFrom: '2026-03-13' })];
    assert.deepEqual(heldAt({ units }, '12T12:00:00', '13T12:00:00'), [false, false]);
  });

  it('a suspended or disabled person', () => {
    assert.equal(isHeld({ person: personRow({ status: 'dinh_chi' }) }), false);
    assert.equal(isHeld({ person: personRow({ disabledAt: new Date('2026-03-11T00:00:00Z') }) }), false);
  });

  it('an appointment that never was: removed, ending before it begins, or of somebody else', () => {
    assert.equal(isHeld({ appointments: [other('2026-03-11')] }), false);
    assert.equal(isHeld({ appointments: [{ ...room, from: '2026-03-11' }, other('2026-03-01')] }), false);
    assert.equal(isHeld({ appointments: [{ ...room, personId: 'an' }, other('2026-03-11')] }), false);
  });
});
