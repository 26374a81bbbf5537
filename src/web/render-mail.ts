import { Eta } from 'eta';
import type { MailTemplate } from '../domain/deliveries/delivery.ts';
import {
  type Lang,
  type MessageKey,
  type MessageParams,
  messageOf,
  translator,
} from '../messages/translate.ts';
import { contactOf, emphasised, grouped } from './template-words.ts';

export type MailName = MailTemplate;

/** What a letter says; moments are texts, because a letter may be read on a later day. */
export interface MailModel {
  fullName: string;
  at: string;
  until: string;
  /** The day of `until`. */
  day: Readonly<Record<Lang, string>>;
  network: string;
  url: string;
  /** Of a request for a role: the role's and the system's names, who asks, why or why not, and what came of it. */
  role: string;
  application: string;
  requester: string;
  note: string;
  outcome: string;
  /** What happened to the ways to sign in. */
  change: string;
  supportCode: string;
  /** Subject and serial number of a login certificate. */
  certificate: string;
  /** Name of an access review, and how many of its items are undecided. */
  review: string;
  left: string;
  ministry: Readonly<Record<Lang, string>>;
  supportPhone: string;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

export type MailRenderer = (name: MailName, model: MailModel) => RenderedMail;

const subjects: Readonly<Record<MailName, MessageKey>> = {
  'password-reset': 'mail.resetSubject',
  'password-changed': 'mail.changedSubject',
  'credential-changed': 'mail.credentialSubject',
  'administrator-news': 'mail.newsSubject',
  'password-expiring': 'mail.expiringSubject',
  'second-factor-missing': 'mail.factorSubject',
  'account-dormant': 'mail.dormantSubject',
  activation: 'mail.activationSubject',
  'certificate-changed': 'mail.certificateChangedSubject',
  'certificate-expiring': 'mail.certificateExpiringSubject',
  'profile-mistake': 'mail.profileSubject',
  'request-waiting': 'mail.requestSubject',
  'request-decided': 'mail.decidedSubject',
  'review-due': 'mail.reviewDueSubject',
  'review-overdue': 'mail.reviewOverdueSubject',
  'review-question': 'mail.reviewQuestionSubject',
  'review-answer': 'mail.reviewAnswerSubject',
};

/** Prepares the letters under `viewsDir/mail`: Vietnamese with English lines, as HTML and as plain text. */
export function createMailRenderer({ viewsDir }: { viewsDir: string }): MailRenderer {
  const html = new Eta({ views: viewsDir, cache: true, autoEscape: true });
  // Plain text shows entities as they are written, so nothing is escaped there; newlines of names are removed.
  const text = new Eta({ views: viewsDir, cache: true, autoEscape: false });
  const [vi, en] = [translator('vi'), translator('en')];
  return (name, model) => {
    const subject = vi(subjects[name]);
    const strong = (key: MessageKey, params: MessageParams) => emphasised(messageOf('vi', key), params);
    const words = { vi, en, strong, subject, contact: contactOf(vi, model.supportPhone) };
    const data = { ...oneLine(model), supportCode: grouped(model.supportCode), ...words };
    return {
      subject,
      html: html.render(`/mail/${name}.html.eta`, data),
      text: `${text.render(`/mail/${name}.text.eta`, data).trim()}\n`,
    };
  };
}

/** A name with a line break could write lines of its own into a plain-text letter. */
function oneLine(model: MailModel): MailModel {
  const flat = (value: string) => value.replace(/\s+/g, ' ').trim();
  const { fullName, network, role, application, requester, note, review, certificate } = model;
  const texts = { fullName, network, role, application, requester, note, review, certificate };
  return {
    ...model,
    ...(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, flat(text)])) as typeof texts),
  };
}
