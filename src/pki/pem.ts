import { createPrivateKey, KeyObject, webcrypto, X509Certificate } from 'node:crypto';
import { type Identity, P256 } from './issuing/issue-certificate.ts';

export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** A certificate and its key as servers take them. */
export interface PemIdentity {
  certificate: string;
  /** PKCS #8. */
  key: string;
}

export function toPem({ certificate, key }: Identity): PemIdentity {
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: KeyObject.from(key).export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
}

/** What `toPem` wrote, ready to sign. */
export async function fromPem({ certificate, key }: PemIdentity): Promise<Identity> {
  const pkcs8 = createPrivateKey(key).export({ format: 'der', type: 'pkcs8' });
  return {
    certificate: new Uint8Array(new X509Certificate(certificate).raw),
    key: await webcrypto.subtle.importKey('pkcs8', pkcs8, P256, false, ['sign']),
  };
}
