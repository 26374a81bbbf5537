import { createHash } from 'node:crypto';
import type { Ids } from '../clock.ts';
import type { MailTemplate } from '../deliveries/delivery.ts';
import type { Person } from '../directory/person.ts';
import type { Stores } from '../transact.ts';
import type { PasswordLinkKey, PasswordLinkPurpose } from './authentication-store.ts';

const LETTERS: Readonly<Record<PasswordLinkPurpose, { template: MailTemplate; path: string }>> = {
  reset: { template: 'password-reset', path: '/password/reset' },
  activation: { template: 'activation', path: '/password/activate' },
};

/** A mailed link as somebody brings it. */
export interface PasswordLink {
  purpose: PasswordLinkPurpose;
  token: string;
  /** Whose session the browser is in; a link serves nobody in the session of somebody else. */
  signedInAs: string | undefined;
}

/** The key under which a link is stored; the token itself is nowhere but in the letter. */
export function keyOf({ purpose, token }: Pick<PasswordLink, 'purpose' | 'token'>): PasswordLinkKey {
  return { purpose, tokenHash: createHash('sha256').update(token).digest('hex') };
}

export interface LinkOrder {
  purpose: PasswordLinkPurpose;
  /** Who gets it, at today's official e-mail. */
  person: Person & { email: string };
  now: Date;
  lifeMs: number;
  /** What the letter says beside name, link and its end. */
  facts: Readonly<Record<string, string>>;
}

/**
 * Makes a one-time link and queues the letter that carries it, in the caller's transaction.
 * @param issuer the address stands in the configuration: no request's Host header gets into a letter
 */
export async function mailPasswordLink(
  { passwordResets, deliveries }: Pick<Stores, 'passwordResets' | 'deliveries'>,
  { ids, issuer }: { ids: Pick<Ids, 'secret'>; issuer: string },
  { purpose, person, now, lifeMs, facts }: LinkOrder,
): Promise<void> {
  const { template, path } = LETTERS[purpose];
  const token = ids.secret();
  const expiresAt = new Date(now.getTime() + lifeMs);
  await passwordResets.add({
    ...keyOf({ purpose, token }),
    personId: person.id,
    sentTo: person.email,
    createdAt: now,
    expiresAt,
  });
  const until = expiresAt.toISOString();
  const url = `${issuer}${path}/${token}`;
  await deliveries.add(
    {
      kind: 'mail',
      to: person.email,
      template,
      facts: { ...facts, fullName: person.fullName, at: now.toISOString(), until, url },
      expiresAt: until,
    },
    now,
  );
}
