import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import { operatorServices } from '../../src/operator-services.ts';
import type { Services } from '../../src/services.ts';
import { sweep } from '../../src/storage/sweep.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { openTestServices, type TestServices } from '../support/test-services.ts';
import { type Cast, OPERATOR, role, seedCast } from './role-authority.actors.ts';

const START = Date.parse('2026-11-20T01:00:00Z');
const DAY = 24 * 60 * 60 * 1000;
const OWN = 'own@mic.example';
const signer = { ...role('documents:signer'), to: { person: OWN } };

describe('flow: role grants that wait for a second person', () => {
  let opened: TestServices;
  let services: Services;
  let cast: Cast;
  let now: number;

  before(async function () {
    this.timeout(60_000);
    now = START;
    opened = await openTestServices({ now: () => new Date(now) });
    ({ services } = opened);
    cast = await seedCast(services);
  });
  beforeEach(async () => {
    now = START;
    await query('delete from waiting_role_grant');
    await query(`delete from role_grant where role_id = (select id from role where code = 'signer')`);
  });
  after(() => opened.close());

  const query = (statement: string, values: unknown[] = []) =>
    services.database.source.query(statement, values);

  async function submitted(author = 'owner', input: object = {}): Promise<string> {
    const { id, isWaiting } = await services.roles.grantRole(cast.actorOf(author), { ...signer, ...input });
    assert.equal(isWaiting, true);
    return id;
  }

  const approve = (actor: string, id: string) => services.roles.approveRoleGrant(cast.actorOf(actor), id);
  const refused = (code: string) => (error: unknown) => {
    assert.equal((error as { code?: unknown }).code, code);
    return true;
  };

  async function held(at = new Date(now)): Promise<string[]> {
    const { roles } = await services.roles.explain(OWN, 'documents', at, 'signer');
    return roles.map(({ code }) => code);
  }

  async function tool(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
    const terminal = scriptedTerminal();
    const exit = await runCommand(argv, operatorServices(services), terminal, OPERATOR);
    return { exit, ...terminal.said };
  }

  it('give nothing before, and count from the approval on, with both names on record', async () => {
    const id = await submitted('owner', { from: '2026-01-01', decision: '7/QĐ' });
    assert.deepEqual(await held(), []);
    now += DAY;
    await approve('peer', id);
    assert.deepEqual(await held(), ['signer']);
    assert.deepEqual(await held(new Date(START)), []);
    const events = await query(
      `select type, actor, details from audit_event
        where details->>'roleGrantId' = $1 order by seq`,
      [id],
    );
    const ofPerson = (name: string) => {
      const actor = cast.actorOf(name);
      return actor.kind === 'person' ? actor.id : '';
    };
    assert.deepEqual(
      events.map((each: { type: string; actor: { id: string } }) => [each.type, each.actor.id]),
      [
        ['role.submitted', ofPerson('owner')],
        ['role.approved', ofPerson('peer')],
        ['role.granted', ofPerson('peer')],
      ],
    );
    for (const { details } of events.slice(1))
      assert.equal(details.submitted_by, `person:${ofPerson('owner')}`);
  });

  it('are decided once, however many try at the same time', async () => {
    const id = await submitted();
    const tries = [approve('peer', id), approve('system-administrator', id), approve('administrator2', id)];
    const done = await Promise.allSettled(tries);
    assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const each of done)
      if (each.status === 'rejected') assert.equal(each.reason.code, 'role_grant_not_waiting');
    assert.equal(
      (await query('select count(*)::int as count from role_grant where id = $1', [id]))[0].count,
      1,
    );
  });

  it('end after seven days', async () => {
    const id = await submitted();
    now += 7 * DAY;
    assert.deepEqual(await services.roles.listWaiting(), []);
    await assert.rejects(approve('peer', id), refused('role_grant_not_waiting'));
    assert.equal((await services.roles.findWaiting(id)).state, 'expired');
    await sweep(services.database.source, new Date(now));
    assert.equal((await query('select state from waiting_role_grant'))[0].state, 'expired');
    await sweep(services.database.source, new Date(now + 91 * DAY));
    assert.deepEqual(await query('select 1 from waiting_role_grant'), []);
  });

  it('need an approver who may give them at that moment', async () => {
    const id = await submitted();
    await assert.rejects(approve('owner', id), refused('approval_self'));
    await assert.rejects(approve('auditor', id), refused('permission_denied'));
    await assert.rejects(approve('program', id), refused('approver_not_person'));
    const peer = cast.actorOf('peer');
    const [mine] = await services.stores.roles.listRoleGrants({
      personId: peer.kind === 'person' ? peer.id : '',
    });
    await services.roles.revokeRole(OPERATOR, mine?.id ?? '');
    await assert.rejects(approve('peer', id), refused('permission_denied'));
    const again = { clientId: 'micconnect', code: 'owner.documents', to: { person: 'peer@mic.example' } };
    await services.roles.grantRole(OPERATOR, again);
    await approve('peer', id);
  });

  it('reach neither who asked nor who approves, wherever they have gone meanwhile', async () => {
    const id = await submitted('owner', { to: { unit: 'G14.06' } });
    const owner = cast.actorOf('owner');
    const move =
      'update appointment set unit_id = (select id from unit where code = $2) where person_id = $1';
    const personId = owner.kind === 'person' ? owner.id : '';
    await query(move, [personId, 'G14.06']);
    await assert.rejects(approve('peer', id), refused('role_grant_to_self'));
    const begin = 'update appointment set valid_from = $2 where person_id = $1';
    await query(begin, [personId, '2027-01-01']);
    await assert.rejects(approve('peer', id), refused('role_grant_to_self'));
    await query(begin, [personId, null]);
    await query(move, [personId, 'G14.05']);
    await approve('peer', id);
  });

  it('are not given once their time is over, nor against a separation', async () => {
    const past = await submitted('owner', { until: '2026-11-21' });
    now += 2 * DAY;
    await assert.rejects(approve('peer', past), refused('role_grant_invalid'));
    now = START;
    const apart = { roles: [role('documents:signer'), role('documents:author')] };
    const { separation } = await services.separations.separate(OPERATOR, apart);
    const other = await services.roles.grantRole(OPERATOR, { ...signer, ...role('documents:author') });
    const id = await submitted();
    await assert.rejects(approve('peer', id), refused('separation_violated'));
    assert.equal((await services.roles.findWaiting(id)).state, 'waiting');
    await services.separations.end(OPERATOR, separation.id);
    await services.roles.revokeRole(OPERATOR, other.id);
    await approve('peer', id);
  });

  it('are listed, approved and rejected by the operator, who gives them at once himself', async () => {
    const [first, second] = [await submitted(), await submitted('peer')];
    const listed = JSON.parse((await tool('role', 'waiting', '--json')).out);
    assert.deepEqual(listed.map((each: { id: string }) => each.id).sort(), [first, second].sort());
    assert.match((await tool('role', 'waiting')).out, /documents:signer/);
    assert.match((await tool('role', 'approve', first)).out, /approved/);
    assert.equal(JSON.parse((await tool('role', 'reject', second, '--json')).out).state, 'rejected');
    const { exit, err } = await tool('role', 'approve', second);
    assert.equal(exit, 1);
    assert.match(err, /\[role_grant_not_waiting\]/);
    assert.deepEqual(await held(), ['signer']);
    const given = ['role', 'grant', '--role', 'documents:signer', '--person', 'sub@mic.example', '--json'];
    assert.deepEqual(Object.keys(JSON.parse((await tool(...given)).out)), ['id']);
  });

  it('go with their role', async () => {
    await services.roles.createRole(OPERATOR, { ...role('hr:key'), name: 'Key', isPrivileged: true });
    await submitted('system-administrator', role('hr:key'));
    await services.clients.remove('hr', OPERATOR);
    assert.deepEqual(await services.roles.listWaiting(), []);
    const codes = (await services.stores.roles.listRoles('micconnect')).map(({ code }) => code);
    assert.deepEqual([codes.includes('owner.hr'), codes.includes('owner.documents')], [false, true]);
  });
});
