import { strict as assert } from 'node:assert';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { daysAfter } from '../../src/domain/clock.ts';
import type { OpenReview } from '../../src/domain/reviews/open-review.ts';
import { sweepReviews } from '../../src/domain/reviews/overdue-reviews.ts';
import { registerProduct } from '../../src/product-client.ts';
import type { Services } from '../../src/services.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const AN = { kind: 'operator', name: 'an' } as const;
const REASON = 'không còn phụ trách';

describe('flow: who decides in an access review, and what happens when nobody does', () => {
  let opened: TestServices;
  let services: Services;
  let now = new Date('2026-11-20T01:00:00Z');
  const ids = new Map<string, string>();
  const person = (name: string): Actor => ({ kind: 'person', id: ids.get(name) ?? assert.fail(name) });

  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => now });
    ({ services } = opened);
    await registerProduct(services);
    await seedMinistry(opened);
    for (const { id, email } of await services.staff.list()) ids.set(email?.split('@')[0] ?? '', id);
    await seedClient(opened, { client_id: 'documents' });
    await grant('micconnect', 'system-administrator', 'clerk');
    for (const name of ['staff', 'newcomer']) await grant('documents', 'author', name);
    // Given by a person: she is not to judge it.
    await grant('documents', 'reader', 'newcomer', person('clerk'));
  });
  after(() => opened.close());
  // Each test begins with a day and a review of its own.
  beforeEach(() => {
    now = daysAfter(now, 60);
  });

  async function grant(clientId: string, code: string, name: string, actor: Actor = AN) {
    const to = { person: `${name}@mic.example` };
    return services.roles.grantRole(actor, { clientId, code, to });
  }
  async function open(input: Partial<OpenReview> = {}) {
    const asked = { name: 'Rà soát', unit: 'G14.05', ...input };
    const { review } = await services.reviews.open(AN, asked);
    const { items } = await services.reviews.show(review.id, { limit: 200 });
    const numberOf = (code: string, name: string | null) =>
      items.find((item) => item.roleCode === code && item.personId === (name === null ? null : ids.get(name)))
        ?.number ?? assert.fail(`${code} ${name}`);
    return { id: review.id, items, numberOf };
  }
  const decide = (actor: Actor, reviewId: string, item: number, verdict: 'keep' | 'revoke' = 'keep') =>
    services.reviews.decide(actor, {
      reviewId,
      item,
      verdict,
      note: verdict === 'revoke' ? REASON : undefined,
    });
  const sweep = () => sweepReviews({ ...services, issuer: 'https://dangnhap.mic.example' });
  const events = async (type: string) =>
    (await services.stores.audit.list(0, 100_000)).filter((event) => event.type === type);
  async function lettersSince(known: number) {
    const rows = await services.stores.deliveries.claim(now, now, 1000);
    const mails = rows.flatMap(({ delivery }) => (delivery.kind === 'mail' ? [delivery] : []));
    return mails.slice(known).map(({ to, template, facts }) => [to, template, facts.left]);
  }

  it('goes over people and rules of the unit and what is below, and over nothing above', async () => {
    const { items } = await open();
    assert.deepEqual(
      items.map(({ roleCode, personName, unitCode, includesSubtree }) => [
        roleCode,
        personName,
        unitCode,
        includesSubtree,
      ]),
      [
        ['author', null, 'G14.05', true],
        ['author', 'Đặng Thị Ngọc Ánh', 'G14.05.1', false],
        ['author', 'Phạm Minh Đức', 'G14.05.1', false],
        ['reader', 'Phạm Minh Đức', 'G14.05.1', false],
      ],
    );
    const given = items.find(({ roleCode }) => roleCode === 'reader');
    assert.deepEqual([given?.grantedByName, given?.positionName], ['Nguyễn Văn An', 'Chuyên viên']);
    const small = await open({ unit: 'G14.05.1' });
    assert.equal(small.items.length, 3);
    const ofClient = await open({ unit: undefined, client: 'documents' });
    assert.equal(ofClient.items.length, 5);
  });

  it('is opened, decided and closed by its reviewers alone', async () => {
    await assert.rejects(services.reviews.open(person('staff'), { name: 'x', unit: 'G14' }), {
      code: 'permission_denied',
    });
    const { id, items } = await open({ reviewers: ['head@mic.example'] });
    const outsiders = [
      [person('staff'), 'review_not_found'],
      [{ kind: 'client', id: 'documents' }, 'permission_denied'],
      [{ kind: 'system' }, 'permission_denied'],
    ] as const;
    for (const [actor, code] of outsiders) {
      await assert.rejects(decide(actor, id, 2), { code });
      await assert.rejects(services.reviews.close(actor, id), { code });
    }
    await decide(person('head'), id, 2);
    for (const { number } of items) if (number !== 2) await decide(AN, id, number);
    await services.reviews.close(person('head'), id);
    await assert.rejects(decide(AN, id, 1), { code: 'review_closed' });
    await assert.rejects(services.reviews.close(AN, id), { code: 'review_closed' });
  });

  it('lets nobody judge a role of her own, be it by a rule, nor what she gave while somebody else can', async () => {
    const both = await open({ reviewers: ['head@mic.example', 'clerk@mic.example', 'staff@mic.example'] });
    // The rule for the Cục reaches its head and its staff.
    for (const name of ['head', 'staff'])
      await assert.rejects(decide(person(name), both.id, both.numberOf('author', null)), {
        code: 'review_own_role',
      });
    await assert.rejects(decide(person('staff'), both.id, both.numberOf('author', 'staff')), {
      code: 'review_own_role',
    });
    await assert.rejects(decide(person('clerk'), both.id, both.numberOf('reader', 'newcomer')), {
      code: 'review_own_grant',
    });
    await decide(person('head'), both.id, both.numberOf('reader', 'newcomer'));
    const alone = await open({ reviewers: ['clerk@mic.example'] });
    await decide(person('clerk'), alone.id, alone.numberOf('reader', 'newcomer'));
  });

  it('takes one decision of several at once; who kept may still revoke, nobody else', async () => {
    const { numberOf } = await open();
    const { id: granted } = await grant('documents', 'reader', 'staff');
    const fresh = await open();
    const item = fresh.numberOf('reader', 'staff');
    const tries = await Promise.allSettled([
      decide(AN, fresh.id, item),
      decide({ kind: 'operator', name: 'binh' }, fresh.id, item),
      decide(person('clerk'), fresh.id, item),
    ]);
    assert.deepEqual(tries.map((each) => (each.status === 'fulfilled' ? 'done' : each.reason.code)).sort(), [
      'done',
      'review_item_decided',
      'review_item_decided',
    ]);
    const keeper = (await services.reviews.show(fresh.id, { limit: 200 })).items.find(
      ({ number }) => number === item,
    );
    const winner: Actor = keeper?.decidedBy?.startsWith('person:')
      ? person('clerk')
      : { kind: 'operator', name: keeper?.decidedBy?.slice('operator:'.length) ?? '' };
    await decide(winner, fresh.id, item, 'revoke');
    assert.deepEqual((await services.stores.roles.findRoleGrant(granted))?.revokedAt, now);
    await assert.rejects(decide(winner, fresh.id, item), { code: 'review_item_decided' });
    assert.equal((await events('role.revoked')).at(-1)?.details?.roleGrantId, granted);
    // It was not there when the first review began.
    assert.throws(() => numberOf('reader', 'staff'));
  });

  it('takes a revocation as done that somebody else made meanwhile', async () => {
    const { id: granted } = await grant('documents', 'reader', 'staff');
    const { id, numberOf } = await open();
    await services.roles.revokeRole(AN, granted);
    const revoked = (await events('role.revoked')).length;
    const decided = await decide(AN, id, numberOf('reader', 'staff'), 'revoke');
    assert.equal(decided.verdict, 'revoke');
    assert.equal((await events('role.revoked')).length, revoked);
  });

  it('reminds once a week before and once on the due day, whatever the number of nodes', async () => {
    for (const { review } of await services.reviews.list()) await finish(review.id);
    const { id, items } = await open({ reviewers: ['head@mic.example'] });
    const known = (await lettersSince(0)).length;
    await sweep();
    assert.deepEqual(await lettersSince(known), []);
    now = daysAfter(now, 24);
    await Promise.all([sweep(), sweep(), sweep()]);
    await sweep();
    const left = String(items.length);
    assert.deepEqual(await lettersSince(known), [['head@mic.example', 'review-due', left]]);
    now = daysAfter(now, 6);
    await Promise.all([sweep(), sweep()]);
    assert.equal((await lettersSince(known)).length, 2);
    await finish(id);
  });

  it('hands an overdue one to the system administrators', async () => {
    const { id } = await open({ reviewers: ['head@mic.example'], overdue: 'escalate', unit: 'G14.05.1' });
    const known = (await lettersSince(0)).length;
    now = daysAfter(now, 31);
    await Promise.all([sweep(), sweep()]);
    assert.deepEqual(await lettersSince(known), [['clerk@mic.example', 'review-overdue', '3']]);
    await assert.rejects(decide(person('head'), id, 1), { code: 'permission_denied' });
    await decide(person('clerk'), id, 1);
    assert.equal((await events('review.overdue')).filter(({ details }) => details?.review === id).length, 1);
    await finish(id);
  });

  it('lets undecided items expire, as many a day as the guard lets go, and never a privileged one', async () => {
    await services.roles.createRole(AN, {
      clientId: 'documents',
      code: 'chief',
      name: 'Trưởng',
      isPrivileged: true,
      extent: 'none',
    });
    await grant('documents', 'chief', 'newcomer');
    for (const code of ['author', 'reader']) await grant('documents', code, 'staff');
    const { id, items, numberOf } = await open({ overdue: 'expire', unit: 'G14.05.1' });
    assert.ok(items.length >= 5);
    await decide(AN, id, numberOf('author', 'newcomer'));
    await services.settings.set('guard.percent', '50', AN);
    now = daysAfter(now, 31);
    const undecided = async () => {
      const { counts } = await services.reviews.show(id);
      return counts.items - counts.kept - counts.revoked;
    };
    const before = await undecided();
    await Promise.all([sweep(), sweep()]);
    await sweep();
    // Half of four active people.
    assert.equal(await undecided(), before - 2);
    for (let days = 0; days < 5; days += 1) {
      now = daysAfter(now, 1);
      await sweep();
    }
    const { items: rest } = await services.reviews.show(id, { isUndecided: true });
    assert.deepEqual(
      rest.map(({ roleCode }) => roleCode),
      ['chief'],
    );
    const { items: all } = await services.reviews.show(id, { limit: 200 });
    const expired = all.filter(({ decidedBy }) => decidedBy === 'system');
    assert.equal(expired.length, before - 1);
    for (const { roleGrantId, note } of expired) {
      assert.match(note ?? '', /^Rà soát: \d{4}-\d{2}-\d{2}$/);
      assert.equal((await services.stores.roles.findRoleGrant(roleGrantId))?.revokedBy, 'system');
    }
    await services.settings.reset('guard.percent', AN);
  });

  /** Decides on the rest and closes. */
  async function finish(id: string) {
    const { items, review } = await services.reviews.show(id, { limit: 200, isUndecided: true });
    if (review.closedAt !== null) return;
    for (const { number } of items) await decide(AN, id, number);
    await services.reviews.close(AN, id);
  }
});
