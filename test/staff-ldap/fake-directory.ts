import { createServer, type Server, type Socket } from 'node:net';
import { Ber, BerReader, BerWriter } from 'ldapts';

/** How the fake answers one search request. */
export interface Page {
  entries?: { dn: string; attributes: Record<string, (string | Buffer)[]> }[];
  referral?: string;
  /** Result code; 0 unless said otherwise. */
  status?: number;
  /** For the next page; empty after the last one; without it the answer has no control at all. */
  cookie?: string;
  /** What happens instead of a result. */
  instead?: 'close' | 'silence' | 'garbage';
}

export interface FakeDirectory {
  port: number;
  /** Cookies of the search requests so far. */
  asked: string[];
  /** Every name and password that was bound. */
  binds: string[];
  close(): Promise<void>;
}

const OPERATION = { bind: 0x60, search: 0x63, extended: 0x77 };
const PAGED_RESULTS = '1.2.840.113556.1.4.319';

/** A directory server that answers as it is told, right or wrong. `page` makes the answer to the n-th search. */
export async function startFakeDirectory(
  page: (request: number) => Page,
  { startTls = 0, afterStartTls = '' }: { startTls?: number; afterStartTls?: string } = {},
): Promise<FakeDirectory> {
  const asked: string[] = [];
  const binds: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.setNoDelay());
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    // Each request is small and the client waits for its answer, so each comes whole.
    socket.on('data', (data: Buffer) => {
      // The greeting of TLS, which it does not speak.
      if (data[0] !== 0x30) return void socket.end();
      const request = readRequest(data);
      if (request.operation === OPERATION.bind) {
        binds.push(request.bind);
        socket.write(result(request.id, 0x61, 0));
      } else if (request.operation === OPERATION.extended) {
        socket.write(Buffer.concat([result(request.id, 0x78, startTls), Buffer.from(afterStartTls)]));
      } else if (request.operation === OPERATION.search) {
        asked.push(request.cookie);
        sendPage(socket, request.id, page(asked.length));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    asked,
    binds,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function sendPage(
  socket: Socket,
  id: number,
  { entries = [], referral, status = 0, cookie, instead }: Page,
): void {
  for (const { dn, attributes } of entries) socket.write(entry(id, dn, attributes));
  if (referral !== undefined) socket.write(message(id, 0x73, (writer) => writer.writeString(referral)));
  if (instead === 'close') socket.end();
  else if (instead === 'garbage') socket.write('HTTP/1.1 400 Bad Request\r\n'.repeat(100));
  else if (instead === undefined) socket.write(result(id, 0x65, status, cookie));
}

function readRequest(data: Buffer) {
  const reader = new BerReader(data);
  reader.readSequence();
  const id = reader.readInt() ?? 0;
  const operation = reader.readSequence() ?? 0;
  let bind = '';
  if (operation === OPERATION.bind) {
    reader.readInt();
    bind = `${reader.readString()} ${reader.readString(Ber.Context)}`;
  }
  // The control is the last part of a search, and its cookie the last part of the control.
  const cookie = /c:[a-z0-9]+$/.exec(data.toString('latin1'))?.[0] ?? '';
  return { id, operation, bind, cookie };
}

function message(
  id: number,
  operation: number,
  write: (writer: BerWriter) => void,
  controls?: Buffer,
): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(id);
  writer.startSequence(operation);
  write(writer);
  writer.endSequence();
  if (controls !== undefined) writer.writeBuffer(controls, 0xa0);
  writer.endSequence();
  return writer.buffer;
}

function result(id: number, operation: number, status: number, cookie?: string): Buffer {
  const write = (writer: BerWriter) => {
    writer.writeEnumeration(status);
    writer.writeString('');
    writer.writeString('');
  };
  return message(id, operation, write, cookie === undefined ? undefined : pagedControl(cookie));
}

function pagedControl(cookie: string): Buffer {
  const value = new BerWriter();
  value.startSequence();
  value.writeInt(0);
  value.writeString(cookie);
  value.endSequence();
  const control = new BerWriter();
  control.startSequence();
  control.writeString(PAGED_RESULTS);
  control.writeBuffer(value.buffer, Ber.OctetString);
  control.endSequence();
  return control.buffer;
}

function entry(id: number, dn: string, attributes: Record<string, (string | Buffer)[]>): Buffer {
  return message(id, 0x64, (writer) => {
    writer.writeString(dn);
    writer.startSequence();
    for (const [name, values] of Object.entries(attributes)) {
      writer.startSequence();
      writer.writeString(name);
      writer.startSequence(0x31);
      for (const value of values) writer.writeBuffer(Buffer.from(value), Ber.OctetString);
      writer.endSequence();
      writer.endSequence();
    }
    writer.endSequence();
  });
}
