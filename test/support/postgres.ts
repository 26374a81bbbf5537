import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

const DEBIAN_CLUSTERS = '/usr/lib/postgresql';
const START_MS = 30_000;
const run = promisify(execFile);

/** A PostgreSQL of our own; its superuser is `postgres`, without a password. */
export interface PostgresCluster {
  /** Connection string of the database `postgres`. */
  url: string;
  /** Ends every connection and comes back on the same port with the same data. */
  restart(): Promise<void>;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/** The operating system's user that the server runs as; undefined means ours. */
type Owner = { uid: number; gid: number } | undefined;

/**
 * Makes and starts a throw-away PostgreSQL on a free port of 127.0.0.1. It is as durable as a real one:
 * a commit reaches the disk before it is answered.
 * @param settings more server settings, `{ log_statement: 'all' }`
 * @throws Error when PostgreSQL is not installed, or does not start
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresCluster> {
  const binaries = newestBinaries();
  const owner = ownerOfServer();
  const directory = mkdtempSync(join(tmpdir(), 'micconnect-pg-'));
  if (owner !== undefined) chownSync(directory, owner.uid, owner.gid);
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  try {
    const data = join(directory, 'data');
    const options = [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ];
    await run(join(binaries, 'initdb'), options, { cwd: directory, ...owner });
    const port = await freePort();
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    const serve = () => start({ binaries, directory, data, port, url, owner, settings });
    return cluster(url, await serve(), serve, remove);
  } catch (error) {
    remove();
    throw error;
  }
}

function cluster(
  url: string,
  first: ChildProcess,
  serve: () => Promise<ChildProcess>,
  remove: () => void,
): PostgresCluster {
  let server = first;
  const abandon = () => {
    server.kill('SIGQUIT');
    remove();
  };
  process.once('exit', abandon);
  return {
    url,
    async restart() {
      await end(server);
      server = await serve();
    },
    async stop() {
      process.off('exit', abandon);
      await end(server);
      remove();
    },
  };
}

interface ServerOptions {
  binaries: string;
  directory: string;
  data: string;
  port: number;
  url: string;
  owner: Owner;
  settings: Readonly<Record<string, string>>;
}

async function start(options: ServerOptions): Promise<ChildProcess> {
  const { binaries, directory, data, port, url, owner } = options;
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: directory,
    max_connections: '200',
    fsync: 'on',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...flags], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...owner,
  });
  let log = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    log = `${log}${chunk}`.slice(-4000);
  });
  for (const deadline = Date.now() + START_MS; !(await answers(url)); await sleep(50)) {
    if (server.exitCode === null && Date.now() < deadline) continue;
    await end(server);
    throw new Error(`PostgreSQL did not start:\n${log}`);
  }
  return server;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** SIGINT is PostgreSQL's fast shutdown: it ends the connections and writes everything. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGINT');
  await exited;
}

function newestBinaries(): string {
  const versions = existsSync(DEBIAN_CLUSTERS) ? readdirSync(DEBIAN_CLUSTERS) : [];
  const [newest] = versions
    .filter((version) => existsSync(join(DEBIAN_CLUSTERS, version, 'bin', 'postgres')))
    .sort((one, other) => Number(other) - Number(one));
  if (newest !== undefined) return join(DEBIAN_CLUSTERS, newest, 'bin');
  throw new Error(
    `PostgreSQL is not installed (${DEBIAN_CLUSTERS}/*/bin): install the Debian package "postgresql".`,
  );
}

/** PostgreSQL refuses to run as root; its package makes the user that it runs as. */
function ownerOfServer(): Owner {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
