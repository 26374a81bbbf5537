import { strict as assert } from 'node:assert';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { TestServer } from '../support/running-server.ts';

export interface Call {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** What a stack, or a message of the database, would bring into an answer. */
const INSIDES = /\n\s+at .+:\d+:\d+|node_modules|\/src\/|QueryFailed|invalid byte sequence|pglite|TypeError/;

/** Sends just what it is told, with no client in between that would correct it. */
export function send(issuer: string, { method = 'GET', path, headers = {}, body }: Call): Promise<Answer> {
  const { port } = new URL(issuer);
  return new Promise((resolve, reject) => {
    // Reads longer redirects than Node does by itself, as browsers do.
    const limits = { agent: false, maxHeaderSize: 64 * 1024 };
    const call = request({ host: 'localhost', port, method, path, headers, ...limits }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    call.setTimeout(20_000, () =>
      call.destroy(new Error(`${method} ${path.slice(0, 80)}: no answer in 20 s`)),
    );
    call.on('error', reject);
    call.end(body);
  });
}

export interface Expected {
  /** Statuses that are right; any 4xx without them. */
  statuses?: number[];
  /** Origins other than our own that an answer may lead to. */
  origins?: string[];
}

/**
 * Sends a request that means no good, and checks what holds for every answer: refused, without insides,
 * leading nowhere else, one line in the log and no error in it.
 */
export async function assertTame(
  server: TestServer,
  call: Call,
  { statuses, origins = [] }: Expected = {},
): Promise<Answer> {
  const what = `${call.method ?? 'GET'} ${call.path.slice(0, 120)} ${String(call.body ?? '').slice(0, 120)}`;
  const linesBefore = server.logLines.length;
  const answer = await send(server.issuer, call);
  const isRight = statuses?.includes(answer.status) ?? (answer.status >= 400 && answer.status < 500);
  const lines = server.logLines.slice(linesBefore);
  const failures = lines.filter(({ level }) => Number(level) >= 50).map((line) => JSON.stringify(line));
  assert.ok(isRight, `${what}: status ${answer.status} ${failures.join(' ').slice(0, 600)}`);
  assert.deepEqual(failures, [], what);
  assert.equal(lines.filter(({ msg }) => msg === 'request').length, 1, `${what}: lines with msg request`);
  assert.equal(INSIDES.test(answer.body), false, `${what}: ${answer.body.slice(0, 600)}`);
  const { location } = answer.headers;
  if (location !== undefined) {
    const { origin } = new URL(location, server.issuer);
    assert.ok([server.issuer, ...origins].includes(origin), `${what}: leads to ${location}`);
  }
  return answer;
}
