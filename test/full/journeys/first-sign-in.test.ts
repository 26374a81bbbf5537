import { strict as assert } from 'node:assert';
import { fill, fits } from '../chromium.ts';
import { rolesShown, shareMinistry, systemAt } from './shared-ministry.ts';

const NEWCOMER = 'cuongnd@mic.example';
const [FIRST, CHOSEN] = ['Cap-tam-mot-lan-2026', 'năm con ngựa vàng qua cầu'];

describe('journey: the first sign-in', () => {
  const ministry = shareMinistry();

  it('asks for a password of one’s own, and leads to the systems that one may use', async () => {
    const { server, open, picture } = ministry();
    await server.tell(`${FIRST}\n`, 'account', 'set-password', NEWCOMER, '--change-at-sign-in');
    const page = await open();
    await page.goto(`${server.origin}/`);
    await page.locator('h1', { hasText: 'Đăng nhập' }).waitFor();
    await picture(page, '01-sign-in');
    await picture(page, '01-sign-in-dark', { theme: 'dark' });
    await picture(page, '01-sign-in-390', { width: 390 });
    await fill(page, NEWCOMER, FIRST);
    await page.locator('h1', { hasText: 'Đổi mật khẩu' }).waitFor();
    await page.getByText('Nguyễn Đình Cường').waitFor();
    await page.locator('#new_password').fill(CHOSEN);
    await page.locator('#confirm_password').fill(CHOSEN);
    await picture(page, '02-first-password');
    await page
      .getByRole('button', { name: /mật khẩu/ })
      .last()
      .click();

    await page.locator('h1', { hasText: 'Ứng dụng của tôi' }).waitFor();
    const titles = await page.locator('.tile .title').allTextContents();
    assert.ok(titles.includes('Quản lý văn bản và điều hành'), titles.join());
    assert.ok(titles.includes('Hệ thống thông tin báo cáo'), titles.join());
    await picture(page, '03-launcher');
    await picture(page, '03-launcher-dark', { theme: 'dark' });
    await picture(page, '03-launcher-390', { width: 390 });
    await page.setViewportSize({ width: 390, height: 844 });
    assert.ok(await fits(page));
    await page.setViewportSize({ width: 1280, height: 900 });

    await page.getByRole('searchbox').fill('van ban');
    assert.deepEqual(await page.locator('.tile:visible .title').allTextContents(), [
      'Quản lý văn bản và điều hành',
    ]);
    await page.locator('.tile:visible').click();
    await page.waitForURL(systemAt(server, 'documents'));
    assert.equal(await page.locator('[data-email]').getAttribute('data-email'), NEWCOMER);
    assert.deepEqual(await rolesShown(page), ['author']);

    const other = await open();
    await other.goto(`${server.origin}/`);
    await fill(other, NEWCOMER, FIRST);
    await other.getByRole('alert').getByText('Tên đăng nhập hoặc mật khẩu không đúng').waitFor();
  });
});
