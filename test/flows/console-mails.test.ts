import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIL_TEMPLATES } from '../../src/domain/deliveries/delivery.ts';
import { lettersOf } from '../support/letters.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { ADMIN, AUDITOR, csrfOf, openedBy, seedOfficers } from './console-officers.ts';

describe('flow: letters in the console', () => {
  let server: TestServer;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedOfficers(server);
    address = `${server.issuer}/admin/mail-templates`;
  });
  after(() => server.stop());

  it('are all shown as they are sent, with made-up facts and nothing left open', async () => {
    const { browser, page } = await openedBy(AUDITOR, address);
    for (const name of MAIL_TEMPLATES) {
      assert.ok(page.text.includes(`/admin/mail-templates/${name}"`), name);
      const shown = await browser.get(`${address}/${name}`);
      assert.equal(shown.status, 200, name);
      assert.match(shown.text, /Kính gửi ông\/bà Nguyễn Văn Mẫu,/);
      assert.doesNotMatch(shown.text, /undefined|\{\w+\}|<form method="post" action="\/admin\/mail/, name);
      const html = await browser.get(`${address}/${name}/html`);
      assert.match(html.text, /English: .+/);
      assert.doesNotMatch(html.text, /undefined|\{\w+\}/, name);
    }
    assert.equal((await browser.get(`${address}/nothing`)).status, 404);
  });

  it('are drawn in a frame where nothing of them runs, loads or leads on', async () => {
    const { browser } = await openedBy(AUDITOR, address);
    const html = await browser.get(`${address}/password-reset/html`);
    assert.match(html.headers.get('content-security-policy') ?? '', /^default-src 'none'.*; sandbox$/);
    assert.equal(html.headers.get('x-frame-options'), 'SAMEORIGIN');
    const page = await browser.get(`${address}/password-reset`);
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /frame-ancestors 'none'.*frame-src 'self'/,
    );
  });

  it('are sent to the administrator who asks, marked as samples, and to nobody else', async () => {
    const { browser, page } = await openedBy(ADMIN, `${address}/activation`);
    const letters = lettersOf(server);
    const folder = join(server.config.dataDir, 'mail');
    const sent = await browser.post(`${address}/activation`, { csrf: csrfOf(page) }, page.url);
    assert.match(sent.url, /notice=sent/);
    assert.match(await letters.next(ADMIN, 0), /Kính gửi ông\/bà (?!Nguyễn Văn Mẫu)/);
    const [name = ''] = readdirSync(folder);
    // RFC 2047: words of a subject in base64 or quoted-printable.
    assert.match(readFileSync(join(folder, name), 'utf8'), /^Subject: =\?UTF-8\?[BQ]\?(W1Ro|=5BTh)/im);
    const events = await server.services.stores.audit.list(0, 1000);
    const [tried] = events.filter(({ type }) => type === 'mail.tried');
    assert.deepEqual(tried?.details, { template: 'activation' });
    const auditor = await openedBy(AUDITOR, `${address}/activation`);
    const refused = await auditor.browser.post(
      `${address}/activation`,
      { csrf: csrfOf(auditor.page) },
      auditor.page.url,
    );
    assert.equal(refused.status, 404);
  });
});
