import fc from 'fast-check';
import type { Page } from '../support/browser.ts';
import type { Need } from './sign-in-model.ts';

/** Where every route of a sign-in is posted to, and with which fields. */
export const FORMS = {
  '': ['username', 'password'],
  '/totp': ['code', 'trust'],
  '/recovery-code': ['code'],
  '/passkey': ['response'],
  '/passkey/options': [],
  '/certificate': [],
  '/certificate/signed': ['challenge', 'signature'],
  '/enrol-totp': ['code'],
  '/enrol-passkey': ['response', 'name'],
  '/enrol-passkey/options': [],
  '/recovery-codes': ['kept'],
  '/change-password': ['new_password', 'confirm_password'],
  '/restart': [],
  '/leave': [],
} as const;
export type Route = keyof typeof FORMS;
export const ROUTES = Object.keys(FORMS) as Route[];

/**
 * How a proof is sent. `elsewhere`: by any browser; `crossing`: made in one visit and sent to another; `forged`: by the
 * page of another site; `again`: the last one that works once.
 */
export const MANNERS = ['right', 'right', 'wrong', 'elsewhere', 'crossing', 'forged', 'again'] as const;

/** One step; the numbers choose among what there is when its turn comes. */
export interface Step {
  kind: 'authorize' | 'proceed' | 'prove' | 'post' | 'get' | 'resume' | 'officer';
  browser: number;
  visit: number;
  who: number;
  how: number;
  manner: number;
}

const chosen = fc.nat({ max: 59 });
export const steps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record<Step>({
      kind: fc.constantFrom(
        'authorize',
        'proceed',
        'proceed',
        'proceed',
        'prove',
        'prove',
        'post',
        'get',
        'resume',
        'officer',
      ),
      browser: chosen,
      visit: chosen,
      who: chosen,
      how: chosen,
      manner: chosen,
    }),
    { minLength: 4, maxLength: most, size: 'max' },
  );

const step = (kind: Step['kind'], who: number): Step => {
  // 8 gives the first person an app and nobody a passkey; nobody has to choose a new password.
  return { kind, browser: 0, visit: 0, who, how: 8, manner: 0 };
};

/** Ways in that chance takes too seldom: by a browser that was trusted before, and by a session of a password alone. */
export const RARE: Step[][] = [
  [step('authorize', 1), step('proceed', 2), step('proceed', 2), step('authorize', 4), step('proceed', 2)],
  [step('authorize', 1), step('proceed', 5), step('authorize', 1)],
];

/** The visit whose page this is. */
export function uidOf({ url }: Page): string | undefined {
  return /^http:\/\/localhost:\d+\/interaction\/([\w-]+)/.exec(url)?.[1];
}

/** The need that a page is for; undefined for the page of the certificate, which stands beside all. */
export function shownNeed({ text }: Page): Need | 'unknown' | undefined {
  if (text.includes('name="challenge"')) return undefined;
  if (text.includes('name="username"')) return 'identify';
  if (text.includes('name="new_password"')) return 'new-password';
  if (/action="[^"]+\/enrol-(totp|passkey)"/.test(text)) return 'enrolment';
  if (/action="[^"]+\/leave"/.test(text)) return 'unreachable';
  return /name="code"|data-passkey="get"/.test(text) ? 'second' : 'unknown';
}
