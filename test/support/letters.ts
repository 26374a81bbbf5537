import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestServer } from './running-server.ts';

/** The letters of a server without SMTP, as plain text. */
export interface Letters {
  /** Those to an address so far, the oldest first. */
  to(address: string): string[];
  /** Waits for the one after the first `known` to an address. */
  next(address: string, known: number): Promise<string>;
}

export function lettersOf({ config }: Pick<TestServer, 'config'>): Letters {
  const folder = join(config.dataDir, 'mail');
  const to = (address: string): string[] => {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];
    const letters = names.sort().map((name) => readFileSync(join(folder, name), 'utf8'));
    return letters.filter((letter) => letter.includes(`\r\nTo: ${address}\r\n`)).map(plainText);
  };
  return {
    to,
    async next(address, known) {
      for (let tries = 0; tries < 100; tries += 1) {
        const letter = to(address)[known];
        if (letter !== undefined) return letter;
        await pause(50);
      }
      return assert.fail(`no letter to ${address}`);
    },
  };
}

/** The address in a letter that leads to a page of ours. */
export function linkIn(letter: string, path: string): string {
  const [link] = new RegExp(`http://localhost:\\d+${path}/[\\w-]+`).exec(letter) ?? [];
  return link ?? assert.fail(`no link in the letter:\n${letter}`);
}

/** The text part of a letter, decoded. */
function plainText(letter: string): string {
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(letter) ?? [];
  // Only the whole boundary ends a part: a line broken within a link may begin with two of its hyphens.
  const part = letter.split(`--${boundary}`).find((each) => each.includes('Content-Type: text/plain')) ?? '';
  const [, transfer = '7bit', body = ''] =
    /Content-Transfer-Encoding: (\S+)\r\n\r\n([\s\S]*)\r\n$/.exec(part) ?? [];
  if (transfer === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  const joined = body.replace(/=\r\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}
