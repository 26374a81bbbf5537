import { createHash } from 'node:crypto';
import type { BreachedPasswords } from '../domain/authentication/password-checks.ts';
import type { BreachedFile } from './breached-file.ts';
import { hasSortedHash } from './sorted-hashes.ts';
import { readWordList, type WordList } from './word-list.ts';

/** The operator's list as the domain asks it; without a file nothing is on it. */
export function createBreachedPasswords(file: BreachedFile | null): BreachedPasswords {
  if (file === null) return { has: async () => false };
  return file.kind === 'hashes' ? hashedPasswords(file.path) : listedPasswords(file.path);
}

function hashedPasswords(path: string): BreachedPasswords {
  return {
    async has(password) {
      for (const form of new Set([password, password.normalize('NFC')])) {
        // SHA-1 is the format of the list and protects nothing: passwords of ours are hashed in `hashing`.
        const hash = createHash('sha1').update(form).digest('hex').toUpperCase();
        if (await hasSortedHash(path, hash)) return true;
      }
      return false;
    },
  };
}

/** Read at the first question: a start does not wait for it. */
function listedPasswords(path: string): BreachedPasswords {
  let list: Promise<WordList> | undefined;
  return {
    async has(password) {
      list ??= readWordList(path);
      try {
        return (await list).has(password);
      } catch (error) {
        list = undefined;
        throw error;
      }
    },
  };
}
