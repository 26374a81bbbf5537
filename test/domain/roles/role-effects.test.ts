import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Directory } from '../../../src/domain/directory/directory-store.ts';
import type { Person } from '../../../src/domain/directory/person.ts';
import { type EffectiveRoleFacts, effectiveRoles } from '../../../src/domain/roles/effective-roles.ts';
import type { Mandate } from '../../../src/domain/roles/mandate.ts';
import { roleEffects } from '../../../src/domain/roles/role-effects.ts';
import { anyFacts, anyMandate, anyPerson, moversFacts } from './generated-facts.ts';
import { appointmentRow, personRow, positionRow, roleGrantRow, roleRow, unitRow } from './rows.ts';

const AT = new Date('2026-03-15T03:00:00Z');

describe('roles: what a change of the directory does to them', () => {
  const lan = personRow({ employeeNo: 'CB1' });
  const before: Directory = {
    units: [unitRow('top'), unitRow('a', { parentId: 'top' }), unitRow('b', { parentId: 'top' })],
    positions: [positionRow('staff'), positionRow('head')],
    people: [lan],
    appointments: [appointmentRow('a')],
    mailboxes: [],
  };
  const rules = {
    roles: [roleRow({ extent: 'own-unit' }), roleRow({ id: 'reader', code: 'reader', clientId: 'hr' })],
    roleGrants: [
      roleGrantRow({ id: 'g1', unitId: 'top', includesSubtree: true }),
      roleGrantRow({ id: 'g2', roleId: 'reader', unitId: 'a' }),
    ],
    parts: [],
    handoverDays: 0,
  };
  const effectsOf = (after: Partial<Directory>) => {
    const { gained, lost } = roleEffects(before, { ...before, ...after }, rules, AT);
    const line = ({ clientId, role, units }: (typeof gained)[number]) => [`${clientId}:${role}`, units];
    return { gained: gained.map(line), lost: lost.map(line) };
  };

  it('tells of roles that go and of roles whose units change when somebody moves', () => {
    assert.deepEqual(effectsOf({ appointments: [appointmentRow('b')] }), {
      gained: [['documents:clerk', ['B']]],
      lost: [
        ['documents:clerk', ['A']],
        ['hr:reader', null],
      ],
    });
  });

  it('tells until when a lost role is handed over, and that a privileged one goes at once', () => {
    const moved = {
      ...before,
      appointments: [
        appointmentRow('a', { until: '2026-03-14' }),
        appointmentRow('b', { from: '2026-03-15' }),
      ],
    };
    const [clerk = roleRow(), reader = roleRow()] = rules.roles;
    const ends = (roles = rules.roles) =>
      roleEffects(before, moved, { ...rules, roles, handoverDays: 7 }, AT).lost.map(
        ({ role, handoverUntil }) => [role, handoverUntil?.toISOString() ?? null],
      );
    const end = '2026-03-21T17:00:00.000Z';
    assert.deepEqual(ends(), [
      ['clerk', end],
      ['reader', end],
    ]);
    assert.deepEqual(ends([clerk, { ...reader, isPrivileged: true }]), [
      ['clerk', end],
      ['reader', null],
    ]);
  });

  it('tells of every role of somebody who leaves', () => {
    const { gained, lost } = effectsOf({ people: [{ ...lan, status: 'nghi_huu' }] });
    assert.deepEqual([gained.length, lost.length], [0, 2]);
  });

  it('reaches people through a unit that moves away above them', () => {
    const [top = unitRow('top'), a = unitRow('a'), b = unitRow('b')] = before.units;
    assert.deepEqual(effectsOf({ units: [top, { ...a, parentId: null }, b] }), {
      gained: [],
      lost: [['documents:clerk', ['A']]],
    });
  });

  it('tells of roles that go with a staff category, and of those that the new one brings', () => {
    const civil = { ...lan, category: 'cong_chuc' } as const;
    const roleGrants = [
      roleGrantRow({ id: 'g1', category: 'cong_chuc' }),
      roleGrantRow({
        id: 'g2',
        roleId: 'reader',
        unitId: 'top',
        includesSubtree: true,
        category: 'vien_chuc',
      }),
    ];
    const effects = roleEffects(
      { ...before, people: [civil] },
      { ...before, people: [{ ...civil, category: 'vien_chuc' }] },
      // A change of category is no move: nothing is handed over.
      { ...rules, roleGrants, handoverDays: 90 },
      AT,
    );
    const line = ({ role, handoverUntil }: (typeof effects.lost)[number]) => [role, handoverUntil];
    assert.deepEqual(effects.lost.map(line), [['clerk', null]]);
    assert.deepEqual(effects.gained.map(line), [['reader', null]]);
  });

  it('tells of the parts that go with a composite role', () => {
    const lost = roleEffects(
      before,
      { ...before, people: [{ ...lan, status: 'nghi_huu' }] },
      {
        ...rules,
        roles: [...rules.roles, roleRow({ id: 'inner', code: 'inner', clientId: 'hr' })],
        parts: [{ roleId: 'reader', partId: 'inner' }],
      },
      AT,
    ).lost.map(({ clientId, role }) => `${clientId}:${role}`);
    assert.deepEqual(lost, ['documents:clerk', 'hr:inner', 'hr:reader']);
  });

  it('says nothing when nothing changes', () => {
    assert.deepEqual(effectsOf({}), { gained: [], lost: [] });
    assert.deepEqual(effectsOf({ people: [{ ...lan, phone: '0912345678' }] }), { gained: [], lost: [] });
  });

  it('is the difference between all roles of everybody, whatever changes', () => {
    let seen = 0;
    let handovers = 0;
    const twoPeople = fc.tuple(anyPerson, anyPerson);
    const given = fc.array(anyMandate, { maxLength: 2 });
    const earlier = fc.option(anyFacts(), { nil: undefined, freq: 2 });
    fc.assert(
      fc.property(
        earlier,
        moversFacts(),
        twoPeople,
        twoPeople,
        given,
        (facts, later, old, current, mandates) => {
          const { roles, parts, roleGrants, handoverDays, at } = later;
          const people = facts === undefined ? [personRow(), personRow()] : current;
          const from = directoryOf(facts ?? notMoved(later), facts === undefined ? people : old);
          const to = directoryOf(later, people);
          const effects = roleEffects(from, to, { roles, parts, roleGrants, mandates, handoverDays }, at);
          const [had, has] = [naive(from, later, mandates), naive(to, later, mandates)];
          const lines = (list: typeof effects.gained) =>
            list.map(({ email, role, units }) => JSON.stringify([email, role, units])).sort();
          assert.deepEqual(
            lines(effects.gained),
            has.filter((line) => !had.includes(line)),
          );
          assert.deepEqual(
            lines(effects.lost),
            had.filter((line) => !has.includes(line)),
          );
          const now = has.map((line) => JSON.parse(line));
          const longer = naive(to, later, mandates, handoverDays).map((line) => JSON.parse(line));
          for (const { email, role, units, handoverUntil } of effects.lost) {
            const isAmong = (held: [string, string, string[] | null][]) =>
              held.some(
                ([who, what, where]) =>
                  who === email && what === role && (!where || units?.every((unit) => where.includes(unit))),
              );
            assert.equal(handoverUntil !== null, isAmong(longer) && !isAmong(now));
            handovers += Number(handoverUntil !== null);
          }
          seen += effects.gained.length;
        },
      ),
      { numRuns: 1000 },
    );
    assert.ok(seen > 100, `only ${seen} roles were gained`);
    assert.ok(handovers > 5, `only ${handovers} roles are handed over`);
  });
});

