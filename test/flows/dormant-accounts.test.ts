import { strict as assert } from 'node:assert';
import { createSignIn } from '../../src/domain/authentication/sign-in.ts';
import { sweepDormantAccounts } from '../../src/domain/directory/dormant-accounts.ts';
import { createLetters } from '../../src/web/letters.ts';
import { PASSWORD } from '../support/ministry.ts';
import { type DormantMinistry, dormantMinistry, OFFICER, ORIGIN } from './dormant-ministry.ts';
import { importPerson } from './staff-rows.ts';

const ALL = ['clerk', 'head', 'newcomer', 'staff'];
const letters = createLetters({
  viewsDir: new URL('../../views', import.meta.url).pathname,
  issuer: 'https://dangnhap.mic.example',
  ministry: { vi: 'Bộ', en: 'Ministry' },
  supportPhone: '2088',
});

describe('flow: accounts that nobody signs in to', () => {
  let ministry: DormantMinistry;
  before(async function () {
    this.timeout(60_000);
    ministry = await dormantMinistry();
  });
  after(() => ministry.close());
  // Each test begins years after the last one, with everybody counted from its first moment.
  beforeEach(() => ministry.begin());

  const sweep = (days: number, milliseconds = 0) => ministry.sweepAt(days, milliseconds);
  const signIn = (name: string) => ministry.signIn(name);
  const dormant = () => ministry.dormant();
  const closed = () => ministry.closed();

  it('are flagged after 45 days to the instant, with a letter that names the day of the end', async () => {
    await sweep(45, -1);
    assert.deepEqual(await dormant(), []);
    await sweep(45);
    assert.deepEqual(await dormant(), ALL);
    const { activity } = await ministry.services.staff.show('staff@mic.example');
    assert.deepEqual(activity, {
      lastSignInAt: null,
      flaggedAt: ministry.day(45),
      closesAt: ministry.day(59),
    });
    const events = await ministry.events('account.dormant');
    assert.equal(events.length, 4);
    assert.deepEqual(events[0]?.actor, { kind: 'system' });
    const [letter, ...others] = await ministry.letterTo('staff');
    assert.ok(letter?.kind === 'mail');
    assert.deepEqual(
      [letter.template, letter.expiresAt, others],
      ['account-dormant', ministry.day(59).toISOString(), []],
    );
    const { text } = letters(letter.template, letter.facts);
    assert.match(text, /sẽ bị khóa ngày 0?\d+/);
    assert.match(text, /^http:\/\/localhost:\d+\/$/m);
  });

  it('lose the flag by one sign-in, after which the days begin anew', async () => {
    await sweep(50);
    await signIn('staff');
    assert.deepEqual(await dormant(), ['clerk', 'head', 'newcomer']);
    const { activity } = await ministry.services.staff.show('staff@mic.example');
    assert.deepEqual(activity, { lastSignInAt: ministry.day(50), flaggedAt: null, closesAt: null });
    await sweep(95, -1);
    assert.deepEqual(await closed(), ['clerk', 'head', 'newcomer']);
    assert.deepEqual(await dormant(), []);
    await sweep(95);
    assert.deepEqual(await dormant(), ['staff']);
  });

  it('count a sign-in that chooses a password too', async () => {
    await ministry.goTo(40);
    const uid = 'first-sign-in';
    const steps = createSignIn(ministry.services);
    const context = { uid, clientId: null, asked: null, held: null, device: null };
    const attempt = { login: 'newcomer@mic.example', password: PASSWORD };
    const step = await steps.submitPassword(context, attempt, ORIGIN);
    assert.ok(step.step === 'change-password');
    assert.equal((await ministry.services.staff.show('newcomer@mic.example')).activity.lastSignInAt, null);
    await steps.submitNewPassword(context, step, 'Mot-mat-khau-moi-2026', ORIGIN);
    await sweep(60);
    assert.deepEqual(await dormant(), ['clerk', 'head', 'staff']);
  });

  it('are disabled after 14 days more, as by an officer: sessions end, and the log says why', async () => {
    await ministry.openSession('staff');
    await sweep(45);
    await sweep(59, -1);
    assert.deepEqual(await closed(), []);
    assert.equal(await ministry.openSessions('staff'), 1);
    await sweep(59);
    assert.deepEqual(await closed(), ALL);
    assert.deepEqual(await dormant(), []);
    assert.equal(await ministry.openSessions('staff'), 0);
    const events = await ministry.events('person.disabled');
    assert.deepEqual(
      events.map(({ actor, details }) => [actor.kind, details]),
      ALL.map(() => ['system', { reason: 'dormant' }]),
    );
    await assert.rejects(signIn('staff'), { code: 'sign_in_refused' });
  });

  it('stay open after staff enable, and count from there', async () => {
    await sweep(45);
    await sweep(59);
    await ministry.services.staff.enable('staff@mic.example', OFFICER);
    await sweep(60);
    await sweep(104, -1);
    assert.deepEqual([await closed(), await dormant()], [['clerk', 'head', 'newcomer'], []]);
    await sweep(104);
    assert.deepEqual(await dormant(), ['staff']);
  });

  it('are left alone when protected, on leave, closed anyway, or of the retired', async () => {
    const { services } = ministry;
    const { staff } = services;
    await staff.protect('head@mic.example', OFFICER);
    await staff.disable('clerk@mic.example', OFFICER);
    await importPerson(services, 'person-1@mic.example', { status: 'thai sản' });
    await importPerson(services, 'person-2@mic.example', { status: 'nghỉ không lương' });
    await importPerson(services, 'person-3@mic.example', { status: 'biệt phái' });
    await importPerson(services, 'person-4@mic.example', { from: '01/01/2200' });
    await importPerson(services, 'person-5@mic.example', { until: '31/12/2020' });
    await sweep(0);
    await sweep(46);
    assert.deepEqual(await dormant(), ['newcomer', 'person-3', 'staff']);
    await staff.unprotect('head@mic.example', OFFICER);
    await staff.enable('clerk@mic.example', OFFICER);
    await importPerson(services, 'person-1@mic.example', { status: 'đang công tác' });
    await sweep(47);
    await sweep(91);
    assert.deepEqual(await dormant(), ['clerk']);
    await sweep(92);
    assert.deepEqual(await dormant(), ['clerk', 'head', 'person-1']);
    for (const number of [1, 2, 3, 4, 5])
      await importPerson(services, `person-${number}@mic.example`, { status: 'thôi việc' });
  });

  it('lose the flag when they go on leave, and the end with it', async () => {
    await importPerson(ministry.services, 'person-1@mic.example', {});
    await sweep(0);
    await sweep(50);
    await importPerson(ministry.services, 'person-1@mic.example', { status: 'thai sản' });
    await sweep(64);
    assert.deepEqual(await closed(), ALL);
    await importPerson(ministry.services, 'person-1@mic.example', { status: 'thôi việc' });
  });

  it('are closed by no sweep that would close more than the removal guard lets go, which alarms once a day', async () => {
    const { settings } = ministry.services;
    await settings.set('guard.people', '3', OFFICER);
    await sweep(45);
    const alarm = await sweep(59);
    assert.deepEqual(alarm, { isNew: true, due: 4, closedToday: 0, limit: 3 });
    assert.equal(await sweep(59, 60_000), undefined);
    assert.notEqual(await sweep(60), undefined);
    assert.deepEqual(await closed(), []);
    const events = await ministry.events('dormancy.stopped');
    assert.deepEqual(
      events.map(({ details }) => details),
      [
        { due: 4, closed_today: 0, limit: 3 },
        { due: 4, closed_today: 0, limit: 3 },
      ],
    );
    await signIn('staff');
    await sweep(60, 120_000);
    assert.deepEqual(await closed(), ['clerk', 'head', 'newcomer']);
  });

  it('are closed up to the guard within a day, not once more by every sweep', async () => {
    const { settings } = ministry.services;
    await settings.set('guard.people', '2', OFFICER);
    await signIn('staff');
    await ministry.goTo(0.01);
    await signIn('head');
    await ministry.goTo(10);
    await sweep(45);
    assert.deepEqual(await dormant(), ['clerk', 'newcomer', 'staff']);
    await signIn('newcomer');
    await sweep(45.01);
    await sweep(59);
    assert.deepEqual(await closed(), ['clerk', 'staff']);
    assert.deepEqual(await sweep(59.01), { isNew: true, due: 1, closedToday: 2, limit: 2 });
    assert.deepEqual(await closed(), ['clerk', 'staff']);
    await sweep(60);
    assert.deepEqual(await closed(), ['clerk', 'head', 'staff']);
  });

  it('survive a clock that leaps a year ahead, and back', async () => {
    await ministry.services.settings.reset('guard.percent', OFFICER);
    await signIn('staff');
    await sweep(365);
    assert.deepEqual(await dormant(), ALL);
    await sweep(380);
    assert.deepEqual(await closed(), []);
    assert.equal((await ministry.events('dormancy.stopped')).length, 1);
    await signIn('head');
    await sweep(1);
    assert.deepEqual([await dormant(), await closed()], [[], []]);
    await sweep(45, -1);
    assert.deepEqual(await dormant(), []);
    await sweep(46);
    assert.deepEqual(await dormant(), ALL);
  });

  it('are listed by the tool, which tells of one when it was used and when it ends', async () => {
    await signIn('staff');
    await ministry.goTo(1);
    await signIn('head');
    await sweep(45);
    const listed = JSON.parse(await ministry.tool('staff', 'list', '--status', 'dormant', '--json'));
    assert.deepEqual(listed.map(({ email }: { email: string }) => email.split('@')[0]).sort(), [
      'clerk',
      'newcomer',
      'staff',
    ]);
    const { email, last_sign_in_at, dormant_since, closes_at } = JSON.parse(
      await ministry.tool('staff', 'show', 'staff@mic.example', '--json'),
    );
    assert.deepEqual(
      [email, last_sign_in_at, dormant_since, closes_at],
      ['staff@mic.example', ...[0, 45, 59].map((days) => ministry.day(days).toISOString())],
    );
    const text = await ministry.tool('staff', 'show', 'head@mic.example');
    assert.match(text, new RegExp(`last_sign_in_at +${ministry.day(1).toISOString()}`));
    assert.match(text, /dormant_since *\n/);
  });

  it('follow the settings: off forgets the count, and a promised day is kept', async () => {
    const { settings } = ministry.services;
    await settings.set('dormant.days', '10', OFFICER);
    await sweep(10);
    assert.deepEqual(await dormant(), ALL);
    await settings.set('dormant.grace_days', '1', OFFICER);
    await sweep(12);
    assert.deepEqual([await dormant(), await closed()], [ALL, []]);
    await settings.set('dormant.days', '30', OFFICER);
    await sweep(25);
    assert.deepEqual([await dormant(), await closed()], [[], []]);
    await settings.set('dormant.days', '0', OFFICER);
    await sweep(200);
    await settings.set('dormant.days', '10', OFFICER);
    await sweep(201);
    assert.deepEqual([await dormant(), await closed()], [[], []]);
    await sweep(211);
    assert.deepEqual(await dormant(), ALL);
  });

  it('get one letter and one end, however many nodes sweep', async () => {
    const nodes = () => Array.from({ length: 4 }, () => sweepDormantAccounts(ministry.sweeping));
    await ministry.goTo(45);
    await Promise.all(nodes());
    await ministry.goTo(59);
    await Promise.all(nodes());
    assert.deepEqual(await closed(), ALL);
    assert.equal((await ministry.events('account.dormant')).length, 4);
    assert.equal((await ministry.events('person.disabled')).length, 4);
    assert.equal((await ministry.letterTo('staff')).length, 1);
  });

  it('stay with whoever signs in, is protected or goes on leave while a sweep is about to close them', async () => {
    await importPerson(ministry.services, 'person-1@mic.example', {});
    await sweep(0);
    await sweep(45);
    await ministry.goTo(59);
    let isFirst = true;
    const { transact } = ministry.services;
    await sweepDormantAccounts({
      ...ministry.sweeping,
      async transact(work) {
        if (isFirst) {
          isFirst = false;
          await signIn('clerk');
          await ministry.services.staff.protect('head@mic.example', OFFICER);
          await importPerson(ministry.services, 'person-1@mic.example', { status: 'thai sản' });
        }
        return transact(work);
      },
    });
    assert.deepEqual(await closed(), ['newcomer', 'staff']);
    await importPerson(ministry.services, 'person-1@mic.example', { status: 'thôi việc' });
  });
});
