import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accountState } from '../../../src/domain/directory/account-state.ts';
import { closedAccounts } from '../../../src/domain/directory/closed-accounts.ts';
import type { Directory, DirectoryChange } from '../../../src/domain/directory/directory-store.ts';
import { anyPerson } from '../roles/generated-facts.ts';
import { appointmentRow, personRow } from '../roles/rows.ts';

/** Few days, so that edges meet. */
const DAYS = ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04'];
const day = fc.constantFrom(...DAYS);
const end = fc.option(day, { nil: null });
const anyAppointments = fc
  .array(fc.record({ from: end, until: end }), { maxLength: 3 })
  .map((periods) => periods.map((period, index) => appointmentRow('u', { id: `a${index}`, ...period })));
const lan = personRow();
const on = (from: string | null, until: string | null) => appointmentRow('u', { from, until });

describe('the state of an account', () => {
  it('is that of a naive model, whatever the facts', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyPerson, anyAppointments, day, (person, appointments, today) => {
        const state = accountState({ person, appointments }, today);
        assert.equal(state, naiveState(person, appointments, today));
        seen.set(state, (seen.get(state) ?? 0) + 1);
      }),
      { numRuns: 3000 },
    );
    // A generator that never meets a state would prove nothing about it.
    for (const state of ['open', 'disabled', 'not_working', 'expired', 'not_yet_active'])
      assert.ok((seen.get(state) ?? 0) > 20, `${state} was met ${seen.get(state)} times`);
  });

  for (const [title, appointments, expected] of [
    ['without an appointment', [], 'open'],
    ['on her first day', [on('2026-03-02', null)], 'open'],
    ['on her last day', [on(null, '2026-03-02')], 'open'],
    ['the day before her first', [on('2026-03-03', null)], 'not_yet_active'],
    ['the day after her last', [on(null, '2026-03-01')], 'expired'],
    ['between two appointments', [on(null, '2026-03-01'), on('2026-03-03', null)], 'not_yet_active'],
    ['with one appointment that lasts', [on(null, '2026-03-01'), on(null, null)], 'open'],
  ] as const) {
    it(`${title}: ${expected}`, () => {
      assert.equal(accountState({ person: lan, appointments: [...appointments] }, '2026-03-02'), expected);
    });
  }
});

describe('accounts that a change closes', () => {
  const unchanged: DirectoryChange = {
    savedUnits: [],
    savedPositions: [],
    savedPeople: [],
    savedAppointments: [],
    savedMailboxes: [],
    removedAppointmentIds: [],
    removedMailboxIds: [],
  };
  const an = personRow({ id: 'an' });
  const before: Directory = {
    units: [],
    positions: [],
    people: [lan, an],
    appointments: [
      appointmentRow('u', { id: 'now' }),
      appointmentRow('v', { id: 'past', until: '2026-03-01' }),
      appointmentRow('u', { id: 'of-an', personId: 'an', until: '2026-03-01' }),
    ],
    mailboxes: [],
  };
  const closedBy = (change: Partial<DirectoryChange>) =>
    closedAccounts(before, { ...unchanged, ...change }, '2026-03-02');

  it('are those it touches, not those that were closed before', () => {
    assert.deepEqual(closedBy({}), []);
    assert.deepEqual(closedBy({ savedPeople: [{ ...lan, phone: '0900000009' }] }), []);
    assert.deepEqual(closedBy({ savedPeople: [an] }), ['an']);
  });

  it('are closed by a status, by an appointment that ends, and by one that goes', () => {
    assert.deepEqual(closedBy({ savedPeople: [{ ...lan, status: 'nghi_huu' }] }), ['lan']);
    const ended = appointmentRow('u', { id: 'now', until: '2026-03-01' });
    assert.deepEqual(closedBy({ savedAppointments: [ended] }), ['lan']);
    assert.deepEqual(closedBy({ removedAppointmentIds: ['now'] }), ['lan']);
    assert.deepEqual(closedBy({ removedAppointmentIds: ['now', 'past'] }), []);
  });
});

/** The rules a second time, from the list of the days that she works on. */
function naiveState(
  { status, disabledAt }: { status: string; disabledAt: Date | null },
  appointments: { from: string | null; until: string | null }[],
  today: string,
): string {
  if (disabledAt !== null) return 'disabled';
  if (['dinh_chi', 'nghi_huu', 'thoi_viec', 'chuyen_cong_tac'].includes(status)) return 'not_working';
  const days = DAYS.filter((one) =>
    appointments.some(({ from, until }) => one >= (from ?? one) && one <= (until ?? one)),
  );
  if (appointments.length === 0 || days.includes(today)) return 'open';
  return appointments.some(({ from }) => (from ?? '') > today) ? 'not_yet_active' : 'expired';
}
