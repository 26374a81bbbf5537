import type { MailTemplate } from '../domain/deliveries/delivery.ts';
import { formatDay, formatDayTime } from '../messages/dates.ts';
import type { Lang } from '../messages/translate.ts';
import { createMailRenderer, type RenderedMail } from './render-mail.ts';

interface LettersOptions {
  viewsDir: string;
  issuer: string;
  ministry: { vi: string; en: string };
  supportPhone: string;
}

/** Turns the facts of a queued mail into a letter. Moments are written out: it may be read on a later day. */
export function createLetters({ viewsDir, issuer, ministry, supportPhone }: LettersOptions) {
  const render = createMailRenderer({ viewsDir });
  return (template: MailTemplate, facts: Readonly<Record<string, string>>): RenderedMail => {
    const { fullName = '', network = '', supportCode = '', review = '', left = '' } = facts;
    const { role = '', application = '', requester = '', note = '', outcome = '' } = facts;
    return render(template, {
      fullName,
      network,
      supportCode,
      role,
      application,
      requester,
      note,
      outcome,
      review,
      left,
      at: moment(facts.at),
      until: moment(facts.until),
      day: { vi: day(facts.until, 'vi'), en: day(facts.until, 'en') },
      url: facts.url ?? `${issuer}/password/forgot`,
      ministry,
      supportPhone,
    });
  };
}

function moment(iso: string | undefined): string {
  return iso === undefined ? '' : formatDayTime(new Date(iso), 'vi');
}

function day(iso: string | undefined, lang: Lang): string {
  return iso === undefined ? '' : formatDay(new Date(iso), lang);
}
