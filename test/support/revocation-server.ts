import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How an address answers: with bytes, or by a function of the request's body. */
export type Answer =
  | Buffer
  | ((body: Buffer, request: IncomingMessage, response: ServerResponse) => Answered);
type Answered = Buffer | undefined | Promise<Buffer | undefined>;

export interface RevocationServer {
  /** `127.0.0.1:PORT` */
  host: string;
  /** A fresh address of this server, and its answer from now on. */
  serve(answer: Answer): string;
  change(url: string, answer: Answer): void;
  /** How often an address was called. */
  calls(url: string): number;
  /** Calls of any address. */
  total(): number;
  close(): Promise<void>;
}

/** Serves lists and answers on loopback. */
export async function startRevocationServer(): Promise<RevocationServer> {
  const answers = new Map<string, Answer>();
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    calls.push(path);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const answer = answers.get(path);
    if (answer === undefined) return response.writeHead(404).end();
    const bytes = Buffer.isBuffer(answer) ? answer : await answer(Buffer.concat(parts), request, response);
    return bytes === undefined ? undefined : response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pathOf = (url: string) => new URL(url).pathname;
  return {
    host,
    serve(answer) {
      const path = `/${answers.size + 1}`;
      answers.set(path, answer);
      return `http://${host}${path}`;
    },
    change: (url, answer) => answers.set(pathOf(url), answer),
    calls: (url) => calls.filter((path) => path === pathOf(url)).length,
    total: () => calls.length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Ways not to answer. */
export const faults = {
  hang: () => undefined,
  fail: (_: Buffer, __: IncomingMessage, response: ServerResponse) => void response.writeHead(500).end('no'),
  /** A byte now and then, never the last one. */
  drip(_: Buffer, __: IncomingMessage, response: ServerResponse) {
    const timer = setInterval(() => response.write('0'), 100);
    response.once('close', () => clearInterval(timer));
    return undefined;
  },
  redirectTo: (url: string) => (_: Buffer, __: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(302, { location: url }).end(),
  /** Promises more than it sends. */
  truncate: (bytes: Buffer) => (_: Buffer, __: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    return undefined;
  },
  /** So many megabytes, without saying so before; stops when nobody listens. */
  flood: (megabytes: number) => (_: Buffer, __: IncomingMessage, response: ServerResponse) => {
    const part = Buffer.alloc(1024 * 1024, 0x30);
    let left = megabytes;
    const more = () => {
      while (left > 0 && !response.destroyed && response.write(part)) left -= 1;
      if (left <= 0) response.end();
    };
    response.on('drain', more);
    more();
    return undefined;
  },
} as const;
