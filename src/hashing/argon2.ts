import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import type { PasswordHasher } from '../domain/authentication/password-hasher.ts';
import { DomainError } from '../domain/errors.ts';
import { isWeaker, readEncoded } from './encoding.ts';
import type { Gate } from './gate.ts';

// OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane.
const TODAY = {
  algorithm: 'argon2id',
  version: 19,
  memory: 19 * 1024,
  passes: 2,
  lanes: 1,
  saltBytes: 16,
  hashBytes: 32,
};

const MAX_PASSWORD_BYTES = 1024;

/**
 * The only file that knows argon2: Argon2id behind a gate.
 *
 * Passwords are brought to NFC before hashing and verifying (NIST SP 800-63B-4, 3.1.1.2), so that "ế" typed as one
 * character and as three is one password; nothing is trimmed, folded or cut. Over 1,024 bytes of UTF-8 after that,
 * `hash` throws `password_too_long` and `verify` answers false at once: this depends on the input only and tells
 * nothing about an account. An encoded hash that is malformed or absurdly costly fits no password, and takes as
 * long as the decoy.
 * @param gate bounds how many hashes are computed at once; its `busy` passes through
 */
export function createArgon2Hasher(gate: Gate): PasswordHasher {
  const decoy = encodedDecoy();
  return {
    decoy,
    async hash(password) {
      const bytes = bytesOf(password);
      if (!bytes) throw new DomainError('password_too_long', { maxBytes: MAX_PASSWORD_BYTES });
      return gate.run(() =>
        argon2.hash(bytes, {
          type: argon2.argon2id,
          memoryCost: TODAY.memory,
          timeCost: TODAY.passes,
          parallelism: TODAY.lanes,
          hashLength: TODAY.hashBytes,
        }),
      );
    },
    async verify(encoded, password) {
      const bytes = bytesOf(password);
      if (!bytes) return false;
      const isReadable = readEncoded(encoded) !== null;
      const fits = await gate.run(() => argon2.verify(isReadable ? encoded : decoy, bytes));
      return isReadable && fits;
    },
    isOutdated(encoded) {
      const stored = readEncoded(encoded);
      return stored === null || isWeaker(stored, TODAY);
    },
  };
}

function bytesOf(password: string): Buffer | null {
  // Composing shrinks a text by a small factor only: what is far too long need not be normalised first.
  if (password.length > 4 * MAX_PASSWORD_BYTES) return null;
  const bytes = Buffer.from(password.normalize('NFC'), 'utf8');
  return bytes.length > MAX_PASSWORD_BYTES ? null : bytes;
}

/** Random bytes where the hash belongs: no password can be found that leads to them. */
function encodedDecoy(): string {
  const { algorithm, version, memory, passes, lanes, saltBytes, hashBytes } = TODAY;
  const text = (length: number) => randomBytes(length).toString('base64').replace(/=+$/, '');
  return `$${algorithm}$v=${version}$m=${memory},t=${passes},p=${lanes}$${text(saltBytes)}$${text(hashBytes)}`;
}
