import { type DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { PresentedCertificates } from '../../domain/certificates/certificate-verdict.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { isWithin, type Network } from '../middleware/edge.ts';

/** An item of the structured fields `Client-Cert` and `Client-Cert-Chain` (RFC 9440 section 2): bytes in base64. */
const BYTES = /^:([A-Za-z0-9+/]+={0,2}):$/;
/** As many as the validator takes; what follows would not be read anyway. */
const MOST_CERTIFICATES = 10;

/**
 * What a browser presented on this connection. Only two places count: the handshake of our own TLS, never one that was
 * resumed, or the headers of a proxy that the operator trusts with this port. What is presented is judged anew
 * here: whether the proxy found it valid does not matter.
 * @returns null when there is no certificate
 * @throws certificate_not_shown on a connection that can prove none
 */
export function presentedOn(ctx: Context, proxies: readonly Network[]): PresentedCertificates | null {
  const { socket } = ctx.req;
  if (socket instanceof TLSSocket) {
    // A resumed session would carry the certificate of an earlier handshake (nginx CVE-2025-23419).
    if (socket.isSessionReused()) throw new DomainError('certificate_not_shown');
    return inHandshake(socket.getPeerCertificate(true));
  }
  const peer = socket.remoteAddress ?? '';
  if (!proxies.some((network) => isWithin(peer, network))) throw new DomainError('certificate_not_shown');
  return inHeaders(ctx.get('client-cert'), ctx.get('client-cert-chain'));
}

function inHandshake(certificate: DetailedPeerCertificate): PresentedCertificates | null {
  const chain: Uint8Array[] = [];
  let current: DetailedPeerCertificate | undefined = certificate;
  while (current?.raw !== undefined && chain.length < MOST_CERTIFICATES) {
    chain.push(new Uint8Array(current.raw));
    const issuer: DetailedPeerCertificate | undefined = current.issuerCertificate;
    current = issuer === current ? undefined : issuer;
  }
  return presentedOf(chain);
}

/** @throws certificate_not_shown for headers that are no structured fields: two in one are never a guess */
function inHeaders(leaf: string, chain: string): PresentedCertificates | null {
  if (leaf === '') return null;
  const items = [leaf, ...(chain === '' ? [] : chain.split(','))].map((item) => {
    const [, text] = BYTES.exec(item.trim()) ?? [];
    if (text === undefined) throw new DomainError('certificate_not_shown');
    return new Uint8Array(Buffer.from(text, 'base64'));
  });
  return presentedOf(items.slice(0, MOST_CERTIFICATES));
}

function presentedOf([leaf, ...others]: readonly Uint8Array[]): PresentedCertificates | null {
  return leaf === undefined ? null : { leaf, others };
}
