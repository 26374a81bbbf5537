import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { signIn } from '../visitor.ts';
import { rolesShown, shareMinistry, systemAt } from './shared-ministry.ts';

const [HOLDER, HOLDER_NAME] = ['auditor@mic.example', 'Hoàng Minh Tuấn'];
const NAME = 'Rà soát quyền, kỳ 2 năm 2026';

describe('journey: a review campaign', () => {
  const ministry = shareMinistry();

  it('is opened after a look, decided item by item and many at once, and signed', async () => {
    const { server, enter, open, picture } = ministry();
    const reporting = systemAt(server, 'reporting');
    const before = await open();
    await signIn(before, reporting, HOLDER);
    assert.deepEqual(await rolesShown(before), ['viewer']);

    const officer = await enter('admin@mic.example', '/admin/reviews/new');
    await officer.getByLabel('Một ứng dụng').check();
    await officer.locator('#client').selectOption('reporting');
    await officer.locator('#name').fill(NAME);
    await officer.locator('#reviewers').fill('unit-admin@mic.example');
    await officer.getByRole('button', { name: 'Xem trước' }).click();
    await officer.getByText('Trần Quốc Hưng:').waitFor();
    await picture(officer, '21-review-preview');
    await officer.getByRole('button', { name: 'Mở đợt rà soát' }).click();
    await officer.getByRole('status').getByText('Đã mở đợt rà soát.').waitFor();

    const reviewer = await enter('unit-admin@mic.example', '/admin/reviews');
    await reviewer.getByRole('link', { name: NAME }).click();
    await reviewer.locator('h1', { hasText: NAME }).waitFor();
    await picture(reviewer, '22-review-items');
    await picture(reviewer, '22-review-items-390', { width: 390 });
    await reviewer.getByRole('link', { name: `Thu hồi Người xem báo cáo của ${HOLDER_NAME}` }).click();
    await reviewer.getByLabel('Lý do thu hồi').fill('Đã hết đợt thanh tra.');
    await reviewer.getByRole('button', { name: 'Thu hồi vai trò này' }).click();
    await reviewer.getByRole('status').getByText('Đã thu hồi, có hiệu lực ngay.').waitFor();
    const after = await open();
    await signIn(after, reporting, HOLDER);
    assert.deepEqual(await rolesShown(after), []);

    await reviewer.getByLabel('Chọn mọi mục của trang').check();
    await reviewer.getByRole('button', { name: 'Giữ các mục đã chọn' }).click();
    await picture(reviewer, '23-review-many');
    await reviewer.getByRole('button', { name: /^Giữ \d+/ }).click();
    await reviewer.getByRole('status').getByText('Đã giữ.').waitFor();
    await reviewer.getByRole('link', { name: 'Ký và nộp' }).click();
    await reviewer.getByRole('button', { name: 'Ký và nộp' }).click();
    await reviewer.getByRole('status').getByText('Đã ký và nộp.').waitFor();
    await reviewer.getByRole('heading', { name: 'Biên bản đã ký' }).waitFor();
    await picture(reviewer, '24-review-signed');
    await picture(reviewer, '24-review-signed-dark', { theme: 'dark' });
    const [record] = await Promise.all([
      reviewer.waitForEvent('download'),
      reviewer.getByRole('link', { name: 'review.csv' }).click(),
    ]);
    assert.match(await readFile(await record.path(), 'utf8'), new RegExp(HOLDER_NAME));
  });
});
