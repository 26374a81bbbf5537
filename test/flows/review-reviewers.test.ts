import { strict as assert } from 'node:assert';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { daysAfter } from '../../src/domain/clock.ts';
import { ownBounds } from '../../src/domain/directory/readable-extent.ts';
import { sweepReviews } from '../../src/domain/reviews/overdue-reviews.ts';
import { registerProduct } from '../../src/product-client.ts';
import type { Services } from '../../src/services.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const AN = { kind: 'operator', name: 'an' } as const;

/** `head` administers the Cục, `newcomer` of its Phòng owns the system, `clerk` of the ministry's top administers all. */
describe('flow: whose an item of an access review is by the rule', () => {
  let opened: TestServices;
  let services: Services;
  let now = new Date('2026-11-20T01:00:00Z');
  let review: string;
  let headRole: string;
  const ids = new Map<string, string>();
  const person = (name: string): Actor => ({ kind: 'person', id: ids.get(name) ?? assert.fail(name) });
  const idOf = (name: string) => ids.get(name) ?? assert.fail(name);

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => now });
    ({ services } = opened);
    await registerProduct(services);
    await seedMinistry(opened);
    for (const { id, email } of await services.staff.list()) ids.set(email?.split('@')[0] ?? '', id);
    await seedClient(opened, { client_id: 'documents' });
    await grant('micconnect', 'system-administrator', 'clerk');
    headRole = await grant('micconnect', 'unit-administrator', 'head');
    await grant('micconnect', 'owner.documents', 'newcomer');
    for (const name of ['staff', 'newcomer']) await grant('documents', 'author', name);
    await grant('documents', 'reader', 'staff', person('head'));
    review = (await services.reviews.open(AN, { name: 'Rà soát', unit: 'G14.05' })).review.id;
  });
  after(() => opened.close());

  async function grant(clientId: string, code: string, name: string, actor: Actor = AN) {
    const to = { person: `${name}@mic.example` };
    return (await services.roles.grantRole(actor, { clientId, code, to })).id;
  }
  const items = async (reader?: string) => {
    const extent = reader === undefined ? 'whole' : ownBounds(idOf(reader), now);
    return (await services.reviews.show(review, { limit: 200 }, extent)).items;
  };
  const nameOf = (id: string) => [...ids].find(([, each]) => each === id)?.[0];
  async function numberOf(code: string, name: string | null) {
    const personId = name === null ? null : idOf(name);
    const found = (await items()).find((item) => item.roleCode === code && item.personId === personId);
    return found?.number ?? assert.fail(`${code} ${name}`);
  }
  /** Who decides on what that is not decided yet. */
  const whose = async () =>
    (await items())
      .filter(({ verdict }) => verdict === null)
      .map(({ roleCode, personId, reviewerIds }) => {
        const holder = personId === null ? 'rule' : nameOf(personId);
        return [roleCode, holder, reviewerIds.map(nameOf).join()].join(' ');
      })
      .sort();
  const decide = async (actor: Actor, item: number, verdict: 'keep' | 'revoke' = 'keep') =>
    services.reviews.decide(actor, { reviewId: review, item, verdict, note: 'x' });
  const sweep = () => sweepReviews({ ...services, issuer: 'https://dangnhap.mic.example' });
  const events = async (type: string) =>
    (await services.stores.audit.list(0, 100_000)).filter((event) => event.type === type);
  async function letters() {
    const rows = await services.stores.deliveries.claim(now, now, 1000);
    const mails = rows.flatMap(({ delivery }) => (delivery.kind === 'mail' ? [delivery] : []));
    return mails.map(({ to, template, facts }) => [to, template, facts.note ?? facts.left]);
  }

  it('is the nearest administrator’s, never the holder’s, the granter’s, nor of whom a rule reaches', async () => {
    assert.deepEqual(
      await whose(),
      [
        'author newcomer head',
        // It reaches head and newcomer alike.
        'author rule clerk',
        'author staff head',
        // Given by head: the owner decides.
        'reader staff newcomer',
        // Of the product itself, and reached by nobody who is above.
        'owner.documents newcomer clerk',
        'unit-administrator head clerk',
      ].sort(),
    );
  });

  it('is all that the reviewer reads and decides on', async () => {
    assert.deepEqual((await items('head')).map(({ personId }) => nameOf(personId ?? '')).sort(), [
      'newcomer',
      'staff',
    ]);
    const [progress] = await services.reviews.list(ownBounds(idOf('head'), now));
    assert.deepEqual([progress?.review.id, progress?.counts.items], [review, 2]);
    assert.deepEqual(await services.reviews.list(ownBounds(idOf('staff'), now)), []);
    await assert.rejects(items('staff'), { code: 'review_not_found' });
    const bounds = ownBounds(idOf('head'), now);
    await assert.rejects(services.reviews.exportRecord(AN, review, bounds), { code: 'review_not_found' });
    const tries = [
      ['staff', 'author', 'staff', 'review_not_found'],
      ['head', 'reader', 'staff', 'review_item_not_found'],
      ['head', 'author', null, 'review_item_not_found'],
      ['newcomer', 'author', 'newcomer', 'review_item_not_found'],
    ] as const;
    for (const [actor, code, holder, refusal] of tries)
      await assert.rejects(decide(person(actor), await numberOf(code, holder)), { code: refusal });
    await assert.rejects(services.reviews.close(person('head'), review), { code: 'permission_denied' });
    await decide(person('head'), await numberOf('author', 'staff'));
  });

  it('can be asked about before it is decided, and stays open meanwhile', async () => {
    const item = await numberOf('reader', 'staff');
    const ask = (actor: Actor, to: 'granter' | 'unit' = 'granter', question = 'Còn cần không?') =>
      services.reviews.ask(actor, { reviewId: review, item, to, question });
    const answer = (actor: Actor) =>
      services.reviews.answer(actor, { reviewId: review, item, answer: 'Còn.' });
    await assert.rejects(ask(person('staff')), { code: 'review_not_found' });
    await assert.rejects(ask(person('head')), { code: 'review_item_not_found' });
    await assert.rejects(ask(person('newcomer'), 'granter', ' '), { code: 'review_invalid' });
    await assert.rejects(answer(person('newcomer')), { code: 'review_not_asked' });
    const tries = await Promise.allSettled([ask(person('newcomer')), ask(AN, 'unit')]);
    assert.deepEqual(tries.map((each) => (each.status === 'fulfilled' ? 'asked' : each.reason.code)).sort(), [
      'asked',
      'review_question_open',
    ]);
    // The one who was asked sees the item, and no more may be done with it than to answer.
    assert.ok((await items('head')).some(({ number, verdict }) => number === item && verdict === null));
    await assert.rejects(decide(person('head'), item), { code: 'permission_denied' });
    await assert.rejects(answer(person('staff')), { code: 'review_not_found' });
    const answered = await Promise.allSettled([answer(person('head')), answer(person('head'))]);
    assert.deepEqual(answered.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const [recorded] = (await items()).filter(({ number }) => number === item);
    const [question] = recorded?.questions ?? [];
    assert.deepEqual(question?.to, [idOf('head')]);
    assert.deepEqual([question?.answer, question?.answeredBy], ['Còn.', `person:${idOf('head')}`]);
    assert.equal((await events('review.asked')).length, 1);
    assert.equal((await events('review.answered'))[0]?.details?.answer, 'Còn.');
    assert.deepEqual(
      (await letters()).filter(([, template]) => template === 'review-question'),
      [['head@mic.example', 'review-question', 'Còn cần không?']],
    );
    const kept = await decide(person('newcomer'), item);
    assert.equal(kept.verdict, 'keep');
    await assert.rejects(ask(person('newcomer')), { code: 'review_item_decided' });
  });

  it('goes to somebody else when its reviewer can be it no more, who hears of it', async () => {
    await sweep();
    assert.deepEqual(await events('review.reassigned'), []);
    await services.roles.revokeRole(AN, headRole);
    const item = await numberOf('author', 'newcomer');
    // Before any sweep.
    await assert.rejects(decide(person('head'), item), { code: 'permission_denied' });
    await Promise.all([sweep(), sweep()]);
    // The owner holds it herself.
    assert.ok((await whose()).includes('author newcomer clerk'));
    assert.equal((await events('review.reassigned')).length, 1);
    const undecided = [
      'author newcomer',
      'author rule',
      'owner.documents newcomer',
      'unit-administrator head',
    ];
    assert.equal((await whose()).length, undecided.length);
    assert.ok((await whose()).every((each) => each.endsWith('clerk')));
  });

  it('is reminded of by itself', async () => {
    const known = (await letters()).length;
    now = daysAfter(now, 24);
    await sweep();
    assert.deepEqual((await letters()).slice(known), [['clerk@mic.example', 'review-due', '4']]);
  });

  it('lets a reviewer take a role away, though her own roles would not let her', async () => {
    headRole = await grant('micconnect', 'unit-administrator', 'head');
    const role = {
      clientId: 'documents',
      code: 'signer',
      name: 'Ký',
      extent: 'none',
      isPrivileged: true,
    } as const;
    await services.roles.createRole(AN, role);
    const given = await grant('documents', 'signer', 'staff');
    await assert.rejects(services.roles.revokeRole(person('head'), given));
    const { review: fresh } = await services.reviews.open(AN, { name: 'y', client: 'documents' });
    const found = (await services.reviews.show(fresh.id, { limit: 200 })).items;
    const number = found.find(({ roleGrantId }) => roleGrantId === given)?.number ?? 0;
    const asked = { reviewId: fresh.id, item: number, verdict: 'revoke', note: 'x' } as const;
    await services.reviews.decide(person('head'), asked);
    assert.notEqual((await services.stores.roles.findRoleGrant(given))?.revokedAt, null);
  });
});
