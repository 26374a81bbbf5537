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
  change: 'totp_enrolled',
  supportCode: '3FQX8KWM',
  certificate: 'CN=Nguyễn Văn Mẫu (40af)',
  review: 'Rà soát quyền, kỳ 2 năm 2026',
  left: '40',
  ministry: { vi: 'Bộ Thông tin và Truyền thông', en: 'Ministry of Information and Communications' },
  supportPhone: '2088',
};

/** Letters with a link and a support code; the others are below. */
type LinkLetter = Exclude<
  MailName,
  | 'account-dormant'
  | 'administrator-news'
  | 'password-expiring'
  | 'profile-mistake'
  | 'second-factor-missing'
  | `certificate-${string}`
  | `request-${string}`
  | `review-${string}`
>;

/** What each letter tells of the facts: nobody's request is behind an activation. */
const TOLD: Record<LinkLetter, RegExp[]> = {
  'password-reset': [/10:12 ngày 20\/11\/2026/, /18:12 ngày 20\/11\/2026/, /máy 10\.14\.22\.187/],
  'password-changed': [/10:12 ngày 20\/11\/2026/, /máy 10\.14\.22\.187/],
  'credential-changed': [
    /Ứng dụng tạo mã vừa được đăng ký, lúc 10:12/,
    /An authenticator app has been enrolled/,
  ],
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

describe('letter password-expiring', () => {
  const { subject, html, text } = render('password-expiring', { ...model, supportCode: '', network: '' });

  it('says in both languages on which day the password ends, and where to change it', () => {
    for (const form of [html, text]) {
      assert.match(form, /Kính gửi ông\/bà Nguyễn Thị Ngọc Ánh,/);
      assert.match(form, /hết hạn ngày 20\/11\/2026/);
      assert.match(form, /expires on 20 Nov 2026/);
      assert.match(form, /https:\/\/dangnhap\.mic\.example/);
      assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
    }
    assert.match(subject, /sắp hết hạn/);
  });
});

describe('letter second-factor-missing', () => {
  const { subject, html, text } = render('second-factor-missing', {
    ...model,
    supportCode: '',
    network: '',
  });

  it('says in both languages what is missing, and where to enrol it', () => {
    for (const form of [html, text]) {
      assert.match(form, /Kính gửi ông\/bà Nguyễn Thị Ngọc Ánh,/);
      assert.match(form, /chưa đăng ký bước thứ hai/);
      assert.match(form, /has none yet/);
      assert.match(form, /https:\/\/dangnhap\.mic\.example/);
      assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
    }
    assert.match(subject, /xác thực hai bước/);
  });
});

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

describe('letter administrator-news', () => {
  const change = 'factor_reset_waiting';

  it('says in both languages what waits, about whom, since when, and how to ask about it', () => {
    const { subject, html, text } = render('administrator-news', { ...model, change });
    for (const form of [html, text]) {
      assert.match(form, /đặt lại xác thực hai bước của Lê An, .*, lúc 10:12 ngày 20\/11\/2026/);
      assert.match(form, /two-step sign-in of Lê An, a privileged account/);
      assert.match(form, /3FQX-8KWM/);
      assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
    }
    assert.match(subject, /quản trị hệ thống/);
    for (const change of ['break_glass_sealed', 'break_glass_used', 'break_glass_refused']) {
      const told = render('administrator-news', { ...model, change });
      assert.match(told.text, /Lê An .*, lúc 10:12 ngày 20\/11\/2026, từ máy 10\.14\.22\.187/);
      assert.match(told.text, /English: .*emergency account \(Lê An\)/);
    }
    const hostile = render('administrator-news', { ...model, change, requester: 'A\nBcc: <script>' });
    assert.doesNotMatch(hostile.html, /<script/);
    assert.doesNotMatch(hostile.text, /^Bcc/m);
  });
});

describe('letter profile-mistake', () => {
  it('says in both languages whose record is wrong in what, and what is right', () => {
    const facts = { ...model, change: 'phone', note: '0912 345 678', supportCode: '', network: '' };
    const { subject, html, text } = render('profile-mistake', facts);
    for (const form of [html, text]) {
      assert.match(form, /Lê An báo mục “Điện thoại” sai\. Nội dung đúng: 0912 345 678/);
      assert.match(form, /Lê An reports that “Phone number” is wrong\. What is right: 0912 345 678/);
      assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
    }
    assert.match(subject, /sai sót/);
    const hostile = render('profile-mistake', { ...facts, note: 'A\nBcc: <script>' });
    assert.doesNotMatch(hostile.html, /<script/);
    assert.doesNotMatch(hostile.text, /^Bcc/m);
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

describe('letters about questions in a review', () => {
  for (const name of ['review-question', 'review-answer'] as const)
    it(`${name}: say in both languages what was said, of which role, and until when`, () => {
      const said = { ...model, role: 'Người ký', note: 'Còn cần không?' };
      const { text, html, subject } = render(name, said);
      assert.match(text, /“Người ký”.*“Còn cần không\?”/);
      assert.match(text, /English: .*“Người ký”/);
      assert.match(subject, /rà soát|quyền/);
      const hostile = render(name, { ...said, note: 'A\nBcc: <script>' });
      assert.ok(!hostile.html.includes('<script>'));
      assert.ok(!/^Bcc:/m.test(hostile.text));
      assert.ok(html.includes('Còn cần không?'));
    });
});

describe('letters about login certificates', () => {
  const facts = { ...model, supportCode: '', network: '' };

  it('tell in both languages what happened to which certificate', () => {
    for (const outcome of ['bound', 'proposed', 'confirmed', 'unbound']) {
      const { html, text } = render('certificate-changed', { ...facts, outcome });
      for (const form of [html, text]) {
        assert.match(form, /Lúc 10:12 ngày 20\/11\/2026, .*chứng thư số .*CN=Nguyễn Văn Mẫu \(40af\)/);
        assert.match(form, /certificate CN=Nguyễn Văn Mẫu \(40af\)/);
        assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
      }
    }
  });

  it('remind of the day on which one ends', () => {
    const { subject, html, text } = render('certificate-expiring', facts);
    assert.match(subject, /sắp hết hạn/);
    for (const form of [html, text]) {
      assert.match(form, /hết hạn ngày 20\/11\/2026/);
      assert.match(form, /expires on 20 Nov 2026/);
      assert.doesNotMatch(form, /undefined|\[object|\{\w+\}/);
    }
    const hostile = render('certificate-expiring', { ...facts, certificate: 'A\nBcc: <script>' });
    assert.doesNotMatch(hostile.html, /<script/);
    assert.doesNotMatch(hostile.text, /^Bcc/m);
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
