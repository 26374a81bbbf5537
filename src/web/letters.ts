import type { MailTemplate } from '../domain/deliveries/delivery.ts';
import { formatDay, formatDayTime } from '../messages/dates.ts';
import type { Lang } from '../messages/translate.ts';
import { createMailRenderer, type RenderedMail } from './render-mail.ts';

/** Nobody takes a sample for the letter itself. */
const SAMPLE_MARK = '[Thư mẫu] ';

interface LettersOptions {
  viewsDir: string;
  issuer: string;
  ministry: { vi: string; en: string };
  supportPhone: string;
}

/** Renders the letter that a template makes of its facts. */
export type Letters = (template: MailTemplate, facts: Readonly<Record<string, string>>) => RenderedMail;

/** Turns the facts of a queued mail into a letter. Moments are written out: it may be read on a later day. */
export function createLetters({ viewsDir, issuer, ministry, supportPhone }: LettersOptions): Letters {
  const render = createMailRenderer({ viewsDir });
  return (template, facts) => {
    const { fullName = '', network = '', supportCode = '', review = '', left = '' } = facts;
    const { role = '', application = '', requester = '', note = '', outcome = '', change = '' } = facts;
    const { certificate = '' } = facts;
    const letter = render(template, {
      fullName,
      network,
      supportCode,
      role,
      application,
      requester,
      note,
      outcome,
      change,
      certificate,
      review,
      left,
      at: moment(facts.at),
      until: moment(facts.until),
      day: { vi: day(facts.until, 'vi'), en: day(facts.until, 'en') },
      url: facts.url ?? `${issuer}/password/forgot`,
      ministry,
      supportPhone,
    });
    return facts.sample === 'yes' ? { ...letter, subject: SAMPLE_MARK + letter.subject } : letter;
  };
}

function moment(iso: string | undefined): string {
  return iso === undefined ? '' : formatDayTime(new Date(iso), 'vi');
}

function day(iso: string | undefined, lang: Lang): string {
  return iso === undefined ? '' : formatDay(new Date(iso), lang);
}
