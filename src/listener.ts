import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';

/** How long requests under way may take once the process is told to stop. */
const DRAIN_MS = 20_000;
/** A client that sends its headers or body drop by drop holds a connection no longer than this. */
const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 32 * 1024 };

export interface Listener {
  /** Takes no more connections and waits for the requests under way, at most 20 seconds. */
  drain(): Promise<void>;
}

export type TlsOptions = Omit<ServerOptions, keyof typeof LIMITS>;

/**
 * Listens for HTTP, within TLS when its options are given.
 * @param host `::` means both families, and IPv4 alone where there is no IPv6
 */
export async function listenOn(
  handle: RequestListener,
  host: string,
  port: number,
  tls?: TlsOptions,
): Promise<Listener> {
  const server =
    tls === undefined ? createServer(LIMITS, handle) : createTlsServer({ ...LIMITS, ...tls }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Without a host Node takes both families where it can.
    server.listen({ port, ...(host !== '::' && { host }) }, () => resolve());
  });
  return {
    async drain() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(limit);
    },
  };
}
