import { strict as assert } from 'node:assert';
import type { Page } from 'playwright-core';
import { type RelyingSystem, startRelyingSystem } from '../../../src/samples/relying-system.ts';
import { type NoticeReceiver, startNoticeReceiver } from '../../flows/notice-receiver.ts';
import { signIn } from '../visitor.ts';
import { shareMinistry } from './shared-ministry.ts';

const [ID, TITLE] = ['archive', 'Lưu trữ điện tử'];
const MEMBER = 'anptt@mic.example';
const TRACE = [
  'Ứng dụng gửi yêu cầu: PKCE S256, có state, nonce mới',
  'Người dùng đã đăng nhập, acr password, amr pwd',
  'Trả mã về redirect_uri',
  'Đổi mã lấy token, xác thực client_secret_basic',
  'Đọc thông tin người dùng (userinfo)',
];

describe('journey: a new relying system becomes a well connected one', () => {
  const ministry = shareMinistry();
  /** The vendor's server: first it takes whatever it is sent; then it is as it should be, in the same place. */
  let careless: NoticeReceiver | undefined;
  let careful: RelyingSystem | undefined;
  afterEach(() => Promise.all([careless?.close(), careful?.close()]));

  it('is registered, told by the lab what its receiver takes, mended, and passes every item', async () => {
    const { server, enter, open, picture } = ministry();
    careless = await startNoticeReceiver();
    const { origin } = careless;
    const officer = await enter('admin@mic.example', '/admin/keys/rotate');
    // The lab has a receiver meet a key that it has not seen signing.
    await press(officer, 'Đổi khóa ký');
    await officer.getByRole('status').getByText('Khóa mới đã được công bố.').waitFor();
    const clientSecret = await register(officer, origin);

    await officer.getByRole('link', { name: 'Phòng thử tích hợp' }).click();
    await runChecks(officer);
    await itemIs(officer, 'claim_checks', 'Chưa đạt', 'sai aud, sai iss, hết hạn, có nonce.');
    await itemIs(officer, 'signature', 'Chưa đạt', 'ký bằng khóa lạ, không ký (alg none).');
    await picture(officer, '27-lab-failing');

    await careless.close();
    const names = { issuer: server.origin, clientId: ID, clientSecret, title: TITLE, titleEn: TITLE };
    const port = Number(new URL(origin).port);
    careful = await startRelyingSystem({ ...names, port, origin, now: () => new Date() });
    await press(officer, 'Ghi lần đăng nhập thử');
    await officer.getByRole('status').getByText('Đã bắt đầu ghi.').waitFor();
    const member = await open();
    await signIn(member, `${origin}/`, MEMBER);
    assert.equal(await member.locator('[data-email]').getAttribute('data-email'), MEMBER);

    await runChecks(officer);
    await officer.locator('h1', { hasText: '12 trên 12 mục đạt' }).waitFor();
    assert.equal(await officer.locator('.lab-rows > li.passed').count(), 12);
    await itemIs(officer, 'key_rollover', 'Đạt', 'Nhận khóa công bố khác');
    await itemIs(officer, 'token_size', 'Đạt', 'Ứng dụng chưa có vai trò nào.');
    assert.deepEqual(await officer.locator('.lab-steps p').allTextContents(), TRACE);
    await picture(officer, '28-lab-passed');
    await picture(officer, '28-lab-passed-dark', { theme: 'dark' });
    await picture(officer, '28-lab-passed-390', { width: 390 });
    await member.reload();
    await member.locator('h1', { hasText: 'Đã đăng nhập' }).waitFor();
  });

  /** From the list to the page of the new system; its secret, which only the page between them shows. */
  async function register(officer: Page, origin: string): Promise<string> {
    await officer.getByRole('link', { name: 'Ứng dụng kết nối' }).click();
    await officer.getByRole('main').getByRole('link', { name: 'Đăng ký ứng dụng' }).click();
    await fillIn(officer, origin);
    await refuseAddress(officer, 'http://luutru.mic.example/callback');
    await officer.getByLabel('Địa chỉ trả về').fill(`${origin}/callback`);
    await press(officer, 'Đăng ký ứng dụng');
    await officer.locator('h1', { hasText: `Đã đăng ký ${TITLE}` }).waitFor();
    await officer.getByText('Khóa bí mật chỉ hiện lần này').waitFor();
    const secret = (await officer.locator('#client-secret').textContent()) ?? '';
    assert.ok(secret.length >= 32, 'no secret');
    await officer.getByRole('link', { name: 'Đã chép, tới trang ứng dụng' }).click();
    await officer.getByText('chỉ lưu mã băm, không xem lại được').waitFor();
    assert.ok(!(await officer.content()).includes(secret), 'the secret, once more');
    return secret;
  }

  async function fillIn(page: Page, origin: string): Promise<void> {
    const fields = {
      'Tên tiếng Việt': TITLE,
      'Mã ứng dụng': ID,
      'Địa chỉ sau khi đăng xuất': `${origin}/signed-out`,
      'Nhận lệnh đăng xuất': `${origin}/backchannel-logout`,
    };
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
    await page.getByLabel('Cách xác thực').selectOption('client_secret_basic');
    await page.getByLabel('staff', { exact: true }).check();
  }

  /** A wrong address is named where it stands, and everything else stands as it was typed. */
  async function refuseAddress(page: Page, address: string): Promise<void> {
    const field = page.getByLabel('Địa chỉ trả về');
    await field.fill(address);
    const typed = await formIn(page);
    await press(page, 'Đăng ký ứng dụng');
    await page.getByRole('alert').getByText('1 mục cần sửa').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const told = (await page.locator('#redirect_uris-error').textContent()) ?? '';
    for (const part of ['Dùng https; http chỉ được dùng với localhost', address])
      assert.ok(told.includes(part), told);
    assert.deepEqual(await formIn(page), typed);
    await ministry().picture(page, '26-registration-refused');
  }

  /** What stands in the form, field by field; the session's token aside. */
  async function formIn(page: Page): Promise<string[][]> {
    const entries = '[...new FormData(document.querySelector(".client-form"))]';
    const all = await page.locator('html').evaluate<string[][], unknown>(entries);
    return all.filter(([name]) => name !== 'csrf');
  }

  async function runChecks(page: Page): Promise<void> {
    await press(page, 'Chạy kiểm tra');
    await page.getByRole('status').getByText('Đã chạy xong kiểm tra.').waitFor();
  }

  async function itemIs(page: Page, item: string, state: string, found: string): Promise<void> {
    const row = page.locator(`#item-${item}`);
    assert.equal((await row.locator('h3 > .sr-only').textContent())?.trim(), `: ${state}`);
    const told = (await row.locator('p').first().textContent()) ?? '';
    assert.ok(told.includes(found), told);
  }

  const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).click();
});
