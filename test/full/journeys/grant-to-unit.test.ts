import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { signIn } from '../visitor.ts';
import { rolesShown, shareMinistry, systemAt } from './shared-ministry.ts';

const MEMBER = 'staff@mic.example';
const UNIT = 'Phòng Thẩm định và Quản lý giám sát';
const DECISION = '77/QĐ-CATTT';

describe('journey: a role for a unit', () => {
  const ministry = shareMinistry();

  it('is previewed and granted in the console, reaches the token of a member, and is explained to her', async () => {
    const { server, enter, open, picture } = ministry();
    const intranet = systemAt(server, 'intranet');
    const before = await open();
    await signIn(before, intranet, MEMBER);
    assert.deepEqual(await rolesShown(before), ['reader']);

    const officer = await enter('admin@mic.example', '/admin/role-grants/new');
    await fillIn(officer);
    await officer.getByRole('button', { name: 'Xem trước' }).click();
    await officer.locator('.effects').getByText('được thêm vai trò').waitFor();
    assert.match((await officer.locator('.effects').textContent()) ?? '', /Đặng Thị Ngọc Ánh/);
    await picture(officer, '04-grant-preview');
    await picture(officer, '04-grant-preview-dark', { theme: 'dark' });
    await officer.getByRole('button', { name: 'Cấp', exact: true }).click();
    await officer.getByRole('status').getByText('Đã cấp quyền.').waitFor();
    assert.match((await officer.locator('.sentence').first().textContent()) ?? '', new RegExp(UNIT));
    await picture(officer, '05-granted');

    const member = await open();
    await signIn(member, intranet, MEMBER);
    assert.deepEqual(await rolesShown(member), ['editor', 'reader']);
    await picture(member, '06-role-in-token');
    await member.goto(`${server.origin}/roles`);
    const role = member.locator('details', { hasText: 'Biên tập viên' });
    await role.locator('summary').click();
    const why = role.locator('.why');
    await why.getByText('Vì sao tôi có quyền này?').waitFor();
    for (const reason of [UNIT, DECISION]) await why.getByText(reason).first().waitFor();
    await picture(member, '07-why');
    await picture(member, '07-why-390', { width: 390 });
  });

  async function fillIn(page: Page): Promise<void> {
    await page.getByLabel('Theo chức vụ, đơn vị hoặc loại cán bộ').check();
    await page.getByLabel('Thuộc đơn vị').fill('G14.05.3');
    await page.getByLabel('Vai trò trong ứng dụng').selectOption('intranet:editor');
    await page.getByLabel('Số quyết định').fill(DECISION);
  }
});
