import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A message that arrived. */
export interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A relying party's end of notices: keeps what comes, and answers what it is told to. */
export async function startNoticeReceiver() {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    received.push({ path: request.url ?? '', headers: request.headers, body });
    // Back-Channel Logout 1.0, section 2.8, and RFC 8935, section 2.2.
    const accepted = body.startsWith('logout_token=') ? 200 : 202;
    response.writeHead(answers.shift() ?? accepted).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    /** What the next messages are answered; after those, what their protocol wants. */
    answerNext: (...statuses: number[]) => void answers.push(...statuses),
    /** Everything that has come once there are as many, and nothing more comes for a moment. */
    async exactly(count: number): Promise<Received[]> {
      const deadline = Date.now() + 10_000;
      while (received.length < count && Date.now() < deadline) await sleep(10);
      await sleep(100);
      if (received.length !== count) {
        const all = received.map(({ path, body }) => `${path} ${body}`).join('\n');
        throw new Error(`${received.length} messages, not ${count}:\n${all}`);
      }
      return received.splice(0);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type NoticeReceiver = Awaited<ReturnType<typeof startNoticeReceiver>>;
