import { strict as assert } from 'node:assert';
import { permissionsOf } from '../../src/domain/roles/permissions.ts';
import { readingRightsOf } from '../../src/domain/roles/reading-rights.ts';
import { consolePages } from '../../src/web/admin/console.ts';
import type { WebParts } from '../../src/web/web-parts.ts';
import { Browser, type Page } from '../support/browser.ts';
import { PASSWORD } from '../support/ministry.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { seedCast } from './role-authority.actors.ts';

const OPERATOR = { kind: 'operator', name: 'test' } as const;
const SOMEBODY = '00000000-0000-4000-8000-000000000000';

/** What each of the cast holds at the product. */
const ROLES: Record<string, string[]> = {
  'system-administrator': ['system-administrator'],
  'hr-officer': ['hr-officer'],
  'unit-administrator': ['unit-administrator'],
  'help-desk': ['help-desk'],
  auditor: ['auditor'],
  owner: ['owner.documents'],
  nobody: [],
};

// The list is made without the parts: only what a page does needs them.
const PAGES = consolePages({} as WebParts).map(({ method, path, permission, isWhole, takesFiles }) => ({
  method,
  permission,
  isWhole,
  takesFiles,
  path: `/admin${path.replace(/:\w+/g, SOMEBODY)}`,
  isOfOne: path.includes(':'),
}));

describe('flow: who may see which page of the console', () => {
  let server: TestServer;

  before(async function () {
    this.timeout(60_000);
    server = await startTestServer();
    const { hasher, clock, stores } = server.services;
    await seedCast(server.services);
    const hash = await hasher.hash(PASSWORD);
    for (const name of Object.keys(ROLES)) {
      const { id } = (await stores.directory.findPersonByLogin(emailOf(name))) ?? assert.fail(name);
      const fresh = { mustChange: false, isLong: true, changedAt: clock.now() };
      await stores.credentials.savePassword({ personId: id, hash, ...fresh });
    }
  });
  after(() => server.stop());
  afterEach(async () => {
    await server.services.settings.set('multi_factor.administrators', '0', OPERATOR);
    await server.services.settings.reset('console.idle_minutes', OPERATOR);
  });

  const emailOf = (name: string) => `${name}@mic.example`;
  const asksPassword = ({ text }: Page) => text.includes('autocomplete="current-password"');
  const isDrawn = ({ status, text }: Page) => status === 200 && text.includes('class="console-nav"');
  const isFile = ({ status, text }: Page) => status === 200 && !text.startsWith('<!doctype');

  async function signedIn(name: string): Promise<Browser> {
    const browser = new Browser();
    const page = await browser.get(`${server.issuer}/roles`);
    await browser.submit(page, { username: emailOf(name), password: PASSWORD });
    return browser;
  }
  function open(browser: Browser, { method, path }: (typeof PAGES)[number]): Promise<Page> {
    const url = server.issuer + path;
    return method === 'get' ? browser.get(url) : browser.post(url, {});
  }

  it('asks everybody to sign in first', async () => {
    for (const page of PAGES) assert.ok(asksPassword(await open(new Browser(), page)), page.path);
  });

  for (const [name, held] of Object.entries(ROLES))
    it(`opens to ${name} what the roles permit, and says of the rest that it is not there`, async () => {
      const permissions = permissionsOf(held);
      const units = held.includes('unit-administrator') ? ['G14.05'] : null;
      const { everywhere } = readingRightsOf(held.map((code) => ({ role: { code }, units })));
      const browser = await signedIn(name);
      for (const page of PAGES) {
        const answer = await open(browser, page);
        const label = `${page.method} ${page.path}: ${answer.status}`;
        const isOpen = (page.isWhole ? everywhere : permissions).has(page.permission);
        if (!isOpen) assert.equal(answer.status, 404, label);
        // A form without its token has got further than one that is not there.
        else if (page.method === 'post') assert.equal(answer.status, page.takesFiles ? 415 : 403, label);
        else
          assert.ok(
            page.isOfOne ? [200, 404].includes(answer.status) : isDrawn(answer) || isFile(answer),
            label,
          );
      }
    });

  it('leads to it from the personal pages, and from each page to those that are open', async () => {
    const administrator = await signedIn('system-administrator');
    assert.match((await administrator.get(`${server.issuer}/`)).text, /href="\/admin"/);
    const nobody = await signedIn('nobody');
    assert.doesNotMatch((await nobody.get(`${server.issuer}/`)).text, /href="\/admin"/);
    const page = await administrator.get(`${server.issuer}/admin`);
    for (const [, path = ''] of page.text.matchAll(/href="(\/admin[^"?#]*)"/g))
      assert.ok(isDrawn(await administrator.get(server.issuer + path)), path);
  });

  it('names what somebody looks after', async () => {
    const page = await (await signedIn('unit-administrator')).get(`${server.issuer}/admin/people`);
    assert.match(page.text, /<strong>Cục A<\/strong>/);
    assert.doesNotMatch(page.text, /Cục C/);
    const owner = await (await signedIn('owner')).get(`${server.issuer}/admin/people`);
    assert.match(owner.text, /<strong>documents<\/strong>/);
  });

  it('wants the second factor of officers, whatever the session was for', async () => {
    const browser = await signedIn('system-administrator');
    await server.services.settings.set('multi_factor.administrators', '1', OPERATOR);
    const page = await browser.get(`${server.issuer}/admin/people`);
    assert.ok(!isDrawn(page));
    assert.match(page.url, /\/interaction\//);
    assert.equal((await browser.get(`${server.issuer}/roles`)).status, 200);
  });

  it('closes after a while without use, though the session goes on', async () => {
    const browser = await signedIn('system-administrator');
    const address = `${server.issuer}/admin/people`;
    assert.ok(isDrawn(await browser.get(address)));
    await server.services.database.source.query(
      `update oidc_model set payload = jsonb_set(payload, '{loginTs}', to_jsonb((payload ->> 'loginTs')::bigint - 3600))
       where model = 'Session' and payload ? 'loginTs'`,
    );
    assert.ok(isDrawn(await browser.get(address)), 'in use');
    await server.services.settings.set('console.idle_minutes', '1', OPERATOR);
    browser.forget('micconnect_console');
    const rested = await browser.get(address);
    assert.ok(asksPassword(rested), 'a console of an hour ago');
    assert.equal((await browser.get(`${server.issuer}/roles`)).status, 200);
    const again = { username: emailOf('system-administrator'), password: PASSWORD };
    assert.ok(isDrawn(await browser.submit(rested, again)));
  });
});
