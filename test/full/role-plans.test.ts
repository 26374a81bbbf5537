import { strict as assert } from 'node:assert';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import type { StaffTable } from '../../src/domain/directory/staff-table.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const ROUNDS = 20;
const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
const NUMBERS = ['014-00001', '014-00002', '014-00003'];

function tableOf(action: string): StaffTable {
  const rows = NUMBERS.map((number, index) => ({
    line: index + 2,
    cells: [action, 'documents', 'reader', number],
  }));
  return { file: 'rg.csv', header: ['hanh_dong', 'ung_dung', 'vai_tro', 'so_hieu'], rows };
}

/** Every transaction has a connection of its own here, as those of several processes have. */
describe('plans of role grants on several connections', () => {
  let opened: TestServices;
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => new Date() });
    await seedMinistry(opened);
    await seedClient(opened, { client_id: 'documents' });
    await opened.services.settings.set('guard.percent', '100', AN);
  });
  after(() => opened.close());

  const importing = (action: string, expectedPlan?: string, actor: typeof AN | typeof BINH = AN) =>
    opened.services.rolePlans.importRoles(
      [tableOf(action)],
      { isDryRun: false, allowedRemovals: 9, expectedPlan },
      actor,
    );
  const nameOf = async (action: string) => {
    const options = { isDryRun: true };
    return (await opened.services.rolePlans.importRoles([tableOf(action)], options, AN)).plan;
  };
  const standing = async () => {
    const all = await opened.services.stores.roles.listRoleGrants({});
    return all.filter(({ personId, revokedAt }) => personId !== null && revokedAt === null);
  };
  const given = async () => (await standing()).length;
  const codesOf = (tries: PromiseSettledResult<unknown>[]) =>
    tries.map((each) => (each.status === 'fulfilled' ? 'applied' : each.reason.code)).sort();

  it(`are applied by one of two in each of ${ROUNDS} rounds; the other is told plan_stale`, async function () {
    this.timeout(120_000);
    for (let round = 0; round < ROUNDS; round += 1) {
      const plan = await nameOf('cấp');
      const tries = await Promise.allSettled([importing('cấp', plan), importing('cấp', plan, BINH)]);
      assert.deepEqual(codesOf(tries), ['applied', 'plan_stale']);
      assert.equal(await given(), NUMBERS.length);
      const both = await Promise.allSettled([importing('cấp'), importing('cấp', undefined, BINH)]);
      assert.deepEqual(codesOf(both), ['applied', 'applied'], 'without a name, both find nothing to do');
      const back = await nameOf('thu hồi');
      const taken = await Promise.allSettled([importing('thu hồi', back), importing('thu hồi', back, BINH)]);
      const refused = taken.flatMap((each) => (each.status === 'fulfilled' ? each.value.refused.length : []));
      assert.deepEqual(refused.sort(), [0, NUMBERS.length], 'the second finds nothing to take back');
      assert.equal(await given(), 0);
    }
  });

  it('undo by one of several at once, and revoke nothing that somebody revoked meanwhile', async () => {
    const { rolePlans, roles, stores } = opened.services;
    const { plan } = await importing('cấp');
    const options = { isDryRun: false, allowedRemovals: 9 };
    const tries = await Promise.allSettled(
      Array.from({ length: 4 }, () => rolePlans.undo(plan, options, AN)),
    );
    assert.deepEqual(codesOf(tries), ['applied', 'plan_undone', 'plan_undone', 'plan_undone']);
    assert.equal(await given(), 0);

    for (let round = 0; round < ROUNDS; round += 1) {
      await importing('cấp');
      const [one] = await standing();
      const seq = (await stores.audit.list(0, 1_000_000)).length;
      const both = await Promise.allSettled([importing('thu hồi'), roles.revokeRole(BINH, one?.id ?? '')]);
      const events = (await stores.audit.list(seq, 1000)).filter(
        ({ type, details }) => type === 'role.revoked' && details?.roleGrantId === one?.id,
      );
      assert.equal(events.length, 1, JSON.stringify(both));
      assert.ok([0, NUMBERS.length - 1].includes(await given()), 'whole or not at all');
      // Told so, or refused for the row that no longer fits, the plan took back nothing.
      for (const { id } of await standing()) await roles.revokeRole(BINH, id);
    }
    assert.equal((await verifyChain(await stores.audit.list(0, 1_000_000))).ok, true);
  });
});
