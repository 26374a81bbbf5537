import { constants } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type Listener, listenOn, type TlsOptions } from './listener.ts';
import { pem } from './pki/pem.ts';
import { makeSelfSigned } from './pki/self-signed.ts';
import type { TrustBundle } from './pki/trust-bundle.ts';
import { sampleCertificatesDir } from './sample-places.ts';
import { writeOnce } from './write-once.ts';

type Where = Pick<
  Config,
  | 'keysDir'
  | 'dataDir'
  | 'host'
  | 'certificateOrigin'
  | 'certificatePort'
  | 'production'
  | 'trustedProxies'
  | 'sampleData'
>;

/**
 * Listens at `CERTIFICATE_PORT`: with the key in `KEYS_DIR/tls` it speaks TLS and asks for a certificate itself; without,
 * it expects the proxies that the operator trusts to have asked, and takes nothing from anybody else. Outside
 * production, and without proxies, it makes itself a certificate that browsers warn of.
 * @returns undefined where no certificate is trusted, where neither way is open, and in sample mode where the port is taken:
 *   by another instance, more likely than not
 */
export async function listenForCertificates(
  handle: RequestListener,
  bundles: readonly TrustBundle[],
  config: Where,
  log: Logger,
): Promise<Listener | undefined> {
  if (bundles.length === 0) return undefined;
  const tls = await serverKey(config);
  if (tls === undefined && config.trustedProxies.length === 0) {
    log.warn('no sign-in by certificate: neither KEYS_DIR/tls nor TRUSTED_PROXIES is there');
    return undefined;
  }
  const options = tls && { ...tls, ...askingFor(bundles) };
  try {
    return await listenOn(handle, config.host, config.certificatePort, options);
  } catch (error) {
    if (!config.sampleData || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    log.warn({ port: config.certificatePort }, 'no sign-in by certificate: CERTIFICATE_PORT is taken');
    return undefined;
  }
}

/** Asks for a certificate without insisting: the page behind it tells a person who chose none what to do. */
function askingFor(bundles: readonly TrustBundle[]): TlsOptions {
  const authorities = bundles.flatMap(({ anchors, intermediates }) => [...anchors, ...intermediates]);
  return {
    requestCert: true,
    // Judged by `pki`, for which Node's own verdict is not enough: it knows no revocation.
    rejectUnauthorized: false,
    // Named to browsers, which offer only certificates of these issuers.
    ca: authorities.map(({ der }) => pem('CERTIFICATE', der)),
    minVersion: 'TLSv1.2',
    // A resumed session would skip the certificate.
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
}

async function serverKey(config: Where): Promise<{ cert: string; key: string } | undefined> {
  const given = keyFiles(config.keysDir);
  const isMade = !existsSync(given.key);
  if (isMade && (config.production || config.trustedProxies.length > 0)) return undefined;
  const { certificate, key } = isMade && config.sampleData ? keyFiles(sampleCertificatesDir(config)) : given;
  if (!existsSync(key)) {
    const made = await makeSelfSigned(new URL(config.certificateOrigin).hostname, new Date());
    // The key last: with it the pair is complete.
    writeOnce(certificate, made.certificate);
    writeOnce(key, made.key);
  }
  return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}

function keyFiles(folder: string): { certificate: string; key: string } {
  return { certificate: join(folder, 'tls', 'certificate.pem'), key: join(folder, 'tls', 'key.pem') };
}
