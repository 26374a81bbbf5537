import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Actor } from '../domain/audit/audit-event.ts';
import { DomainError } from '../domain/errors.ts';
import type { CommandIo, OperatorServices } from './command.ts';
import type { FileLimit } from './read-file.ts';
import { type ExitCode, runCommand } from './run-command.ts';

/**
 * How the tool works beside a server that owns the embedded database: the server runs the command, the
 * caller lends its terminal and its files, with its own rights. One JSON value a line, both ways.
 */
type FromCaller =
  | { argv: string[]; actor: Actor }
  | { data: string }
  | { refused: Pick<DomainError, 'code' | 'details'> }
  | { failed: string };
type FromServer =
  | { out: string }
  | { err: string }
  | { readFile: string; limit: FileLimit }
  | { readStandardInput: true }
  | { writeFile: string; data: string }
  | { exit: ExitCode };

/** The socket of a data folder. Socket paths are short by nature, so a deep folder gets one elsewhere. */
export function socketPath(dataDir: string): string {
  const inside = join(dataDir, 'operator.sock');
  if (Buffer.byteLength(inside) <= 100) return inside;
  return join(tmpdir(), `micconnect-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}.sock`);
}

/** Serves the operator's tool of this machine's user; nobody else may open the socket. */
export async function serveOperator(dataDir: string, services: OperatorServices): Promise<Server> {
  const path = socketPath(dataDir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    void serve(socket, services).catch((error: Error) => {
      send(socket, { err: `${error.message}\n` });
      send(socket, { exit: 1 });
      socket.end();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  chmodSync(path, 0o600);
  return server;
}

async function serve(socket: Socket, services: OperatorServices): Promise<void> {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const read = async (): Promise<FromCaller> => JSON.parse((await lines.next()).value);
  const ask = async (question: FromServer): Promise<Buffer> => {
    send(socket, question);
    const answer = await read();
    if ('data' in answer) return Buffer.from(answer.data, 'base64');
    if ('refused' in answer) throw new DomainError(answer.refused.code, answer.refused.details);
    throw new Error('failed' in answer ? answer.failed : 'unexpected answer');
  };
  const request = await read();
  if (!('argv' in request)) throw new Error('unexpected request');
  const io: CommandIo = {
    readFile: (path, limit) => ask({ readFile: path, limit }),
    readStandardInput: async () => (await ask({ readStandardInput: true })).toString('utf8'),
    async writeFile(path, bytes) {
      await ask({ writeFile: path, data: Buffer.from(bytes).toString('base64') });
    },
    out: (text) => send(socket, { out: text }),
    err: (text) => send(socket, { err: text }),
    flushed: () => drained(socket),
  };
  send(socket, { exit: await runCommand(request.argv, services, io, request.actor) });
  socket.end();
}

/**
 * Lets the running server do a command.
 * @returns undefined when no server listens
 */
export async function runRemotely(
  dataDir: string,
  argv: string[],
  io: CommandIo,
  actor: Actor,
): Promise<ExitCode | undefined> {
  const socket = createConnection(socketPath(dataDir));
  try {
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  } catch {
    return undefined;
  }
  send(socket, { argv, actor });
  try {
    return await converse(socket, io);
  } finally {
    socket.destroy();
  }
}

async function converse(socket: Socket, io: CommandIo): Promise<ExitCode> {
  for await (const line of createInterface({ input: socket })) {
    const message: FromServer = JSON.parse(line);
    if ('exit' in message) return message.exit;
    if ('out' in message) io.out(message.out);
    else if ('err' in message) io.err(message.err);
    else send(socket, await answer(message, io));
  }
  io.err('the server ended before the command did\n');
  return 1;
}

async function answer(question: FromServer, io: CommandIo): Promise<FromCaller> {
  try {
    const data = await lend(question, io);
    return { data: Buffer.from(data).toString('base64') };
  } catch (error) {
    if (error instanceof DomainError) return { refused: { code: error.code, details: error.details } };
    return { failed: (error as Error).message };
  }
}

/** Does with the caller's rights what the server asks for. */
async function lend(question: FromServer, io: CommandIo): Promise<Uint8Array> {
  if ('readFile' in question) return io.readFile(question.readFile, question.limit);
  if (!('writeFile' in question)) return Buffer.from(await io.readStandardInput());
  await io.writeFile(question.writeFile, Buffer.from(question.data, 'base64'));
  return new Uint8Array();
}

/** Resolves at once when the socket takes more, or takes nothing ever again. */
async function drained(socket: Socket): Promise<void> {
  if (!socket.writableNeedDrain || socket.destroyed) return;
  await new Promise<void>((resolve) => socket.once('drain', resolve).once('close', resolve));
}

function send(socket: Socket, message: FromCaller | FromServer): void {
  socket.write(`${JSON.stringify(message)}\n`);
}
