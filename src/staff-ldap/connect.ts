import { X509Certificate } from 'node:crypto';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { BindRequest, BindResponse, ExtendedRequest, ExtendedResponse } from 'ldapts';
import type { LdapSource } from '../domain/directory/ldap-source.ts';
import { DomainError } from '../domain/errors.ts';
import { LDAP_LIMITS } from './limits.ts';
import { bindRefusal, connectionRefusal } from './refusals.ts';
import { LdapSession } from './session.ts';

/** What the files named in a source hold. */
export interface LdapSecrets {
  password: string;
  /** PEM. */
  ca: string | undefined;
}

const START_TLS = '1.3.6.1.4.1.1466.20037';
const PORTS: Readonly<Record<string, number>> = { 'ldap:': 389, 'ldaps:': 636 };

/**
 * Does a piece of work on a connection that is encrypted as the source says, checked and bound, and ends it.
 * OUTBOUND_ALLOW does not apply: it bounds what the server calls on behalf of others, and this address is named by
 * the operator at the machine, in the call itself.
 * @throws ldap_unreachable, ldap_certificate_untrusted, ldap_bind_refused, ldap_source_invalid; once bound,
 *   ldap_incomplete when the connection is lost
 */
export async function withLdapSession<T>(
  source: LdapSource,
  secrets: LdapSecrets,
  work: (session: LdapSession) => Promise<T>,
  limits = LDAP_LIMITS,
): Promise<T> {
  refuseUnusable(secrets);
  let socket: Socket | undefined;
  let isBound = false;
  const deadline = setTimeout(() => socket?.destroy(new Error('out of time')), limits.totalMs);
  try {
    socket = await openSocket(source, secrets, limits);
    const session = new LdapSession(socket, limits);
    await bind(session, source, secrets);
    isBound = true;
    const result = await work(session);
    session.close();
    return result;
  } catch (error) {
    socket?.destroy();
    throw connectionRefusal(source.url, error, isBound);
  } finally {
    clearTimeout(deadline);
  }
}

function refuseUnusable({ password, ca }: LdapSecrets): void {
  // A bind without a password succeeds as nobody, who sees only some entries (RFC 4513 section 5.1.2).
  if (password === '') throw new DomainError('ldap_source_invalid', { problems: 'password_file: is empty' });
  if (ca === undefined) return;
  try {
    new X509Certificate(ca);
  } catch {
    // Node would leave out a file without a certificate in silence.
    throw new DomainError('ldap_source_invalid', { problems: 'ca_file: holds no PEM certificate' });
  }
}

async function openSocket(
  { url, hasStartTls }: LdapSource,
  { ca }: LdapSecrets,
  limits: typeof LDAP_LIMITS,
): Promise<Socket> {
  const { connectMs } = limits;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port) || (PORTS[url.protocol] ?? 0);
  const tls = {
    host,
    port,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  } as const;
  if (url.protocol === 'ldaps:') return opened(connectTls(tls), 'secureConnect', connectMs);
  const plain = await opened(connectPlain({ host, port }), 'connect', connectMs);
  if (!hasStartTls) return plain;
  const session = new LdapSession(plain, limits);
  const answer = await session.request((messageId) => new ExtendedRequest({ messageId, oid: START_TLS }));
  if (!(answer instanceof ExtendedResponse) || answer.status !== 0) {
    session.close();
    throw new Error(`the server refuses STARTTLS with result ${answer.status}`);
  }
  return opened(connectTls({ ...tls, socket: session.release() }), 'secureConnect', connectMs);
}

function opened(socket: Socket, event: 'connect' | 'secureConnect', withinMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const end = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    const late = setTimeout(() => end(new Error('no connection in time')), withinMs);
    const closed = () => end(new Error('the server closed the connection'));
    socket.once('error', end).once('close', closed);
    socket
      .once('close', () => clearTimeout(late))
      .once(event, () => {
        clearTimeout(late);
        socket.off('close', closed);
        resolve(socket);
      });
  });
}

async function bind(session: LdapSession, { url, bindDn }: LdapSource, { password }: LdapSecrets) {
  const answer = await session.request((messageId) => new BindRequest({ messageId, dn: bindDn, password }));
  if (!(answer instanceof BindResponse)) throw new Error('the server does not speak LDAP');
  if (answer.status !== 0) throw bindRefusal(url, answer);
}
