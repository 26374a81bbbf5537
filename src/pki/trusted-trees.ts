import type { TrustedAuthority, TrustedTree } from '../domain/certificates/trust-anchors.ts';
import { policiesOf } from './extensions.ts';
import type { ReadCertificate } from './read-certificate.ts';
import { readIssuer } from './revocation/asked.ts';
import type { TrustBundle } from './trust-bundle.ts';

/** What the bundles of an installation hold, for screens. */
export function trustedTrees(bundles: readonly TrustBundle[]): TrustedTree[] {
  return bundles.map(({ tree, policy, isSample, anchors, intermediates }) => ({
    tree,
    policy,
    isSample,
    authorities: [
      ...anchors.map((each) => authorityOf(each, true)),
      ...intermediates.map((each) => authorityOf(each, false)),
    ],
  }));
}

function authorityOf(certificate: ReadCertificate, isAnchor: boolean): TrustedAuthority {
  const { subject, issuer, serial, fingerprint, key, parsed, der } = certificate;
  return {
    subject: subject.label,
    issuer: issuer.label,
    name: subject.text,
    serial,
    fingerprint,
    isAnchor,
    keyType: key.type,
    keyBits: key.bits,
    policies: policiesOf(certificate),
    notBefore: parsed.notBefore.value,
    notAfter: parsed.notAfter.value,
    issuerId: readIssuer(der).issuerId,
  };
}
