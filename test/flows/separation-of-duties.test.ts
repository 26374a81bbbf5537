import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import type { RoleGrantTarget } from '../../src/domain/roles/role-grant-target.ts';
import { operatorServices } from '../../src/operator-services.ts';
import type { Services } from '../../src/services.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const START = Date.parse('2026-11-20T01:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const UNITS =
  'ma_don_vi,ten_don_vi,ma_don_vi_cha\nG14,Bộ,\nG14.05,Cục A,G14\nG14.05.1,Phòng B,G14.05\nG14.06,Cục C,G14\nG14.07,Vụ D,G14\n';
const HEADER = 'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu\n';
const person = (number: number, unit: string, position = 'Chuyên viên') =>
  `CB${number},Lê Ánh,p${number}@mic.example,công chức,đang công tác,${unit},${position}\n`;

describe('flow: separation of duties', () => {
  let opened: TestServices;
  let services: Services;
  let now: number;
  let lastSeq: number;

  before(async function () {
    this.timeout(60_000);
    now = START;
    opened = await openTestServices({ now: () => new Date(now) });
    ({ services } = opened);
    const people = [person(1, 'G14.05.1'), person(2, 'G14.06', 'Văn thư'), person(3, 'G14.07', 'Kế toán')];
    await tool(['staff', 'import', '0', '1'], UNITS, HEADER + people.join(''));
    for (const id of ['pay', 'hr']) {
      const input = { client_id: id, client_name: id, redirect_uris: [`https://${id}.example/`] };
      await services.clients.create(input, OFFICER);
    }
    await services.roles.createRole(OFFICER, { clientId: 'pay', code: 'maker', name: 'Lập', extent: 'any' });
    await services.roles.createRole(OFFICER, {
      clientId: 'hr',
      code: 'checker',
      name: 'Duyệt',
      extent: 'any',
    });
  });
  beforeEach(async () => {
    now = START;
    for (const table of ['role_grant', 'separation'])
      await services.database.source.query(`delete from ${table}`);
    [{ seq: lastSeq }] = await services.database.source.query('select max(seq) as seq from audit_event');
  });
  after(() => opened.close());

  async function run(argv: string[], files: string[]) {
    const io = scriptedTerminal({ files: Object.fromEntries(files.entries()) });
    return { code: await runCommand(argv, operatorServices(services), io, OFFICER), ...io.said };
  }

  async function tool(argv: string[], ...files: string[]) {
    const { code, out, err } = await run([...argv, '--json'], files);
    assert.equal(code, 0, err + out);
    return JSON.parse(out);
  }

  const separate = () => tool(['role', 'separate', 'pay:maker', 'hr:checker', '--name', 'Lập và duyệt']);
  const give = (role: 'pay:maker' | 'hr:checker', to: RoleGrantTarget, more: object = {}) => {
    const [clientId = '', code = ''] = role.split(':');
    return services.roles.grantRole(OFFICER, { clientId, code, to, ...more });
  };
  const refused = (facts: object) => (error: { code?: string; details?: object }) => {
    assert.equal(error.code, 'separation_violated');
    assert.deepEqual({ ...error.details, ...facts }, error.details);
    return true;
  };
  const events = async (type: string) =>
    services.database.source.query('select details from audit_event where type = $1 and seq > $2', [
      type,
      lastSeq,
    ]);

  it('refuses the second half to a person, with nothing left behind, until the first is revoked', async () => {
    await separate();
    const { id } = await give('pay:maker', { person: 'CB1' });
    const refusal = { separation: 'Lập và duyệt', roles: 'hr:checker, pay:maker', person: 'CB1', people: 1 };
    await assert.rejects(give('hr:checker', { person: 'CB1' }), refused(refusal));
    // Limited to units that do not meet: whether the duties meet all the same is for a decision to say.
    await assert.rejects(give('hr:checker', { person: 'CB1' }, { extent: 'G14.06' }), refused(refusal));
    assert.equal((await services.stores.roles.listRoleGrants({})).length, 1);
    assert.equal((await events('role.granted')).length, 1);
    const grant = ['role', 'grant', '--role', 'hr:checker', '--person', 'CB1'];
    assert.match(
      (await run(grant, [])).err,
      /Một người không được.*\n.*must not hold.*\n\[separation_violated\]/,
    );
    await services.roles.revokeRole(OFFICER, id);
    await give('hr:checker', { person: 'CB1' });
  });

  it('refuses it to a unit with its subtree, to a position, and to an account that is blocked meanwhile', async () => {
    await separate();
    await give('pay:maker', { person: 'CB1' });
    await give('hr:checker', { unit: 'G14.05' });
    const facts = { person: 'CB1', people: 1 };
    await assert.rejects(give('hr:checker', { unit: 'G14.05', subtree: true }), refused(facts));
    await assert.rejects(give('hr:checker', { position: 'chuyen-vien' }), refused(facts));
    await give('hr:checker', { position: 'van-thu' });
    await give('pay:maker', { unit: 'G14.05.1' });
    await assert.rejects(
      give('pay:maker', { unit: 'G14', subtree: true }),
      refused({ person: 'CB2', people: 1 }),
    );
    await services.staff.disable('CB1', OFFICER);
    await assert.rejects(give('hr:checker', { person: 'CB1' }), refused(facts));
    await services.staff.enable('CB1', OFFICER);
  });

  it('refuses what would be violated only later, and lets through what never meets', async () => {
    await separate();
    await give('pay:maker', { person: 'CB1' }, { from: '2026-12-10', until: '2026-12-20' });
    await assert.rejects(
      give('hr:checker', { person: 'CB1' }, { until: '2026-12-10' }),
      refused({ from: '2026-12-09T17:00:00.000Z' }),
    );
    await give('hr:checker', { person: 'CB1' }, { until: '2026-12-09' });
    await give('hr:checker', { person: 'CB1' }, { from: '2026-12-21' });
  });

  it('tells who violates it already when it is made, and listed until it ends', async () => {
    await give('pay:maker', { person: 'CB1' });
    await give('hr:checker', { unit: 'G14.05', subtree: true });
    const made = await separate();
    const [violation] = made.violations;
    assert.deepEqual(
      [made.violations.length, violation.employee_no, violation.separation, violation.roles],
      [1, 'CB1', made.id, ['hr:checker', 'pay:maker']],
    );
    assert.deepEqual(await tool(['role', 'separations', '--violations']), made.violations);
    const [listed] = await tool(['role', 'separations']);
    assert.deepEqual([listed.id, listed.roles, listed.most], [made.id, ['hr:checker', 'pay:maker'], 1]);
    await tool(['role', 'unseparate', made.id]);
    assert.deepEqual(await tool(['role', 'separations', '--violations']), []);
    assert.match((await run(['role', 'unseparate', made.id], [])).err, /\[separation_not_found\]/);
    assert.deepEqual(
      [(await events('separation.created')).length, (await events('separation.ended')).length],
      [1, 1],
    );
  });

  it('lists a mover in the plan, applies HR’s change, keeps the roles and puts it on record', async () => {
    await separate();
    await give('pay:maker', { person: 'CB3' });
    await give('hr:checker', { unit: 'G14.06' });
    const move = ['staff', 'import', '0', '--partial'];
    const file = HEADER + person(3, 'G14.06');
    const preview = await tool([...move, '--dry-run'], file);
    assert.deepEqual(
      preview.separation.map((each: Record<string, unknown>) => [each.employee_no, each.email, each.roles]),
      [['CB3', 'p3@mic.example', ['hr:checker', 'pay:maker']]],
    );
    assert.match((await run([...move, '--dry-run'], [file])).out, /separation violated +1; CB3 Lập và duyệt/);
    assert.deepEqual(await events('separation.violated'), []);
    assert.deepEqual((await tool(move, file)).separation, preview.separation);
    const [event, ...others] = await events('separation.violated');
    assert.deepEqual(
      [event.details.plan, event.details.roles, others],
      [preview.plan, 'hr:checker, pay:maker', []],
    );
    const explained = await tool(['role', 'explain', '--person', 'CB3', '--client', 'hr']);
    assert.equal(explained.roles.length, 1);
    assert.equal((await tool(['role', 'separations', '--violations'])).length, 1);
    // What is violated before a change is none of its news.
    assert.deepEqual((await tool(move, HEADER + person(3, 'G14.06', 'Văn thư'))).separation, []);
  });

  it('knows exceptions by decision, that begin and end by the clock', async () => {
    const { id } = await separate();
    await give('pay:maker', { person: 'CB1' });
    const except = (...more: string[]) => [
      'role',
      'except',
      '--separation',
      id,
      '--person',
      'CB1',
      '--decision',
      '12/QĐ',
      ...more,
    ];
    for (const [until, code] of [
      ['2027-11-30', 'separation_exception_invalid'],
      ['2026-11-19', 'separation_exception_invalid'],
      ['never', 'period_invalid'],
    ] as const)
      assert.ok((await run(except('--until', until), [])).err.includes(`[${code}]`), until);
    assert.equal((await run(except(), [])).code, 2);
    await tool(except('--from', '2026-11-22', '--until', '2026-11-23'));
    await assert.rejects(give('hr:checker', { person: 'CB1' }), refused({ person: 'CB1' }));
    now += 2 * DAY;
    await give('hr:checker', { person: 'CB1' });
    assert.deepEqual(await tool(['role', 'separations', '--violations']), []);
    const [listed] = await tool(['role', 'separations']);
    assert.equal(listed.exceptions[0].decision, '12/QĐ');
    now = Date.parse('2026-11-23T17:00:00Z');
    assert.equal((await tool(['role', 'separations', '--violations'])).length, 1);
    assert.equal((await events('separation.excepted'))[0].details.until, '2026-11-23T17:00:00.000Z');
  });

  it('sees through composites and categories, and refuses what a composite would bring together', async () => {
    const head = { clientId: 'pay', code: 'head' };
    await services.roles.createRole(OFFICER, { ...head, name: 'Phụ trách' });
    await separate();
    await give('pay:maker', { person: 'CB1' });
    await services.roles.grantRole(OFFICER, { ...head, to: { unit: 'G14', subtree: true } });
    const include = () =>
      services.roles.includeRoles(OFFICER, { role: head, parts: [{ clientId: 'hr', code: 'checker' }] });
    await assert.rejects(include(), refused({ person: 'CB1', people: 1 }));
    assert.deepEqual(await services.stores.roles.listRoleParts(), []);
    await services.database.source.query('delete from role_grant');
    await include();
    const { id } = await give('pay:maker', { person: 'CB1' });
    await assert.rejects(services.roles.grantRole(OFFICER, { ...head, to: { person: 'CB1' } }), refused({}));
    await services.roles.revokeRole(OFFICER, id);
    await services.roles.grantRole(OFFICER, { ...head, to: { person: 'CB1' } });
    await assert.rejects(give('pay:maker', { category: 'cong_chuc' }), refused({ person: 'CB1', people: 1 }));
  });

  it('lets one of two parallel halves through', async () => {
    await separate();
    for (let round = 0; round < 8; round += 1) {
      const halves = await Promise.allSettled([
        give('pay:maker', round % 2 === 0 ? { person: 'CB1' } : { unit: 'G14.05.1' }),
        give('hr:checker', { person: 'CB1' }),
      ]);
      assert.deepEqual(halves.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      for (const half of halves)
        if (half.status === 'fulfilled') await services.roles.revokeRole(OFFICER, half.value.id);
    }
  });

  it('is refused when it keeps nothing apart', async () => {
    const refusal = async (...argv: string[]) =>
      /\[(\w+)\] (.*)/.exec((await run(['role', 'separate', ...argv], [])).err)?.slice(1);
    assert.deepEqual(await refusal('hr:checker', 'hr:checker'), [
      'separation_invalid',
      'reason=too_few_roles',
    ]);
    assert.deepEqual(await refusal('hr:checker', 'pay:maker', '--most', '2'), [
      'separation_invalid',
      'reason=most_out_of_range',
    ]);
    assert.equal((await refusal('hr:checker', 'pay:unknown'))?.[0], 'role_not_found');
  });
});
