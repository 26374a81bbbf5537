import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { PemIdentity } from '../../pki/pem.ts';

/** What a page sends for `SignJson`; switches are texts. */
export interface SignWish {
  JsonContent: string;
  DetachPayload: string;
  IsPss: string;
}

/** Status 0 comes with a signature; any other says why there is none. */
export interface SignAnswer {
  Status: number;
  Message: string;
  Signature: string;
}

export interface SignerOptions {
  /** 0 = any that is free. */
  port: number;
  tls: PemIdentity;
  /** Null says nothing, as a person does who has not found the PIN; a text is sent as it is. */
  answer(wish: SignWish): Promise<SignAnswer | string | null>;
  /** What a browser sees that opens the address. */
  page?: RequestListener;
}

export interface LocalSigner {
  port: number;
  stop(): Promise<void>;
}

const MOST_BYTES = 64 * 1024;

/**
 * Speaks as VGCA Sign Service does on a person's own machine: `SignJson` by WebSocket over TLS, on loopback.
 * @throws Error with code EADDRINUSE when the port is taken
 */
export async function startLocalSigner({ port, tls, answer, page }: SignerOptions): Promise<LocalSigner> {
  const server = createServer({ cert: tls.certificate, key: tls.key }, page);
  const open = new Set<Duplex>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const sockets = new WebSocketServer({ server, path: '/SignJson', maxPayload: MOST_BYTES });
  sockets.on('connection', (socket) => {
    // What is larger than allowed ends the connection, not the process.
    socket.on('error', () => socket.terminate());
    socket.on('message', async (message) => {
      try {
        const said = await answer(JSON.parse(String(message)) as SignWish);
        if (said !== null) socket.send(typeof said === 'string' ? said : JSON.stringify(said));
      } catch {
        socket.terminate();
      }
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
