import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import { verifyChain } from '../../src/domain/audit/hash-chain.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { registerProduct } from '../../src/product-client.ts';
import type { Services } from '../../src/services.ts';
import { seedClient, seedMinistry } from '../support/ministry.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const NOW = new Date('2026-06-01T03:00:00Z');
const AN = { kind: 'operator', name: 'an' } as const;
const BINH = { kind: 'operator', name: 'binh' } as const;
const MERGE = ['staff', 'merge-units', 'G14.05', '--into', 'G14.06', '--decision', '7/QĐ'];

describe('flow: units are merged', () => {
  let opened: TestServices;
  let services: Services;
  const clock = { value: NOW };
  before(async function () {
    this.timeout(60_000);
    opened = await openTestServices({ now: () => clock.value });
    ({ services } = opened);
    await seedMinistry(opened);
    await seedClient(opened, { client_id: 'documents' });
    await registerProduct(services);
    const header = ['ma_don_vi', 'ten_don_vi', 'ma_don_vi_cha'];
    const rows = [{ line: 2, cells: ['G14.06', 'Cục Viễn thông', 'G14'] }];
    const options = { isDryRun: false, isPartial: true };
    await services.staffPlans.importStaff([{ file: 'units.csv', header, rows }], options, AN);
    const people = {
      file: 'people.csv',
      header: ['so_hieu', 'ho_va_ten', 'thu_dien_tu', 'loai', 'trang_thai', 'ma_don_vi', 'chuc_vu'],
      rows: [
        {
          line: 2,
          cells: [
            '014-00006',
            'Vũ Hà',
            'ha@mic.example',
            'công chức',
            'đang công tác',
            'G14.06',
            'Chuyên viên',
          ],
        },
      ],
    };
    await services.staffPlans.importStaff([people], options, AN);
    const role = (code: string, more: object = {}) =>
      services.roles.createRole(AN, { clientId: 'documents', code, name: code, extent: 'any', ...more });
    await role('clerk');
    await role('signer', { isPrivileged: true });
    await services.roles.grantRole(AN, { ...named('clerk'), to: { unit: 'G14.05', subtree: true } });
    await services.roles.grantRole(AN, { ...named('signer'), to: { unit: 'G14.05' } });
    await services.roles.grantRole(AN, { ...named('clerk'), to: { person: '014-00002' }, extent: 'G14.05' });
    await services.settings.set('guard.percent', '100', AN);
  });
  after(() => opened.close());

  const named = (code: string) => ({ clientId: 'documents', code });
  async function run(argv: string[], actor: Actor = AN) {
    const io = scriptedTerminal();
    const code = await runCommand(argv, operatorServices(services), io, actor);
    return { code, ...io.said };
  }
  const json = async (...argv: string[]) => JSON.parse((await run([...argv, '--json'])).out);
  async function held(at = clock.value) {
    const { staff, roles, stores } = services;
    const found: string[] = [];
    for (const { id, employeeNo } of await staff.list()) {
      const record = await stores.directory.findPersonRecord(id);
      assert.ok(record);
      for (const { role, units } of await roles.effectiveRolesOf(record, 'documents', at))
        found.push(`${employeeNo} ${role.code} ${units?.join(' ') ?? '-'}`);
    }
    return found.sort();
  }
  const unit = async (code: string) =>
    (await services.stores.directory.listUnits()).find((each) => each.code === code);

  it('as one plan: posts, role grants, who gains and loses, what is left to decide, and what HR must say', async () => {
    const before = await held();
    const dry = await run([...MERGE, '--dry-run']);
    assert.match(dry.out, /role grants +\+3 -0\n/);
    assert.match(dry.out, /to be decided +documents:signer /);
    assert.match(dry.out, /G14\.05: hieu_luc_den 2026-05-31, thay_the_boi G14\.06/);
    const planned = await json(...MERGE, '--dry-run');
    assert.deepEqual(await held(), before, 'a dry run writes nothing');
    assert.deepEqual(
      planned.movers.map(({ employee_no, employeeNo }: Record<string, string>) => employee_no ?? employeeNo),
      ['014-00003'],
    );
    const gained = planned.roles.gained.map((each: Record<string, unknown>) => [each.employee_no, each.role]);
    assert.ok(gained.some(([no, role]: string[]) => no === '014-00006' && role === 'clerk'));
    assert.deepEqual(
      planned.role_grants.undecided.map(({ role, code }: Record<string, string>) => [role, code]),
      [['documents:signer', 'privileged_role']],
    );
    assert.deepEqual(planned.hr_rows, [
      { ma_don_vi: 'G14.05', hieu_luc_den: '2026-05-31', thay_the_boi: 'G14.06' },
    ]);
    assert.ok(planned.guard.removals > 0, 'the guard counts who holds other roles than before');

    const seq = (await services.stores.audit.list(0, 100_000)).length;
    assert.equal((await run([...MERGE, '--apply', planned.plan])).code, 0);
    const after = await held();
    assert.ok(after.includes('014-00006 clerk -'), 'who was there gains what is carried over');
    assert.ok(after.includes('014-00002 clerk G14.05 G14.06'), 'the ended unit’s records stay covered');
    assert.ok(after.includes('014-00001 clerk -'), 'rooms below go over as well');
    assert.deepEqual(
      (await held()).filter((each) => each.includes('signer')),
      [],
    );
    assert.equal((await unit('G14.05'))?.replacedBy, 'G14.06');
    assert.equal((await unit('G14.05.1'))?.parentId, (await unit('G14.06'))?.id);
    const events = await services.stores.audit.list(0, 100_000);
    assert.equal((await verifyChain(events)).ok, true);
    assert.deepEqual(
      events.slice(seq).map(({ type, details }) => [type, details?.plan]),
      ['units.merged', ...Array.from({ length: 3 }, () => 'role.granted')].map((type) => [
        type,
        planned.plan,
      ]),
    );
    assert.equal(events[seq]?.details?.decision, '7/QĐ');

    const undo = await run(['staff', 'undo', planned.plan, '--allow-removals', '9']);
    assert.deepEqual([undo.code, undo.err], [0, '']);
    assert.deepEqual(await held(), before);
    assert.equal((await unit('G14.05'))?.validUntil, null);
    const twice = await run(['staff', 'undo', planned.plan]);
    assert.deepEqual([twice.code, /plan_undone/.test(twice.err)], [1, true]);
  });

  it('on a day ahead, by a second person, exactly as submitted', async () => {
    const before = await held();
    await run(['staff', 'merge-units', 'G14.05.1', '--into', 'G14.06', '--from', '15/06/2026', '--submit']);
    const [pending] = await services.pendingPlans.listPending();
    const plan = pending?.plan ?? '';
    const shown = await json('staff', 'plan', plan);
    assert.deepEqual([shown.pending.kind, shown.hr_rows[0].hieu_luc_den], ['merge', '2026-06-14']);
    clock.value = new Date('2026-06-03T03:00:00Z');
    const approved = await run(['staff', 'approve', plan], BINH);
    assert.deepEqual([approved.code, approved.err], [0, '']);
    assert.deepEqual(await held(), before, 'nothing changes before the day');
    clock.value = new Date('2026-06-16T03:00:00Z');
    const later = await held();
    assert.ok(!later.includes('014-00001 author G14.05.1'));
    await run(['staff', 'undo', plan, '--allow-removals', '9']);
    clock.value = NOW;
    assert.deepEqual(await held(), before);
  });

  it('leaves to decide what would bring together what nobody may hold together', async () => {
    const { separation } = await services.separations.separate(AN, {
      roles: [named('clerk'), named('reader')],
    });
    const planned = await json(...MERGE, '--dry-run');
    const left = planned.role_grants.undecided.map(
      ({ role, code }: Record<string, string>) => `${role} ${code}`,
    );
    assert.deepEqual([...new Set(left)].sort(), [
      'documents:clerk separation_violated',
      'documents:signer privileged_role',
    ]);
    await services.separations.end(AN, separation.id);
  });

  it('refuses units that are unknown, no other, or above rooms on a day ahead', async () => {
    const refusals: [string[], RegExp][] = [
      [['staff', 'merge-units', 'G99', '--into', 'G14.06'], /unit_not_found/],
      [['staff', 'merge-units', 'G14.06', '--into', 'G14.06'], /staff_file_refused/],
      [[...MERGE, '--from', '01/01/2027'], /staff_file_refused/],
    ];
    for (const [argv, reason] of refusals) {
      const { code, err } = await run(argv);
      assert.deepEqual([code, reason.test(err)], [1, true], err);
    }
    assert.equal((await run(['staff', 'merge-units', 'G14.05'])).code, 2);
    assert.equal((await run([...MERGE, '--from', 'mai'])).code, 2);
  });

  it('carries over only what whoever merges may give', async () => {
    const clerk = await services.stores.directory.findPersonByLogin('clerk@mic.example');
    const merger = { units: ['G14.05'], into: 'G14.06', from: '2026-06-01' };
    const actor: Actor = { kind: 'person', id: clerk?.id ?? '' };
    const { roleChange } = await services.staffPlans.mergeUnits(merger, { isDryRun: true }, actor);
    assert.deepEqual(roleChange?.granted, []);
    assert.deepEqual(
      new Set(roleChange?.undecided.map(({ code }) => code)),
      new Set(['permission_denied', 'privileged_role']),
    );
  });
});
