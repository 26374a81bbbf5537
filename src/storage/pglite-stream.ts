import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

const TERMINATE = 'X'.charCodeAt(0);

/**
 * The socket that the real `pg` client talks to when the database is embedded: what it writes goes to
 * PGlite as wire protocol, so types, errors and row counts are those of a server. The only file that
 * knows this trick; one connection at a time, because PGlite has one session.
 */
export class PGliteStream extends Duplex {
  readonly #database: PGlite;

  constructor(database: PGlite) {
    super();
    this.#database = database;
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
    this.#database
      .runExclusive(() =>
        this.#database.execProtocolRawStream(chunk, {
          onRawData: (data) => void this.push(Buffer.from(data)),
        }),
      )
      .then(() => done(), done);
  }
}