/** Before the movements that the facts tell of. */
function notMoved(facts: EffectiveRoleFacts): EffectiveRoleFacts {
  const appointments = facts.appointments
    .filter(({ id }) => id !== 'new')
    .map((each) => (each.id === 'old' ? { ...each, until: null } : each));
  return { ...facts, appointments };
}

function directoryOf({ appointments, units, positions }: EffectiveRoleFacts, people: Person[]): Directory {
  const named = people.map((person, index) => ({
    ...person,
    ...[
      { id: 'lan', email: 'lan' },
      { id: 'an', email: 'an' },
    ][index],
  }));
  return {
    units: [...units],
    positions: [...positions],
    people: named,
    appointments: [...appointments],
    mailboxes: [],
  };
}

/** Every role of everybody, one after the other, by the whole of the facts. */
function naive(
  { people, ...directory }: Directory,
  { roles, parts, roleGrants, at }: EffectiveRoleFacts,
  mandates: readonly Mandate[],
  handoverDays = 0,
): string[] {
  const facts = { ...directory, roles, parts, roleGrants, handoverDays };
  const given = mandates.flatMap((mandate) => {
    const person = people.find(({ id }) => id === mandate.mandatorId);
    const held = directory.appointments.filter(({ personId }) => personId === mandate.mandatorId);
    return person === undefined ? [] : { mandate, mandator: { ...facts, person, appointments: held } };
  });
  return people
    .flatMap((person) =>
      effectiveRoles({ person, ...facts, mandates: given, at }).map(({ role, units }) =>
        JSON.stringify([person.email, role.code, units]),
      ),
    )
    .sort();
}
