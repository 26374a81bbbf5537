import { Duplex } from 'node:stream';
import type { EmbeddedEngine } from './embedded.ts';

const TERMINATE = 'X'.charCodeAt(0);

/**
 * The socket that the real `pg` client talks to when the database is embedded: what it writes goes to
 * PGlite as wire protocol, so types, errors and row counts are those of a server. The only file that
 * knows this trick; one connection at a time, because PGlite has one session.
 */
export class PGliteStream extends Duplex {
  readonly #engine: EmbeddedEngine;

  constructor(engine: EmbeddedEngine) {
    super();
    this.#engine = engine;
  }

  connect(): this {
    setImmediate(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (chunk[0] === TERMINATE) {
      this.push(null);
      done();
      return;
    }
    this.#engine.wire(chunk, (data) => void this.push(data)).then(() => done(), done);
  }
}
