import type { Clock } from '../clock.ts';
import type { Person } from '../directory/person.ts';
import { DomainError } from '../errors.ts';
import type { Transact } from '../transact.ts';
import type { MailTemplate } from './delivery.ts';

const HOUR_MS = 3_600_000;
/** Nobody's: names and numbers are made up. */
const INVENTED = {
  fullName: 'Nguyễn Văn Mẫu',
  network: 'máy 192.0.2.10',
  supportCode: '3FQX8KWM',
  role: 'Người soạn thảo',
  application: 'Quản lý văn bản',
  requester: 'Lê Thị Mẫu',
  note: 'Soạn công văn của phòng',
  certificate: 'CN=Nguyễn Văn Mẫu (40af)',
  review: 'Rà soát quyền, kỳ mẫu',
  left: '12',
};
/** What differs from letter to letter. */
const OWN: Partial<Record<MailTemplate, Record<string, string>>> = {
  'credential-changed': { change: 'totp_enrolled' },
  'administrator-news': { change: 'break_glass_sealed' },
  'certificate-changed': { outcome: 'bound' },
  'profile-mistake': { change: 'position' },
  'request-decided': { outcome: 'approved' },
};

interface Dependencies {
  transact: Transact;
  clock: Clock;
  issuer: string;
}

export type SampleLetters = ReturnType<typeof createSampleLetters>;

/** Letters with made-up facts, for whoever wants to see what people get. Their links open nothing of anybody's. */
export function createSampleLetters({ transact, clock, issuer }: Dependencies) {
  function factsOf(template: MailTemplate): Record<string, string> {
    const now = clock.now();
    const until = new Date(now.getTime() + 48 * HOUR_MS);
    return {
      ...INVENTED,
      at: now.toISOString(),
      until: until.toISOString(),
      url: `${issuer}/`,
      ...OWN[template],
    };
  }

  return {
    factsOf,
    /** Sends one to the person who asks, marked as a sample. @throws email_missing when she has no address */
    async send(template: MailTemplate, { id, email, fullName }: Person): Promise<void> {
      if (email === null) throw new DomainError('email_missing');
      const facts = { ...factsOf(template), fullName, sample: 'yes' };
      const at = clock.now();
      await transact(async ({ deliveries, audit }) => {
        await deliveries.add({ kind: 'mail', to: email, template, facts }, at);
        const actor = { kind: 'person', id } as const;
        await audit.append({ type: 'mail.tried', at, actor, personId: id, details: { template } });
      });
    },
  };
}
