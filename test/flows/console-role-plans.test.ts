import { strict as assert } from 'node:assert';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { signInCast } from './console-officers.ts';
import { OPERATOR, role, seedCast } from './role-authority.actors.ts';

const OWN = 'own@mic.example';

describe('flow: plans of role grants in the console', () => {
  let server: TestServer;
  let administrator: Browser;
  let second: Browser;
  let auditor: Browser;
  let plans: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedCast(server.services);
    plans = `${server.issuer}/admin/role-plans`;
    const by = await signInCast(server, ['system-administrator', 'administrator2', 'auditor'], plans);
    administrator = by('system-administrator');
    second = by('administrator2');
    auditor = by('auditor');
    await server.services.settings.set('guard.people', '100', OPERATOR);
    await server.services.settings.set('guard.percent', '100', OPERATOR);
  });
  after(() => server.stop());

  const textOf = ({ text }: Page) =>
    text
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  const csrfOf = (page: Page) => /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const standing = async (personOrUnit: object) =>
    (await server.services.stores.roles.listRoleGrants(personOrUnit)).filter(
      (each) => each.revokedAt === null,
    );
  const readerTo = (to: object, more: object = {}) =>
    server.services.roles.grantRole(OPERATOR, { ...role('documents:reader'), to, ...more } as never);

  it('change one role grant: before beside after, applied, and undone', async () => {
    const { id } = await readerTo({ unit: 'G14.06' }, { decision: '1/QĐ' });
    const address = `${server.issuer}/admin/role-grants/${id}/edit`;
    const form = await administrator.get(address);
    assert.match(form.text, /name="unit" value="G14\.06"/);
    const opened = await second.get(address);
    const same = await administrator.submit(form, { decision: '1/QĐ', unit: 'G14.06' });
    assert.ok(same.text.includes(vi['rolePlans.state.unchanged']));
    const wrong = await administrator.submit(form, { unit: 'G99', decision: '2/QĐ' });
    assert.equal(wrong.status, 400);
    assert.match(wrong.text, /id="unit-error"/);
    assert.match(wrong.text, /value="2\/QĐ"/);
    const plan = await administrator.submit(form, {
      unit: 'G14.05.1',
      decision: '2/QĐ',
      until: '2099-12-31',
    });
    assert.match(textOf(plan), /Trước: 1.quyền bị thu hồi Mọi người thuộc Cục C.*theo 1\/QĐ/);
    assert.match(
      textOf(plan),
      /Sau: 1.quyền được cấp Mọi người thuộc Phòng B.*đến hết 31\/12\/2099, theo 2\/QĐ/,
    );
    const seen = await second.get(plan.url);
    assert.doesNotMatch(seen.text, /value="apply"/);
    assert.equal((await second.submit(seen, { verdict: 'apply' })).status, 403, 'a second person approves');
    assert.equal((await auditor.get(`${server.issuer}/admin/role-grants/${id}/edit`)).status, 404);
    const applied = await administrator.submit(plan, { verdict: 'apply' });
    assert.ok(applied.text.includes(vi['rolePlans.notice.applied']));
    assert.equal((await administrator.get(address)).status, 404, 'what was revoked is not edited');
    const late = await second.submit(opened, { unit: 'G14.06', decision: '3/QĐ' });
    assert.equal(late.status, 409);
    assert.match(textOf(late), /vừa được người khác đổi/);
    assert.match(textOf(late), /Thuộc đơn vịG14\.06G14\.05\.1\(không sửa\)/);
    assert.match(textOf(late), /1\/QĐ2\/QĐ3\/QĐ/);
    assert.match(late.text, /name="unit" value="G14\.05\.1"/, 'what only the other one changed stays hers');
    assert.match(late.text, /name="decision" value="3\/QĐ"/);
    const knowingly = await second.submit(late, {
      unit: 'G14.05.1',
      from: /name="from" value="([^"]+)"/.exec(late.text)?.[1] ?? '',
      until: '2099-12-31',
      decision: '3/QĐ',
    });
    assert.match(textOf(knowingly), /Trước: 1.quyền bị thu hồi Mọi người thuộc Phòng B.*theo 2\/QĐ/);
    assert.match(textOf(knowingly), /Sau: 1.quyền được cấp Mọi người thuộc Phòng B.*2099, theo 3\/QĐ/);
    await second.submit(knowingly, { verdict: 'reject' });
    const list = await administrator.get(plans);
    const [, undo = ''] = /action="([^"]+\/undo)"/.exec(list.text) ?? [];
    const back = await administrator.post(server.issuer + undo, { csrf: csrfOf(list) });
    assert.match(textOf(back), /Sau: 1.quyền được cấp Mọi người thuộc Cục C/);
    await administrator.submit(back, { verdict: 'apply' });
    assert.ok((await administrator.get(plans)).text.includes(vi['rolePlans.undone']));
    assert.equal((await standing({ roleId: (await readerRole()).id })).length, 1);
  });

  it('that the guard stops wait for a second person, who is somebody else', async () => {
    const { id } = await readerTo({ person: OWN });
    await server.services.settings.set('guard.people', '0', OPERATOR);
    const form = await administrator.get(`${server.issuer}/admin/role-grants/${id}/edit`);
    const plan = await administrator.submit(form, { until: '2030-01-01', decision: '3/QĐ' });
    const ahead = await upload(`${head}thu hồi,documents,reader,${OWN}\n`);
    assert.ok(ahead.text.includes(vi['rolePlans.state.pending']));
    assert.doesNotMatch(ahead.text, /value="apply"/);
    assert.match(textOf(ahead), /Vượt ngưỡng an toàn/);
    const forged = await administrator.submit(ahead, { verdict: 'approve' });
    assert.equal(forged.status, 403);
    const alone = await administrator.submit(ahead, { verdict: 'apply' });
    assert.ok(alone.text.includes(errorsVi.approval_needed.title));
    const approved = await second.submit(await second.get(ahead.url), { verdict: 'approve' });
    assert.ok(approved.text.includes(vi['rolePlans.notice.applied']));
    const moved = await administrator.get(plan.url);
    assert.match(textOf(moved), /Dữ liệu đã đổi từ khi trình/);
    await server.services.settings.set('guard.people', '100', OPERATOR);
  });

  it('are made of files, row by row, and refused with the place of each fault', async () => {
    const refused = await upload(`${head}cấp,documents,nothing,${OWN}\ncấp,documents,signer,${OWN}\n`);
    assert.equal(refused.status, 422);
    assert.match(textOf(refused), /roles\.csv:2:vai_tro/);
    assert.match(textOf(refused), /roles\.csv:3:vai_tro/);
    const unknown = await upload('a,b\n1,2\n');
    assert.ok(unknown.text.includes(errorsVi.staff_file_unknown_kind.title));
    const plan = await upload(`${head}cấp,documents,reader,sub@mic.example\n`);
    assert.match(textOf(plan), /Lê Ánh được vai trò reader trong documents.*theo 5\/QĐ/);
    const rejected = await administrator.submit(plan, { verdict: 'reject' });
    assert.ok(rejected.text.includes(vi['rolePlans.notice.rejected']));
  });

  const head = 'hanh_dong,ung_dung,vai_tro,thu_dien_tu\n';

  async function readerRole() {
    return (await server.services.stores.roles.findRole('documents', 'reader')) ?? assert.fail();
  }

  async function upload(csv: string): Promise<Page> {
    const body = new FormData();
    body.set('csrf', csrfOf(await administrator.get(plans)));
    body.set('decision', '5/QĐ');
    body.set('files', new Blob([csv], { type: 'text/csv' }), 'roles.csv');
    return administrator.postForm(plans, body);
  }
});
