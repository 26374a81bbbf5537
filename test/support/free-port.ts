import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Who was given a port may not listen on it yet. */
const given = new Set<number>();

/**
 * A port that nobody listens on at this moment, and that nobody else of this process was given. It is below those that
 * systems give to outgoing connections, and to whoever listens on any port: one of them would often be taken before a
 * server has started that is told to use it.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

/** Whether nobody listens on a port at this moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
