import { strict as assert } from 'node:assert';
import { signIn } from '../visitor.ts';
import { rolesShown, shareMinistry, systemAt } from './shared-ministry.ts';

const ASKER = 'trungnt2@mic.example';
const REASON = 'Thẩm định hồ sơ mua sắm an toàn thông tin của Cục.';
/** Both steps, in their order: the unit's administrator, then who answers for the system. */
const DECIDERS = [
  ['unit-admin', '18-request-at-unit'],
  ['admin', '19-request-at-owner'],
] as const;

describe('journey: from a request to the role', () => {
  const ministry = shareMinistry();

  it('is asked for in the portal, approved twice in the console, and in the next token', async () => {
    const { server, enter, open, picture } = ministry();
    const asker = await enter(ASKER, '/requests');
    await asker.getByLabel('Vai trò').selectOption({ label: 'Người thẩm định' });
    await asker.getByLabel('Lý do').fill(REASON);
    await asker.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await asker.getByRole('status').getByText('Đã gửi đề nghị').waitFor();
    await picture(asker, '17-request-sent');

    for (const [decider, name] of DECIDERS) {
      const officer = await enter(`${decider}@mic.example`, '/admin/requests');
      await officer.locator('tr', { hasText: REASON }).getByRole('link').click();
      await officer.locator('h1', { hasText: 'Nguyễn Tiến Trung đề nghị vai trò Người thẩm định' }).waitFor();
      await picture(officer, name);
      await officer.getByRole('button', { name: 'Phê duyệt' }).click();
      await officer.getByRole('status').waitFor();
      await asker.goto(`${server.origin}/requests`);
      if (decider === 'unit-admin') await asker.getByText('Chờ phụ trách ứng dụng').waitFor();
    }
    await asker.getByText('Đã cấp', { exact: true }).waitFor();
    await picture(asker, '20-request-granted');
    const later = await open();
    await signIn(later, systemAt(server, 'documents'), ASKER);
    assert.deepEqual(await rolesShown(later), ['author', 'reviewer']);
  });
});
