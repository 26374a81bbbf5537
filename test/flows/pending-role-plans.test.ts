import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import { PENDING_MS } from '../../src/domain/directory/pending-plan.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { registerProduct } from '../../src/product-client.ts';
import type { Services } from '../../src/services.ts';
import { readStaffFile } from '../../src/staff-files/read-staff-file.ts';
import { sweep } from '../../src/storage/sweep.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
/** Whoever reads in the Cục does no longer, and one clerk is there from a day to come. */
const FILE = `hanh_dong,ung_dung,vai_tro,so_hieu,ma_don_vi,gom_cap_duoi,tu_ngay,so_quyet_dinh
thu hồi,documents,reader,,G14,có,,13/QĐ
,documents,clerk,014-00002,,,03/06/2026,12/QĐ
`;
const GIVE = 'ung_dung,vai_tro,so_hieu\ndocuments,clerk,014-00002\n';

describe('flow: plans of role grants that wait for a second person', () => {
  let opened: TestServices;
  let services: Services;
  let seeded: string[];
  const clock = { value: NOW };
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => clock.value });
    ({ services } = opened);
    await seedMinistry(opened);
    await seedClient(opened, { client_id: 'documents' });
    await registerProduct(services);
    await services.roles.createRole(AN, { clientId: 'documents', code: 'clerk', name: 'Văn thư' });
    seeded = (await services.stores.roles.listRoleGrants({})).map(({ id }) => id);
    await services.settings.set('guard.people', '3', AN);
    await services.settings.set('guard.percent', '100', AN);
  });
  after(() => opened.close());
  afterEach(async () => {
    clock.value = NOW;
    const { source } = services.database;
    for (const table of ['role_plan', 'pending_role_plan']) await source.query(`delete from ${table}`);
    await source.query('delete from role_grant where id <> all($1::uuid[])', [seeded]);
    await source.query('update role_grant set revoked_at = null, revoked_by = null');
  });

  async function run(argv: string[], actor: Actor = AN, text = FILE) {
    const io = scriptedTerminal({ files: { 'rg.csv': text } });
    const code = await runCommand(argv, operatorServices(services), io, actor);
    return { code, ...io.said };
  }
  const json = async (argv: string[], actor?: Actor, text?: string) =>
    JSON.parse((await run([...argv, '--json'], actor, text)).out);
  const submitted = async (text = FILE, actor: Actor = AN): Promise<string> =>
    (await json(['role', 'import', 'rg.csv', '--submit'], actor, text)).plan;
  async function held() {
    const { staff, roles, stores } = services;
    const found: string[] = [];
    for (const { id, employeeNo } of await staff.list()) {
      const record = await stores.directory.findPersonRecord(id);
      assert.ok(record);
      for (const { role } of await roles.effectiveRolesOf(record, 'documents', clock.value))
        found.push(`${employeeNo} ${role.code}`);
    }
    return found.sort();
  }
  const newest = async () => (await services.stores.audit.list(0, 100_000)).at(-1)?.seq ?? 0;
  const eventsSince = async (seq: number) =>
    (await services.stores.audit.list(seq, 1000)).map(({ type, actor }) => [type, actor]);

  it('wait sealed, are shown whole, and are applied by somebody else, on a later day too', async () => {
    const before = await held();
    const seq = await newest();
    const blocked = await run(['role', 'import', 'rg.csv']);
    assert.deepEqual([blocked.code, /--submit: /.test(blocked.err)], [1, true]);
    const { out } = await run(['role', 'import', 'rg.csv', '--submit']);
    const plan = /role approve-plan ([0-9a-f]{64})\n$/.exec(out)?.[1] ?? '';
    assert.deepEqual(await held(), before);
    const [listed] = await json(['role', 'plans', '--pending']);
    assert.deepEqual(
      [listed.plan, listed.submitted_by, listed.granted, listed.revoked, listed.guard.verdict],
      [plan, 'operator:an', 1, 1, 'blocked'],
    );
    assert.match(
      (await run(['role', 'plans', '--pending'])).out,
      /import, pending +operator:an +\+1 -1 +blocked/,
    );
    const shown = await json(['role', 'plan', plan]);
    assert.deepEqual(
      [shown.roles.lost.people, shown.granted[0].person, shown.pending.state],
      [4, '014-00002', 'pending'],
    );
    const [row] = await services.database.source.query('select input from pending_role_plan');
    assert.ok(!row.input.includes('014-00002'));

    clock.value = new Date('2026-06-04T03:00:00Z');
    const approved = await run(['role', 'approve-plan', plan], BINH);
    assert.deepEqual([approved.code, approved.out.endsWith(`applied: ${plan}\n`)], [0, true]);
    assert.ok((await held()).includes('014-00002 clerk'));
    assert.deepEqual(await eventsSince(seq), [
      ['role_plan.submitted', AN],
      ['role_plan.approved', BINH],
      ['role_plan.applied', BINH],
      ['role.revoked', BINH],
      ['role.granted', BINH],
    ]);
    assert.equal((await verifyChain(await services.stores.audit.list(0, 100_000))).ok, true);
    const [applied] = await services.rolePlans.list();
    assert.deepEqual([applied?.appliedBy, applied?.guardedRemovals], ['operator:binh', 0]);
    assert.equal((await json(['role', 'plan', plan])).pending.decided_by, 'operator:binh');

    const back = (await json(['role', 'undo', plan, '--submit'])).plan;
    await run(['role', 'approve-plan', back], BINH);
    assert.deepEqual(await held(), before);
  });

  it('give from the moment of the approval on, never from before it', async () => {
    const plan = await submitted(FILE.replace('03/06', '01/05'));
    const later = new Date('2026-06-02T05:00:00Z');
    clock.value = later;
    await services.pendingRolePlans.approve(plan, BINH);
    const [newer] = await services.stores.roles.listRoleGrants({});
    assert.deepEqual([newer?.from, newer?.createdAt, newer?.grantedBy], [later, later, 'operator:an']);
  });

  it('are approved by somebody else only, once, and never by a machine', async () => {
    const plan = await submitted();
    const { pendingRolePlans } = services;
    await assert.rejects(pendingRolePlans.approve(plan, AN), { code: 'approval_self' });
    await assert.rejects(pendingRolePlans.approve(plan, { kind: 'client', id: 'documents' }), {
      code: 'approver_not_person',
    });
    const tries = await Promise.allSettled([1, 2, 3].map(() => pendingRolePlans.approve(plan, BINH)));
    assert.deepEqual(
      tries.map((each) => (each.status === 'fulfilled' ? each.value.state : each.reason.code)).sort(),
      ['applied', 'plan_not_pending', 'plan_not_pending'],
    );
    await assert.rejects(pendingRolePlans.approve('x', BINH), { code: 'plan_not_found' });
  });

  it('need an approver who may give and take back each of their role grants, as it is then', async () => {
    const plan = await submitted();
    const { pendingRolePlans, roles, stores } = services;
    const head = await stores.directory.findPersonByLogin('head@mic.example');
    const actor: Actor = { kind: 'person', id: head?.id ?? '' };
    await assert.rejects(pendingRolePlans.approve(plan, actor), { code: 'permission_denied' });
    await assert.rejects(pendingRolePlans.reject(plan, actor), { code: 'permission_denied' });
    const asked = { clientId: 'micconnect', code: 'system-administrator', to: { person: actor.id } };
    await roles.grantRole(AN, asked);
    assert.equal((await pendingRolePlans.approve(plan, actor)).state, 'applied');
    const toHead = 'ung_dung,vai_tro,thu_dien_tu\ndocuments,clerk,head@mic.example\n';
    await assert.rejects(pendingRolePlans.approve(await submitted(toHead), actor), {
      code: 'role_grant_to_self',
    });
  });

  it('count only while their submitter still may', async () => {
    const { pendingRolePlans, roles, stores } = services;
    const head = await stores.directory.findPersonByLogin('head@mic.example');
    const actor: Actor = { kind: 'person', id: head?.id ?? '' };
    const asked = { clientId: 'micconnect', code: 'system-administrator', to: { person: actor.id } };
    const { id } = await roles.grantRole(AN, asked);
    const table = await readStaffFile('rg.csv', Buffer.from(GIVE));
    const { pending } = await pendingRolePlans.submit({ kind: 'import', tables: [table] }, actor);
    await roles.revokeRole(AN, id);
    await assert.rejects(pendingRolePlans.approve(pending?.plan ?? '', BINH), { code: 'plan_stale' });
  });

  it('are stale once somebody changed the same, and then for good', async () => {
    const before = await held();
    const plan = await submitted();
    const role = await services.stores.roles.findRole('documents', 'reader');
    const [reader] = await services.stores.roles.listRoleGrants({ roleId: role?.id });
    await services.roles.revokeRole(BINH, reader?.id ?? '');
    assert.equal(
      (await json(['role', 'plan', plan])).granted,
      undefined,
      'it is no longer what was submitted',
    );
    const seq = await newest();
    const { code, err } = await run(['role', 'approve-plan', plan], BINH);
    assert.deepEqual([code, /plan_stale|Lập kế hoạch lại/.test(err)], [1, true]);
    assert.deepEqual(await eventsSince(seq), [['role_plan.stale', BINH]]);
    await services.database.source.query('update role_grant set revoked_at = null, revoked_by = null');
    assert.deepEqual((await run(['role', 'approve-plan', plan], BINH)).code, 1);
    assert.deepEqual(await held(), before);
  });

  it('are rejected or withdrawn, kept once, and expire with what they hold of people', async () => {
    const plan = await submitted();
    assert.match((await run(['role', 'import', 'rg.csv', '--submit'])).err, /plan_already_pending/);
    assert.equal((await run(['role', 'reject-plan', plan], AN)).code, 0);
    assert.deepEqual(await json(['role', 'plans', '--pending']), []);
    clock.value = new Date(NOW.getTime() + 1000);
    const again = await submitted();
    clock.value = new Date(NOW.getTime() + 1000 + PENDING_MS);
    await assert.rejects(services.pendingRolePlans.approve(again, BINH), { code: 'plan_not_pending' });
    await sweep(services.database.source, clock.value);
    const rows = await services.database.source.query('select state, input from pending_role_plan');
    assert.deepEqual(
      rows.map(({ input }: { input: unknown }) => input),
      [null, null],
    );
    assert.equal((await services.pendingRolePlans.findPending(again)).pending.state, 'expired');
  });

  it('are not kept when rows are refused or nothing changes', async () => {
    const refused = await run(['role', 'import', 'rg.csv', '--submit'], AN, GIVE.replace('clerk', 'boss'));
    assert.deepEqual([refused.code, /staff_file_refused/.test(refused.err)], [1, true]);
    await run(['role', 'import', 'rg.csv'], AN, GIVE);
    const same = await run(['role', 'import', 'rg.csv', '--submit'], AN, GIVE);
    assert.match(same.out, /nothing changes\n$/);
    assert.deepEqual(await services.pendingRolePlans.listPending(), []);
    for (const option of ['--dry-run', '--apply=p', '--allow-removals=3'])
      assert.equal((await run(['role', 'import', 'rg.csv', '--submit', option])).code, 2);
  });
});
