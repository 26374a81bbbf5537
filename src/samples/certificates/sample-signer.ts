import type { IncomingMessage, ServerResponse } from 'node:http';
import { CompactSign } from 'jose';
import { type Reply, readForm, redirect, send } from '../relying-system-http.ts';
import { STYLE } from '../relying-system-style.ts';
import { readIdentity, readPem } from './certificate-files.ts';
import { type LocalSigner, type SignAnswer, startLocalSigner } from './local-signer.ts';
import { SAMPLE_CERTIFICATES } from './sample-trees.ts';
import { type Slot, signerPage } from './signer-page.ts';

const NONE = { name: 'none', label: { vi: 'Không cắm: bấm Hủy', en: 'None: press Cancel' } };
const SLOTS: readonly Slot[] = [
  ...SAMPLE_CERTIFICATES.map(({ name, account, about }) => ({
    name,
    label: { vi: `${name}: ${account}@mic.example, ${about.vi}`, en: about.en },
  })),
  NONE,
];
/** What VGCA Sign Service says when its window is closed. */
const CANCELLED: SignAnswer = { Status: 14, Message: 'Người dùng hủy thao tác', Signature: '' };

/**
 * Plays VGCA Sign Service with the sample certificates: it signs at once, with the token that its own page says is
 * plugged in.
 * @param folder of the sample certificates
 * @throws Error with code EADDRINUSE when the port is taken
 */
export function startSampleSigner({ folder, port }: { folder: string; port: number }): Promise<LocalSigner> {
  let plugged = SLOTS[0]?.name ?? NONE.name;
  return startLocalSigner({
    port,
    tls: readPem(folder, 'signer'),
    answer: ({ JsonContent }) => signWith(folder, plugged, JsonContent),
    page: (request, response) =>
      void reply(request).then(
        (answer) => send(response, answer),
        () => refuse(response),
      ),
  });

  async function reply(request: IncomingMessage): Promise<Reply> {
    const asked = `${request.method} ${request.url}`;
    if (asked === 'GET /style.css') return { status: 200, type: 'css', body: STYLE, cacheSeconds: 300 };
    if (asked === 'GET /') return { status: 200, type: 'html', body: signerPage(SLOTS, plugged) };
    if (asked !== 'POST /token' || request.headers['sec-fetch-site'] !== 'same-origin')
      return { status: 404, type: 'none', body: '' };
    const token = (await readForm(request)).get('token');
    plugged = SLOTS.find(({ name }) => name === token)?.name ?? plugged;
    return { ...redirect('/'), status: 303 };
  }
}

function refuse(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else send(response, { status: 400, type: 'none', body: '' });
}

/** A JSON Web Signature in its compact form, with the signer's certificate in it. */
async function signWith(folder: string, token: string, text: string): Promise<SignAnswer> {
  if (token === NONE.name) return CANCELLED;
  const { certificate, key } = await readIdentity(folder, token);
  const x5c = [Buffer.from(certificate).toString('base64')];
  const signature = await new CompactSign(Buffer.from(text))
    .setProtectedHeader({ alg: 'ES256', x5c })
    .sign(key);
  return { Status: 0, Message: '', Signature: signature };
}
