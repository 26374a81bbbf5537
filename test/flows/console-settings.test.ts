import { strict as assert } from 'node:assert';
import type { Browser, Page } from '../support/browser.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { ADMIN, AUDITOR, csrfOf, openedBy, seedOfficers } from './console-officers.ts';
import { OPERATOR } from './role-authority.actors.ts';

describe('flow: policies in the console', () => {
  let server: TestServer;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedOfficers(server);
    address = `${server.issuer}/admin/settings`;
  });
  after(() => server.stop());

  const opened = (email: string) => openedBy(email, address);
  const valueIn = async (name: string) =>
    (await server.services.settings.list()).find((each) => each.name === name)?.value;
  const post = (browser: Browser, page: Page, fields: Record<string, string>) =>
    browser.post(address, { csrf: csrfOf(page), ...fields }, page.url);

  it('are changed at once, with who did it on record, and put back to their defaults', async () => {
    const { browser, page } = await opened(ADMIN);
    const saved = await post(browser, page, { name: 'handover.days', was: '0', value: ' 30 ' });
    assert.match(saved.url, /notice=saved#handover\.days$/);
    assert.equal(await valueIn('handover.days'), 30);
    assert.match(saved.text, /Khác mặc định/);
    const events = await server.services.stores.audit.list(0, 1000);
    const changed = events.filter(({ type }) => type === 'setting.changed').at(-1);
    assert.deepEqual(changed?.details, { name: 'handover.days', before: 0, after: 30 });
    assert.equal(changed?.actor.kind, 'person');
    const again = { name: 'handover.days', was: '30', value: '30', default: 'yes' };
    await post(browser, saved, again);
    assert.equal(await valueIn('handover.days'), 0);
  });

  it('keep what was typed when it is out of range, and say which range', async () => {
    const { browser, page } = await opened(ADMIN);
    const refused = await post(browser, page, { name: 'guard.percent', was: '2', value: '101' });
    assert.equal(refused.status, 400);
    assert.match(refused.text, /Nhập một số nguyên trong khoảng cho phép/);
    assert.match(refused.text, /id="value-guard\.percent"[^>]* value="101"/);
    assert.match(refused.text, /Từ 0 đến 100; mặc định 2/);
    assert.equal(await valueIn('guard.percent'), 2);
  });

  it('are changed only from what the officer saw', async () => {
    const { browser, page } = await opened(ADMIN);
    await server.services.settings.set('mandate.days', '60', OPERATOR);
    const stale = await post(browser, page, { name: 'mandate.days', was: '90', value: '30' });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /vừa được người khác đổi/);
    assert.match(stale.text, /before">90<\/td><td class="after">60<\/td><td><strong>30<\/strong>/);
    assert.match(stale.text, /name="was" value="60">\s*<input[^>]* value="30"/);
    assert.equal(await valueIn('mandate.days'), 60);
    const both = ['31', '32'].map((value) => post(browser, page, { name: 'mandate.days', was: '60', value }));
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    assert.deepEqual(statuses.sort(), [200, 409]);
  });

  it('are read by auditors, and changed by nobody else', async () => {
    const { browser, page } = await opened(AUDITOR);
    assert.doesNotMatch(page.text, /action="\/admin\/settings"/);
    const refused = await post(browser, page, { name: 'lock.minutes', was: '15', value: '20' });
    assert.equal(refused.status, 404);
    assert.equal(await valueIn('lock.minutes'), 15);
  });
});
