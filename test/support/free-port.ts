import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections, and to whoever listens on any port: one of those would
 * often be taken before a server has started that is told to use it.
 */
const FIRST = 12_000;
const SHARE = 2_500;
const SHARES = 8;

/** Who was given a port may not listen on it yet. */
const given = new Set<number>();

/** A port that nobody listens on at this moment, and that nobody else of this run was given. */
export async function freePort(): Promise<number> {
  return freePorts(1);
}

/** The first of so many such ports in a row. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = ownShare() + randomInt(SHARE - count);
    const row = Array.from({ length: count }, (_, step) => first + step);
    if (row.some((port) => given.has(port)) || (await Promise.all(row.map(isFree))).includes(false)) continue;
    for (const port of row) given.add(port);
    return first;
  }
}

/** Workers of one run know nothing of each other's ports, so their shares do not meet; the first is its main process's. */
function ownShare(): number {
  const { MOCHA_WORKER_ID: worker } = process.env;
  return FIRST + SHARE * (worker === undefined ? 0 : 1 + (Number(worker) % (SHARES - 1)));
}

/** Whether nobody listens on a port at this moment. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
