import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';

/** Tokens for forms of a signed-in person, bound to the session; nothing to store. */
export interface Csrf {
  tokenFor(sessionUid: string): string;
  /** @throws cross_site */
  check(sessionUid: string, token: string): void;
}

export function createCsrf(key: Buffer): Csrf {
  const tokenFor = (sessionUid: string) => createHmac('sha256', key).update(sessionUid).digest('base64url');
  return {
    tokenFor,
    check(sessionUid, token) {
      const expected = Buffer.from(tokenFor(sessionUid));
      const given = Buffer.from(token);
      if (expected.length !== given.length || !timingSafeEqual(expected, given))
        throw new DomainError('cross_site');
    },
  };
}
