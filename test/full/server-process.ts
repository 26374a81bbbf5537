import { type ChildProcess, execFile, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../support/free-port.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PRODUCT = join(ROOT, 'dist', 'main.js');
const READY_WITHIN_MS = 60_000;
const run = promisify(execFile);

export interface ServerProcess {
  origin: string;
  child: ChildProcess;
  /** Everything it has printed. */
  output(): string;
  /** The operator's tool beside the server, as a process of its own; its output, or an error when it fails. */
  operate(...argv: string[]): Promise<string>;
  /** The same, with something to read on its standard input. */
  tell(input: string, ...argv: string[]): Promise<string>;
  /** The same, started and left to the caller. */
  startOperator(...argv: string[]): ChildProcess;
  /** SIGTERM, and the end of the process. */
  stop(): Promise<number | null>;
}

/** The built product as a process of its own, as an operator starts it. */
export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const port = environment.PORT ?? String(await freePort());
  const origin = `http://localhost:${port}`;
  const env = {
    PATH: process.env.PATH ?? '',
    MICCONNECT_LOG_LEVEL: 'warn',
    ISSUER: origin,
    ...environment,
    PORT: port,
  };
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [PRODUCT, 'serve'], { cwd: ROOT, env, stdio });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(origin))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`the server did not start:\n${output}`);
    await sleep(50);
  }
  return {
    origin,
    child,
    output: () => output,
    async operate(...argv) {
      return (await run(process.execPath, [PRODUCT, ...argv], { cwd: ROOT, env })).stdout;
    },
    async tell(input, ...argv) {
      const running = run(process.execPath, [PRODUCT, ...argv], { cwd: ROOT, env });
      running.child.stdin?.end(input);
      return (await running).stdout;
    },
    startOperator: (...argv) =>
      spawn(process.execPath, [PRODUCT, ...argv], { cwd: ROOT, env, stdio: 'ignore' }),
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      return child.exitCode;
    },
  };
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/health/ready`)).ok;
  } catch {
    return false;
  }
}
