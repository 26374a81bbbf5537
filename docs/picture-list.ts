import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** A signed-in administrator before the sample ministry, and a browser of somebody else. */
export interface Stage {
  page: Page;
  stranger: Page;
  origin: string;
  /** Origins of the sample systems. */
  systems: string[];
  /** The operator's tool beside the server; its output. */
  operate(...argv: string[]): Promise<string>;
}

const PASSWORD = 'Sample-2026-MicConnect';
const VISITORS = ['hr', 'unit-admin', 'auditor', 'clerk', 'staff'];

/** Each picture of the guides, and how to come to what it shows; in this order, as later ones show traces of earlier. */
export const PICTURES: Record<string, (stage: Stage) => Promise<unknown>> = {
  people: ({ page, origin }) => page.goto(`${origin}/admin/people?unit=G14.05`),

  async person({ page, origin }) {
    await page.goto(`${origin}/admin/people?q=staff@mic.example`);
    await page.locator('main tbody a[href^="/admin/people/"]').first().click();
  },

  async 'import-plan'({ page, origin }) {
    await page.goto(`${origin}/admin/hr-imports`);
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(changedPeople()) };
    await page.locator('input[name=files]').setInputFiles(file);
    await page.locator('input[name=partial]').check();
    await page.locator('form[enctype="multipart/form-data"] button[type=submit]').click();
    await page.waitForURL(/hr-imports\/.+/);
  },

  units: ({ page, origin }) => page.goto(`${origin}/admin/units`),

  'role-matrix': ({ page, origin }) => page.goto(`${origin}/admin/role-matrix?client=documents`),

  async 'role-grant'({ page, origin }) {
    await page.goto(`${origin}/admin/role-grants/new`);
    await page.locator('input[name=who][value=rule]').check();
    await page.locator('input[name=position]').fill('van-thu');
    await page.locator('input[name=unit]').fill('G14.05');
    await page.locator('input[name=subtree]').check();
    await page.locator('select[name=role]').selectOption({ index: 4 });
    await page.locator('button[value=preview]').click();
    await page.waitForLoadState();
  },

  async 'sign-in-failure'({ page, stranger, origin }) {
    await stranger.goto(`${origin}/roles`);
    await stranger.locator('input[name=username]').fill('staff@mic.example');
    await stranger.locator('input[name=password]').fill('not the password');
    await stranger.locator('main button[type=submit]').first().click();
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await stranger.locator('body').innerText())?.[0];
    await page.goto(`${origin}/admin/sign-in-failures/${code}`);
  },

  client: ({ page, origin }) => page.goto(`${origin}/admin/clients/documents`),

  async lab({ page, stranger, origin, systems }) {
    const address = `${origin}/admin/clients/documents/lab`;
    await page.goto(address);
    await page.locator('form[action$="/lab/open"] button').click();
    await stranger.context().clearCookies();
    await visit(stranger, systems[1] ?? '', 'staff@mic.example');
    await page.goto(address);
    await page.locator('form[action$="/lab/run"] button').click();
    await page.waitForLoadState();
    await page.goto(address);
  },

  trust: ({ page, origin }) => page.goto(`${origin}/admin/trust`),

  async review({ page, origin, operate }) {
    const scope = ['--unit', 'G14.05', '--name', 'Rà soát kỳ 2 năm 2026'];
    const { id } = JSON.parse(await operate('review', 'open', ...scope, '--json'));
    for (const item of ['1', '2', '3']) await operate('review', 'decide', id, '--item', item, '--keep');
    await page.goto(`${origin}/admin/reviews/${id}`);
  },

  async audit({ page, origin }) {
    await page.goto(`${origin}/admin/audit`);
    await page.locator('form[action="/admin/audit/check"] button').click();
    const intact = page.getByText('Chuỗi nguyên vẹn');
    await reloadUntil(page, `${origin}/admin/audit`, () => intact.isVisible());
  },

  async overview({ page, stranger, origin, systems }) {
    for (const name of VISITORS) {
      await stranger.context().clearCookies();
      for (const system of systems.slice(0, 3)) await visit(stranger, system, `${name}@mic.example`);
    }
    await stranger.goto(`${origin}/security/sign-out`);
    await stranger.locator('main form button[type=submit]').first().click();
    await page.goto(`${origin}/admin`);
  },
};

/** Opens an address until it shows what was asked for in the background; half a minute at most. */
async function reloadUntil(page: Page, address: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) {
    await page.waitForTimeout(1000);
    await page.goto(address);
    if (await isThere()) return;
  }
}

/** Opens a sample system, and signs in where that is asked. */
async function visit(page: Page, system: string, username: string): Promise<void> {
  await page.goto(`${system}/login`);
  const field = page.locator('input[name=username]');
  if (!(await field.isVisible())) return;
  await field.fill(username);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL(`${system}/**`);
}

/** A part of the ministry’s own file in which somebody moves, two leave, one changes her name and one comes. */
function changedPeople(): string {
  const path = join(import.meta.dirname, '..', 'src', 'samples', 'ministry', 'people.csv');
  const [header, ...rows] = readFileSync(path, 'utf8').split('\n');
  const [move = '', leave = '', retire = '', rename = ''] = rows.slice(60, 64);
  const joiner = rename.replace(/^[\d-]+,[^,]*/, '014-90001,Trần Thị Mới').split(',');
  joiner[4] = '000190000099';
  joiner[5] = 'moitt@mic.example';
  return [
    header,
    move.replace(/,G14[.\d]*,/, ',G14.05,'),
    leave.replace('đang công tác', 'thôi việc'),
    retire.replace('đang công tác', 'nghỉ hưu'),
    rename.replace(/^([\d-]+),\S+/, '$1,Tôn Nữ'),
    joiner.join(','),
  ].join('\n');
}
