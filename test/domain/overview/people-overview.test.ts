import { strict as assert } from 'node:assert';
import { passwordRule, personKey } from '../../../src/domain/authentication/throttle.ts';
import { dayOf } from '../../../src/domain/clock.ts';
import type { Person } from '../../../src/domain/directory/person.ts';
import { ownBounds, type ReadableExtent } from '../../../src/domain/directory/readable-extent.ts';
import type { PeopleQuestion } from '../../../src/domain/overview/people-overview.ts';
import { seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const OPERATOR = { kind: 'operator', name: 'an' } as const;

describe('overview/people-overview', () => {
  let run: TestServices;
  const idOf = new Map<string, string>();

  before(async () => {
    run = await openTestServices({ now: () => NOW });
    const { services } = run;
    await seedMinistry(run);
    for (const { id, email } of await services.staff.list()) idOf.set(nameOf({ email }), id);
    const { stores, database, settings } = services;
    await database.source.query('delete from password_credential where person_id = $1', [
      idOf.get('newcomer'),
    ]);
    await stores.totp.save({ personId: id('staff'), secret: 'A', lastStep: 0, enrolledAt: NOW });
    await services.staff.disable('head@mic.example', OPERATOR);
    await settings.set('lock.attempts', '3', OPERATOR);
    const rule = passwordRule(await stores.settings.load());
    for (let count = 0; count < 3; count += 1)
      await stores.throttle.reserve(personKey(id('clerk')), { ...rule, free: 9 }, NOW);
    await stores.activity.count({ day: dayOf(NOW), statuses: ['dang_cong_tac'] }, NOW);
    await stores.activity.flag(id('staff'), NOW, NOW, new Date('2026-12-04T03:00:00Z'));
  });
  after(() => run.close());

  const id = (name: string) => idOf.get(name) ?? assert.fail(name);
  const nameOf = ({ email }: Pick<Person, 'email'>) => (email ?? '').split('@')[0] ?? '';
  const list = (question: PeopleQuestion, extent: ReadableExtent = 'whole') =>
    run.services.peopleOverview.list({ limit: 50, ...question }, extent);
  async function found(question: PeopleQuestion, extent?: ReadableExtent): Promise<string[]> {
    const { people, total } = await list(question, extent);
    assert.deepEqual(total, { number: people.length, isMore: false }, 'what is counted is what is shown');
    return people.map(({ person }) => nameOf(person)).sort();
  }

  for (const [asked, names] of [
    [{ account: 'no_factor' }, ['clerk', 'head', 'newcomer', 'retired']],
    [{ account: 'inactivated' }, ['newcomer']],
    [{ account: 'disabled' }, ['head']],
    [{ account: 'locked' }, ['clerk']],
    [{ account: 'dormant' }, ['staff']],
    [{ position: 'chuyen-vien' }, ['newcomer', 'retired', 'staff']],
    [{ position: 'chuyen-vien', account: 'no_factor' }, ['newcomer', 'retired']],
    [{ unit: 'G14.05.1', position: 'van-thu' }, []],
    [{ text: 'an', status: 'dang_cong_tac' }, ['clerk', 'head', 'staff']],
    [{ text: 'anh', isMarked: true }, []],
    [{ text: 'ánh', isMarked: true }, ['staff']],
    [{ text: 'ÁNH thẩm', isMarked: true }, ['staff']],
    [{ text: 'an văn', isMarked: true }, ['clerk']],
  ] as const satisfies [PeopleQuestion, string[]][])
    it(`finds ${names.join(', ') || 'nobody'} by ${JSON.stringify(asked)}`, async () =>
      assert.deepEqual(await found(asked), names));

  it('tells who is locked until when, and which account closes on which day', async () => {
    const [clerk] = (await list({ account: 'locked' })).people;
    assert.ok((clerk?.account?.lockedUntil ?? NOW) > NOW);
    const [staff] = (await list({ account: 'dormant' })).people;
    assert.equal(staff?.account?.closesAt?.toISOString(), '2026-12-04T03:00:00.000Z');
  });

  it('tells nobody who reads names alone anything about an account', async () => {
    const owner: ReadableExtent = { ...ownBounds(id('clerk'), NOW), clientIds: ['documents'] };
    assert.equal((await found({}, owner)).length, 5);
    for (const question of [
      { account: 'no_factor' },
      { account: 'locked' },
      { position: 'chuyen-vien' },
    ] as const)
      assert.deepEqual(await found(question, owner), [], JSON.stringify(question));
  });

  it('hands out everybody page by page, within the extent, and notes who took them', async () => {
    const unitId = (await run.services.stores.directory.listUnits()).find(
      ({ code }) => code === 'G14.05.1',
    )?.id;
    const bounds = { ...ownBounds(id('clerk'), NOW), unitIds: [unitId ?? ''], clientIds: ['documents'] };
    for (const [extent, count] of [
      ['whole', 5],
      [bounds, 2],
    ] as const) {
      const question = { text: '000 200 000 00', cursor: 'x', isMarked: false, limit: 1 };
      const everybody = { ...question, text: '' };
      const taken: string[] = [];
      for await (const people of await run.services.peopleOverview.takeOut(everybody, extent, {
        format: 'csv',
        actor: OPERATOR,
      }))
        taken.push(...people.map(({ person }) => person.id));
      assert.equal(taken.length, count);
    }
    const citizen = { text: '000200000001' };
    await run.services.peopleOverview.takeOut(citizen, 'whole', { format: 'xlsx', actor: OPERATOR });
    const events = (await run.services.stores.audit.list(0, 1000)).filter(
      ({ type }) => type === 'people.exported',
    );
    assert.deepEqual(
      events.map(({ details }) => details),
      [
        { format: 'csv', people: 5 },
        { format: 'csv', people: 2 },
        { format: 'xlsx', people: 1, text: '•' },
      ],
    );
  });

  it('refuses a position that is not there', () =>
    assert.rejects(list({ position: 'nobody' }), { code: 'position_not_found' }));
});
