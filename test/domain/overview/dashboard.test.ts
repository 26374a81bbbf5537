import { strict as assert } from 'node:assert';
import type { AuditType } from '../../../src/domain/audit/audit-event.ts';
import { personKey } from '../../../src/domain/authentication/throttle.ts';
import { dayOf } from '../../../src/domain/clock.ts';
import { ownBounds } from '../../../src/domain/directory/readable-extent.ts';
import { seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const OPERATOR = { kind: 'operator', name: 'an' } as const;
const NOW = new Date('2026-11-20T10:24:00+07:00');
const MINUTE = 60_000;
const DAY = 86_400_000;

describe('overview: the first page of the console', () => {
  let running: TestServices;
  let staff: string;
  let clerk: string;

  before(async function () {
    this.timeout(60_000);
    running = await openTestServices({ now: () => NOW });
    await seedMinistry(running);
    const idOf = async (email: string) =>
      (await running.services.stores.directory.findPersonByLogin(email))?.id ?? assert.fail(email);
    [staff, clerk] = [await idOf('staff@mic.example'), await idOf('clerk@mic.example')];
    await tell('sign_in.succeeded', '2026-11-20T08:03:00+07:00', staff);
    await tell('sign_in.succeeded', '2026-11-20T08:14:59+07:00', clerk);
    await tell('sign_in.succeeded', '2026-11-20T05:10:00+07:00', clerk);
    await tell('sign_in.succeeded', '2026-11-19T23:59:59+07:00', staff);
    await tell('sign_in.succeeded', '2026-10-21T08:00:00+07:00', staff);
    await tell('sign_in.refused', '2026-11-20T08:15:00+07:00', staff, { cause: 'wrong' });
    await tell('sign_in.refused', '2026-11-20T08:16:00+07:00', staff, { cause: 'wrong' });
    await tell('sign_in.refused', '2026-11-20T09:00:00+07:00', clerk, {
      cause: 'revoked',
      method: 'certificate',
    });
    await tell('sign_in.refused', '2026-11-20T09:00:00+07:00', undefined, { cause: 'unknown' });
    await tell('password.changed', '2026-11-20T08:00:00+07:00', staff);
    // The same weekday of former weeks: one sign-in in one of them, three in another.
    await tell('sign_in.succeeded', '2026-11-13T08:05:00+07:00', staff);
    for (const minute of ['00', '05', '14'])
      await tell('sign_in.succeeded', `2026-11-06T08:${minute}:00+07:00`, clerk);
  });
  after(() => running.close());

  function tell(type: AuditType, at: string, personId?: string, details?: Record<string, string>) {
    const event = { type, at: new Date(at), actor: { kind: 'system' } as const, personId, details };
    return running.services.stores.audit.append(event);
  }
  const show = (...asked: Parameters<typeof running.services.dashboard.show>) =>
    running.services.dashboard.show(...asked);
  const slotAt = ({ signIns }: Awaited<ReturnType<typeof show>>, time: string) =>
    signIns.slots.find(({ from }) => from.getTime() === Date.parse(time)) ?? assert.fail(time);

  it('counts the sign-ins of today by quarters of an hour, and what is usual then', async () => {
    const shown = await show('today', 'whole');
    const { succeeded, refused, usual } = shown.signIns;
    assert.deepEqual({ succeeded, refused }, { succeeded: 3, refused: 4 });
    const { from: _, ...eight } = slotAt(shown, '2026-11-20T08:00:00+07:00');
    assert.deepEqual(eight, { succeeded: 2, refused: 0, usual: 2, isAhead: false });
    assert.equal(slotAt(shown, '2026-11-20T08:15:00+07:00').refused, 2);
    assert.equal(slotAt(shown, '2026-11-20T10:30:00+07:00').isAhead, true);
    // Somebody came early, so the chart begins with her.
    assert.equal(shown.signIns.slots[0]?.from.toISOString(), '2026-11-19T22:00:00.000Z');
    assert.equal(shown.signIns.slots.at(-1)?.from.getTime(), Date.parse('2026-11-20T17:45:00+07:00'));
    assert.equal(usual, 2);
  });

  it('counts a week and a month from the first minute of their first day', async () => {
    assert.equal((await show('week', 'whole')).signIns.succeeded, 4);
    assert.equal((await show('week', 'whole')).signIns.slots.length, 56);
    const month = await show('month', 'whole');
    assert.deepEqual(
      [month.signIns.succeeded, month.signIns.slots.length, month.signIns.usual],
      [8, 30, null],
    );
    assert.equal(slotAt(month, '2026-11-19T00:00:00+07:00').succeeded, 1);
  });

  it('says why sign-ins failed, the most frequent cause first', async () => {
    assert.deepEqual((await show('today', 'whole')).causes, [
      { cause: 'wrong', method: 'password', number: 2 },
      { cause: 'revoked', method: 'certificate', number: 1 },
      { cause: 'unknown', method: 'password', number: 1 },
    ]);
  });

  it('counts open sessions, locked accounts and what ends soon', async () => {
    const { stores, settings, roles, clients } = running.services;
    const limits = { idleMs: 30 * MINUTE, absoluteMs: 10 * 60 * MINUTE };
    for (const [uid, personId, minutes] of [
      ['a', staff, 5],
      ['b', clerk, 29],
      ['c', clerk, 31],
    ] as const) {
      const at = new Date(NOW.getTime() - minutes * MINUTE);
      await stores.sessions.observe(
        { uid, personId, signedInAt: at, address: null, userAgent: null },
        limits,
        at,
      );
    }
    const attempts = (await settings.list()).find(({ name }) => name === 'lock.attempts')?.value ?? 0;
    const rule = { limit: attempts, windowMs: 15 * MINUTE };
    for (const [personId, failures] of [
      [staff, attempts],
      [clerk, attempts - 1],
    ] as const)
      for (let failure = 0; failure < failures; failure += 1)
        await stores.throttle.reserve(personKey(personId), rule, NOW);
    await stores.throttle.reserve('network:10.0.0.1', { limit: 1, windowMs: MINUTE }, NOW);
    await clients.create({ client_id: 'documents', redirect_uris: ['https://documents.example/'] }, OPERATOR);
    await roles.createRole(OPERATOR, { clientId: 'documents', code: 'reader', name: 'Người đọc' });
    for (const until of ['2026-12-01', '2027-06-01'])
      await roles.grantRole(OPERATOR, {
        clientId: 'documents',
        code: 'reader',
        to: { person: 'head@mic.example' },
        until,
      });
    const { openSessions, lockedAccounts, endingRoleGrants } = await show('today', 'whole');
    assert.deepEqual(
      { openSessions, lockedAccounts, endingRoleGrants },
      { openSessions: 2, lockedAccounts: 1, endingRoleGrants: 1 },
    );
  });

  it('tells what was sent to each system since yesterday, and what has not arrived', async () => {
    const { stores } = running.services;
    const logout = {
      kind: 'backchannel_logout',
      clientId: 'documents',
      personId: staff,
      sid: 's',
      sessionUid: 'a',
    } as const;
    await stores.deliveries.addAll([logout, logout], new Date(NOW.getTime() - MINUTE));
    await stores.deliveries.add(logout, new Date(NOW.getTime() - 2 * DAY));
    const [first, second] = await stores.deliveries.claim(NOW, new Date(NOW.getTime() + MINUTE), 2);
    const retryAt = new Date(NOW.getTime() + 7 * MINUTE);
    const recent = [first, second].filter((row) => row !== undefined && dayOf(row.createdAt) === dayOf(NOW));
    for (const row of recent) await stores.deliveries.fail(row?.id ?? '', NOW, 'HTTP 503', retryAt);
    const shown = await show('today', 'whole');
    const { sent, arrived } = shown.whole?.logouts[0] ?? assert.fail('none');
    assert.deepEqual([sent, arrived], [2, 0]);
    assert.deepEqual(shown.whole?.lastImport?.joiners, 5);
  });

  it('shows who looks after a unit its numbers alone, and a stranger none', async () => {
    const units = await running.services.stores.directory.listUnits();
    const unitIds = units.filter(({ code }) => code.startsWith('G14.05')).map(({ id }) => id);
    const bounds = { ...ownBounds(staff, NOW), unitIds };
    const shown = await show('today', bounds);
    assert.deepEqual(
      [shown.signIns.succeeded, shown.signIns.refused, shown.openSessions, shown.lockedAccounts],
      [1, 2, 1, 1],
    );
    assert.deepEqual(shown.causes, [{ cause: 'wrong', method: 'password', number: 2 }]);
    assert.equal(slotAt(shown, '2026-11-20T08:00:00+07:00').usual, 1);
    assert.equal(shown.whole, null);
    const stranger = await show('month', ownBounds(staff, NOW));
    assert.deepEqual([stranger.signIns.succeeded, stranger.causes, stranger.openSessions], [0, [], 0]);
  });
});
