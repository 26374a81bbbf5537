import { Agent, request } from 'node:http';

/** One request of a round. */
export interface Shot {
  method: 'GET' | 'POST';
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface Round {
  perSecond: number;
  /** Milliseconds that 99 of 100 requests took at most. */
  p99: number;
}

const CONNECTIONS = 16;

/**
 * Sends a number of requests over 16 connections, each as soon as the one before it was answered.
 * @throws Error at the first answer that is not 2xx
 */
export async function fire(port: number, amount: number, shotAt: (index: number) => Shot): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latencies: number[] = [];
  let next = 0;
  const connection = async () => {
    while (next < amount) {
      const sent = performance.now();
      await send(agent, port, shotAt(next++));
      latencies.push(performance.now() - sent);
    }
  };
  const started = performance.now();
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  } finally {
    agent.destroy();
  }
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((one, other) => one - other);
  return { perSecond: amount / seconds, p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0 };
}

function send(agent: Agent, port: number, { method, path, headers, body = '' }: Shot): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const options = { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } };
    const sent = request(options, (response) => {
      const isRefused = (response.statusCode ?? 0) >= 300;
      let text = '';
      response.on('data', (chunk: Buffer) => {
        if (isRefused) text += chunk;
      });
      response.on('end', () => {
        if (isRefused)
          reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text.slice(0, 500)}`));
        else resolve();
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
