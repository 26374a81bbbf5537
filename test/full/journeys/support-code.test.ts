import { fill } from '../chromium.ts';
import { shareMinistry, systemAt } from './shared-ministry.ts';

describe('journey: a failed sign-in is found by what was read out', () => {
  const ministry = shareMinistry();

  it('leads from the code to cause, remedy and person', async () => {
    const { server, enter, open, picture } = ministry();
    const caller = await open();
    await caller.goto(systemAt(server, 'documents'));
    await fill(caller, 'clerk@mic.example', 'không phải mật khẩu của tôi');
    await caller.getByRole('alert').waitFor();
    const code = (await caller.getByRole('alert').locator('.support-code').textContent())?.trim() ?? '';
    await picture(caller, '13-refused-with-code');

    const officer = await enter('auditor@mic.example', '/admin/audit');
    await officer.getByRole('main').getByRole('searchbox').fill(code.replace(/\W/g, ' ').toLowerCase());
    await officer.getByRole('main').getByRole('searchbox').press('Enter');
    await officer.waitForURL('**/admin/sign-in-failures/*');
    await officer.locator('h1 + .lead', { hasText: code }).waitFor();
    const main = officer.getByRole('main');
    for (const text of ['Sai mật khẩu', 'Nguyễn Văn An', 'Quản lý văn bản và điều hành'])
      await main.getByText(text).first().waitFor();
    await picture(officer, '14-failure-found');
    await picture(officer, '14-failure-found-390', { width: 390 });
  });
});
