import type { RevocationMeans, RevocationPolicy } from '../../domain/certificates/tree-policy.ts';
import type { CertificateFacts } from './certificate-facts.ts';
import { Unproven } from './unproven.ts';

/**
 * The addresses where to ask for a certificate, those of the policy before its own.
 * @param fingerprint SHA-256 of the issuer's certificate, hexadecimal
 * @throws Unproven `no_source` when there is none, `host_not_allowed` when the policy allows none of them
 */
export function sourcesFor(
  means: RevocationMeans,
  certificate: CertificateFacts,
  { policy, fingerprint }: { policy: RevocationPolicy; fingerprint: string },
): string[] {
  const configured = (means === 'crl' ? policy.crlUrls : policy.ocspUrls).get(fingerprint);
  if (configured !== undefined) return [configured];
  const own = means === 'crl' ? listUrls(certificate) : certificate.ocspUrls;
  const urls = own.map(httpUrl).filter((url) => url !== undefined);
  if (urls.length === 0) throw new Unproven('no_source');
  const allowed = urls.filter(({ host }) => policy.hosts.includes(host));
  if (allowed.length === 0) throw new Unproven('host_not_allowed');
  return [...new Set(allowed.map(({ href }) => href))];
}

function listUrls({ distributionPoints }: CertificateFacts): string[] {
  return distributionPoints.filter(({ isPlain }) => isPlain).flatMap(({ urls }) => urls);
}

/** An address that is called: what is fetched is signed, so http will do. Others, such as ldap, are passed over. */
export function httpUrl(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.hash === '';
  return isPlain && ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}
