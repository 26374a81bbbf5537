import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { operatorServices } from '../../src/operator-services.ts';
import type { Services } from '../../src/services.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const EARLIER = new Date('2026-05-01T03:00:00Z');
const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
const CLERK = { clientId: 'documents', code: 'clerk' };

describe('flow: a role grant is edited', () => {
  let opened: TestServices;
  let services: Services;
  let id: string;
  const clock = { value: EARLIER };
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => clock.value });
    ({ services } = opened);
    await seedMinistry(opened);
    await seedClient(opened, { client_id: 'documents' });
    await services.roles.createRole(AN, { ...CLERK, name: 'Văn thư', extent: 'any' });
    await services.settings.set('guard.percent', '100', AN);
  });
  after(() => opened.close());
  beforeEach(async () => {
    clock.value = EARLIER;
    await services.database.source.query('delete from role_plan');
    for (const each of await services.stores.roles.listRoleGrants({ roleId: await clerkId() }))
      if (each.revokedAt === null) await services.roles.revokeRole(AN, each.id);
    const input = { ...CLERK, to: { unit: 'G14.05', subtree: true }, decision: '1/QĐ', reason: 'Văn thư' };
    ({ id } = await services.roles.grantRole(AN, input));
    clock.value = NOW;
  });

  const clerkId = async () => (await services.stores.roles.findRole('documents', 'clerk'))?.id;
  const standing = async () =>
    (await services.stores.roles.listRoleGrants({ roleId: await clerkId() })).find(
      ({ revokedAt }) => revokedAt === null,
    );
  async function run(argv: string[], actor: Actor = AN) {
    const io = scriptedTerminal();
    const code = await runCommand(argv, operatorServices(services), io, actor);
    return { code, ...io.said };
  }
  const json = async (...argv: string[]) => JSON.parse((await run([...argv, '--json'])).out);
  const held = async (at = clock.value) => {
    const { holders } = await services.roles.holders({ ...CLERK, at });
    return holders.map(({ employeeNo, units }) => [employeeNo, units]);
  };

  it('as a plan: before and after, who gains and loses, exactly that, and back', async () => {
    const before = await held();
    assert.deepEqual(before.map(([no]) => no).sort(), ['014-00001', '014-00003', '014-00005']);
    const argv = [
      'role',
      'edit',
      id,
      '--unit',
      'G14',
      '--no-subtree',
      '--extent',
      'G14',
      '--until',
      '2026-12-31',
    ];
    const dry = await run([...argv, '--dry-run']);
    assert.match(dry.out, /edited: unit +G14\.05 → G14\n/);
    assert.match(dry.out, /edited: until +– → 2026-12-31T17:00:00\.000Z\n/);
    const planned = await json(...argv, '--dry-run');
    assert.deepEqual(await held(), before, 'a dry run writes nothing');
    assert.deepEqual(
      [planned.roles.gained.people, planned.roles.lost.people, planned.guard.removals],
      [1, 3, 4],
      'the guard counts who gains as well',
    );
    assert.deepEqual(
      planned.edited[0].changes.map(({ field }: { field: string }) => field),
      ['unit', 'subtree', 'extent', 'until'],
    );
    assert.deepEqual((await run([...argv, '--apply', 'another'])).code, 1);
    assert.equal((await run([...argv, '--apply', planned.plan])).code, 0);
    assert.deepEqual(await held(), [['014-00002', ['G14']]]);
    assert.deepEqual(await held(EARLIER), before, 'nobody held it before');
    assert.match((await run(['role', 'edit', id, '--until', 'none'])).err, /role_grant_not_found/);

    const audit = await services.stores.audit.list(0, 10_000);
    const event = audit.findLast(({ type }) => type === 'role.edited');
    const { replaces, before_unit, unit, before_until, until, before_decision, plan } = event?.details ?? {};
    assert.deepEqual(
      [replaces, before_unit, unit, before_until, until, before_decision, plan],
      [id, 'G14.05', 'G14', null, '2026-12-31T17:00:00.000Z', undefined, planned.plan],
    );
    assert.equal((await run(['role', 'undo', planned.plan, '--allow-removals', '4'])).code, 0);
    assert.deepEqual(await held(), before);
  });

  it('keeps its beginning, decision and document where only the end changes', async () => {
    await run(['role', 'edit', id, '--until', '2026-12-31']);
    const edited = await standing();
    assert.deepEqual(
      [edited?.from, edited?.decision, edited?.reason, edited?.includesSubtree, edited?.createdAt],
      [null, '1/QĐ', 'Văn thư', true, NOW],
    );
    const { unchanged, granted } = await json('role', 'edit', edited?.id ?? '', '--until', '2026-12-31');
    assert.deepEqual([unchanged, granted], [1, []]);
  });

  it('stops where too many people gain or lose, until a second person approves exactly that', async () => {
    await services.settings.set('guard.people', '3', AN);
    const argv = ['role', 'edit', id, '--unit', 'G14'];
    const blocked = await run(argv);
    assert.deepEqual(
      [blocked.code, /removal_guard/.test(blocked.err)],
      [0, false],
      'one gains, nobody loses',
    );
    await run(['role', 'undo', (await json('role', 'plans'))[0].plan]);
    await services.settings.set('guard.people', '0', AN);
    const again = ['role', 'edit', (await standing())?.id ?? '', '--unit', 'G14'];
    assert.match((await run(again)).err, /--submit: /);
    const { out } = await run([...again, '--submit']);
    const plan = /role approve-plan ([0-9a-f]{64})\n$/.exec(out)?.[1] ?? '';
    clock.value = new Date('2026-06-03T03:00:00Z');
    assert.equal((await run(['role', 'approve-plan', plan], BINH)).code, 0);
    assert.deepEqual((await held()).length, 4);
    assert.deepEqual((await held(NOW)).length, 3, 'not before the approval');
    await services.settings.reset('guard.people', AN);
  });

  it('refuses what is no role grant, what would be over, and rules that are none', async () => {
    const refusals: [string[], RegExp][] = [
      [['role', 'edit', 'x', '--until', '2026-12-31'], /role_grant_not_found/],
      [['role', 'edit', id, '--until', '2026-05-31'], /period_invalid/],
      [['role', 'edit', id, '--unit', 'none'], /role_grant_invalid/],
      [['role', 'edit', id, '--unit', 'G99'], /unit_not_found/],
    ];
    for (const [argv, reason] of refusals) {
      const { code, err } = await run(argv);
      assert.deepEqual([code, reason.test(err)], [1, true], argv.join(' '));
    }
    assert.equal((await run(['role', 'edit', id])).code, 2);
    const { id: own } = await services.roles.grantRole(AN, { ...CLERK, to: { person: '014-00002' } });
    assert.match((await run(['role', 'edit', own, '--unit', 'G14'])).err, /role_grant_invalid/);
  });
});
