import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../domain/errors.ts';

/**
 * Locks the folder of the embedded database for one process: PGlite itself lets two open it at once.
 * The file holds the owner's process id; a file left by a process that is gone is taken over.
 * @returns a function that gives the lock back
 * @throws directory_locked with the owner's `pid`
 */
export function lockDirectory(directory: string, pid: number): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(readFileSync(path, 'utf8'));
    if (isAlive(owner, pid)) throw new DomainError('directory_locked', { pid: owner });
    rmSync(path, { force: true });
  }
  throw new DomainError('directory_locked', { pid: 0 });
}

function isAlive(owner: number, self: number): boolean {
  if (!Number.isInteger(owner) || owner <= 0 || owner === self) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
