import { MAIL_TEMPLATES } from '../../src/domain/deliveries/delivery.ts';
import type { ConsoleFrame } from '../../src/web/admin/console-frame.ts';
import type { MailTemplatesView, MailTemplateView } from '../../src/web/admin/mail-templates-view.ts';

type Text = (typical: string) => string;

/** The pages of letters in every state. */
export function sampleMailTemplateViews(text: Text, frame: ConsoleFrame) {
  const list: MailTemplatesView = {
    ...frame,
    letters: MAIL_TEMPLATES.map((name) => ({ name, subject: text('Đặt lại mật khẩu MicConnect') })),
  };
  const full: MailTemplateView = {
    ...frame,
    notice: 'sent',
    name: 'password-reset',
    from: text('MicConnect <khong-tra-loi@mic.example>'),
    subject: text('Đặt lại mật khẩu MicConnect'),
    text: text('Kính gửi ông/bà Nguyễn Văn Mẫu,'),
    htmlAddress: '/admin/mail-templates/password-reset/html',
    sendTo: text('tqhung@mic.example'),
  };
  return {
    'admin/mail-templates': [list],
    'admin/mail-template': [full, { ...full, notice: null, sendTo: null }],
  };
}
