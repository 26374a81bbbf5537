import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { createMailRenderer, type MailModel, type MailName } from '../../src/web/render-mail.ts';

const render = createMailRenderer({ viewsDir: fileURLToPath(new URL('../../views', import.meta.url)) });
const model: MailModel = {
  fullName: 'Nguyễn Thị Ngọc Ánh',
  at: '10:12 ngày 20/11/2026',
  until: '18:12 ngày 20/11/2026',
  day: { vi: '20/11/2026', en: '20 Nov 2026' },
  network: 'máy 10.14.22.187 trong mạng của Bộ',
  url: 'https://dangnhap.mic.example/password/reset/abc?x=1&y=2',
  supportCode: '3FQX8KWM',
  ministry: { vi: 'Bộ Thông tin và Truyền thông', en: 'Ministry of Information and Communications' },
  supportPhone: '2088',
};

/** Letters with a link; the one to dormant accounts is below. */
type LinkLetter = Exclude<MailName, 'account-dormant'>;

/** What each letter tells of the facts: nobody's request is behind an activation. */
const TOLD: Record<LinkLetter, RegExp[]> = {
  'password-reset': [/10:12 ngày 20\/11\/2026/, /18:12 ngày 20\/11\/2026/, /máy 10\.14\.22\.187/],
  'password-changed': [/10:12 ngày 20\/11\/2026/, /máy 10\.14\.22\.187/],
  activation: [/18:12 ngày 20\/11\/2026/, /Tên đăng nhập là địa chỉ/, /user name is this e-mail address/],
};

for (const name of Object.keys(TOLD) as LinkLetter[]) {
  describe(`letter ${name}`, () => {
    const { subject, html, text } = render(name, model);

    it('addresses the person and says what happened, in both forms', () => {
      for (const form of [html, text]) {
        assert.match(form, /Kính gửi ông\/bà Nguyễn Thị Ngọc Ánh,/);
        for (const fact of TOLD[name]) assert.match(form, fact);
        assert.match(form, /3FQX-8KWM/);
        assert.match(form, /English: .+\./);
        assert.doesNotMatch(form, /undefined|\[object/);
      }
      assert.match(subject, /MicConnect/);
    });

    it('has one button, and its address in words', () => {
      assert.equal(html.match(/<a /g)?.length, 1);
      assert.match(html, /<a href="https:\/\/dangnhap\.mic\.example\/password\/reset\/abc\?x=1&amp;y=2"/);
      assert.match(text, /^https:\/\/dangnhap\.mic\.example\/password\/reset\/abc\?x=1&y=2$/m);
    });

    it('loads nothing and runs nothing', () => {
      assert.doesNotMatch(html, /<img|<script|<link|src=|url\(/);
    });

    it('escapes a name in HTML and keeps it on its line in text', () => {
      const hostile = render(name, { ...model, fullName: 'A\r\n\r\nBcc: <script>alert(1)</script>' });
      assert.doesNotMatch(hostile.html, /<script/);
      assert.match(hostile.text, /^Kính gửi ông\/bà A Bcc: <script>alert\(1\)<\/script>,$/m);
    });
  });
}

describe('letter account-dormant', () => {
  const { subject, html, text } = render('account-dormant', { ...model, supportCode: '', network: '' });

  it('says in both languages on which day the account is closed, and what keeps it', () => {
    for (const form of [html, text]) {
      assert.match(form, /Kính gửi ông\/bà Nguyễn Thị Ngọc Ánh,/);
      assert.match(form, /sẽ bị khóa ngày 20\/11\/2026\. Đăng nhập một lần trước ngày đó là giữ được\./);
      assert.match(form, /closed on 20 Nov 2026; signing in once before that day keeps it\./);
      assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
    }
    assert.match(subject, /sắp bị khóa/);
  });
});
