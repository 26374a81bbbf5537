import { strict as assert } from 'node:assert';
import type { Browser } from 'playwright-core';
import type { Database } from '../../src/storage/database.ts';
import { PASSWORD } from '../support/ministry.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { fill, launchChromium } from './chromium.ts';
import { type SampleServer, startSampleServer } from './sample-server.ts';

/** Beside those that the sample ministry gives. */
const MORE = 400;

describe('somebody with 400 roles at one system, in a browser', () => {
  let browser: Browser;
  let server: SampleServer;
  let database: Database & { url?: string };

  before(async function () {
    this.timeout(180_000);
    database = await openTestDatabase();
    assert.ok(database.url, 'this needs PostgreSQL');
    server = await startSampleServer({ DATABASE_URL: database.url, SAMPLE_DATA: 'on' });
    browser = await launchChromium();
    await database.source.query(
      `with more as (
         insert into role (id, client_id, code, name, is_privileged, extent)
         select gen_random_uuid(), 'documents', 'role-code-' || number, 'Vai trò', false, 'own-unit'
         from generate_series(1, $1::int) as number returning id)
       insert into role_grant (id, role_id, person_id, includes_subtree, granted_by, created_at)
       select gen_random_uuid(), more.id, person.id, false, 'operator:test', now()
       from more cross join person where person.email = 'staff@mic.example'`,
      [MORE],
    );
  });
  after(async () => {
    await browser?.close();
    await server?.remove();
    await database?.close();
  });

  it('signs in, is shown all of them, and signs out', async function () {
    this.timeout(60_000);
    const page = await browser.newPage();
    const origin = server.systems[1];
    await page.goto(`${origin}/`);
    await fill(page, 'staff@mic.example', PASSWORD);
    await page.waitForURL(`${origin}/`);
    assert.ok((await page.locator('[data-role]').count()) > MORE);
    // The system sends the ID token along in an address.
    await page.goto(`${origin}/sign-out`);
    await page.waitForURL((url) => url.href.startsWith(`${origin}/signed-out`));
    assert.match((await page.locator('h1').textContent()) ?? '', /Đã đăng xuất/);
    await page.goto(`${server.origin}/`);
    await page.locator('input[name=password]').waitFor();
  });
});
