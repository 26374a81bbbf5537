import { constants, createHash, sign as signBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, importPKCS8 } from 'jose';
import type { Browser, Page } from '../support/browser.ts';
import type { IssuedCertificate } from '../support/certificate-authority.ts';
import {
  type CertificateTrees,
  makeCertificateTrees,
  TREE,
  treePolicy,
} from '../support/certificate-trees.ts';
import { freePort } from '../support/free-port.ts';
import { seedMinistry } from '../support/ministry.ts';
import { issueList } from '../support/revocation-authority.ts';
import { type RevocationServer, startRevocationServer } from '../support/revocation-server.ts';
import { startTestServer, type TestServer } from '../support/running-server.ts';
import { prepare, type RelyingParty, relyingParty } from './relying-party.ts';

/** What a browser presents: a certificate with its key, and the authorities that come along. */
export interface Presented {
  leaf: IssuedCertificate;
  others?: readonly IssuedCertificate[];
}

/** How a certificate reaches the server. */
export type Path = 'handshake' | 'proxy' | 'signer';

export interface CertificateMinistry {
  server: TestServer;
  trees: CertificateTrees;
  lists: RevocationServer;
  client: RelyingParty;
  /** Where the listener that asks for certificates is. */
  port: number;
  /** Puts certificates of the issuing authority on its list, which the server has read when this returns. */
  revoke(leafs: readonly IssuedCertificate[]): Promise<void>;
  /** Goes to the page of the certificate in a browser. */
  begin(browser: Browser, extra?: Record<string, string>): Promise<Page>;
  /** Presents a certificate on a path; where the browser ends. */
  present(browser: Browser, page: Page, presented: Presented | null, path?: Path): Promise<Page>;
  close(): Promise<void>;
}

/** A ministry whose staff sign in by certificate; lists of both authorities that issue are served. */
export async function openCertificateMinistry(
  environment: Record<string, string> = {},
  profile: Record<string, unknown> = {},
): Promise<CertificateMinistry> {
  const now = new Date();
  const [trees, lists, port] = await Promise.all([
    makeCertificateTrees(now),
    startRevocationServer(),
    freePort(),
  ]);
  const keysDir = mkdtempSync(join(tmpdir(), 'micconnect-keys-'));
  const fingerprint = ({ der }: IssuedCertificate) => sha256(der);
  const authorities = [trees.root, trees.issuing, trees.shortest, trees.constrained, trees.absent];
  const crl_urls = Object.fromEntries(
    await Promise.all(
      authorities.map(async (authority) => [
        fingerprint(authority),
        lists.serve(await issueList(authority, now)),
      ]),
    ),
  );
  mkdirSync(join(keysDir, 'ca'));
  writeFileSync(join(keysDir, 'ca', `${TREE}.pem`), trees.pem);
  writeFileSync(
    join(keysDir, 'ca', `${TREE}.json`),
    JSON.stringify({
      ...treePolicy,
      profile: { ...treePolicy.profile, ...profile },
      revocation: { order: ['crl'], hosts: [lists.host], crl_urls },
    }),
  );
  const server = await startTestServer({
    KEYS_DIR: keysDir,
    CERTIFICATE_PORT: String(port),
    CERTIFICATE_ORIGIN: `https://localhost:${port}`,
    ...environment,
  });
  await seedMinistry(server);
  // The certificates of the matrix name invented people, and nobody is bound to a certificate that names another.
  await server.services.database.source.query(
    'update person set citizen_id_sealed = null, citizen_id_hash = null',
  );
  const client = await relyingParty(server, { client_id: 'documents' });
  let published = 100;
  const revoked: string[] = [];
  const ministry: CertificateMinistry = {
    ...{ server, trees, lists, client, port },
    async begin(browser, extra = {}) {
      const { url } = await prepare(client, extra);
      const start = await browser.get(url.href);
      return browser.get(`${start.url}/certificate`);
    },
    async revoke(leafs) {
      published += 1;
      revoked.push(...leafs.map(({ certificate }) => certificate.serialNumber));
      const today = new Date();
      const list = await issueList(trees.issuing, today, { number: published, revoked });
      lists.change(crl_urls[sha256(trees.issuing.der)] ?? '', list);
      // As if another hour had passed, after which a list is asked for again, and the seconds that a node trusts its memory.
      const hours = published - 100;
      const { revocation } = server.services;
      await revocation.prefetch(new Date(today.getTime() + hours * 61 * 60_000));
      const later = new Date(today.getTime() + 60_000);
      for (const { der } of leafs) await revocation.prove(der, trees.issuing.der, TREE, later);
    },
    async present(browser, page, presented, path = 'handshake') {
      if (path === 'signer') return sign(browser, page, presented);
      const address =
        /href="(https:\/\/localhost:\d+\/certificate\?ticket=[^"]+)"/.exec(page.text)?.[1] ?? '';
      const answer = path === 'handshake' ? shakeHands(address, presented) : forward(address, presented);
      const { status, location } = await answer;
      if (location === undefined) throw new Error(`the listener answered ${status}`);
      return browser.get(location);
    },
    async close() {
      await server.stop();
      await lists.close();
      rmSync(keysDir, { recursive: true, force: true });
    },
  };
  return ministry;
}

