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
  role: 'Người soạn thảo',
  application: 'Quản lý văn bản',
  requester: 'Lê An',
  note: 'Soạn công văn',
  outcome: 'approved',
  supportCode: '3FQX8KWM',
  review: 'Rà soát quyền, kỳ 2 năm 2026',
  left: '40',
  ministry: { vi: 'Bộ Thông tin và Truyền thông', en: 'Ministry of Information and Communications' },
  supportPhone: '2088',
};

/** Letters with a link and a support code; the others are below. */
type LinkLetter = Exclude<MailName, 'account-dormant' | `request-${string}` | `review-${string}`>;

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

describe('letters about requests for roles', () => {
  it('tell who decides what is asked, by whom, why, and until when', () => {
    const { subject, html, text } = render('request-waiting', { ...model, supportCode: '', network: '' });
    for (const form of [html, text]) {
      assert.match(
        form,
        /Lê An đề nghị vai trò Người soạn thảo trong Quản lý văn bản\. Lý do: Soạn công văn/,
      );
      assert.match(form, /Trước hết ngày (<strong>)?20\/11\/2026/);
      assert.match(form, /Lê An asks for the role Người soạn thảo in Quản lý văn bản\./);
      assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
    }
    assert.match(subject, /chờ phê duyệt/);
  });

  it('tell who asked what came of it', () => {
    const outcomes = {
      approved: /đã được cấp, có hiệu lực đến 20\/11\/2026/,
      rejected: /bị từ chối\. Lý do: Soạn công văn/,
      expired: /Không ai quyết định đúng hạn/,
    };
    for (const [outcome, said] of Object.entries(outcomes)) {
      const { html, text } = render('request-decided', { ...model, outcome });
      for (const form of [html, text]) {
        assert.match(form, said);
        assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
      }
    }
  });

  it('keep what somebody typed on its line, and escaped', () => {
    const hostile = render('request-waiting', { ...model, note: 'A\r\n\r\nBcc: <script>alert(1)</script>' });
    assert.doesNotMatch(hostile.html, /<script/);
    assert.match(hostile.text, /Lý do: A Bcc: <script>alert\(1\)<\/script>$/m);
  });
});

describe('letters to reviewers', () => {
  const facts = { ...model, supportCode: '', network: '', url: 'https://dangnhap.mic.example/' };
  const told = {
    'review-due': [
      /còn 40 mục.*Hạn cuối là ngày 20\/11\/2026/,
      /40 undecided items and is due on 20 Nov 2026/,
    ],
    'review-overdue': [/hết hạn ngày 20\/11\/2026.*40 mục/, /was due on 20 Nov 2026 and has 40 undecided/],
  };
  for (const name of ['review-due', 'review-overdue'] as const) {
    it(`${name}: say in both languages which review, until when, and how much is left`, () => {
      const { subject, html, text } = render(name, facts);
      assert.match(subject, /^Rà soát quyền trên MicConnect/);
      for (const form of [html, text]) {
        for (const fact of [/Rà soát quyền, kỳ 2 năm 2026/, ...told[name]])
          assert.match(form.replaceAll('\u00a0', ' '), fact);
        assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
      }
      const hostile = render(name, { ...facts, review: 'A\nBcc: <script>' });
      assert.doesNotMatch(hostile.html, /<script/);
      assert.doesNotMatch(hostile.text, /^Bcc/m);
    });
  }
});
