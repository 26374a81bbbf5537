#!/usr/bin/env node

import cluster from 'node:cluster';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { pino } from 'pino';
import type { CommandIo } from './cli/command.ts';
import { runRemotely } from './cli/operator-socket.ts';
import { readFileWithin } from './cli/read-file.ts';
import { parseCommandLine, refusalText, runCommand } from './cli/run-command.ts';
import { writeNewFile } from './cli/write-file.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { DomainError } from './domain/errors.ts';
import { openDatabase } from './open-database.ts';
import type { RunningServer } from './start-server.ts';

/**
 * The only file that touches `process`: environment → configuration → command or server → signals.
 * What is heavy is imported where it is needed, so that `--help` is instant and the database opens meanwhile.
 */

/**
 * V8 lets the heap double before it collects again. An import keeps 250 MB of 100,000 people alive for a while, so
 * half is allowed: a quarter less memory at the peak, in nearly the same time. A server under load takes less by it, too.
 */
const HEAP_GROWTH = '--heap-growing-percent=50';

const io: CommandIo = {
  readFile: readFileWithin,
  async readStandardInput() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  },
  writeFile: writeNewFile,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  async flushed() {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
};

async function main(argv: string[]): Promise<number | undefined> {
  setFlagsFromString(HEAP_GROWTH);
  if (existsSync('.env')) process.loadEnvFile('.env');
  if (argv.length === 1 && argv[0] === 'serve') return serve(loadConfig(process.env, process.cwd()));
  const parsed = parseCommandLine(argv);
  if (parsed.kind !== 'command') {
    (parsed.kind === 'help' ? io.out : io.err)(parsed.text);
    return parsed.kind === 'help' ? 0 : 2;
  }
  return operate(loadConfig(process.env, process.cwd()), argv);
}

/** One command: by the server when it owns the embedded database, else on a connection of our own. */
async function operate(config: Config, argv: string[]): Promise<number> {
  const actor = { kind: 'operator', name: userInfo().username } as const;
  if (config.databaseUrl === null) {
    const code = await runRemotely(config.dataDir, argv, io, actor);
    if (code !== undefined) return code;
  }
  const { withOperatorServices } = await import('./operator-services.ts');
  const how = { pid: process.pid, migrates: !argv.includes('--status') };
  return withOperatorServices(config, how, (services) => runCommand(argv, services, io, actor));
}

async function serve(config: Config): Promise<undefined> {
  const log = pino({ level: config.logLevel });
  if (config.workers > 1 && cluster.isPrimary) {
    forkWorkers(config.workers);
    return undefined;
  }
  const [database, { startServer }, { startTable }] = await Promise.all([
    openDatabase(config, process.pid),
    import('./start-server.ts'),
    import('./start-table.ts'),
  ]);
  const server = await startServer(config, database, log);
  if (!config.production) io.out(await startTable(config, server.doors));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(server, signal));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  return undefined;
}

async function stop(server: RunningServer, signal: string): Promise<void> {
  await server.close(signal);
  process.exit(0);
}

/** Several processes on one port; one that dies is replaced. */
function forkWorkers(count: number): void {
  let isStopping = false;
  for (let index = 0; index < count; index += 1) cluster.fork();
  cluster.on('exit', (_worker, code) => {
    if (!isStopping && code !== 0) setTimeout(() => cluster.fork(), 1000);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      isStopping = true;
      for (const worker of Object.values(cluster.workers ?? {})) worker?.kill(signal);
    });
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return `Cấu hình chưa đúng / the configuration is not right:\n${error.message}\n`;
  if (error instanceof DomainError) return refusalText(error);
  return error instanceof Error ? `${error.message}\n` : `${String(error)}\n`;
}

main(process.argv.slice(2)).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    io.err(explain(error));
    process.exit(1);
  },
);
