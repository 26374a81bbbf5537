import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockDirectory } from './directory-lock.ts';

/** What the thread is started with. */
export interface WorkerOptions {
  dataDir: string | null;
  snapshot: string | null;
}

export type EmbeddedRequest = { kind: 'wire'; chunk: Uint8Array } | { kind: 'dump' } | { kind: 'close' };
export type EmbeddedAnswer = { kind: 'data'; data: Uint8Array } | { kind: 'done'; dump?: Uint8Array };

/** PGlite on a thread of its own, spoken to in wire protocol: a long statement never holds up the server. */
export interface EmbeddedEngine {
  /** Sends one message of the wire protocol; what it brings back goes to `onData`. One at a time, in order. */
  wire(chunk: Uint8Array, onData: (data: Uint8Array) => void): Promise<void>;
  /** The whole data folder as a compressed archive. */
  dump(): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface EmbeddedOptions {
  /** Folder of the database; null keeps it in memory. */
  directory: string | null;
  pid: number;
  /** Path of a dump that a new database starts from; without such a file it starts empty. */
  snapshot?: string;
}

/**
 * Starts the embedded database and locks its folder. Returns at once: the first use waits until it is open.
 * @throws directory_locked when another process has it open
 */
export function startEmbedded({ directory, pid, snapshot }: EmbeddedOptions): EmbeddedEngine {
  const unlock = directory === null ? () => {} : lockDirectory(directory, pid);
  const workerData: WorkerOptions = {
    dataDir: directory === null ? null : join(directory, 'database'),
    snapshot: snapshot ?? null,
  };
  // Sources run as .ts, their build as .js.
  const file = new URL(`./pglite-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(file, { workerData });
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      unlock();
      resolve();
    });
  });
  const conversation = converse(worker);
  return {
    wire: async (chunk, onData) => void (await conversation.ask({ kind: 'wire', chunk }, onData)),
    async dump() {
      const dump = await conversation.ask({ kind: 'dump' });
      if (dump === undefined) throw new Error('the embedded database sent no dump');
      return dump;
    },
    async close() {
      worker.postMessage({ kind: 'close' } satisfies EmbeddedRequest);
      await exited;
    },
  };
}

interface Asked {
  onData(data: Uint8Array): void;
  resolve(dump: Uint8Array | undefined): void;
  reject(error: Error): void;
}

/** Questions to the thread and their answers, which come in the order of the questions. */
function converse(worker: Worker) {
  const waiting: Asked[] = [];
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the embedded database has ended')));
  worker.on('message', (answer: EmbeddedAnswer) => {
    if (answer.kind === 'data') waiting[0]?.onData(answer.data);
    else waiting.shift()?.resolve(answer.dump);
  });
  return {
    ask: (request: EmbeddedRequest, onData: Asked['onData'] = () => {}) =>
      new Promise<Uint8Array | undefined>((resolve, reject) => {
        if (failure !== undefined) return reject(failure);
        waiting.push({ onData, resolve, reject });
        worker.postMessage(request);
      }),
  };
}
