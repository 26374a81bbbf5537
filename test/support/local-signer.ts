import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { makeSelfSigned } from '../../src/pki/self-signed.ts';
import {
  type LocalSigner,
  type SignWish,
  startLocalSigner,
} from '../../src/samples/certificates/local-signer.ts';

/** How the person at the signer acts: signs, closes its window or mistypes the PIN (a status), or does nothing. */
export type SignerMood =
  | { sign: (text: string) => Promise<string> }
  | { status: 14 | 28 }
  | 'waits'
  | 'babbles';

export interface MoodySigner extends LocalSigner {
  /** What it was asked to sign. */
  wishes: SignWish[];
}

/** The signer at any port, with a person of that mood. */
export async function startMoodySigner(mood: SignerMood): Promise<MoodySigner> {
  const wishes: SignWish[] = [];
  const signer = await startLocalSigner({
    port: 0,
    tls: await makeSelfSigned('127.0.0.1', new Date()),
    async answer(wish) {
      wishes.push(wish);
      if (mood === 'waits') return null;
      if (mood === 'babbles') return 'OK';
      if ('status' in mood) return { Status: mood.status, Message: 'Người dùng hủy thao tác', Signature: '' };
      return { Status: 0, Message: '', Signature: await mood.sign(wish.JsonContent) };
    },
  });
  return { ...signer, wishes };
}

/** Something that listens where the signer should, and never says a word. */
export async function startSilence(): Promise<LocalSigner> {
  const open = new Set<Socket>();
  const server = createServer((socket) => void open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
