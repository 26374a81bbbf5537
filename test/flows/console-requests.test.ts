import { strict as assert } from 'node:assert';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { signInCast } from './console-officers.ts';
import { OPERATOR, role, seedCast } from './role-authority.actors.ts';

const REASON = 'Soạn <công văn> của phòng';
const LAUNCHER = { title: 'Quản lý văn bản', icon: 'documents', url: 'https://documents.example/' };

describe('flow: requests for roles in the console', () => {
  let server: TestServer;
  let list: string;
  let by: (name: string) => Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    const { clients } = server.services;
    await seedCast(server.services);
    for (const id of ['documents', 'hr'])
      await clients.update(
        { client_id: id, redirect_uris: [`https://${id}.example/`], launcher: LAUNCHER },
        OPERATOR,
      );
    list = `${server.issuer}/admin/requests`;
    by = await signInCast(server, ['system-administrator', 'unit-administrator', 'owner', 'auditor'], list);
  });
  after(() => server.stop());

  async function ask(place: string, name = 'documents:reader'): Promise<string> {
    const person = await server.services.stores.directory.findPersonByLogin(`${place}@mic.example`);
    const asked = { ...role(name), reason: REASON };
    return (await server.services.roleRequests.submit(person?.id ?? '', asked)).id;
  }
  const open = (name: string, id: string) => by(name).get(`${list}/${id}`);
  /** What the navigation says beside the name of the list. */
  const told = ({ text }: Page) =>
    /href="\/admin\/requests"[^>]*>(?:(?!<\/a>).)*class="count">(\d+)/s.exec(text)?.[1];
  const mayDecide = ({ text }: Page) => text.includes('name="verdict"');

  it('wait in the list of whoever decides on the step, are approved step by step, and give the role', async () => {
    const id = await ask('own');
    const waiting = await by('unit-administrator').get(list);
    assert.equal(told(waiting), '1');
    assert.match(waiting.text, new RegExp(`href="/admin/requests/${id}">Lê Ánh`));
    assert.match(waiting.text, /Soạn &lt;công văn&gt; của phòng/);
    assert.doesNotMatch((await by('owner').get(list)).text, new RegExp(id));
    const page = await open('unit-administrator', id);
    assert.match(page.text, /Chuyên viên, Cục A/);
    assert.match(page.text, /<dt>Quản lý văn bản<\/dt><dd><span class="role-line">held<\/span>/);
    assert.ok(page.text.includes(vi['requestDesk.noConflict']));
    const passed = await by('unit-administrator').submit(page, { verdict: 'approve', note: 'Đúng việc' });
    assert.ok(passed.text.includes(vi['requestDesk.notice.approved']));
    assert.ok(!mayDecide(passed), 'one decides on one step');
    assert.equal(told(passed), undefined);
    assert.equal(told(await by('auditor').get(list)), undefined, 'who decides on nothing');
    const owned = await open('owner', id);
    assert.match(owned.text, /Đúng việc/);
    const given = await by('owner').submit(owned, { verdict: 'approve', note: '' });
    assert.match(given.text, /href="\/admin\/role-grants\/[0-9a-f-]{36}"/);
    const granted = await by('auditor').get(`${list}?state=approved&q=le+anh`);
    assert.match(granted.text, new RegExp(id));
    assert.doesNotMatch((await by('auditor').get(`${list}?state=approved&q=nobody`)).text, new RegExp(id));
    const late = await by('owner').submit(owned, { verdict: 'approve', note: '' });
    assert.equal(late.status, 409);
    assert.ok(late.text.includes(errorsVi.role_request_decided.title));
  });

  it('are refused with a reason, which stays typed when it is too long', async () => {
    const id = await ask('sub');
    const page = await open('system-administrator', id);
    const silent = await by('system-administrator').submit(page, { verdict: 'reject', note: '' });
    assert.equal(silent.status, 400);
    assert.ok(silent.text.includes(errorsVi.role_request_invalid.title));
    const long = await by('system-administrator').submit(page, { verdict: 'reject', note: 'y'.repeat(1001) });
    assert.match(long.text, /value="y{1001}"/);
    const refused = await by('system-administrator').submit(page, { verdict: 'reject', note: 'Chưa cần' });
    assert.ok(refused.text.includes(vi['requestDesk.notice.rejected']));
    assert.match((await by('auditor').get(`${list}?state=rejected`)).text, new RegExp(id));
    const wrong = await by('system-administrator').submit(page, { verdict: 'maybe', note: '' });
    assert.equal(wrong.status, 400);
  });

  it('show those who decide what the role would violate, and do not give it', async () => {
    const { separations, roles } = server.services;
    await separations.separate(OPERATOR, {
      roles: [role('documents:author'), role('documents:reader')],
      name: 'Soạn và đọc',
    });
    await roles.grantRole(OPERATOR, { ...role('documents:author'), to: { person: 'other@mic.example' } });
    const id = await ask('other');
    const page = await open('owner', id);
    assert.match(
      page.text,
      /Soạn và đọc: một người không được giữ cùng lúc author \(Quản lý văn bản\), reader/,
    );
    const refused = await by('owner').submit(page, { verdict: 'approve', note: 'Được' });
    assert.equal(refused.status, 409);
    assert.ok(refused.text.includes(errorsVi.separation_violated.title));
    assert.match(refused.text, /value="Được"/);
  });

  it('of other units and systems are not there, and who only reads decides on nothing', async () => {
    const elsewhere = await ask('other', 'hr:viewer');
    for (const name of ['unit-administrator', 'owner']) {
      assert.equal((await open(name, elsewhere)).status, 404, name);
      for (const state of ['waiting', 'all'])
        assert.doesNotMatch((await by(name).get(`${list}?state=${state}`)).text, new RegExp(elsewhere), name);
    }
    const read = await open('auditor', elsewhere);
    assert.equal(read.status, 200);
    assert.ok(!mayDecide(read));
    const csrf = /name="csrf" value="([^"]+)"/.exec((await open('owner', await ask('ancestor'))).text)?.[1];
    const forged = await by('owner').post(`${list}/${elsewhere}/decision`, {
      csrf: csrf ?? '',
      verdict: 'approve',
      note: '',
    });
    assert.equal(forged.status, 404);
    const decision = `${list}/${elsewhere}/decision`;
    const fields = { verdict: 'approve', note: '' };
    assert.equal((await by('system-administrator').post(decision, fields)).status, 403, 'without its token');
    for (const unknown of ['x', '00000000-0000-4000-8000-000000000000'])
      assert.equal((await open('auditor', unknown)).status, 404);
  });
});
