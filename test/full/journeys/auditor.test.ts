import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shareMinistry } from './shared-ministry.ts';

const CHECKED_WITHIN_MS = 20_000;

describe('journey: the auditor verifies the log', () => {
  const ministry = shareMinistry();

  it('has the chain read anew, searches, and takes out what a tool verifies', async () => {
    const { server, enter, picture } = ministry();
    const page = await enter('auditor@mic.example', '/admin/audit');
    await page.getByRole('button', { name: 'Kiểm lại từ đầu' }).click();
    const verdict = page.locator('.chain', { hasText: 'Đọc lại từ bản ghi đầu lần gần nhất' });
    const deadline = Date.now() + CHECKED_WITHIN_MS;
    while ((await verdict.count()) === 0) {
      assert.ok(Date.now() < deadline, (await page.locator('.chain').textContent()) ?? '');
      await page.goto(`${server.origin}/admin/audit`);
    }
    await verdict.getByText('Chuỗi nguyên vẹn đến bản ghi').waitFor();
    await picture(page, '15-chain-intact');
    await picture(page, '15-chain-intact-dark', { theme: 'dark' });

    await page.locator('select[name=type]').selectOption('role:granted');
    await page.locator('select[name=client]').selectOption('portal');
    await page.getByRole('button', { name: 'Lọc' }).click();
    await page.waitForURL(/type=role(:|%3A)granted/);
    const found = await page.locator('.audit-list tbody tr').allTextContents();
    assert.ok(found.length > 0);
    for (const row of found) assert.match(row, /Cổng thông tin điện tử/);
    await picture(page, '16-audit-search');

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /Kết xuất/ }).click();
    const file = join(server.directory, 'audit.jsonl');
    await (await download).saveAs(file);
    const told = JSON.parse(await server.operate('audit', 'verify', file, '--json'));
    assert.equal(told.records, found.length);
    const forged = join(server.directory, 'forged.jsonl');
    writeFileSync(forged, readFileSync(file, 'utf8').replaceAll('"role.granted"', '"role.revoked"'));
    await assert.rejects(server.operate('audit', 'verify', forged));
  });
});
