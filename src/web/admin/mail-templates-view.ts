import type { MailTemplate } from '../../domain/deliveries/delivery.ts';
import type { ConsoleFrame } from './console-frame.ts';

export interface MailTemplatesViews {
  'admin/mail-templates': MailTemplatesView;
  'admin/mail-template': MailTemplateView;
}

export const MAIL_NOTICES = ['sent'] as const;

export interface MailTemplatesView extends ConsoleFrame {
  letters: { name: MailTemplate; subject: string }[];
}

export interface MailTemplateView extends ConsoleFrame {
  notice: (typeof MAIL_NOTICES)[number] | null;
  name: MailTemplate;
  from: string;
  subject: string;
  text: string;
  /** Where the HTML part is drawn. */
  htmlAddress: string;
  /** Where a sample is sent to; null for who may send none. */
  sendTo: string | null;
}
