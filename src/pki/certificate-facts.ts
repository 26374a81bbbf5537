import type { CertificateFacts } from '../domain/certificates/certificate-verdict.ts';
import { COMMON_NAME, valuesOf } from './distinguished-name.ts';
import { alternativeNamesOf } from './extensions.ts';
import { nationalIdsOf } from './profile.ts';
import type { ReadCertificate } from './read-certificate.ts';
import type { TrustBundle } from './trust-bundle.ts';

/** Tag of rfc822Name (RFC 5280, 4.2.1.6). */
const EMAIL = 1;

/** @throws Refusal certificate_malformed */
export function factsOf(certificate: ReadCertificate): CertificateFacts {
  const { parsed, subject, issuer, serial, fingerprint, key } = certificate;
  return {
    tree: null,
    issuer: issuer.text,
    serial,
    fingerprint,
    subject: subject.label,
    commonName: valuesOf(subject, COMMON_NAME)[0] ?? null,
    emails: alternativeNamesOf(certificate)
      .filter(({ type }) => type === EMAIL)
      .map(({ value }) => String(value)),
    nationalIds: nationalIdsOf(certificate),
    notBefore: parsed.notBefore.value,
    notAfter: parsed.notAfter.value,
    keyType: key.type,
    keyBits: key.bits,
    keyStorage: null,
  };
}

/** What is known once the path ends at an anchor of the bundle. */
export function withTree(facts: CertificateFacts, { tree, policy }: TrustBundle): CertificateFacts {
  return { ...facts, tree, keyStorage: policy.profile.keyStorage };
}
