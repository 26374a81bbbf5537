import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_MS = 25_000;

export interface Child {
  pid: number;
  /** Throws with the last output when the process has ended. */
  assertAlive(): void;
  /** False while the process runs. @throws Error with the last output when it failed */
  hasSucceeded(): boolean;
  stop(): Promise<void>;
}

/** Starts a Node process that ends with this one at the latest. */
export function startChild(
  args: readonly string[],
  { env, cwd }: { env: Readonly<Record<string, string>>; cwd: string },
): Child {
  // The last as `npm start` sets it, and `npm run bench` for itself.
  const { PATH, HOME, GLIBC_TUNABLES } = process.env;
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH, HOME, GLIBC_TUNABLES, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const assertAlive = () => {
    if (!hasEnded()) return;
    const how = child.signalCode ?? `code ${child.exitCode}`;
    throw new Error(`${args.join(' ')} ended by ${how}:\n${output}`);
  };
  return {
    pid: child.pid ?? 0,
    assertAlive,
    hasSucceeded() {
      if (child.exitCode === 0) return true;
      assertAlive();
      return false;
    },
    async stop() {
      if (hasEnded()) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const limit = setTimeout(kill, STOP_MS);
      await exited;
      clearTimeout(limit);
    },
  };
}

/** Waits until an address answers 200. @throws Error when the process ends or the time is over */
export async function untilOk(child: Child, port: number, path: string, limitMs = 30_000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await isOk(port, path))) {
    child.assertAlive();
    if (performance.now() > deadline) throw new Error(`no answer at port ${port} within ${limitMs} ms`);
    await sleep(5);
  }
}

function isOk(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = request({ host: '127.0.0.1', port, path, agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => resolve(false));
    probe.end();
  });
}
