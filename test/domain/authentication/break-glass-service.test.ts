import { strict as assert } from 'node:assert';
import { ALARM_RULE, NETWORK_RULE, networkKey } from '../../../src/domain/authentication/throttle.ts';
import { BREAK_GLASS_ID, BREAK_GLASS_PERSON } from '../../../src/domain/directory/break-glass-account.ts';
import { countDormancy, sweepDormantAccounts } from '../../../src/domain/directory/dormant-accounts.ts';
import { registerProduct } from '../../../src/product-client.ts';
import { PASSWORD, seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
const ADMINISTRATOR = 'staff@mic.example';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('the emergency account', () => {
  let now = Date.parse('2026-11-20T01:00:00Z');
  let opened: TestServices;

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => new Date(now) });
    await seedMinistry(opened);
    await registerProduct(opened.services);
    const role = { clientId: 'micconnect', code: 'system-administrator' };
    await opened.services.roles.grantRole(AN, { ...role, to: { person: ADMINISTRATOR } });
  });
  after(() => opened.close());
  beforeEach(async () => {
    now += DAY;
    await glass().sweep();
    await query(`update break_glass_seal set state = 'void' where state in ('half', 'sealed')`);
    await query('delete from outbox');
  });

  const query = (statement: string) => opened.services.database.source.query(statement);
  const glass = () => opened.services.breakGlass;
  const from = (network: string) => ({
    address: network,
    networkPrefix: network,
    isOutside: false,
    userAgent: null,
    supportCode: 'ABCD-EFGH',
  });
  const seal = async () => {
    const halves = [await glass().seal(AN), await glass().seal(BINH)];
    assert.deepEqual(
      halves.map(({ isSealed }) => isSealed),
      [false, true],
    );
    return halves.map(({ half }) => half).join(' ');
  };
  const attempt = (typed: string, network = '192.0.2.1') =>
    glass()
      .use(typed, from(network))
      .then(
        () => 'opened',
        (error) => error.code,
      );
  const account = () => opened.services.stores.directory.findPersonRecord(BREAK_GLASS_ID);
  const rolesNow = async () => {
    const record = await account();
    if (record === undefined) return [];
    const held = await opened.services.roles.effectiveRolesOf(record, 'micconnect', new Date(now));
    return held.map(({ role }) => role.code);
  };
  const events = async (type: string) =>
    (await query(`select details from audit_event where type = '${type}' order by seq`)) as {
      details: Record<string, unknown>;
    }[];
  const letters = async () => (await query('select 1 from outbox')).length;

  it('is sealed by two officers; whoever draws twice has only another first half', async () => {
    const first = await glass().seal(AN);
    const again = await glass().seal(AN);
    assert.deepEqual([first.isSealed, again.isSealed], [false, false]);
    const waiting = await glass().status();
    assert.deepEqual([waiting.sealed, waiting.half?.firstBy], [undefined, 'operator:an']);
    assert.equal(await attempt(`${first.half}${again.half}`), 'sign_in_refused');
    const second = await glass().seal(BINH);
    assert.equal(second.isSealed, true);
    const { sealed, half } = await glass().status();
    assert.deepEqual([sealed?.firstBy, sealed?.secondBy, half], ['operator:an', 'operator:binh', undefined]);
    assert.equal(
      await attempt(`${first.half}${second.half}`),
      'sign_in_refused',
      'the first one drawn is void',
    );
    assert.equal(await attempt(`${again.half}${second.half}`), 'opened');
    const person = { kind: 'person', id: BREAK_GLASS_ID } as const;
    await assert.rejects(glass().seal(person), { code: 'approver_not_person' });
  });

  it('keeps nothing by which it could be opened', async () => {
    const typed = await seal();
    const kept = JSON.stringify([
      await query('select * from break_glass_seal'),
      await query('select details from audit_event'),
      await query('select * from outbox'),
      await glass().status(),
    ]);
    for (const group of typed.split(/[ -]/)) assert.ok(!kept.includes(group), group);
  });

  it('waits for the second half for a day', async () => {
    const { half: first } = await glass().seal(AN);
    now += DAY;
    assert.equal((await glass().status()).half, undefined);
    const { half: second, isSealed } = await glass().seal(BINH);
    assert.equal(isSealed, false);
    assert.equal(await attempt(`${first}${second}`), 'sign_in_refused');
  });

  it('voids what was sealed before, only once the new seal is whole', async () => {
    const former = await seal();
    const { half } = await glass().seal(BINH);
    assert.notEqual((await glass().status()).sealed, undefined);
    const { half: other } = await glass().seal(AN);
    assert.equal(await attempt(former), 'sign_in_refused');
    assert.equal(await attempt(half + other), 'opened');
  });

  it('is closed and powerless while sealed, a system administrator for an hour, then closed again', async () => {
    const typed = await seal();
    assert.deepEqual([await rolesNow(), (await account())?.person.disabledAt === null], [[], false]);
    assert.equal(await attempt(typed), 'opened');
    assert.deepEqual(await rolesNow(), ['system-administrator']);
    assert.equal((await glass().status()).isInUse, true);
    await glass().sweep();
    now += 60 * MINUTE - 1;
    assert.deepEqual(await rolesNow(), ['system-administrator']);
    now += 1;
    assert.deepEqual(await rolesNow(), [], 'before any sweep');
    await glass().sweep();
    await glass().sweep();
    assert.notEqual((await account())?.person.disabledAt, null);
    assert.equal((await events('break_glass.ended')).length >= 1, true);
    assert.equal(await attempt(typed), 'sign_in_refused');
    assert.equal((await glass().status()).isInUse, false);
  });

  it('is open for as long as the setting says, and a second use ends the first', async () => {
    const { settings } = opened.services;
    await settings.set('break_glass.minutes', '5', AN);
    assert.equal(await attempt(await seal()), 'opened');
    now += 4 * MINUTE;
    assert.equal(await attempt(await seal()), 'opened');
    const used = await query(`select ends_at from break_glass_seal where state = 'used'`);
    assert.deepEqual(used, [{ ends_at: new Date(now + 5 * MINUTE) }]);
    assert.deepEqual(await rolesNow(), ['system-administrator']);
    now += 5 * MINUTE;
    assert.deepEqual(await rolesNow(), []);
    await glass().sweep();
    await settings.reset('break_glass.minutes', AN);
  });

  it('is closed at once by any officer to whom an alarm makes no sense, with what is sealed', async () => {
    assert.equal(await attempt(await seal()), 'opened');
    const typed = await seal();
    await glass().revoke(BINH);
    assert.deepEqual([await rolesNow(), (await account())?.person.disabledAt], [[], new Date(now)]);
    assert.equal(await attempt(typed), 'sign_in_refused');
    const { sealed, half, isInUse } = await glass().status();
    assert.deepEqual([sealed, half, isInUse], [undefined, undefined, false]);
    await glass().revoke(BINH);
  });

  it('opens once, of 50 who bring both halves at once', async () => {
    const typed = await seal();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => attempt(typed)));
    assert.deepEqual(outcomes.filter((outcome) => outcome === 'opened').length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === 'sign_in_refused').length, 49);
    const { stores } = opened.services;
    const { id = '' } = (await stores.breakGlass.findLastUse()) ?? {};
    const use = { usedAt: new Date(now), usedFrom: 'x', endsAt: new Date(now) };
    assert.equal(await stores.breakGlass.use(id, use), false, 'by the statement itself');
  });

  it('raises an alarm at every attempt, on record and in the log, by a bounded number of letters', async () => {
    const heard: unknown[] = [];
    glass().onAlarm((alarm) => void heard.push(alarm));
    const typed = await seal();
    assert.equal(await letters(), 1, 'that it was sealed');
    const before = (await events('break_glass.refused')).length;
    for (let count = 0; count < ALARM_RULE.limit + 3; count += 1)
      assert.equal(await attempt('wrong'), 'sign_in_refused');
    assert.equal((await events('break_glass.refused')).length - before, ALARM_RULE.limit + 3);
    assert.equal(await letters(), 1 + ALARM_RULE.limit);
    assert.equal(await attempt(typed), 'opened');
    assert.equal(await letters(), 2 + ALARM_RULE.limit, 'a use is told in any case');
    const [last] = (await events('break_glass.used')).slice(-1);
    assert.deepEqual([last?.details.sealed_by, last?.details.sealed_with], ['operator:an', 'operator:binh']);
    assert.deepEqual(heard.at(-1), { alarm: 'used', network: '192.0.2.1', supportCode: 'ABCD-EFGH' });
    assert.equal(heard.length, ALARM_RULE.limit + 4);
  });

  it('is not shut by guesses, which are bounded by network', async () => {
    const typed = await seal();
    const { throttle } = opened.services.stores;
    for (let count = 0; count < NETWORK_RULE.limit; count += 1)
      await throttle.reserve(networkKey('192.0.2.9'), NETWORK_RULE, new Date(now));
    assert.equal(await attempt('wrong', '192.0.2.9'), 'network_paused');
    assert.equal(await attempt(typed, '192.0.2.9'), 'opened');
  });

  it('is touched by no file, no sweep and no officer', async () => {
    const { services } = opened;
    await services.settings.set('dormant.days', '1', AN);
    assert.equal(await attempt(await seal()), 'opened');
    await query(
      `update account_activity set counted_from = '2020-01-01' where person_id = '${BREAK_GLASS_ID}'`,
    );
    const before = await account();
    await seedMinistry(opened);
    await countDormancy(services);
    await sweepDormantAccounts({ ...services, issuer: 'http://localhost' });
    const { staff, accounts, factors, factorResets, roles, activations, devices, provisioning } = services;
    const listed = await provisioning.people({ where: null, sort: null, offset: 0, limit: 100 });
    assert.ok(listed.rows.length > 1);
    const { directory } = services.stores;
    const part = await directory.loadPart({ ids: [BREAK_GLASS_ID], emails: [], employeeNos: [] });
    for (const { people } of [await directory.load(), part])
      assert.ok(
        people.every(({ id }) => id !== BREAK_GLASS_ID),
        'no plan knows of it',
      );
    assert.ok(listed.rows.every(({ person }) => person.id !== BREAK_GLASS_ID));
    const id = BREAK_GLASS_ID;
    const grounds = { checked: 'id-card', reference: 'x', reason: 'x' } as const;
    const acts: Record<string, () => Promise<unknown>> = {
      disable: () => staff.disable(id, AN),
      enable: () => staff.enable(id, AN),
      protect: () => staff.protect(id, AN),
      password: () => accounts.setPassword(id, PASSWORD, { mustChange: false, actor: AN }),
      unlock: () => accounts.unlock(id, AN),
      totp: () => factors.enrolFor(id, AN),
      reset: () => factorResets.ask(id, grounds, AN),
      role: () => roles.grantRole(AN, { clientId: 'micconnect', code: 'auditor', to: { person: id } }),
      activation: () => activations.activate(id, AN),
      devices: () => devices.list(id),
      change: () => provisioning.changePerson(id, () => ({ cells: {}, isActive: false }), AN),
      removal: () => provisioning.removePerson(id, () => {}, AN),
    };
    for (const [name, act] of Object.entries(acts))
      await assert.rejects(act(), { code: 'person_not_found' }, name);
    await query('delete from outbox');
    for (const login of ['break-glass', id]) await services.passwords.requestReset(login, from('192.0.2.1'));
    assert.equal(await letters(), 0);
    const change = { current: PASSWORD, chosen: 'Bốn con ngựa 77 lạc đường', device: null };
    const person = { ...BREAK_GLASS_PERSON, disabledAt: null };
    await assert.rejects(services.ownAccount.changePassword(person, change, from('192.0.2.1')), {
      code: 'sign_in_refused',
    });
    assert.deepEqual(await account(), before);
    assert.deepEqual(await rolesNow(), ['system-administrator']);
    await services.settings.reset('dormant.days', AN);
  });
});
