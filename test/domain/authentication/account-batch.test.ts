import { strict as assert } from 'node:assert';
import type { BatchAction } from '../../../src/domain/authentication/account-batch.ts';
import { BREAK_GLASS_ID } from '../../../src/domain/directory/break-glass-account.ts';
import { ownBounds, type ReadableExtent } from '../../../src/domain/directory/readable-extent.ts';
import { seedMinistry } from '../../support/ministry.ts';
import { openTestServices, type TestServices } from '../../support/test-services.ts';

const NOW = new Date('2026-11-20T03:00:00Z');
const OPERATOR = { kind: 'operator', name: 'an' } as const;
const LIMITS = { idleMs: 3_600_000, absoluteMs: 36_000_000 };

describe('authentication/account-batch', () => {
  let run: TestServices;
  const idOf = new Map<string, string>();

  before(async () => {
    run = await openTestServices({ now: () => NOW });
    await seedMinistry(run);
    for (const { id, email } of await run.services.staff.list())
      idOf.set((email ?? '').split('@')[0] ?? '', id);
    await run.services.settings.set('guard.percent', '100', OPERATOR);
  });
  after(() => run.close());

  const id = (name: string) => idOf.get(name) ?? assert.fail(name);
  const order = (action: BatchAction, names: string[], extent: ReadableExtent = 'whole') => ({
    action,
    personIds: names.map(id),
    extent,
    actor: { kind: 'person', id: id('clerk') } as const,
  });
  const told = async (action: BatchAction, names: string[], extent?: ReadableExtent) =>
    (await run.services.accountBatches.preview(order(action, names, extent))).lines.map(
      ({ refusal }) => refusal,
    );
  const signIn = (name: string) =>
    run.services.stores.sessions.observe(
      { uid: `of-${name}`, personId: id(name), signedInAt: NOW, address: null, userAgent: null },
      LIMITS,
      NOW,
    );
  const isDisabled = async (name: string) =>
    (await run.services.stores.directory.findPerson(id(name)))?.disabledAt !== null;

  it('says of each what would happen, and leaves its author out', async () => {
    await signIn('staff');
    assert.deepEqual(await told('sign_out', ['staff', 'head', 'clerk']), [null, 'no_session', 'own_account']);
    assert.deepEqual(await told('disable', ['staff', 'clerk']), [null, 'own_account']);
    assert.deepEqual(await told('enable', ['staff']), ['is_enabled']);
    assert.equal(await isDisabled('staff'), false, 'a preview does nothing');
  });

  it('does it to whom nothing forbids it, and says to how many', async () => {
    await signIn('staff');
    const names = ['staff', 'head', 'clerk'];
    const { accountBatches, stores } = run.services;
    assert.equal(await accountBatches.apply(order('disable', names)), 2);
    assert.deepEqual(await Promise.all(names.map(isDisabled)), [true, true, false]);
    assert.equal((await stores.sessions.countOpen([id('staff')])).size, 0);
    assert.equal(await accountBatches.apply(order('disable', names)), 0, 'once is enough');
    assert.equal(await accountBatches.apply(order('enable', names)), 2);
    assert.deepEqual(await Promise.all(names.map(isDisabled)), [false, false, false]);
  });

  it('reaches the emergency account in no way, whoever names its id', async () => {
    const { breakGlass, directory } = run.services.stores;
    await breakGlass.openAccount();
    for (const action of ['sign_out', 'disable', 'enable'] as const) {
      const named = { ...order(action, []), personIds: [BREAK_GLASS_ID] };
      assert.deepEqual((await run.services.accountBatches.preview(named)).lines, []);
      assert.equal(await run.services.accountBatches.apply(named), 0);
    }
    assert.equal((await directory.findPerson(BREAK_GLASS_ID))?.disabledAt, null);
  });

  it('takes whoever lies outside the extent for somebody who is not there', async () => {
    const nowhere = ownBounds(id('clerk'), NOW);
    assert.deepEqual(await told('disable', ['staff', 'head'], nowhere), []);
    assert.equal(await run.services.accountBatches.apply(order('disable', ['staff'], nowhere)), 0);
    assert.equal(await isDisabled('staff'), false);
  });

  it('disables nobody when the removal guard would not let so many go', async () => {
    await run.services.settings.set('guard.people', '1', OPERATOR);
    const two = order('disable', ['staff', 'head']);
    const { guard } = await run.services.accountBatches.preview(two);
    assert.deepEqual(guard, { removals: 2, limit: 1, isBlocked: true });
    await assert.rejects(run.services.accountBatches.apply(two), { code: 'removal_guard' });
    assert.deepEqual(await Promise.all(['staff', 'head'].map(isDisabled)), [false, false]);
    // Who works no more is nobody's loss.
    assert.equal(await run.services.accountBatches.apply(order('disable', ['staff', 'retired'])), 2);
    await run.services.accountBatches.apply(order('enable', ['staff', 'retired']));
  });

  it('takes no more than 200, and counts nobody twice', async () => {
    const many = {
      ...order('disable', []),
      personIds: Array.from({ length: 201 }, () => run.services.ids.uuid()),
    };
    await assert.rejects(run.services.accountBatches.preview(many), { code: 'too_many_people' });
    assert.deepEqual(await told('disable', ['staff', 'staff']), [null]);
    assert.deepEqual(
      (await run.services.accountBatches.preview({ ...many, personIds: ["x'", ''] })).lines,
      [],
    );
  });
});