interface Answer {
  status: number;
  location: string | undefined;
}

/** As a browser does that has chosen a certificate. */
export async function shakeHands(
  address: string,
  presented: Presented | null,
  agent?: object,
): Promise<Answer> {
  const chain = presented && [presented.leaf, ...(presented.others ?? [])].map(({ pem }) => pem).join('');
  const key = await presented?.leaf.privateKeyPem();
  return new Promise((resolve, reject) => {
    const asked = request(
      address,
      {
        rejectUnauthorized: false,
        // Old and weak certificates are for the server to refuse.
        ciphers: 'DEFAULT@SECLEVEL=0',
        ...(chain && key && { cert: chain, key }),
        ...agent,
      },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      },
    );
    asked.on('error', reject).end();
  });
}

/** As a proxy does that has asked the browser for the certificate (RFC 9440). */
export function forward(
  address: string,
  presented: Presented | null,
  headers: Record<string, string | string[]> = {},
): Promise<Answer> {
  const field = ({ der }: IssuedCertificate) => `:${Buffer.from(der).toString('base64')}:`;
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      address.replace('https:', 'http:'),
      {
        headers: {
          ...(presented && {
            'client-cert': field(presented.leaf),
            ...(presented.others?.length && { 'client-cert-chain': presented.others.map(field).join(', ') }),
          }),
          ...headers,
        },
      },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, location: response.headers.location });
      },
    );
    asked.on('error', reject).end();
  });
}

/** As the page does with what VGCA Sign Service returns. */
async function sign(browser: Browser, page: Page, presented: Presented | null): Promise<Page> {
  const challenge = /name="challenge" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  if (presented === null) return browser.submit(page, { challenge, signature: '' });
  const { leaf, others = [] } = presented;
  const text = /data-challenge="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const signature = await signed(leaf, others, text);
  return browser.submit(page, { challenge, signature });
}

/** A signature over a text as the local signer makes it. */
export async function signed(
  leaf: IssuedCertificate,
  others: readonly IssuedCertificate[],
  text: string,
  header: Record<string, unknown> = {},
): Promise<string> {
  const { name, namedCurve, modulusLength } = leaf.keys.publicKey.algorithm as {
    name: string;
    namedCurve?: string;
    modulusLength?: number;
  };
  const alg = name !== 'ECDSA' ? 'PS256' : namedCurve === 'P-384' ? 'ES384' : 'ES256';
  const x5c = [leaf, ...others].map(({ der }) => Buffer.from(der).toString('base64'));
  const key = await leaf.privateKeyPem();
  if (modulusLength !== undefined && modulusLength < 2048) return signedWeakly(key, { alg, x5c }, text);
  return new CompactSign(Buffer.from(text))
    .setProtectedHeader({ alg, x5c, ...header })
    .sign(await importPKCS8(key, alg));
}

/** With a key that jose refuses to sign with. */
function signedWeakly(key: string, header: object, text: string): string {
  const parts = [JSON.stringify(header), text].map((part) => Buffer.from(part).toString('base64url'));
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const signature = signBytes('sha256', Buffer.from(parts.join('.')), { key, ...padding });
  return [...parts, signature.toString('base64url')].join('.');
}

function sha256(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}
