import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import type { Actor } from '../../src/domain/audit/audit-event.ts';
import type { MandateRequest } from '../../src/domain/roles/mandate-input.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { registerProduct } from '../../src/product-client.ts';
import type { Services } from '../../src/services.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';

const OFFICER = { kind: 'operator', name: 'an' } as const;
const START = Date.parse('2026-11-20T01:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const UNITS =
  'ma_don_vi,ten_don_vi,ma_don_vi_cha\nG14,Bộ,\nG14.05,Cục A,G14\nG14.05.1,Phòng B,G14.05\nG14.06,Cục C,G14\n';
const HEADER = 'so_hieu,ho_va_ten,thu_dien_tu,loai,trang_thai,ma_don_vi,chuc_vu\n';
const [HEAD, DEPUTY, OTHER] = ['CB1', 'CB2', 'CB3'];
const people = (head = 'đang công tác') =>
  [
    `${HEAD},Trần Quốc Hưng,head@mic.example,công chức,${head},G14.05,Cục trưởng`,
    `${DEPUTY},Nguyễn Văn An,deputy@mic.example,công chức,đang công tác,G14.05.1,Phó Cục trưởng`,
    `${OTHER},Lê Ánh,other@mic.example,công chức,đang công tác,G14.06,Chuyên viên`,
  ].join('\n');

describe('flow: acting mandates', () => {
  let opened: TestServices;
  let services: Services;
  let now: number;
  let lastSeq: number;
  let signerGrant: string;
  const ids: Record<string, string> = {};

  before(async function () {
    this.timeout(60_000);
    now = START;
    opened = await openTestServices({ now: () => new Date(now) });
    ({ services } = opened);
    await registerProduct(services);
    await tool(['staff', 'import', '0', '1'], UNITS, HEADER + people());
    for (const { id, employeeNo } of await services.staff.list()) ids[employeeNo ?? ''] = id;
    for (const id of ['documents', 'hr'])
      await services.clients.create({ client_id: id, redirect_uris: [`https://${id}.example/`] }, OFFICER);
    const roles = [
      ['documents', 'signer', 'own-unit'],
      ['documents', 'reader', 'none'],
      ['documents', 'desk', 'any'],
      ['hr', 'payer', 'none'],
      ['documents', 'sealer', 'none', true],
    ] as const;
    for (const [clientId, code, extent, isPrivileged = false] of roles)
      await services.roles.createRole(OFFICER, { clientId, code, name: code, extent, isPrivileged });
  });
  beforeEach(async () => {
    now = START;
    for (const table of ['mandate', 'role_grant', 'role_part', 'separation'])
      await services.database.source.query(`delete from ${table}`);
    [{ seq: lastSeq }] = await services.database.source.query('select max(seq) as seq from audit_event');
    ({ id: signerGrant } = await grantTo('documents:signer', { position: 'cuc-truong' }));
  });
  after(() => opened.close());

  async function run(argv: string[], ...files: string[]) {
    const io = scriptedTerminal({ files: Object.fromEntries(files.entries()) });
    return { code: await runCommand(argv, operatorServices(services), io, OFFICER), ...io.said };
  }

  async function tool(argv: string[], ...files: string[]) {
    const { code, out, err } = await run([...argv, '--json'], ...files);
    assert.equal(code, 0, err + out);
    return JSON.parse(out);
  }

  function nameOf(role: string) {
    const [clientId = '', code = ''] = role.split(':');
    return { clientId, code };
  }

  const grantTo = (role: string, to: object) => services.roles.grantRole(OFFICER, { ...nameOf(role), to });
  const as = (employeeNo: string): Actor => ({ kind: 'person', id: ids[employeeNo] ?? '' });
  const give = (actor: Actor, request: Partial<MandateRequest> = {}, roles = ['documents:signer']) =>
    services.mandates.give(actor, {
      from: HEAD,
      to: DEPUTY,
      roles: roles.map(nameOf),
      until: '2026-12-31',
      decision: '7/GUQ-CTT',
      ...request,
    });
  async function held(client = 'documents', person = DEPUTY) {
    const { roles } = await services.roles.explain(person, client, new Date(now));
    return roles.map(({ code, units }) => [code, units]);
  }
  const events = (type: string) =>
    services.database.source.query(
      'select actor, person_id, details from audit_event where type = $1 and seq > $2',
      [type, lastSeq],
    );
  const invalid =
    (reason: string, details: object = {}) =>
    (error: { code?: string; details?: object }) => {
      assert.deepEqual([error.code, error.details], ['mandate_invalid', { reason, ...details }]);
      return true;
    };

  it('are entered, listed and ended with the tool, each with one event that names both', async () => {
    const { id, from, until } = await tool(
      ['role', 'mandate', '--from', 'head@mic.example', '--to', DEPUTY, '--role', 'documents:signer'].concat(
        ['--since', '2026-11-21', '--until', '2026-11-30', '--decision', '7/GUQ-CTT'],
        ['--reason', 'Đi công tác'],
      ),
    );
    assert.deepEqual([from, until], ['2026-11-20T17:00:00.000Z', '2026-11-30T17:00:00.000Z']);
    const parties = {
      mandatorId: ids[HEAD],
      mandator: 'Trần Quốc Hưng',
      deputyId: ids[DEPUTY],
      deputy: 'Nguyễn Văn An',
    };
    const [given, ...others] = await events('mandate.given');
    assert.deepEqual(others, []);
    assert.equal(given.person_id, ids[DEPUTY]);
    assert.deepEqual(given.details, {
      mandateId: id,
      ...parties,
      roles: 'documents:signer',
      from,
      until,
      decision: '7/GUQ-CTT',
      reason: 'Đi công tác',
    });
    const [listed] = await tool(['role', 'mandates', '--person', DEPUTY]);
    assert.deepEqual(
      [listed.id, listed.mandator.name, listed.deputy.id, listed.roles, listed.entered_by, listed.ended_at],
      [id, 'Trần Quốc Hưng', ids[DEPUTY], ['documents:signer'], 'operator:an', null],
    );
    assert.deepEqual(await tool(['role', 'mandates', '--person', OTHER]), []);
    assert.match((await run(['role', 'mandates'])).out, /Trần Quốc Hưng → Nguyễn Văn An/);
    await tool(['role', 'end-mandate', id]);
    const [ended] = await events('mandate.ended');
    assert.deepEqual(ended.details, {
      mandateId: id,
      ...parties,
      roles: 'documents:signer',
      decision: '7/GUQ-CTT',
    });
    assert.match((await run(['role', 'end-mandate', id])).err, /mandate_not_found/);
  });

  it('take several roles, however they are written, and refuse a call without one', async () => {
    await grantTo('documents:reader', { person: HEAD });
    await grantTo('documents:desk', { person: HEAD });
    const asked = [
      'role',
      'mandate',
      '--from',
      HEAD,
      '--to',
      DEPUTY,
      '--until',
      '2026-11-30',
      '--decision',
      '1',
    ];
    const roles = ['--role', 'documents:signer', 'documents:desk', '--role', 'documents:reader'];
    await tool([...asked, ...roles]);
    const [{ roles: listed }] = await tool(['role', 'mandates']);
    assert.deepEqual(listed, ['documents:desk', 'documents:reader', 'documents:signer']);
    assert.equal((await run(asked)).code, 2);
  });

  it('begin and end by themselves, on the days of Viet Nam', async () => {
    await give(OFFICER, { since: '2026-11-22', until: '2026-11-23' });
    const days = [
      '2026-11-21T16:59:59.999Z',
      '2026-11-21T17:00:00Z',
      '2026-11-23T16:59:59.999Z',
      '2026-11-23T17:00:00Z',
    ];
    const found = [];
    for (const day of days) {
      now = Date.parse(day);
      found.push(await held());
    }
    assert.deepEqual(found, [[], [['signer', ['G14.05']]], [['signer', ['G14.05']]], []]);
  });

  it('are explained with the mandator, her own path, and why they give nothing', async () => {
    const { id } = await give(as(HEAD));
    const asked = ['role', 'explain', '--person', DEPUTY, '--client', 'documents'];
    const { roles, token } = await tool(asked);
    const { via, note, decision } = roles[0].paths[0];
    assert.deepEqual(
      [via.kind, via.mandateId, via.mandatorId, via.own.kind],
      ['mandate', id, ids[HEAD], 'position'],
    );
    assert.deepEqual([via.decision, decision], ['7/GUQ-CTT', null]);
    assert.equal(note.vi, 'được Trần Quốc Hưng ủy quyền theo 7/GUQ-CTT đến 31/12/2026');
    assert.equal(token.claims.act.mandates[0].sub, ids[HEAD]);
    assert.equal(token.bytes, Buffer.byteLength(JSON.stringify(token.claims)));
    assert.match(
      (await run(asked)).out,
      /signer +G14\.05 .* mandate +G14\.05 .*by mandate of Trần Quốc Hưng/,
    );
    const { holders } = await tool(['role', 'who', 'documents:signer']);
    assert.deepEqual(
      holders.map((each: { person: string; kinds: string[] }) => [each.person, each.kinds]),
      [
        [ids[DEPUTY], ['mandate']],
        [ids[HEAD], ['position']],
      ],
    );
    await services.staff.disable(HEAD, OFFICER);
    const { not_held } = await tool(asked);
    assert.deepEqual(
      not_held.grants.map((each: { mandateId?: string; obstacles: { kind: string }[] }) => [
        each.mandateId,
        each.obstacles[0]?.kind,
      ]),
      [[id, 'mandator_account_not_open']],
    );
    await services.staff.enable(HEAD, OFFICER);
    await services.mandates.end(as(HEAD), id);
    assert.equal((await tool(asked)).not_held.grants[0].obstacles[0].kind, 'revoked');
  });

  it('tell in simulations and plans what deputies would lose with the mandator', async () => {
    await give(OFFICER);
    const { lost } = await services.roles.simulateRevocation(OFFICER, signerGrant);
    assert.deepEqual(lost.people.map(({ name }) => name).sort(), ['Nguyễn Văn An', 'Trần Quốc Hưng']);
    const retired = HEADER + people('nghỉ hưu');
    const report = await tool(
      ['staff', 'import', '0', '--partial', '--dry-run', '--allow-removals', '1'],
      retired,
    );
    assert.deepEqual(
      report.roles.lost.map((each: { employee_no: string }) => each.employee_no),
      [HEAD, DEPUTY],
    );
  });

  it('are given by the mandator, an administrator or the operator, never by the deputy or a program', async () => {
    await give(as(HEAD));
    await give(OFFICER);
    for (const actor of [
      as(OTHER),
      as(DEPUTY),
      { kind: 'client', id: 'documents' },
      { kind: 'system' },
    ] as const)
      await assert.rejects(give(actor), { code: 'permission_denied' }, actor.kind);
    await assert.rejects(give(as(OTHER), { from: 'nobody@mic.example' }), { code: 'permission_denied' });
    await grantTo('micconnect:system-administrator', { person: OTHER });
    await give(as(OTHER));
    await assert.rejects(give(as(OTHER), { to: OTHER }), { code: 'mandate_to_self' });
    assert.equal((await events('mandate.given')).length, 3);
    assert.equal((await services.mandates.list()).length, 3);
  });

  it('of privileged roles are entered by somebody else than the mandator', async () => {
    await grantTo('documents:sealer', { person: HEAD });
    await grantTo('micconnect:system-administrator', { person: OTHER });
    const alone = { code: 'mandate_privileged', details: { role: 'documents:sealer' } };
    await assert.rejects(give(as(HEAD), {}, ['documents:signer', 'documents:sealer']), alone);
    // Nor by a system administrator who is the mandator.
    await grantTo('micconnect:system-administrator', { person: HEAD });
    await assert.rejects(give(as(HEAD), {}, ['documents:sealer']), alone);
    assert.deepEqual(await held(), []);
    await give(as(OTHER), {}, ['documents:sealer']);
    assert.deepEqual(await held(), [['sealer', null]]);
  });

  it('keep a deputy from giving the mandator what comes back to her', async () => {
    await grantTo('micconnect:owner.documents', { person: DEPUTY });
    await grantTo('documents:reader', { person: HEAD });
    const giveBack = (role: string) =>
      services.roles.grantRole(as(DEPUTY), { ...nameOf(role), to: { person: HEAD } });
    const { id } = await give(OFFICER, { since: '2026-11-25' }, ['documents:reader']);
    await assert.rejects(giveBack('documents:reader'), { code: 'role_grant_to_self' });
    // Of other roles, and by a mandate that is over, nothing comes back.
    await giveBack('documents:desk');
    await services.mandates.end(OFFICER, id);
    await giveBack('documents:reader');
  });

  it('are ended by the same people; to anybody else they do not exist', async () => {
    const actors = [as(HEAD), OFFICER];
    for (const actor of actors) {
      const { id } = await give(OFFICER);
      for (const stranger of [as(OTHER), as(DEPUTY), { kind: 'client', id: 'documents' } as const])
        await assert.rejects(services.mandates.end(stranger, id), { code: 'mandate_not_found' });
      await services.mandates.end(actor, id);
      await assert.rejects(services.mandates.end(actor, id), { code: 'mandate_not_found' });
    }
    assert.equal((await events('mandate.ended')).length, actors.length);
    const { id } = await give(OFFICER, { until: '2026-11-20' });
    now += DAY;
    await assert.rejects(
      services.mandates.end(OFFICER, id),
      { code: 'mandate_not_found' },
      'one that is over',
    );
    for (const unknown of ['x', '00000000-0000-4000-8000-000000000000'])
      await assert.rejects(services.mandates.end(OFFICER, unknown), { code: 'mandate_not_found' });
  });

  it('are refused for roles that the mandator does not hold by herself at this moment', async () => {
    const role = 'documents:signer';
    await assert.rejects(
      give(OFFICER, {}, ['documents:reader']),
      invalid('role_not_held', { role: 'documents:reader' }),
    );
    await give(OFFICER);
    await assert.rejects(
      give(OFFICER, { from: DEPUTY, to: OTHER }),
      invalid('role_not_held', { role }),
      'no chains',
    );
    await assert.rejects(give(as(DEPUTY), { from: DEPUTY, to: OTHER }), invalid('role_not_held', { role }));
    await services.roles.revokeRole(OFFICER, signerGrant);
    await assert.rejects(give(OFFICER), invalid('role_not_held', { role }));
    await assert.rejects(give(OFFICER, {}, ['documents:x']), { code: 'role_not_found' });
  });

  it('are refused for roles of the product, also inside a composite', async () => {
    const role = 'micconnect:system-administrator';
    await grantTo(role, { person: HEAD });
    await assert.rejects(give(as(HEAD), {}, [role]), invalid('product_role', { role }));
    await grantTo('documents:reader', { person: HEAD });
    const find = (name: string) => services.stores.roles.findRole(nameOf(name).clientId, nameOf(name).code);
    const [whole, part] = [await find('documents:reader'), await find(role)];
    await services.stores.roles.addRolePart({ roleId: whole?.id ?? '', partId: part?.id ?? '' });
    await assert.rejects(
      give(as(HEAD), {}, ['documents:reader']),
      invalid('product_role', { role: 'documents:reader' }),
    );
  });

  it('are refused without an end, a decision, or with people who cannot act', async () => {
    await assert.rejects(give(OFFICER, { until: '2026-11-19' }), invalid('over'));
    await assert.rejects(give(OFFICER, { since: '2026-11-19' }), invalid('begins_in_the_past'));
    await give(OFFICER, { since: '2026-11-20', until: '2027-02-17' });
    await assert.rejects(give(OFFICER, { until: '2027-02-18' }), invalid('too_long', { days: 90 }));
    await services.settings.set('mandate.days', '91', OFFICER);
    await give(OFFICER, { until: '2027-02-18' });
    await services.settings.reset('mandate.days', OFFICER);
    await assert.rejects(give(OFFICER, { until: '' }), { code: 'period_invalid' });
    await assert.rejects(give(OFFICER, { decision: ' ' }), invalid('decision_missing'));
    await assert.rejects(give(OFFICER, { reason: 'x'.repeat(1001) }), invalid('text_too_long'));
    await assert.rejects(give(OFFICER, {}, []), invalid('no_roles'));
    await assert.rejects(give(OFFICER, {}, Array(51).fill('documents:signer')), invalid('too_many_roles'));
    await assert.rejects(give(OFFICER, { to: HEAD }), invalid('same_person'));
    await services.staff.disable(DEPUTY, OFFICER);
    await assert.rejects(give(OFFICER), invalid('deputy_account'));
    await services.staff.enable(DEPUTY, OFFICER);
    await services.staff.disable(HEAD, OFFICER);
    await assert.rejects(give(OFFICER), invalid('mandator_account'));
    await services.staff.enable(HEAD, OFFICER);
    assert.equal((await events('mandate.given')).length, 2);
  });

  it('count for separations: at entry, and when either of both is given more', async () => {
    await services.separations.separate(OFFICER, {
      roles: ['documents:signer', 'hr:payer'].map(nameOf),
      name: 'S',
    });
    const { id } = await grantTo('hr:payer', { person: DEPUTY });
    const violated = { code: 'separation_violated' };
    await assert.rejects(give(OFFICER), violated);
    assert.deepEqual(await services.mandates.list(), []);
    await services.roles.revokeRole(OFFICER, id);
    await give(OFFICER, { since: '2026-12-01' });
    await assert.rejects(
      grantTo('hr:payer', { person: DEPUTY }),
      violated,
      'to the deputy, before the mandate begins',
    );
    await assert.rejects(grantTo('hr:payer', { unit: 'G14.05.1' }), violated, 'to the unit of the deputy');
    await services.roles.revokeRole(OFFICER, signerGrant);
    await grantTo('hr:payer', { person: DEPUTY });
    await assert.rejects(grantTo('documents:signer', { person: HEAD }), violated, 'to the mandator');
    await assert.rejects(
      grantTo('documents:signer', { position: 'cuc-truong' }),
      violated,
      'to her position',
    );
    await grantTo('documents:signer', { person: OTHER });
  });
});
