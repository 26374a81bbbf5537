import { strict as assert } from 'node:assert';
import { runCommand } from '../../src/cli/run-command.ts';
import { operatorServices } from '../../src/operator-services.ts';
import { seedClient } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { ADMIN, AUDITOR, csrfOf, openedBy, seedOfficers } from './console-officers.ts';
import { OPERATOR } from './role-authority.actors.ts';

describe('flow: signing keys in the console and the tool', () => {
  let server: TestServer;
  let address: string;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    await seedOfficers(server);
    await seedClient(server, {
      client_id: 'gateway',
      client_name: 'Cổng',
      id_token_signed_response_alg: 'RS256',
    });
    address = `${server.issuer}/admin/keys`;
  });
  after(() => server.stop());

  const opened = (email: string, url = address) => openedBy(email, url);
  const stages = async () => (await server.services.keyService.stages()).map(({ stage }) => stage).sort();
  async function tool(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
    const said = { out: [] as string[], err: [] as string[] };
    const io = {
      out: (text: string) => void said.out.push(text),
      err: (text: string) => void said.err.push(text),
    };
    const code = await runCommand(argv, operatorServices(server.services), io as never, OPERATOR);
    return { code, out: said.out.join(''), err: said.err.join('') };
  }

  it('are shown with what each does and who uses which algorithm, never with their private part', async () => {
    const { page } = await opened(AUDITOR);
    const { keys } = await server.services.signingKeys();
    for (const { kid, d } of keys) {
      assert.ok(page.text.includes(String(kid)));
      assert.ok(!page.text.includes(String(d)));
    }
    assert.match(page.text, /<dt>RS256<\/dt><dd>Cổng<\/dd>/);
    assert.doesNotMatch(page.text, /\/admin\/keys\/rotate/);
    const { code, out } = await tool('keys', 'list', '--json');
    assert.equal(code, 0);
    assert.deepEqual(
      JSON.parse(out).map(({ kid, stage }: Record<string, string>) => [kid, stage]),
      keys.map(({ kid }) => [kid, 'signing']),
    );
    assert.ok(keys.every(({ d }) => !out.includes(String(d))));
  });

  it('are rotated after a page that says what will happen, once', async () => {
    const { browser, page } = await opened(ADMIN, `${address}/rotate`);
    assert.match(page.text, /công bố 3\u00a0khóa mới/);
    const done = await browser.post(`${address}/rotate`, { csrf: csrfOf(page), why: 'planned' }, page.url);
    assert.match(done.url, /notice=planned/);
    assert.match(done.text, /Đang đổi khóa/);
    assert.deepEqual(await stages(), ['next', 'next', 'next', 'signing', 'signing', 'signing']);
    const again = await browser.post(`${address}/rotate`, { csrf: csrfOf(page), why: 'planned' }, page.url);
    assert.equal(again.status, 409);
    assert.match(again.text, /Khóa ký đang được đổi/);
    const { code, err } = await tool('keys', 'rotate');
    assert.equal(code, 1);
    assert.match(err, /\[keys_rotating\] from=/);
    const events = await server.services.stores.audit.list(0, 1000);
    const rotated = events.filter(({ type }) => type === 'keys.rotated');
    assert.deepEqual(
      rotated.map(({ actor }) => actor.kind),
      ['person'],
    );
  });

  it('are dropped at once when they have leaked, by the page or the tool', async () => {
    const { browser, page } = await opened(ADMIN, `${address}/rotate?why=leaked`);
    const done = await browser.post(`${address}/rotate`, { csrf: csrfOf(page), why: 'leaked' }, page.url);
    assert.match(done.url, /notice=leaked/);
    const byPage = await server.services.signingKeys();
    assert.deepEqual(await stages(), ['signing', 'signing', 'signing']);
    const { code, out } = await tool('keys', 'rotate', '--leaked');
    assert.equal(code, 0);
    for (const { kid } of byPage.keys) assert.ok(!out.includes(String(kid)));
    assert.equal((await browser.get(`${server.issuer}/admin`)).status, 200, 'sessions go on');
  });

  it('are not for auditors to rotate', async () => {
    const { browser, page } = await opened(AUDITOR);
    assert.equal((await browser.get(`${address}/rotate`)).status, 404);
    const refused = await browser.post(`${address}/rotate`, { csrf: csrfOf(page), why: 'leaked' }, page.url);
    assert.equal(refused.status, 404);
  });
});
