import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { fill } from '../chromium.ts';
import { signIn } from '../visitor.ts';
import { rolesShown, shareMinistry, systemAt } from './shared-ministry.ts';

const [MOVER, LEAVER] = ['taina@mic.example', 'leaver@mic.example'];
const FILE = [
  'so_hieu,ho_va_ten,trang_thai,ma_don_vi,chuc_vu',
  '014-00319,Nguyễn Anh Tài,đang công tác,G14.14.4,Chuyên viên',
  '014-00007,Bùi Quang Huy,nghỉ hưu,G14.04.3,Chuyên viên',
].join('\n');
const SIGNED_OUT_WITHIN_MS = 5000;

describe('journey: HR sends a mover and a leaver', () => {
  const ministry = shareMinistry();

  it('plan, differences, application; the one loses her session, the other changes his roles', async () => {
    const { server, enter, open, picture } = ministry();
    const documents = systemAt(server, 'documents');
    const leaver = await open();
    await signIn(leaver, documents, LEAVER);
    const mover = await open();
    await signIn(mover, systemAt(server, 'reporting'), MOVER);
    assert.deepEqual(await rolesShown(mover), ['reporter']);

    const officer = await enter('hr@mic.example', '/admin/hr-imports');
    const buffer = Buffer.from(FILE);
    const input = { name: 'bien-dong.csv', mimeType: 'text/csv', buffer };
    await officer.locator('input[type=file]').setInputFiles(input);
    await officer.getByLabel('Tệp chỉ có một phần').check();
    await picture(officer, '08-import-file');
    await officer.getByRole('button', { name: 'Lập kế hoạch' }).click();
    await officer.getByText('Trong ngưỡng an toàn').waitFor();
    assert.match(await rowOf(officer, 'Bùi Quang Huy'), /Rời đi/);
    const moved = await rowOf(officer, 'Nguyễn Anh Tài');
    assert.match(moved, /Chuyển.*Phòng Hành chính – Tổng hợp.*Phòng Cổng thông tin điện tử/s);
    assert.match(moved, /−\d+ vai trò/);
    await picture(officer, '09-import-plan');
    await picture(officer, '09-import-plan-dark', { theme: 'dark' });
    assert.equal(await isSignedIn(leaver, documents), true, 'a plan changes nothing');

    await officer.getByRole('button', { name: 'Áp dụng', exact: true }).click();
    await officer.getByText('Phiên của người rời đi kết thúc ngay.').waitFor();
    await picture(officer, '10-import-applied');
    const deadline = Date.now() + SIGNED_OUT_WITHIN_MS;
    while (await isSignedIn(leaver, documents)) assert.ok(Date.now() < deadline, 'still signed in');
    await leaver.goto(documents);
    await fill(leaver, LEAVER, 'Sample-2026-MicConnect');
    await leaver.getByRole('alert').getByText('Tên đăng nhập hoặc mật khẩu không đúng').waitFor();
    await picture(leaver, '11-leaver-refused');

    const after = await open();
    await signIn(after, systemAt(server, 'portal'), MOVER);
    assert.deepEqual(await rolesShown(after), ['editor']);
    await picture(after, '12-mover-roles');
    await after.goto(systemAt(server, 'reporting'));
    assert.deepEqual(await rolesShown(after), []);
  });
});

async function rowOf(page: Page, name: string): Promise<string> {
  return (await page.locator('table.diff tr', { hasText: name }).textContent()) ?? '';
}

async function isSignedIn(page: Page, origin: string): Promise<boolean> {
  return (await (await page.request.get(`${origin}status`)).json()).signed_in;
}
