import { strict as assert } from 'node:assert';
import { reviewErrors } from '../../src/messages/errors-reviews.ts';
import { errorsVi } from '../../src/messages/errors-vi.ts';
import { vi } from '../../src/messages/vi.ts';
import type { Browser, Page } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { csrfOf, signInCast } from './console-officers.ts';
import { OPERATOR, role, seedCast } from './role-authority.actors.ts';

describe('flow: access reviews in the console', () => {
  let server: TestServer;
  let list: string;
  let by: (name: string) => Browser;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedCast(server.services);
    list = `${server.issuer}/admin/reviews`;
    by = await signInCast(server, ['system-administrator', 'unit-administrator', 'owner', 'auditor'], list);
  });
  after(() => server.stop());

  const give = (code: string, place: string) =>
    server.services.roles.grantRole(OPERATOR, { ...role(code), to: { person: `${place}@mic.example` } });
  const isStanding = async (id: string) =>
    (await server.services.stores.roles.findRoleGrant(id))?.revokedAt === null;
  async function open(input: object = { client: 'documents' }) {
    const { review } = await server.services.reviews.open(OPERATOR, { name: 'Kỳ 2', ...input });
    const { items } = await server.services.reviews.show(review.id, { limit: 200 });
    const numberOf = (grant: string) =>
      items.find(({ roleGrantId }) => roleGrantId === grant)?.number ?? assert.fail(grant);
    return { address: `${list}/${review.id}`, id: review.id, items, numberOf };
  }
  /** Kinds of whoever took a review out of the house, as the log tells it. */
  const exportsOf = async (id: string) =>
    (await server.services.stores.audit.list(0, 10_000))
      .filter(({ type, details }) => type === 'review.exported' && details?.review === id)
      .map(({ actor }) => actor.kind);
  async function post(name: string, address: string, page: Page, fields: Record<string, string>) {
    return by(name).post(address, { csrf: csrfOf(page), back: '', note: '', ...fields });
  }

  it('are opened after a look at what they would have, and by administrators alone', async () => {
    await give('documents:author', 'own');
    const form = await by('system-administrator').get(`${list}/new`);
    const asked = { kind: 'client', client: 'documents', name: 'Kỳ <2> năm 2026' };
    const known = (await server.services.reviews.list()).length;
    const events = await server.services.stores.audit.list(0, 10_000);
    const preview = await by('system-administrator').submit(form, { ...asked, act: 'preview' });
    assert.match(preview.text, /<strong>2.mục của documents, hạn/);
    assert.match(preview.text, /Lê Ánh: \d.mục/);
    assert.match(preview.text, /value="Kỳ &lt;2&gt; năm 2026"/);
    assert.equal((await server.services.reviews.list()).length, known, 'a preview opens nothing');
    assert.equal((await server.services.stores.audit.list(0, 10_000)).length, events.length);
    const wrong = await by('system-administrator').submit(form, { ...asked, client: '', act: 'open' });
    assert.equal(wrong.status, 400);
    assert.ok(wrong.text.includes(errorsVi.client_not_found.title));
    const opened = await by('system-administrator').submit(preview, { ...asked, act: 'open' });
    assert.ok(opened.text.includes(vi['reviews.notice.opened']));
    assert.ok(opened.text.includes(vi['reviews.rule.escalate']));
    for (const name of ['unit-administrator', 'owner']) {
      assert.equal((await by(name).get(`${list}/new`)).status, 404, name);
      const own = await by(name).get(list);
      assert.doesNotMatch(own.text, /reviews\/new/, name);
      const forged = await by(name).post(`${list}/new`, {
        csrf: csrfOf(await by(name).get(`${server.issuer}/admin/role-grants/new`)),
        ...asked,
        unit: '',
        due: '',
        overdue: 'escalate',
        reviewers: '',
        act: 'open',
      });
      assert.equal(forged.status, 404, name);
    }
  });

  it('show a reviewer her own items, which she keeps, asks about, or revokes with a reason', async () => {
    const { id: kept } = await give('documents:author', 'sub');
    const { id: gone } = await give('documents:reader', 'sub');
    const { id: other } = await give('documents:reader', 'other');
    const { address, numberOf } = await open();
    const page = await by('unit-administrator').get(address);
    const rows = [...page.text.matchAll(/id="item-(\d+)"/g)].map(([, number]) => Number(number));
    assert.ok(rows.includes(numberOf(kept)) && rows.includes(numberOf(gone)));
    assert.ok(!rows.includes(numberOf(other)), 'the owner’s');
    assert.equal((await by('unit-administrator').get(`${address}/items/${numberOf(other)}`)).status, 404);
    assert.match((await by('owner').get(address)).text, new RegExp(`id="item-${numberOf(other)}"`));
    const item = `${address}/items/${numberOf(kept)}`;
    const work = await by('unit-administrator').get(`${server.issuer}/admin`);
    assert.match(work.text, new RegExp(`href="/admin/reviews">.*${vi['overview.reviews']}`));
    const after = await post('unit-administrator', `${item}/decision`, page, {
      verdict: 'keep',
      back: 'open=1',
    });
    assert.ok(after.text.includes(vi['reviews.notice.kept']));
    assert.match(after.url, /open=1&notice=kept/);
    assert.doesNotMatch(after.text, new RegExp(`id="item-${numberOf(kept)}"`), 'undecided ones alone');
    const revoking = `${address}/items/${numberOf(gone)}`;
    const silent = await post('unit-administrator', `${revoking}/decision`, page, { verdict: 'revoke' });
    assert.equal(silent.status, 400);
    assert.ok(silent.text.includes(reviewErrors.vi.review_invalid.title));
    const question = { to: 'granter', question: 'Còn cần <không>?' };
    const nobody = await by('unit-administrator').post(`${revoking}/question`, {
      csrf: csrfOf(page),
      back: '',
      ...question,
    });
    assert.equal(nobody.status, 400, 'an operator gave it, whom nobody can ask');
    assert.match(nobody.text, /Còn cần &lt;không&gt;\?/);
    await post('unit-administrator', `${revoking}/decision`, page, { verdict: 'revoke', note: 'Hết việc' });
    assert.equal(await isStanding(gone), false);
    const done = await by('auditor').get(revoking);
    assert.match(done.text, /Hết việc/);
    assert.doesNotMatch(done.text, /name="verdict"/, 'who only reads decides on nothing');
    const forged = await by('auditor').post(`${address}/items/${numberOf(other)}/decision`, {
      csrf: csrfOf(done),
      back: '',
      note: 'x',
      verdict: 'revoke',
    });
    assert.equal(forged.status, 404, 'it concerns the auditor no more than anybody');
    assert.equal(await isStanding(other), true);
  });

  it('take questions to whoever gave a role, and the answer back', async () => {
    const granter = await server.services.stores.directory.findPersonByLogin(
      'unit-administrator@mic.example',
    );
    const actor = { kind: 'person', id: granter?.id ?? '' } as const;
    const to = { person: 'own@mic.example' };
    const { id: given } = await server.services.roles.grantRole(actor, { ...role('hr:viewer'), to });
    const { address, numberOf } = await open({
      client: 'hr',
      reviewers: ['system-administrator@mic.example'],
    });
    const item = `${address}/items/${numberOf(given)}`;
    const page = await by('system-administrator').get(item);
    assert.match(page.text, /<dt>Người cấp<\/dt><dd>Lê Ánh, /);
    const asked = await by('system-administrator').post(`${item}/question`, {
      csrf: csrfOf(page),
      back: '',
      to: 'granter',
      question: 'Còn cần không?',
    });
    assert.ok(asked.text.includes(vi['reviews.notice.asked']));
    assert.match(asked.text, /Hỏi lại 1/);
    const waiting = await by('unit-administrator').get(item);
    assert.match(waiting.text, /Còn cần không\?/);
    assert.doesNotMatch(waiting.text, /name="verdict"/);
    const answered = await by('unit-administrator').submit(waiting, { answer: 'Còn, đến hết năm' });
    assert.ok(answered.text.includes(vi['reviews.notice.answered']));
    assert.match((await by('system-administrator').get(item)).text, /Còn, đến hết năm/);
  });

  it('take one decision on several items after a preview, and leave out what is not hers to decide', async () => {
    const grants = await Promise.all(['own', 'sub'].map((place) => give('hr:viewer', place)));
    const { id: own } = await give('hr:viewer', 'system-administrator');
    const { address, numberOf } = await open({ client: 'hr' });
    const page = await by('system-administrator').get(address);
    const numbers = [...grants.map(({ id }) => id), own].map(numberOf);
    const send = (fields: Record<string, string>, items = numbers) =>
      by('system-administrator').post(`${address}/decisions`, [
        ...Object.entries({ csrf: csrfOf(page), back: 'open=1', note: '', ...fields }),
        ...items.map((item): [string, string] => ['item', String(item)]),
      ]);
    const preview = await send({ verdict: 'revoke' });
    assert.match(preview.text, /<h1>Thu hồi 2.mục\?<\/h1>/);
    assert.ok(preview.text.includes(reviewErrors.vi.review_own_role.title));
    assert.equal((await send({ verdict: 'revoke', act: 'apply' })).status, 400, 'without a reason');
    for (const { id } of grants) assert.equal(await isStanding(id), true);
    assert.equal((await send({ verdict: 'keep', act: 'apply' }, [numberOf(own)])).status, 403);
    const done = await send({ verdict: 'revoke', act: 'apply', note: 'Hết việc' });
    assert.ok(done.text.includes(vi['reviews.notice.revoked']));
    for (const { id } of grants) assert.equal(await isStanding(id), false);
    assert.equal(await isStanding(own), true);
    const nothing = await send({ verdict: 'keep' }, []);
    assert.match(nothing.url, /\?open=1$/);
  });

  it('tell how far each reviewer is and who hurried, and are signed once nothing is undecided', async () => {
    const { id, address, items } = await open();
    const early = await by('system-administrator').get(`${address}/closing`);
    assert.match(early.text, /Còn \d+.mục chưa quyết định/);
    const refused = await by('system-administrator').post(`${address}/closing`, {
      csrf: csrfOf(await by('system-administrator').get(address)),
    });
    assert.equal(refused.status, 409);
    for (const { number } of items)
      await server.services.reviews.decide(OPERATOR, { reviewId: id, item: number, verdict: 'keep' });
    const progress = await by('auditor').get(`${address}/progress`);
    assert.match(progress.text, new RegExp(`${items.length} mục|<td>${items.length}</td>`));
    assert.match(progress.text, /tự gửi ngày \d\d\/\d\d\/\d{4}/);
    assert.equal((await by('unit-administrator').get(`${address}/progress`)).status, 404);
    const before = await by('auditor').get(`${address}/record/review.csv`);
    assert.equal(before.status, 409, 'no record of an open review');
    const table = await by('unit-administrator').get(`${address}/export`);
    assert.match(table.text, /Vai trò \/ Role/);
    assert.deepEqual(await exportsOf(id), ['person']);
    const closing = await by('system-administrator').get(`${address}/closing`);
    const closed = await by('system-administrator').post(`${address}/closing`, { csrf: csrfOf(closing) });
    assert.ok(closed.text.includes(vi['reviews.notice.closed']));
    const files = await server.services.reviews.exportRecord(OPERATOR, id);
    const signature = await by('auditor').get(`${address}/record/review.jws`);
    assert.deepEqual(await exportsOf(id), ['person', 'operator', 'person'], 'the log says who took it');
    const verdict = await server.services.reviews.verify(async (name) =>
      name === 'review.jws'
        ? Buffer.from(signature.text)
        : (files.find((each) => each.name === name)?.bytes ?? assert.fail(name)),
    );
    assert.deepEqual(
      verdict.files.map(({ isIntact }) => isIntact),
      [true, true, true],
    );
    assert.equal((await by('auditor').get(`${address}/record/other`)).status, 404);
    assert.equal((await by('unit-administrator').get(`${address}/record/review.csv`)).status, 404);
  });
});
