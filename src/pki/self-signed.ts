import { randomBytes } from 'node:crypto';
import { issueCertificate } from './issuing/issue-certificate.ts';
import { type PemIdentity, toPem } from './pem.ts';

const COMMON_NAME = '2.5.4.3';
const DAY_MS = 86_400_000;
const DAYS = 397;

/**
 * A certificate that a server signs for itself, so that the listener can be tried before the operator has one; browsers
 * warn of it.
 * @param host what browsers call the server
 */
export async function makeSelfSigned(host: string, now: Date): Promise<PemIdentity> {
  const wish = {
    subject: [[COMMON_NAME, host]],
    serial: new Uint8Array(randomBytes(16)),
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + DAYS * DAY_MS),
    kind: 'server',
    names: [host],
  } as const;
  return toPem(await issueCertificate(wish, null));
}
