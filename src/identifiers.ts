import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { Ids } from './domain/clock.ts';

/** Nothing that is misread aloud: no 0 O 1 I L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Identifiers and secrets from the system's random source. */
export const systemIds: Ids = {
  // Node joins a UUID of its bytes and keeps every joint: ten times the memory of the text, in each of an import's rows.
  uuid: () => Buffer.from(randomUUID(), 'latin1').toString('latin1'),
  secret: () => randomBytes(32).toString('base64url'),
  supportCode: readableCode,
  recoveryCode: readableCode,
};

/** Eight characters in two groups. */
function readableCode(): string {
  const characters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}
