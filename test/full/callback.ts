import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RelyingParty, relyingParty } from '../flows/relying-party.ts';
import type { TestServer } from '../support/running-server.ts';

const LAUNCHER = {
  title: 'Quản lý văn bản và điều hành',
  icon: 'documents',
  url: 'https://documents.example/',
};

/** A relying party whose address answers, so that a real browser ends there. */
export interface Callback {
  client: RelyingParty;
  close(): Promise<void>;
}

export async function openCallback(server: TestServer): Promise<Callback> {
  const listener = createServer((_, response) => response.end('The relying party\n'));
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const redirectUri = `http://localhost:${(listener.address() as AddressInfo).port}/callback`;
  const registration = { client_id: 'reports', redirect_uris: [redirectUri], launcher: LAUNCHER };
  return {
    client: { ...(await relyingParty(server, registration)), redirectUri },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        listener.closeAllConnections();
      }),
  };
}
