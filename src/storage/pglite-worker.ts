import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import type { EmbeddedAnswer, EmbeddedRequest, WorkerOptions } from './embedded.ts';

/** The thread that the embedded database lives on: wire protocol in, wire protocol out, in order. */

const { dataDir, snapshot } = workerData as WorkerOptions;
const port = parentPort;
if (port === null) throw new Error('pglite-worker runs as a worker thread');

// Optimising the database's code at its first use costs more than a start wants to wait; hot code still is.
setFlagsFromString('--wasm-tiering-budget=30000000');

const isNew = dataDir === null || !existsSync(dataDir);
const hasDump = isNew && snapshot !== null && existsSync(snapshot);
const pglite = await PGlite.create({
  ...(dataDir !== null && { dataDir }),
  ...(hasDump && { loadDataDir: new Blob([readFileSync(snapshot)]) }),
  relaxedDurability: true,
  extensions: { pg_trgm },
  // A database for evaluation: PostgreSQL's own default would hold 128 MB from the start.
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
});

const answer = (message: EmbeddedAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const perform = {
  async wire(chunk: Uint8Array) {
    await pglite.execProtocolRawStream(chunk, {
      onRawData(view) {
        // A view of PGlite's own memory, valid during this call only.
        const data = Uint8Array.from(view);
        answer({ kind: 'data', data }, [data.buffer]);
      },
    });
    answer({ kind: 'done' });
  },
  async dump() {
    const archive = await pglite.dumpDataDir('gzip');
    answer({ kind: 'done', dump: new Uint8Array(await archive.arrayBuffer()) });
  },
  async close() {
    await pglite.close();
    port.close();
  },
};

let last: Promise<void> = Promise.resolve();
port.on('message', (request: EmbeddedRequest) => {
  last = last.then(() => (request.kind === 'wire' ? perform.wire(request.chunk) : perform[request.kind]()));
});
