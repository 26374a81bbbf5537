import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { runCommand } from '../../src/cli/run-command.ts';
import { dayOf, daysAfter } from '../../src/domain/clock.ts';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import { operatorServices } from '../../src/operator-services.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { scriptedTerminal } from '../support/scripted-terminal.ts';
import { signInCast } from './console-officers.ts';
import { OPERATOR, role, seedCast } from './role-authority.actors.ts';

const OWN = 'own@mic.example';

describe('flow: role grants in the console', () => {
  let server: TestServer;
  let administrator: Browser;
  let owner: Browser;
  let unitAdministrator: Browser;
  let auditor: Browser;
  let list: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedCast(server.services);
    list = `${server.issuer}/admin/role-grants`;
    const names = ['system-administrator', 'owner', 'unit-administrator', 'auditor'] as const;
    const by = await signInCast(server, names, list);
    administrator = by('system-administrator');
    owner = by('owner');
    unitAdministrator = by('unit-administrator');
    auditor = by('auditor');
  });
  after(() => server.stop());

  const textOf = ({ text }: Page) =>
    text
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  const given = (input: object) =>
    server.services.roles.grantRole(OPERATOR, { ...role('documents:reader'), ...input } as never);

  async function fillIn(browser: Browser, act: 'preview' | 'grant', fields: Record<string, string>) {
    const page = await browser.get(`${list}/new`);
    return browser.submit(page, { who: 'person', act, reach: 'role', ...fields });
  }

  it('are listed as sentences, found without diacritics, and narrowed', async () => {
    await given({ to: { unit: 'G14.05', subtree: true }, decision: '512/QĐ', until: '2099-12-31' });
    const found = await administrator.get(`${list}?q=cuc+a+reader`);
    assert.match(
      textOf(found),
      /Mọi người thuộc Cục A và đơn vị trực thuộc được vai trò reader trong documents, đến hết 31\/12\/2099, theo 512\/QĐ\./,
    );
    const sentences = ({ text }: Page) => text.match(/class="sentence"/g)?.length ?? 0;
    assert.equal(sentences(found), 1);
    assert.equal(sentences(await administrator.get(`${list}?q=512/QĐ&kind=unit&client=documents`)), 1);
    assert.equal(sentences(await administrator.get(`${list}?q=512/QĐ&kind=position`)), 0);
    assert.equal(sentences(await administrator.get(`${list}?q=512/QĐ&state=ending`)), 0);
    assert.ok(sentences(await administrator.get(`${list}?kind=person`)) > 5);
  });

  it('lead to whom and what they name, and are narrowed to a unit', async () => {
    const { id } = await given({ to: { unit: 'G14.06' } });
    const list = await administrator.get(`${server.issuer}/admin/role-grants?unit=G14.06`);
    assert.match(list.text, new RegExp(`/admin/role-grants/${id}"`));
    assert.match(list.text, /href="\/admin\/units\/G14\.06"/);
    assert.match(list.text, /href="\/admin\/role-grants\?role=documents%3Areader"/);
    assert.doesNotMatch(list.text, /href="\/admin\/units\/G14\.05"/);
    assert.match(list.text, /class="chip" href="\/admin\/role-grants"><span>Cục C</);
    const page = await administrator.get(`${server.issuer}/admin/role-grants/${id}`);
    const other = await server.services.stores.directory.findPersonByLogin('other@mic.example');
    assert.match(page.text, new RegExp(`href="/admin/people/${other?.id}"`));
    assert.equal((await administrator.get(`${server.issuer}/admin/role-grants?unit=G99`)).status, 404);
    const unit = await administrator.get(`${server.issuer}/admin/units/G14.06`);
    assert.match(unit.text, /href="\/admin\/role-grants\?unit=G14\.06"/);
    await server.services.roles.revokeRole(OPERATOR, id);
  });

  it('show only what lies within the extent, and the rest as not there', async () => {
    const { id } = await given({ to: { person: 'other@mic.example' } });
    assert.equal((await administrator.get(`${list}/${id}`)).status, 200);
    assert.equal((await unitAdministrator.get(`${list}/${id}`)).status, 404);
    assert.equal((await unitAdministrator.get(`${list}/${id}/revocation`)).status, 404);
    assert.doesNotMatch((await unitAdministrator.get(`${list}?state=all`)).text, new RegExp(id));
    assert.equal((await owner.get(`${list}/${id}`)).status, 200, 'the owner reads her own system');
    assert.doesNotMatch((await auditor.get(`${list}/${id}`)).text, /revocation/);
    assert.equal((await auditor.get(`${list}/new`)).status, 404);
  });

  it('are taken out as a file that can be taken in again, for who reads the whole ministry', async () => {
    const places = [
      { unit: 'G14.05', subtree: true, position: 'chuyen-vien' },
      { category: 'vien_chuc' },
      { person: OWN },
    ];
    for (const to of places)
      await given({ to, decision: 'KX,1/QĐ', reason: 'Kết "xuất"', from: '2026-01-01', until: '2099-12-31' });
    const page = await auditor.get(`${list}?q=KX,1/QĐ`);
    const addresses = [...page.text.matchAll(/href="(\/admin\/role-grants\/export[^"]+)"/g)].map(
      ([, url = '']) => url.replaceAll('&amp;', '&'),
    );
    assert.equal(addresses.length, 2);
    const [xlsx = '', csv = ''] = addresses;
    assert.match((await auditor.get(server.issuer + xlsx)).text, /^PK/);
    const file = await auditor.get(server.issuer + csv);
    const name = /filename="micconnect-role-grants-\d{4}-\d\d-\d\d\.csv"/;
    assert.match(file.headers.get('content-disposition') ?? '', name);
    assert.match(file.text, /^\uFEFF?Ứng dụng,Vai trò,Số hiệu,/);
    assert.match(
      file.text,
      /\ndocuments,reader,,,G14\.05,có,Chuyên viên,,,2026-01-01,2099-12-31,"KX,1\/QĐ","Kết ""xuất""",,Đang hiệu lực,/,
    );
    assert.equal(file.text.trim().split('\n').length, 1 + places.length);
    const whole = await auditor.get(`${list}/export`);
    for (const { text } of [file, whole]) {
      const io = scriptedTerminal({ files: { 'rg.csv': text } });
      const argv = ['role', 'import', 'rg.csv', '--dry-run', '--json'];
      assert.equal(await runCommand(argv, operatorServices(server.services), io, OPERATOR), 0, io.said.err);
      const { granted, revoked, unchanged } = JSON.parse(io.said.out);
      assert.deepEqual([granted, revoked, unchanged], [[], [], text.trim().split('\n').length - 1]);
    }
    const [event] = await server.services.stores.audit.search(
      { types: ['role_grants.exported'] },
      { order: 'oldest', limit: 1 },
    );
    const told = { text: 'KX,1/QĐ', state: 'standing', kind: null, role: null, unit: null };
    assert.deepEqual(event?.details, { format: 'xlsx', role_grants: 3, ...told });
    assert.doesNotMatch((await administrator.get(`${list}?state=waiting`)).text, /role-grants\/export/);
    for (const bounded of [owner, unitAdministrator]) {
      assert.doesNotMatch((await bounded.get(list)).text, /role-grants\/export/);
      assert.equal((await bounded.get(`${list}/export`)).status, 404);
    }
  });

  it('are previewed, given, and revoked after a look at who loses what', async () => {
    const asked = { person: OWN, role: 'documents:author', decision: '7/QĐ', until: '2099-06-30' };
    const before = await administrator.get(`${list}?state=all&q=7/QĐ`);
    const preview = await fillIn(administrator, 'preview', asked);
    assert.match(textOf(preview), /Lê Ánh được vai trò author trong documents, trong phạm vi đơn vị mình/);
    assert.match(textOf(preview), /1 người được thêm vai trò/);
    assert.match(preview.text, /value="2099-06-30"/);
    assert.match(textOf(preview), /token lớn nhất: \S+\s\S+ \(Lê Ánh\), trong giới hạn/);
    const after = await administrator.get(`${list}?state=all&q=7/QĐ`);
    assert.equal(after.text.match(/class="sentence"/g), before.text.match(/class="sentence"/g));
    const granted = await fillIn(administrator, 'grant', asked);
    assert.ok(granted.text.includes(vi['grants.notice.granted']));
    assert.match(textOf(granted), /Lê ÁnhCB1/);
    const again = await fillIn(administrator, 'preview', asked);
    assert.match(textOf(again), /1 người đã có, giữ nguyên/);
    const [address = ''] = granted.url.split('?');
    const confirm = await administrator.get(`${address}/revocation`);
    assert.match(textOf(confirm), /1 người mất vai trò ngay: Lê Ánh/);
    const csrf = /name="csrf" value="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
    const revoked = await administrator.post(`${address}/revocation`, { csrf });
    assert.ok(revoked.text.includes(vi['grants.notice.revoked']));
    assert.match(textOf(revoked), /Hiện không ai giữ vai trò nhờ quyền này/);
    assert.equal((await administrator.get(`${address}/revocation`)).status, 404);
  });

  it('keep of the decision’s document its hash alone, whatever its name', async () => {
    const csrf = /name="csrf" value="([^"]+)"/.exec((await administrator.get(`${list}/new`)).text)?.[1] ?? '';
    const send = (bytes: Uint8Array, fields: Record<string, string>) => {
      const form = new FormData();
      const asked = {
        csrf,
        act: 'grant',
        who: 'person',
        person: OWN,
        role: 'documents:reader',
        reach: 'role',
      };
      for (const [name, value] of Object.entries({ ...asked, ...fields })) form.append(name, value);
      form.append('document', new Blob([bytes]), '../../<b>quyết định</b>.pdf');
      return administrator.postForm(`${list}/new`, form);
    };
    const bytes = Buffer.from('%PDF-1.7 quyết định');
    const without = await send(bytes, { decision: '' });
    assert.equal(without.status, 400);
    assert.match(without.text, /id="decision-error"/);
    const granted = await send(bytes, { decision: '88/QĐ', reason: 'ở'.repeat(1000) });
    assert.ok(granted.text.includes(createHash('sha256').update(bytes).digest('hex')));
    assert.doesNotMatch(granted.text, /pdf/);
    const none = await send(new Uint8Array(), { decision: '89/QĐ', until: '2098-12-31' });
    assert.ok(none.text.includes(vi['grants.notice.granted']));
    assert.doesNotMatch(none.text, /class="hash"/);
    assert.equal((await send(bytes, { decision: '90/QĐ', csrf: 'x' })).status, 403);
    assert.equal((await send(bytes, { decision: '90/QĐ', other: 'x' })).status, 400);
    const { roles } = server.services;
    for (const page of [granted, none])
      await roles.revokeRole(OPERATOR, /role-grants\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? '');
  });

  it('are refused beside the field, with what was typed', async () => {
    const unknown = await fillIn(administrator, 'grant', {
      person: 'nobody-knows@mic.example',
      role: 'documents:reader',
      reason: 'Vì <việc>',
    });
    assert.equal(unknown.status, 400);
    assert.match(unknown.text, /<title>Lỗi: /);
    assert.match(unknown.text, /id="person-error"/);
    assert.match(unknown.text, /value="Vì &lt;việc&gt;"/);
    const nobody = await fillIn(administrator, 'preview', { who: 'rule', role: 'documents:reader' });
    assert.ok(nobody.text.includes(vi['grantForm.holderMissing']));
    const none = await fillIn(administrator, 'preview', { person: OWN });
    assert.ok(none.text.includes(vi['grantForm.roleMissing']));
    const extent = { person: OWN, role: 'documents:reader', reach: 'unit', extent: 'G14.05' };
    const limited = await fillIn(administrator, 'preview', extent);
    assert.ok(limited.text.includes(vi['grantForm.extentNotAllowed']));
    const reversed = { person: OWN, role: 'documents:reader', from: '2027-02-01', until: '2027-01-01' };
    assert.match((await fillIn(administrator, 'preview', reversed)).text, /id="until-error"/);
  });

  it('keep to the rights of who gives them, and tell of conflicts before', async () => {
    const beyond = { person: 'other@mic.example', role: 'documents:reader' };
    const refused = await fillIn(unitAdministrator, 'preview', beyond);
    assert.equal(refused.status, 403);
    assert.ok(refused.text.includes(errorsVi.role_grant_outside_extent.title));
    const self = { person: 'system-administrator@mic.example', role: 'documents:reader' };
    const own = await fillIn(administrator, 'grant', self);
    assert.ok(own.text.includes(errorsVi.role_grant_to_self.title));
    const { separations } = server.services;
    const apart = { roles: [role('documents:reader'), role('hr:viewer')], name: 'Không vừa đọc vừa xem' };
    const { separation } = await separations.separate(OPERATOR, apart);
    for (const to of [{ person: OWN }, { who: 'rule', unit: 'G14.05.1' }]) {
      const preview = await fillIn(administrator, 'preview', { ...to, role: 'hr:viewer' } as never);
      assert.match(textOf(preview), /sẽ giữ cùng lúc .*\(Không vừa đọc vừa xem\)/);
    }
    const violated = await fillIn(administrator, 'grant', { person: OWN, role: 'hr:viewer' });
    assert.equal(violated.status, 409);
    assert.ok(violated.text.includes(errorsVi.separation_violated.title));
    await separations.end(OPERATOR, separation.id);
  });

  it('of a privileged role wait for a second person, who is not the one that asks', async () => {
    const asked = { person: OWN, role: 'documents:chief', reason: 'Thay người nghỉ' };
    const preview = await fillIn(owner, 'preview', asked);
    assert.ok(preview.text.includes(vi['effects.secondPerson']));
    assert.match(preview.text, new RegExp(`value="grant">${vi['grantForm.submit']}`));
    const sent = await fillIn(owner, 'grant', asked);
    assert.ok(sent.text.includes(vi['grants.notice.submitted']));
    assert.doesNotMatch(sent.text, /value="approve"/);
    const [address = ''] = sent.url.split('?');
    const forged = await owner.submit(sent, { verdict: 'approve' });
    assert.equal(forged.status, 403);
    assert.ok(forged.text.includes(errorsVi.approval_self.title));
    assert.match(
      (await administrator.get(`${list}?state=waiting`)).text,
      new RegExp(address.split('/').at(-1) ?? ''),
    );
    const open = await administrator.get(address);
    assert.match(textOf(open), /Thay người nghỉ/);
    assert.match(textOf(open), /1 người được thêm vai trò/);
    const approved = await administrator.submit(open, { verdict: 'approve' });
    assert.ok(approved.text.includes(vi['grants.notice.approved']));
    assert.match(textOf(approved), /Trình phê duyệt.*Phê duyệt/);
    const second = await fillIn(owner, 'grant', { person: 'sub@mic.example', role: 'documents:chief' });
    const rejected = await administrator.submit(await administrator.get(second.url), { verdict: 'reject' });
    assert.ok(rejected.text.includes(vi['grants.notice.rejected']));
    assert.equal((await administrator.get(second.url)).status, 404);
  });

  it('take no form without its token', async () => {
    const { id } = await given({ to: { person: 'sub@mic.example' } });
    for (const path of [`${id}/revocation`, `${id}/decision`, 'new'])
      assert.equal((await administrator.post(`${list}/${path}`, { csrf: 'x' })).status, 403, path);
  });

  it('make a matrix of units and roles, cell by cell within the extent', async () => {
    await given({ to: { unit: 'G14.06' } });
    const matrix = `${server.issuer}/admin/role-matrix`;
    const whole = await administrator.get(`${matrix}?client=documents`);
    assert.match(whole.text, /aria-label="1\u00a0người, cấp riêng, cấp cho đơn vị"/);
    const [, cell = ''] = /href="([^"]+reader\/G14\.06)"/.exec(whole.text) ?? [];
    const people = await administrator.get(server.issuer + cell);
    assert.match(textOf(people), /Cục C reader trong documents/);
    assert.match(textOf(people), /Mọi người thuộc Cục C được vai trò reader/);
    const bounded = await unitAdministrator.get(`${matrix}?client=documents`);
    assert.match(textOf(bounded), /Cục A/);
    assert.doesNotMatch(textOf(bounded), /Cục C/);
    assert.equal((await unitAdministrator.get(server.issuer + cell)).status, 404);
    assert.match(textOf(await owner.get(`${matrix}?client=documents`)), /Cục C/);
    assert.equal((await owner.get(`${matrix}/micconnect:auditor/G14`)).status, 404);
    assert.doesNotMatch((await owner.get(`${matrix}?client=micconnect`)).text, /micconnect:/);
  });

  it('stand beside mandates, which a system administrator ends after a look', async () => {
    const asked = { from: OWN, to: 'sub@mic.example', roles: [role('documents:held')], decision: '9/QĐ' };
    const until = dayOf(daysAfter(server.services.clock.now(), 30));
    await server.services.mandates.give(OPERATOR, { ...asked, until });
    const address = `${server.issuer}/admin/mandates`;
    const open = await administrator.get(`${address}?q=9/QĐ`);
    assert.match(textOf(open), /held \(documents\)/);
    const [, path = ''] = /href="([^"]+\/end)"/.exec(open.text) ?? [];
    const confirm = await administrator.get(server.issuer + path);
    assert.match(textOf(confirm), /thôi giữ thay 1.vai trò ngay: held \(documents\)/);
    const csrf = (page: Page) => /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    assert.doesNotMatch((await auditor.get(address)).text, /\/end"/);
    const beyond = await unitAdministrator.get(server.issuer + path);
    const refused = await unitAdministrator.post(server.issuer + path, { csrf: csrf(beyond) });
    assert.equal(refused.status, 404);
    assert.ok(refused.text.includes(errorsVi.mandate_not_found.title));
    const ended = await administrator.post(server.issuer + path, { csrf: csrf(confirm) });
    assert.ok(ended.text.includes(vi['mandates.notice.ended']));
    assert.match(textOf(await administrator.get(`${address}?state=over`)), /Chấm dứt sớm/);
    assert.equal((await administrator.get(server.issuer + path)).status, 404);
  });

  it('are counted beside what is inside a role, and what nobody may hold with it', async () => {
    const { separations } = server.services;
    const apart = { roles: [role('documents:author'), role('documents:signer')] };
    const { separation } = await separations.separate(OPERATOR, apart);
    const page = await owner.get(`${server.issuer}/admin/roles?client=documents`);
    assert.match(textOf(page), /authorauthor Đơn vị của người giữ signer/);
    assert.match(textOf(page), /office Đặc quyềnoffice Đơn vị của người giữ signer/);
    assert.doesNotMatch((await owner.get(`${server.issuer}/admin/roles?client=hr`)).text, /viewer/);
    await separations.end(OPERATOR, separation.id);
  });

  it('are filled in with choices within the extent', async () => {
    const ask = async (browser: Browser, path: string) =>
      JSON.parse((await browser.get(`${server.issuer}/admin/choices/${path}`)).text).choices;
    const emails = (choices: { value: string }[]) => choices.map(({ value }) => value);
    assert.ok(emails(await ask(administrator, 'person?q=le+anh')).length > 5);
    assert.ok(!emails(await ask(unitAdministrator, 'person?q=other')).includes('other@mic.example'));
    assert.deepEqual(await ask(administrator, 'unit?q=G14.06'), [{ value: 'G14.06', label: 'Cục C' }]);
    assert.deepEqual(await ask(unitAdministrator, 'unit?q=G14.06'), []);
    assert.deepEqual(emails(await ask(administrator, 'position?q=chuyen')), ['chuyen-vien']);
    assert.deepEqual(await ask(administrator, 'position?q='), []);
    // Nor are there choices of what every object has: they would be the server's own parts.
    for (const kind of ['constructor', 'toString', 'valueOf', '__proto__', 'people'])
      assert.equal((await administrator.get(`${server.issuer}/admin/choices/${kind}?q=a`)).status, 404, kind);
  });
});
